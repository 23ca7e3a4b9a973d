#pragma once
// Between the number in a file, the number in a benchmark's unit, and its text.

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gapcalc/benchmark.hpp"

namespace gapcalc {

/// value * scale, with a division where the factor is one over a whole number: 35 / 100 is 0.35 to the
/// last bit, 35 * 0.01 is not, and would miss the threshold 0.35.
double rescale(double value, double scale);

/// A decimal number times the scale, or empty where it is no number. A scale of 0.01 or 0.1 moves the decimal
/// point before the one rounding: 45.3 percent is 0.453, not 0.45299999999999996.
std::optional<double> parse_scaled(std::string_view decimal, double scale);

/// The factor from the number that a tidy record holds to the unit after loading: 1/100 for percent, else 1.
constexpr double tidy_scale(Unit unit) { return unit == Unit::percent ? 0.01 : 1; }

/// Whether two scores are the same but for their last bits, to 1e-12: dumps hold 0.49600000000000005 beside 0.496, and
/// such noise decides nothing.
inline bool same_score(double a, double b) { return std::round(a * 1e12) == std::round(b * 1e12); }

/// The number of a tidy record that is read back as `score`.
double tidy_score(double score, Unit unit);

/// A threshold for people: `85%`, `20 min`, `1500`, `$200`.
std::string threshold_text(double threshold, Unit unit);

/// The first and last of several, `35% to 45%`; one as itself.
std::string threshold_text(std::span<const double> thresholds, Unit unit);

/// A score for people, to one decimal: `87.6%`, `54.2 min`.
std::string score_text(double score, Unit unit);

}  // namespace gapcalc
