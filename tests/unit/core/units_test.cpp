#include "core/units.hpp"

#include <fmt/format.h>

#include <cmath>
#include <random>

#include "core/text.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

namespace {

/// What loading gives for the text that a tidy record holds.
double read_back(double score) {
  return *parse_scaled(fmt::format("{}", tidy_score(score, Unit::percent)), tidy_scale(Unit::percent));
}

}  // namespace

TEST_CASE("35 percent is 0.35 to the last bit") {
  CHECK(35 * 0.01 != 0.35);  // why rescale divides
  CHECK(rescale(35, 0.01) == 0.35);
  for (int k = 1; k < 20; ++k) CHECK(rescale(5 * k, 0.01) == k / 20.0);
  for (int k = 0; k <= 1000; ++k) CHECK(rescale(k, 0.001) == k / 1000.0);
}

TEST_CASE("a factor that is not one over a whole number multiplies") {
  CHECK(rescale(0.7, 1) == 0.7);
  CHECK(rescale(3, 60) == 180);
  CHECK(rescale(3, 2.5) == 7.5);
  CHECK(rescale(7, 0.3) == 7 * 0.3);
  CHECK(rescale(6, 0.1) == 0.6);
  CHECK(rescale(-35, 0.01) == -0.35);
}

TEST_CASE("a decimal percentage is the nearest double to its fraction") {
  CHECK(45.3 / 100 != 0.453);  // why parse_scaled moves the decimal point
  CHECK(parse_scaled("45.3", 0.01) == 0.453);
  for (int k = 0; k <= 10'000; ++k) {
    REQUIRE(parse_scaled(fmt::format("{}", k / 10.0), 0.1) == k / 100.0);
    REQUIRE(parse_scaled(fmt::format("{}", k / 100.0), 0.01) == k / 10'000.0);
    REQUIRE(parse_scaled(fmt::format("{:.4f}", k / 100.0), 0.01) == k / 10'000.0);
  }
  CHECK(parse_scaled("+45.3", 0.01) == 0.453);
  CHECK(parse_scaled("-45.3", 0.01) == -0.453);
  CHECK(parse_scaled("35.", 0.01) == 0.35);
  CHECK(parse_scaled(".5", 0.01) == 0.005);
  CHECK(parse_scaled("3.5e1", 0.01) == 0.35);
  CHECK(parse_scaled("3.5E1", 0.01) == 0.35);
}

TEST_CASE("other factors are those of rescale") {
  CHECK(parse_scaled("0.7", 1) == 0.7);
  CHECK(parse_scaled("3", 60) == 180.0);
  CHECK(parse_scaled("3", 0.001) == 0.003);
}

TEST_CASE("what is no number has no scaled number") {
  for (const double scale : {1.0, 0.1, 0.01, 0.001, 60.0})
    for (const char* text : {"", "abc", "nan", "1e400", "0x10", "1,5", "e-2", "1 "})
      CHECK_FALSE(parse_scaled(text, scale));
}

TEST_CASE("tidy records of percent benchmarks hold percent numbers") {
  CHECK(tidy_scale(Unit::percent) == 0.01);
  for (const Unit unit : {Unit::fraction, Unit::minutes, Unit::points, Unit::usd}) {
    CHECK(tidy_scale(unit) == 1);
    CHECK(tidy_score(0.823, unit) == 0.823);
  }
  CHECK(tidy_score(0.823, Unit::percent) == 82.3);
  CHECK(tidy_score(0, Unit::percent) == 0);
  CHECK(tidy_score(1, Unit::percent) == 100);
}

TEST_CASE("the percent number of a decimal score is read back as that score") {
  for (int k = 0; k <= 10'000; ++k) {
    const double score = k / 10'000.0;
    REQUIRE(read_back(score) == score);
    REQUIRE(tidy_score(score, Unit::percent) == k / 100.0);
  }
  std::mt19937_64 bits(1);
  for (int round = 0; round < 100'000; ++round) {
    double parts = 1;  // scores with 4 to 13 decimals
    for (int i = 0; i < 4 + round % 10; ++i) parts *= 10;
    const double score = static_cast<double>(bits() % static_cast<std::uint64_t>(parts)) / parts;
    INFO(score);
    REQUIRE(read_back(score) == score);
  }
}

TEST_CASE("the percent number of any score is read back as it or a neighbour") {
  // Percent numbers between 64 and 100 lie further apart than the scores that they stand for.
  std::mt19937_64 bits(1);
  for (int round = 0; round < 100'000; ++round) {
    const double score = static_cast<double>(bits() >> 11) / 9007199254740992.0;  // all 53 bits
    const double again = read_back(score);
    REQUIRE(std::nextafter(score, 0) <= again);
    REQUIRE(again <= std::nextafter(score, 1));
  }
}
