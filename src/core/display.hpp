#pragma once
// Text as a terminal shows it.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc {

/// Columns of a page of text.
inline constexpr std::size_t page_width = 80;

/// The code point at `at` of UTF-8 text; moves `at` behind it. A broken byte gives U+FFFD.
std::uint32_t next_code_point(std::string_view text, std::size_t& at);

/// Columns of a code point: none for combining and zero-width ones, two for East Asian wide ones and emoji.
std::size_t width_of(std::uint32_t code_point);

/// Columns of a text.
std::size_t display_width(std::string_view text);

/// The text with control characters (C0, DEL, C1) replaced by blanks: names come from data, and must not
/// steer the terminal.
std::string printable(std::string_view text);

/// The text with line ends in place of blanks so that no line is wider than `width`, where words allow.
std::string wrap(std::string_view text, std::size_t width);

/// wrap(), by lines, with words broken that are wider than a line: nothing is wider than `width`, which is 2 at least.
std::vector<std::string> fold(std::string_view text, std::size_t width);

}  // namespace gapcalc
