#pragma once
// Small work on text, free of the locale.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc {

/// trim() of a text that may start or end with white space.
std::string_view trim_ends(std::string_view text);

/// Without blanks, tabs, line ends and no-break spaces (U+00A0) at both ends.
inline std::string_view trim(std::string_view text) {
  const auto solid = [](char c) { return c > ' ' && c < 0x7F; };  // other bytes take the slow way
  if (text.empty() || (solid(text.front()) && solid(text.back()))) return text;
  return trim_ends(text);
}

/// The text without the byte order mark of UTF-8 that it may begin with.
inline std::string_view without_mark(std::string_view text) {
  constexpr std::string_view mark = "\xEF\xBB\xBF";
  return text.starts_with(mark) ? text.substr(mark.size()) : text;
}

/// The parts between separators, trimmed; one empty part for an empty text.
std::vector<std::string_view> split(std::string_view text, char separator);

/// ASCII letters in lower case; other bytes as they are.
std::string lower(std::string_view text);

/// The parts with `separator` between them.
std::string join(const std::vector<std::string>& parts, std::string_view separator);

/// Whether the bytes are valid UTF-8 (no overlong forms, no surrogates, up to U+10FFFF).
bool valid_utf8(std::string_view text);

/// A finite number that fills the whole text (a leading `+` is allowed), or empty.
std::optional<double> parse_number(std::string_view text);

/// `12.3`; for people. Never `-0.0`.
std::string one_decimal(double value);

/// `1 gap`, `2 gaps`.
std::string counted(std::size_t n, std::string_view what);

/// `Terminal Bench` -> `terminal-bench`: lower-case letters and digits, one hyphen between runs of them.
std::string slug(std::string_view title);

}  // namespace gapcalc
