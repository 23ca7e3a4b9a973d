// Changes at which a script must stop.

#include "gapcalc/fail_on.hpp"

#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::emit;

namespace {

audit::HeadlineChange moved_by(const char* series, std::optional<double> change) {
  audit::HeadlineChange one;
  one.series = series;
  one.before = one.after = TrendPoint{};
  one.before->level = 5;
  one.after->level = 5 + change.value_or(0);
  one.change = change;
  if (!change) one.after.reset();
  return one;
}

bool is_met(std::string_view text, const audit::Difference& difference) {
  const std::vector<FailOn> conditions{parse_fail_on(text)};
  return !met(conditions, difference).empty();
}

}  // namespace

TEST_CASE("a bound on the headline holds for every series or for the one named") {
  audit::Difference difference;
  difference.headline = {moved_by("all", 0.2), moved_by("public", -0.6), moved_by("private", 0.5)};
  CHECK(is_met("headline>0.5", difference));
  CHECK(!is_met("headline>0.6", difference));
  CHECK(is_met("headline>=0.6", difference));
  CHECK(!is_met("private.headline>0.5", difference));
  CHECK(is_met("private.headline >= 0.5", difference));
  CHECK(error_of([&] { is_met("secret.headline>1", difference); }).remedy == "there is all, public, private");
}

TEST_CASE("a level that came or went meets every bound") {
  audit::Difference difference;
  difference.headline = {moved_by("all", std::nullopt)};
  CHECK(is_met("headline>99", difference));
}

TEST_CASE("what cannot be told is met, so that a script does not go on") {
  audit::Difference difference;
  CHECK(!is_met("removed", difference));
  CHECK(!is_met("any", difference));
  difference.complete_after = false;
  CHECK(is_met("removed", difference));
  CHECK(!is_met("added", difference));
  difference.accessibility_known = false;
  CHECK(is_met("changed-accessibility", difference));
}

TEST_CASE("rows that are fewer behind the same score are no changed score") {
  audit::Difference difference;
  audit::ScoreChange one{"b", "m", audit::Change::changed, audit::Score{0.5, {}, 2}, audit::Score{0.5, {}, 1}, {}, {}};
  difference.scores = {one};
  CHECK(!is_met("changed-scores", difference));
  difference.scores[0].after->score = 0.4;
  CHECK(is_met("changed-scores", difference));
}

TEST_CASE("words that are no condition are refused") {
  for (const char* const text : {"", "remove", "headline", "headline<1", "headline>x", "headline>-1", "removed>1",
                                 ".headline>1", "headline=>1", "headline>"})
    CHECK(error_of([&] { parse_fail_on(text); }).code == ErrorCode::bad_option);
}
