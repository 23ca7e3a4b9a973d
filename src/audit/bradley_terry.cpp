#include "audit/bradley_terry.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>

#include "core/statistics.hpp"

namespace gapcalc::audit {
namespace {

/// Gradient and curvature of the log-likelihood at some strengths.
struct Slope {
  Eigen::VectorXd gradient;
  Eigen::MatrixXd curvature;  ///< minus the Hessian
};

Slope slope_at(const Eigen::VectorXd& at, const Eigen::MatrixXd& wins) {
  const Eigen::Index n = at.size();
  Slope result{Eigen::VectorXd::Zero(n), Eigen::MatrixXd::Zero(n, n)};
  for (Eigen::Index j = 0; j < n; ++j) {
    for (Eigen::Index i = 0; i < j; ++i) {
      const double battles = wins(i, j) + wins(j, i);
      if (!(battles > 0)) continue;
      const double p = logistic(at(i) - at(j));
      const double surprise = wins(i, j) - battles * p, information = battles * p * (1 - p);
      result.gradient(i) += surprise;
      result.gradient(j) -= surprise;
      result.curvature(i, i) += information;
      result.curvature(j, j) += information;
      result.curvature(i, j) = result.curvature(j, i) = -information;
    }
  }
  return result;
}

}  // namespace

std::optional<Eigen::VectorXd> strengths(const Eigen::MatrixXd& wins, Eigen::Index n_anchors) {
  constexpr int most_steps = 50;
  constexpr double longest_step = 2, close = 1e-10;  // logits
  if (!(wins.rowwise().sum().minCoeff() > 0) || !(wins.colwise().sum().minCoeff() > 0)) return std::nullopt;
  Eigen::VectorXd result = Eigen::VectorXd::Zero(wins.rows());
  for (int step = 0; step < most_steps; ++step) {
    Slope slope = slope_at(result, wins);
    // Only differences are told. As the gradient sums to 0, this keeps the sum of the anchors where it is, at 0.
    slope.curvature.topLeftCorner(n_anchors, n_anchors).array() += slope.curvature(0, 0);
    const Eigen::VectorXd by = slope.curvature.llt().solve(slope.gradient);
    const double longest = by.cwiseAbs().maxCoeff();
    if (!std::isfinite(longest)) return std::nullopt;
    result += by * std::min(1.0, longest_step / std::max(longest, longest_step));
    if (longest < close) return result;
  }
  return std::nullopt;
}

}  // namespace gapcalc::audit
