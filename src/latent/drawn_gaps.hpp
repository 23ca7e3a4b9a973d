#pragma once
// Draws of true scores, and the first crossers that they give (docs/correction.md, step 6).

#include <vector>

#include "latent/boards.hpp"

namespace gapcalc::latent {

/// A threshold whose first crossers are looked for.
struct Wanted {
  std::uint32_t board = 0;
  double threshold = 0;  ///< in the benchmark's unit
};

/// The thresholds of all datapoints, in their order: that of the benchmarks, and so of the boards.
std::vector<Wanted> wanted_of(const Crossings& crossings);

/// Gaps in months, draws x wanted: that of a threshold which no open model reaches counts until the as-of date; NaN
/// where no closed model reaches it.
struct DrawnGaps {
  std::size_t n_draws = 0, n_wanted = 0;
  std::vector<double> months;
  std::vector<bool> still_open;
  [[nodiscard]] double at(std::size_t draw, std::size_t wanted) const { return months[draw * n_wanted + wanted]; }
};

/// What is drawn; both is the correction, one of them tells how much of it is due to what.
struct DrawnKinds {
  bool scores = true;         ///< true scores of tested models
  bool missing_tests = true;  ///< scores of untested ones
};

/// Draws `n_draws` times, each from the random numbers of (seed, draw): the same for any number of threads.
/// `wanted` is in the order of boards.
DrawnGaps draw_gaps(const Boards& boards, const Index& index, Date as_of, const std::vector<Wanted>& wanted,
                    int n_draws, const SmoothOptions& random, DrawnKinds kinds = {});

}  // namespace gapcalc::latent
