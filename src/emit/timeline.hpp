#pragma once
// Pieces of `gapcalc timeline` that its chart and its list share.

#include <string>
#include <string_view>

#include "core/units.hpp"
#include "emit/headline.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

/// `7.4`, `-0.4`, or `5.1+` while still open.
std::string months_text(const Crossing& crossing, Date as_of);

/// What the chart is drawn with, and the list marked with: the two groups, both in one column, bars, an arrow.
struct TimelineMarks {
  std::string_view leader, follower, both, strong, pale, arrow;
};
TimelineMarks timeline_marks(const Names& who, bool unicode);

/// A row per threshold, the highest on top: the bar from the first model of the leading group to the first of the
/// following one on a common time axis, and the gap in months. No line is wider than `style.width`, 40 at least.
std::string timeline_chart(const BenchmarkCrossings& of, const CrossOptions& options, Date as_of, const Style& style);

/// Two lines for the thresholds of one pair of models, the highest on top: who was first in either group, the gap, its
/// status and reason. Where a name has no room it goes on in lines of its own; it is never cut.
std::string timeline_list(const BenchmarkCrossings& of, const CrossOptions& options, Date as_of, const Style& style);

}  // namespace gapcalc::emit
