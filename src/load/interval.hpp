#pragma once
// Standard errors from the intervals that boards print beside a score.

#include <optional>
#include <string>
#include <string_view>

namespace gapcalc::load {

/// Standard normal quantiles: how many standard errors an interval goes to each side.
constexpr double normal_90 = 1.6448536269514722;
constexpr double normal_95 = 1.959963984540054;

/// How far an interval goes from its score to either side; neither is negative.
struct Sides {
  double below, above;
};
/// What boards print for them: `+5/-4`, `=+11/-11`, `±6`. Nothing for anything else.
std::optional<Sides> sides_of(std::string_view text);

/// The standard error behind an interval from `low` to `high`, as text: half its width over `quantile`, as if the score
/// were normal. Empty where an end is no number, or the ends are in the wrong order.
std::string error_of_ends(std::string_view low, std::string_view high, double quantile);

/// The same of what stands for the two sides of a score: `+5/-4`, `=+11/-11`, `±6`. Empty for anything else.
std::string error_of_sides(std::string_view sides, double quantile);

}  // namespace gapcalc::load
