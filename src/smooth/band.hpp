#pragma once
// The bands of a trend from the levels of its draws (METHOD, section 6; docs/method.md, section 7).

#include "gapcalc/smooth.hpp"

namespace gapcalc::smooth {

/// Sets the percentile interval of every point that may have one, the number of draws, and why a band is not
/// shown; with options.simultaneous also the band over the whole curve and its critical value.
void add_bands(const DrawnLevels& drawn, const SmoothOptions& options, Trend& trend);

}  // namespace gapcalc::smooth
