#include "core/display.hpp"

#include <utf8proc.h>

#include <algorithm>

namespace gapcalc {

std::uint32_t next_code_point(std::string_view text, std::size_t& at) {
  utf8proc_int32_t code_point = -1;
  const auto* const bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data() + at);
  const auto length = utf8proc_iterate(bytes, static_cast<utf8proc_ssize_t>(text.size() - at), &code_point);
  at += length > 0 ? static_cast<std::size_t>(length) : 1;
  constexpr std::uint32_t replacement = 0xFFFD;
  return code_point >= 0 ? static_cast<std::uint32_t>(code_point) : replacement;
}

std::size_t width_of(std::uint32_t code_point) {
  return static_cast<std::size_t>(std::max(0, utf8proc_charwidth(static_cast<utf8proc_int32_t>(code_point))));
}

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (std::size_t at = 0; at < text.size();) width += width_of(next_code_point(text, at));
  return width;
}

std::string printable(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t start = at;
    const std::uint32_t c = next_code_point(text, at);
    if (c < 0x20 || (c >= 0x7F && c < 0xA0))
      result += ' ';
    else
      result += text.substr(start, at - start);
  }
  return result;
}

std::string wrap(std::string_view text, std::size_t width) {
  std::string result;
  std::size_t column = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    const std::string_view word = text.substr(0, end);
    const std::size_t w = display_width(word);
    if (column > 0 && column + 1 + w > width) {
      result += '\n';
      column = 0;
    } else if (column > 0) {
      result += ' ';
      ++column;
    }
    result += word;
    column += w;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return result;
}

std::vector<std::string> fold(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string line;
  std::size_t used = 0;
  const std::string wrapped = wrap(printable(text), width);
  for (std::size_t at = 0; at < wrapped.size();) {
    const std::size_t start = at;
    const std::uint32_t c = next_code_point(wrapped, at);
    const std::size_t w = width_of(c);
    if (c == '\n' || used + w > width) {
      lines.push_back(std::move(line));
      line.clear();
      used = 0;
    }
    if (c == '\n') continue;
    line += wrapped.substr(start, at - start);
    used += w;
  }
  lines.push_back(std::move(line));
  return lines;
}

}  // namespace gapcalc
