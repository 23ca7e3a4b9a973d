#pragma once
// The least-squares fit of capabilities, difficulties and slopes (docs/index.md, step 4).

#include <Eigen/Core>
#include <span>
#include <vector>

#include "latent/cells.hpp"

namespace gapcalc::latent {

/// What is fitted: the share that group g is expected to reach on benchmark b is
/// sigmoid(exp(log_slope_b) (capability_g - difficulty_b)).
struct Curve {
  Eigen::VectorXd capability;  ///< per group
  Eigen::VectorXd difficulty;  ///< per benchmark
  Eigen::VectorXd log_slope;   ///< per benchmark; 0 for the reference, always
};

/// The problem: cells with weights, and what pulls parameters towards 0.
struct Problem {
  std::size_t n_groups = 0, n_benchmarks = 0;
  std::span<const Cell> cells;      ///< by group
  std::span<const double> weights;  ///< per cell: how often it counts
  std::size_t reference = 0;        ///< benchmark whose slope is 1, and not pulled
  double lambda = 0;                ///< weight of the penalty
};

/// lambda = penalty / (M + 2 K - 1): the number of free parameters of M groups and K benchmarks.
double lambda_of(double penalty, std::size_t n_groups, std::size_t n_benchmarks);

/// Capabilities and difficulties 0, all slopes `slope`, but that of the reference.
Curve start(const Problem& problem, double slope = 1);

/// The share that is expected of the cell's group on its benchmark.
double expected(const Cell& cell, const Curve& curve);

/// sum w (expected - y)^2 + lambda (sum capability^2 + sum difficulty^2 + sum of squared slopes but the reference's).
double cost(const Problem& problem, const Curve& curve);

/// Half of the gradient of cost(): by capability, difficulty, log slope (0 for the reference).
Curve half_gradient(const Problem& problem, const Curve& curve);

struct Fit {
  Curve curve;
  double cost = 0;
  int iterations = 0;
  double largest_gradient = 0;  ///< of half_gradient, at the end

  /// Whether it ended at a minimum; false also where numbers ran out of range.
  [[nodiscard]] bool is_flat() const { return largest_gradient < 1e-8; }
};

/// Levenberg-Marquardt (Nielsen 1999, "Damping parameter in Marquardt's method") on log slopes, which keeps slopes
/// positive: with a free sign there are dozens of minima. Capabilities meet only in benchmarks, so their block is
/// diagonal and the step is solved through its Schur complement.
Fit fit(const Problem& problem, Curve from);

}  // namespace gapcalc::latent
