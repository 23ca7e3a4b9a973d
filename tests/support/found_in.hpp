#pragma once
// What the reader of a format finds in a text.

#include <string>

#include "load/formats.hpp"
#include "support/catch.hpp"

using FormatReader = gapcalc::load::OutsideScores (*)(const gapcalc::load::OutsideInput&);

inline gapcalc::load::OutsideScores found_in(FormatReader read, const std::string& text,
                                             const std::string& path = "file") {
  return read({path, text, [](std::string_view) { return std::optional<std::string>{}; }});
}

/// What is left out, as `line reason`.
inline std::vector<std::string> left_of(const gapcalc::load::OutsideScores& found) {
  std::vector<std::string> result;
  for (const auto& left : found.left)
    result.push_back(std::to_string(left.line) + " " + std::string(gapcalc::name(left.reason)));
  return result;
}

/// The shape of a file of that name with these bytes.
inline gapcalc::load::Shape shape_of_text(const std::string& text, const std::string& name = "file") {
  gapcalc::load::ByteStream bytes = gapcalc::load::ByteStream::of(text);
  return gapcalc::load::shape_of(bytes, name);
}
