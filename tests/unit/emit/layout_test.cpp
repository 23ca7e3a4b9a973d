// Widths, numbers, and pages as plain text and as Markdown.

#include "emit/layout.hpp"

#include <cmath>
#include <limits>

#include "core/random.hpp"
#include "support/catch.hpp"
#include "support/pages.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

std::vector<emit::Block> page_of(const std::string& cell) {
  return {{{}, {"Title", {{"first"}, {"second", true}}, {{cell, "12.3"}, {"short", "-1"}}}}};
}

}  // namespace

TEST_CASE("a text takes one column per code point, none for marks that combine, two for wide ones") {
  CHECK(display_width("") == 0);
  CHECK(display_width("GPT-4") == 5);
  CHECK(display_width("é") == 1);
  CHECK(display_width("e\u0301") == 1);
  CHECK(display_width("模型") == 4);
  CHECK(display_width("한국어") == 6);
  CHECK(display_width("ﾓﾃﾞﾙ") == 4);  // half-width katakana
  CHECK(display_width("ＡＢ") == 4);  // full-width Latin
  CHECK(display_width("🚀") == 2);
  CHECK(display_width("a\u200Bb") == 2);
}

TEST_CASE("marks that combine take no column beyond the most frequent blocks too") {
  const std::string text = GENERATE("\u1AB0", "\u1DC4", "\u20D7", "\uFE20", "\u0E31", "\u0941");
  CAPTURE(text);
  CHECK(display_width("x" + text) == 1);
}

TEST_CASE("wide characters take two columns beyond the most frequent blocks too") {
  const std::string text = GENERATE("\uFFE5", "\U00020000", "\U0001F004");
  CAPTURE(text);
  CHECK(display_width(text) == 2);
}

TEST_CASE("a number for people has one decimal and no negative zero") {
  CHECK(one_decimal(12.34) == "12.3");
  CHECK(one_decimal(-1.26) == "-1.3");
  CHECK(one_decimal(-0.0) == "0.0");
  CHECK(one_decimal(-0.04) == "0.0");
  CHECK(one_decimal(-0.06) == "-0.1");
  CHECK(one_decimal(0) == "0.0");
}

TEST_CASE("an exact number reads back as the same number") {
  RandomStream random(1, 2, 3);
  for (int i = 0; i < 2000; ++i) {
    const double value =
        std::ldexp(random.bits() * 4294967296.0 + random.bits(), static_cast<int>(random.below(200)) - 150);
    CHECK(std::stod(emit::exact(value)) == value);
    CHECK(std::stod(emit::exact(-value)) == -value);
  }
  CHECK(emit::exact(0.35) == "0.35");
  CHECK(emit::exact(7 * 0.05) == "0.35000000000000003");
  CHECK(emit::exact(2) == "2");
}

TEST_CASE("a table as text is aligned, and its lines end without blanks") {
  CHECK(emit::render_text(page_of("a longer name"), false) ==
        "Title\n"
        "first          second\n"
        "a longer name    12.3\n"
        "short              -1\n");
  CHECK(emit::render_text({{{}, {"", {{"a", true}, {"b"}}, {{"1", ""}}}}}, false) == "a  b\n1\n");
}

TEST_CASE("colour is only there where it is asked for") {
  CHECK(emit::render_text(page_of("x"), false).find('\033') == std::string::npos);
  CHECK(emit::render_text(page_of("x"), true).find("\033[1mTitle\033[0m") != std::string::npos);
}

TEST_CASE("a first column that is too wide is cut with two dots, by columns and not by bytes") {
  for (const std::string& cell : awkward_names()) {
    CAPTURE(cell);
    const std::string text = emit::render_text(page_of(cell), false);
    CHECK(widest_line(text) <= 80);
    CHECK(text.find("12.3") != std::string::npos);
  }
  const std::string wide = emit::render_text(page_of(repeated("模", 60)), false);
  CHECK(wide.find(repeated("模", 35) + "..") != std::string::npos);
}

TEST_CASE("columns stay aligned beside wide and combining characters") {
  const auto lines =
      lines_of(emit::render_text({{{}, {"", {{"n"}, {"v"}}, {{"模型", "1"}, {"e\u0301", "2"}}}}}, false));
  CHECK(lines == std::vector<std::string>{"n     v", "模型  1", "e\u0301     2"});
}

TEST_CASE("paragraphs are wrapped at 80 columns") {
  const std::string text = emit::render_text({{repeated("word ", 60), {}}, {repeated("模型 ", 60), {}}}, false);
  CHECK(widest_line(text) <= 80);
  CHECK(widest_line(text) > 70);
}

TEST_CASE("control characters never reach the terminal") {
  const std::string control = GENERATE("\033[31m", "\a", "\r", "\n", "\t", "\x7F", "\u0085", "\u009B31m", "\u009D0;x");
  CAPTURE(control);
  auto page = page_of("evil" + control + "name");
  page.push_back({"Note: evil" + control + "name", {}});
  const std::string text = emit::render_text(page, false);
  CHECK(lines_of(text).size() == 6);
  CHECK_FALSE(has_control(text));
  CHECK_FALSE(has_control(emit::render_markdown(page)));
}

TEST_CASE("Markdown and HTML in names is escaped") {
  CHECK(emit::render_markdown(page_of("a|b <i>&amp; *x* _y_ `z` [l](u) \\ \n")) ==
        "**Title**\n\n"
        "| first | second |\n"
        "| :-- | --: |\n"
        "| a\\|b &lt;i&gt;&amp;amp; \\*x\\* \\_y\\_ \\`z\\` \\[l\\](u) \\\\   | 12.3 |\n"
        "| short | -1 |\n");
  CHECK(emit::render_markdown({{"<script>", {}}}) == "&lt;script&gt;\n");
}
