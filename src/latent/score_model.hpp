#pragma once
// What the index says of a score before it is seen: a mean and a variance for each model and benchmark
// (docs/correction.md, steps 2 and 3).

#include <array>
#include <vector>

#include "gapcalc/index.hpp"

namespace gapcalc::latent {

/// Variance of a share around its curve, in units of a benchmark's own: that of one item, and a little at the ends,
/// where curves are not exact either.
constexpr double unit_variance(double share) { return share * (1 - share) + 0.0025; }

/// Cells that the pooled variance counts for in the variance of a benchmark.
inline constexpr double pooled_cells = 8;
/// The least share of a benchmark's variance that is of model and benchmark: an estimate of sampling error may be more
/// than all of it.
inline constexpr double least_interaction = 0.1;

/// What the score model knows of a model of the index besides.
enum class Side : signed char { neither = -1, open = 0, closed = 1 };

/// What is known beside the index.
struct Known {
  std::vector<Side> side;                 ///< per model of the index
  std::vector<double> sampling_variance;  ///< per cell of the index, of its share
  std::vector<bool> selected;             ///< per benchmark of the index: is in the analysis
  std::vector<bool> private_items;        ///< per benchmark of the index
};

struct ScoreModel {
  std::vector<double> fitted, fitted_sd;  ///< capability by weighted least squares, on the scale of the index
  std::vector<double> capability, sd;     ///< the same drawn towards those of its class
  std::vector<double> variance;           ///< per benchmark: around the curve, in units of unit_variance()
  std::vector<double> interaction;        ///< the part of it that is of model and benchmark, not sampling error
  double pooled = 0;                      ///< variance over all benchmarks
  std::array<std::array<double, 2>, 2> shift{}, shift_se{};  ///< logits, by [Side][private items]
};

/// `penalty`: IndexOptions::penalty of the fit.
ScoreModel score_model(const Index& index, double penalty, const Known& known);

}  // namespace gapcalc::latent
