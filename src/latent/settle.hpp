#pragma once

#include <cmath>

namespace gapcalc::latent {

/// To a millionth, of a point, a share or a month: finer than any meaning, and coarse enough that the last bits of
/// exp() and of where the fit stops, which differ between machines, never reach the output.
inline double settle(double value) { return std::round(value * 1e6) / 1e6 + 0.0; }

}  // namespace gapcalc::latent
