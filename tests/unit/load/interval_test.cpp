#include "load/interval.hpp"

#include "core/text.hpp"
#include "support/catch.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

TEST_CASE("the standard error behind an interval is half its width over the quantile") {
  CHECK(parse_number(error_of_ends("100", "119.6", normal_95)).value() == Approx(5).epsilon(1e-3));
  CHECK(parse_number(error_of_ends(" 1 ", "1", normal_90)).value() == 0);
  CHECK(error_of_ends("2", "1", normal_95).empty());
  CHECK(error_of_ends("", "1", normal_95).empty());
  CHECK(error_of_ends("1", "n/a", normal_95).empty());
}

TEST_CASE("the two sides of a score stand for an interval as the boards write them") {
  for (const char* const sides : {"+11/-11", " =+11/-11", "+11 / -11", "\xC2\xB1 11",
                                  "\xC2\xB1"
                                  "11"})
    CHECK(parse_number(error_of_sides(sides, normal_95)).value() == Approx(11 / normal_95));
  CHECK(parse_number(error_of_sides("+5/-3", normal_95)).value() == Approx(4 / normal_95));
  for (const char* const odd : {"", "11", "+11", "-11/+11", "+a/-b", "/", "1470 - 1490", "\xC2\xB1", "\xC2\xB1-3"})
    CHECK(error_of_sides(odd, normal_95).empty());
}
