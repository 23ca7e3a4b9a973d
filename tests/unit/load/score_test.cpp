#include "load/score.hpp"

#include "support/catch.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

/// The score; fails the test where it is missing or bad.
double score(std::string_view text, Unit unit = Unit::fraction, double scale = 1) {
  const ScoreCell cell = parse_score(text, unit, scale);
  INFO("'" << text << "'");
  REQUIRE(std::holds_alternative<double>(cell));
  return std::get<double>(cell);
}
bool missing(std::string_view text, Unit unit = Unit::fraction) {
  return std::holds_alternative<MissingScore>(parse_score(text, unit, 1));
}
bool bad(std::string_view text, Unit unit = Unit::fraction, double scale = 1) {
  return std::holds_alternative<BadScore>(parse_score(text, unit, scale));
}

}  // namespace

TEST_CASE("a score is a number, padded or in percent") {
  CHECK(score("0.42") == 0.42);
  CHECK(score(" 0.42 ") == 0.42);
  CHECK(score("\xC2\xA0"
              "0.42\t") == 0.42);
  CHECK(score("1e-1") == 0.1);
  CHECK(score("+0.5") == 0.5);
  CHECK(score("0") == 0);
  CHECK(score("1") == 1);
  CHECK(score("56.3%") == 0.563);
  CHECK(score("45.3%") == 0.453);  // 45.3 / 100 is not
  CHECK(score(" 35 % ") == 0.35);
  CHECK(score("100%") == 1);
}

TEST_CASE("a percent benchmark is divided by 100 exactly, with or without a percent sign") {
  CHECK(score("35", Unit::percent, 0.01) == 0.35);
  CHECK(score("35%", Unit::percent, 0.01) == 0.35);
  CHECK(score("82.3", Unit::percent, 0.01) == 0.823);
  CHECK(score("45.3", Unit::percent, 0.01) == 0.453);
  CHECK(score("0.5", Unit::percent, 0.01) == 0.005);  // half a percent, not a half
  CHECK(score("7.5", Unit::fraction, 0.1) == 0.75);
  CHECK(score("75%", Unit::fraction, 0.1) == 0.75);
}

TEST_CASE("other units keep their numbers") {
  CHECK(score("718.80683", Unit::minutes) == 718.80683);
  CHECK(score("1340.5", Unit::points) == 1340.5);
  CHECK(score("-12", Unit::points) == -12);
  CHECK(score("2.5", Unit::usd) == 2.5);
  CHECK(score("2", Unit::minutes, 60) == 120);
}

TEST_CASE("blank, N/A, nan and inf are missing") {
  for (const Unit unit : {Unit::fraction, Unit::percent, Unit::minutes, Unit::points, Unit::usd})
    for (const char* text : {"", "  ", "\xC2\xA0", "N/A", "n/a", "NA", "nan", "NaN", "inf", "-inf", "+Inf", "Infinity",
                             "None", "null", "-", " N/A "}) {
      INFO("'" << text << "'");
      CHECK(missing(text, unit));
    }
}

TEST_CASE("text that is no finite number is bad") {
  for (const char* text : {"abc", "1e400", "-1e400", "0x10", "0,5", "0.5 0.6", "0.5%%", "1/2", "~0.5", "0.5*"}) {
    INFO(text);
    CHECK(bad(text));
  }
}

TEST_CASE("a fraction outside 0 to 1 is bad") {
  CHECK(bad("1.2"));
  CHECK(bad("-0.1"));
  CHECK(bad("100.1%"));
  CHECK(bad("82.3"));
  CHECK(bad("101", Unit::percent, 0.01));
  CHECK(bad("-1", Unit::percent, 0.01));
}

TEST_CASE("negative minutes and dollars are bad, and so is a percent sign with them") {
  CHECK(bad("-1", Unit::minutes));
  CHECK(bad("-0.01", Unit::usd));
  CHECK(bad("50%", Unit::minutes));
  CHECK(bad("50%", Unit::points));
  CHECK(bad("50%", Unit::usd));
}

TEST_CASE("a bad score says why, with its text") {
  const auto why = [](std::string_view text, Unit unit) { return std::get<BadScore>(parse_score(text, unit, 1)).why; };
  CHECK(why("abc", Unit::fraction).find("'abc'") != std::string::npos);
  CHECK(why("1.2", Unit::fraction).find("0..1") != std::string::npos);
  CHECK(why("50%", Unit::minutes).find("minutes") != std::string::npos);
  CHECK(why("-3", Unit::usd).find("negative") != std::string::npos);
}
