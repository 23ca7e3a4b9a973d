#pragma once
// The text of a score cell -> a number in the benchmark's unit (METHOD, section 1).

#include <string>
#include <string_view>
#include <variant>

#include "gapcalc/benchmark.hpp"

namespace gapcalc::load {

struct MissingScore {};
struct BadScore {
  std::string why;
};
using ScoreCell = std::variant<double, MissingScore, BadScore>;

/// Whether a trimmed cell holds no number on purpose: blank, `-`, `N/A`, `nan`, `none`, `null`, `inf`.
bool is_missing(std::string_view text);

/// Reads `0.42`, ` 56.3% `, `1e-1`; blank, `N/A`, `nan` and `inf` are missing. `scale` is the factor to the
/// unit; a percent sign stands for a factor of 1/100 instead. Fractions outside 0..1 and negative minutes
/// or dollars are bad: one such row would be the first crosser of every threshold.
ScoreCell parse_score(std::string_view text, Unit unit, double scale);

}  // namespace gapcalc::load
