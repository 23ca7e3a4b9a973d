#pragma once
// Why a point has no band, in words.

#include <string>

#include "gapcalc/trend.hpp"

namespace gapcalc::emit {

/// For a cell of a table, for instance `2 benchmarks`; empty where the band is shown.
std::string why_no_band(const Trend& trend, const TrendPoint& point);

}  // namespace gapcalc::emit
