#pragma once
// What a reader sees of a page of text.

#include <algorithm>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "core/display.hpp"

namespace gapcalc::test {

/// Whether the part stands somewhere in the text.
inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

inline std::string repeated(std::string_view text, int times) {
  std::string result;
  for (int i = 0; i < times; ++i) result += text;
  return result;
}

inline std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> result;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) result.push_back(line);
  return result;
}

/// In columns of a terminal.
inline std::size_t widest_line(const std::string& text) {
  std::size_t width = 0;
  for (const std::string& line : lines_of(text)) width = std::max(width, display_width(line));
  return width;
}

/// Whether a control character (C0 but for line ends, DEL, or C1 in UTF-8) is there.
inline bool has_control(const std::string& text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    const auto c = static_cast<unsigned char>(text[i]);
    if ((c < 0x20 && c != '\n') || c == 0x7F) return true;
    if (c == 0xC2 && i + 1 < text.size() && static_cast<unsigned char>(text[i + 1]) < 0xA0) return true;
  }
  return false;
}

/// Names that tables tend to break at.
inline std::vector<std::string> awkward_names() {
  return {repeated("x", 200),
          repeated("long name ", 20),
          repeated("模型", 50),
          repeated("e\u0301", 200),
          "模" + repeated("x", 200),
          repeated("🚀", 70),
          ""};
}

}  // namespace gapcalc::test
