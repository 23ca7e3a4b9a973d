#include "core/text.hpp"

#include <charconv>
#include <clocale>
#include <random>

#include "support/catch.hpp"

using namespace gapcalc;

namespace {
using Parts = std::vector<std::string_view>;
}

TEST_CASE("trim takes blanks, tabs, line ends and no-break spaces from both ends") {
  CHECK(trim("") == "");
  CHECK(trim(" \t\r\n\v\f ") == "");
  CHECK(trim("  a b \r\n") == "a b");
  CHECK(trim("\xC2\xA0 a\xC2\xA0"
             "b \xC2\xA0\xC2\xA0") ==
        "a\xC2\xA0"
        "b");
  CHECK(trim("\xC2\xA0") == "");
}

TEST_CASE("trim leaves other characters whole that share a byte with the no-break space") {
  CHECK(trim("\xC2\xA1 no") == "\xC2\xA1 no");    // inverted exclamation mark
  CHECK(trim("voil\xC3\xA0") == "voil\xC3\xA0");  // a with grave
  CHECK(trim("\xC2") == "\xC2");
}

TEST_CASE("split gives trimmed parts and one empty part for an empty text") {
  CHECK(split("", ',') == Parts{""});
  CHECK(split("a", ',') == Parts{"a"});
  CHECK(split(" a , b c ,,", ',') == Parts{"a", "b c", "", ""});
  CHECK(split("a;b", ',') == Parts{"a;b"});
}

TEST_CASE("join puts the separator between parts") {
  CHECK(join({}, ", ").empty());
  CHECK(join({"a"}, ", ") == "a");
  CHECK(join({"a", "b", "c"}, ", ") == "a, b, c");
}

TEST_CASE("join keeps the places of empty parts") { CHECK(join({"", "b", ""}, ",") == ",b,"); }

TEST_CASE("lower changes ASCII letters only") {
  CHECK(lower("GPQA_Diamond.CSV \xC3\x84") == "gpqa_diamond.csv \xC3\x84");
}

TEST_CASE("well-formed UTF-8 is valid") {
  CHECK(valid_utf8(""));
  CHECK(valid_utf8("plain text, longer than eight bytes"));
  CHECK(valid_utf8(std::string_view("\0", 1)));
  CHECK(valid_utf8("\xC2\x80"));          // U+0080
  CHECK(valid_utf8("\xDF\xBF"));          // U+07FF
  CHECK(valid_utf8("\xE0\xA0\x80"));      // U+0800
  CHECK(valid_utf8("\xED\x9F\xBF"));      // U+D7FF
  CHECK(valid_utf8("\xEE\x80\x80"));      // U+E000
  CHECK(valid_utf8("\xEF\xBF\xBF"));      // U+FFFF
  CHECK(valid_utf8("\xF0\x90\x80\x80"));  // U+10000
  CHECK(valid_utf8("\xF4\x8F\xBF\xBF"));  // U+10FFFF
}

TEST_CASE("malformed UTF-8 is not valid, wherever it stands") {
  const std::string_view malformed[] = {
      "\x80",              // a continuation alone
      "\xBF",              //
      "\xC0\x80",          // overlong
      "\xC1\xBF",          //
      "\xE0\x9F\xBF",      //
      "\xF0\x8F\xBF\xBF",  //
      "\xED\xA0\x80",      // surrogates
      "\xED\xBF\xBF",      //
      "\xF4\x90\x80\x80",  // above U+10FFFF
      "\xF5\x80\x80\x80",
      "\xFE",  //
      "\xFF",  //
      "\xC2",
      "\xE2\x82",
      "\xF0\x9F",      // cut off
      "\xF0\x9F\x98",  //
      "\xC2\x41",
      "\xE2\x82\x41",  // no continuation where one is due
      "\xE2\x41\xAC",
      "\xF0\x9F\x98\x41",
  };
  for (const std::string_view bytes : malformed)
    for (std::size_t before = 0; before < 17; ++before) {
      INFO(before << " letters before byte " << int(static_cast<unsigned char>(bytes[0])));
      const std::string text = std::string(before, 'a') + std::string(bytes);
      CHECK_FALSE(valid_utf8(text));
      CHECK_FALSE(valid_utf8(text + "aaaaaaaaaaaa"));
    }
}

TEST_CASE("a number fills its text") {
  CHECK(parse_number("0.5") == 0.5);
  CHECK(parse_number("+0.5") == 0.5);
  CHECK(parse_number("-3") == -3.0);
  CHECK(parse_number("1e-1") == 0.1);
  CHECK(parse_number("1E3") == 1000.0);
  CHECK(parse_number(".5") == 0.5);
  CHECK(parse_number("5.") == 5.0);
  CHECK(parse_number("0.1000000000000000055511151231257827") == 0.1);
  for (const char* text : {"", " ", "+", "-", "++1", "+-1", "-+1", "0x10", "1,5", "1.5 ", " 1.5", "1e", "1.2.3", "abc",
                           "1_000", "12%", "."}) {
    INFO("'" << text << "'");
    CHECK_FALSE(parse_number(text));
  }
}

TEST_CASE("short decimals are the nearest double, as long ones are") {
  std::mt19937_64 bits(1);
  for (int i = 0; i < 100'000; ++i) {
    std::string text = std::to_string(bits() % 1'000'000'000'000'000'000u).substr(0, 1 + bits() % 17);
    if (bits() % 4 != 0) text.insert(bits() % (text.size() + 1), ".");
    double wanted = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), wanted);
    const bool is_number = error == std::errc{} && end == text.data() + text.size();
    CAPTURE(text);
    REQUIRE(parse_number(text).has_value() == is_number);
    if (is_number) REQUIRE(*parse_number(text) == wanted);
  }
  for (const char* const text : {"1.2.3", "..", "1..", ".", "1:2", "0x1", "1 2"}) CHECK_FALSE(parse_number(text));
}

TEST_CASE("a number is finite") {
  for (const char* text : {"1e400", "-1e400", "nan", "inf", "-inf", "infinity", "NaN", "+inf"}) {
    INFO(text);
    CHECK_FALSE(parse_number(text));
  }
  CHECK(parse_number("1.7976931348623157e308"));
}

TEST_CASE("numbers do not depend on the locale") {
  const std::string before = std::setlocale(LC_ALL, nullptr);
  for (const char* name : {"de_DE.UTF-8", "fr_FR.UTF-8"})
    if (std::setlocale(LC_ALL, name) != nullptr) {
      CHECK(parse_number("1.5") == 1.5);
      CHECK_FALSE(parse_number("1,5"));
    }
  std::setlocale(LC_ALL, before.c_str());
}

TEST_CASE("a slug is lower-case words joined by single hyphens") {
  CHECK(slug("Terminal Bench") == "terminal-bench");
  CHECK(slug("  GPQA -- diamond (v2.0)! ") == "gpqa-diamond-v2-0");
  CHECK(slug("ARC-AGI-2") == "arc-agi-2");
  CHECK(slug("\xC3\x84rger") == "rger");
  CHECK(slug("").empty());
  CHECK(slug("---").empty());
}
