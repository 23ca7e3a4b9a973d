#include "latent/fit.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>

#include "core/statistics.hpp"

namespace gapcalc::latent {
namespace {

using Place = Eigen::Index;

/// A cell under a curve: what is expected of it, and its derivatives by capability (c), of which those by difficulty
/// are the negative, and by log slope (s).
struct Look {
  double share;       ///< expected
  double by_c, by_s;  ///< first derivatives
  double by_cc, by_cs, by_ss;
};

Look look(const Cell& cell, const Curve& curve) {
  const double slope = std::exp(curve.log_slope[cell.benchmark]);
  const double logit = slope * (curve.capability[cell.group] - curve.difficulty[cell.benchmark]);
  const double share = logistic(logit), steepness = share * (1 - share);
  const double bend = steepness * (1 - 2 * share);
  return {share,
          steepness * slope,
          steepness * logit,
          bend * slope * slope,
          bend * slope * logit + steepness * slope,
          bend * logit * logit + steepness * logit};
}

/// The equations of one step, without damping: half of the gradient, and of the second derivatives. Unknowns:
/// capabilities, then difficulty and log slope of each benchmark, 2 b and 2 b + 1.
struct Normal {
  Eigen::VectorXd ability_diagonal, ability_gradient;  ///< per group
  Eigen::MatrixXd benchmark_block;                     ///< 2 K x 2 K: blocks of 2 x 2
  Eigen::VectorXd benchmark_gradient;                  ///< 2 K
  std::vector<std::array<double, 2>> mixed;            ///< per cell: capability with difficulty, and with log slope
  double cost = 0;
};

/// Gauss and Newton's second derivatives, which are never negative; or, `exact`, with what residuals add to them: near
/// the minimum these make steps right to the second order.
Normal normal_equations(const Problem& problem, const Curve& curve, bool exact) {
  const auto k = static_cast<Place>(problem.n_benchmarks);
  Normal n;
  n.ability_diagonal = Eigen::VectorXd::Constant(static_cast<Place>(problem.n_groups), problem.lambda);
  n.ability_gradient = problem.lambda * curve.capability;
  n.cost = problem.lambda * (curve.capability.squaredNorm() + curve.difficulty.squaredNorm());
  n.benchmark_block = Eigen::MatrixXd::Zero(2 * k, 2 * k);
  n.benchmark_gradient.resize(2 * k);
  n.mixed.resize(problem.cells.size());
  for (Place b = 0; b < k; ++b) {
    const bool fixed = static_cast<std::size_t>(b) == problem.reference;
    const double pull = problem.lambda * std::exp(2 * curve.log_slope[b]);
    n.benchmark_block(2 * b, 2 * b) = problem.lambda;
    n.benchmark_gradient[2 * b] = problem.lambda * curve.difficulty[b];
    n.benchmark_block(2 * b + 1, 2 * b + 1) = fixed ? 1 : (exact ? 2 : 1) * pull;  // 1: keeps the step at 0
    n.benchmark_gradient[2 * b + 1] = fixed ? 0 : pull;
    n.cost += fixed ? 0 : pull;
  }
  for (std::size_t i = 0; i < problem.cells.size(); ++i) {
    const Cell& cell = problem.cells[i];
    const double weight = problem.weights[i];
    if (weight == 0) continue;
    const Look at = look(cell, curve);
    const double residual = at.share - cell.y, rest = exact ? residual : 0;
    const bool fixed = cell.benchmark == problem.reference;
    const double by_s = fixed ? 0 : at.by_s;
    const double cc = weight * (at.by_c * at.by_c + rest * at.by_cc);
    const double cs = fixed ? 0 : weight * (at.by_c * by_s + rest * at.by_cs);
    const double ss = fixed ? 0 : weight * (by_s * by_s + rest * at.by_ss);
    const auto b = static_cast<Place>(cell.benchmark);
    n.ability_diagonal[cell.group] += cc;
    n.ability_gradient[cell.group] += weight * at.by_c * residual;
    n.benchmark_block(2 * b, 2 * b) += cc;
    n.benchmark_block(2 * b + 1, 2 * b) -= cs;
    n.benchmark_block(2 * b + 1, 2 * b + 1) += ss;
    n.benchmark_gradient[2 * b] -= weight * at.by_c * residual;
    n.benchmark_gradient[2 * b + 1] += weight * by_s * residual;
    n.mixed[i] = {-cc, cs};
    n.cost += weight * residual * residual;
  }
  return n;
}

double largest_gradient(const Normal& n) {
  return std::max(n.ability_gradient.lpNorm<Eigen::Infinity>(), n.benchmark_gradient.lpNorm<Eigen::Infinity>());
}

struct Step {
  Eigen::VectorXd ability, benchmark;
};

/// Solves (H + damping I) step = -gradient, capabilities eliminated first; empty where H is not positive.
std::optional<Step> solve(const Problem& problem, const Normal& n, double damping) {
  Eigen::MatrixXd schur = n.benchmark_block;
  schur.diagonal().array() += damping;
  const Eigen::VectorXd diagonal = n.ability_diagonal.array() + damping;
  if (!(diagonal.minCoeff() > 0)) return std::nullopt;
  Eigen::VectorXd right = -n.benchmark_gradient;
  for (std::size_t first = 0; first < problem.cells.size();) {
    const std::uint32_t group = problem.cells[first].group;
    std::size_t last = first;
    while (last < problem.cells.size() && problem.cells[last].group == group) ++last;
    const double inverse = 1 / diagonal[group];
    for (std::size_t i = first; i < last; ++i) {
      const auto row = 2 * static_cast<Place>(problem.cells[i].benchmark);
      for (Place r = 0; r < 2; ++r) {
        const double scaled = n.mixed[i][static_cast<std::size_t>(r)] * inverse;
        right[row + r] += scaled * n.ability_gradient[group];
        for (std::size_t j = first; j <= i; ++j) {  // the lower half: benchmarks ascend within a group
          const auto column = 2 * static_cast<Place>(problem.cells[j].benchmark);
          schur(row + r, column) -= scaled * n.mixed[j][0];
          schur(row + r, column + 1) -= scaled * n.mixed[j][1];
        }
      }
    }
    first = last;
  }
  Step step;
  const Eigen::LLT<Eigen::MatrixXd> factors(schur);  // of the lower half
  if (factors.info() != Eigen::Success) return std::nullopt;
  step.benchmark = factors.solve(right);
  step.ability = -n.ability_gradient;
  for (std::size_t i = 0; i < problem.cells.size(); ++i) {
    const auto row = 2 * static_cast<Place>(problem.cells[i].benchmark);
    step.ability[problem.cells[i].group] -=
        n.mixed[i][0] * step.benchmark[row] + n.mixed[i][1] * step.benchmark[row + 1];
  }
  step.ability.array() /= diagonal.array();
  return step;
}

Curve moved(const Problem& problem, const Curve& from, const Step& step) {
  Curve to = from;
  to.capability += step.ability;
  for (Place b = 0; b < to.difficulty.size(); ++b) {
    to.difficulty[b] += step.benchmark[2 * b];
    if (static_cast<std::size_t>(b) != problem.reference) to.log_slope[b] += step.benchmark[2 * b + 1];
  }
  return to;
}

}  // namespace

double lambda_of(double penalty, std::size_t n_groups, std::size_t n_benchmarks) {
  return penalty / (static_cast<double>(n_groups) + 2 * static_cast<double>(n_benchmarks) - 1);
}

double expected(const Cell& cell, const Curve& curve) { return look(cell, curve).share; }

Curve start(const Problem& problem, double slope) {
  const auto k = static_cast<Place>(problem.n_benchmarks);
  Curve curve{Eigen::VectorXd::Zero(static_cast<Place>(problem.n_groups)), Eigen::VectorXd::Zero(k),
              Eigen::VectorXd::Constant(k, std::log(slope))};
  curve.log_slope[static_cast<Place>(problem.reference)] = 0;
  return curve;
}

double cost(const Problem& problem, const Curve& curve) { return normal_equations(problem, curve, false).cost; }

Curve half_gradient(const Problem& problem, const Curve& curve) {
  const Normal n = normal_equations(problem, curve, false);
  Curve gradient{n.ability_gradient, curve.difficulty, curve.log_slope};
  for (Place b = 0; b < curve.difficulty.size(); ++b) {
    gradient.difficulty[b] = n.benchmark_gradient[2 * b];
    gradient.log_slope[b] = n.benchmark_gradient[2 * b + 1];
  }
  return gradient;
}

Fit fit(const Problem& problem, Curve from) {
  constexpr int most_iterations = 500;
  constexpr double flat = 1e-13;          // of half the gradient: index points then hold to 1e-8
  constexpr double near = 1e-3;           // of half the gradient: from here on, exact second derivatives
  constexpr double first_damping = 1e-3;  // of the largest diagonal element; Nielsen's tau
  constexpr double rounding = 1e-12;      // of the cost: what is gained below that, its sum no longer shows
  constexpr double most_growth = 1e6;     // no step helps any more
  Fit result{std::move(from), 0, 0, 0};
  Normal n = normal_equations(problem, result.curve, false);
  result.cost = n.cost;
  result.largest_gradient = largest_gradient(n);
  double damping = first_damping * std::max(n.ability_diagonal.maxCoeff(), n.benchmark_block.diagonal().maxCoeff());
  double growth = 2;
  for (; result.iterations < most_iterations && result.largest_gradient > flat && growth < most_growth;
       ++result.iterations) {
    const std::optional<Step> step = solve(problem, n, damping);
    double gain = -1;
    if (step) {
      Curve to = moved(problem, result.curve, *step);
      Normal there = normal_equations(problem, to, result.largest_gradient < near);
      const double gradient = largest_gradient(there);
      // What the quadratic model promises: step' (damping step - half the gradient).
      const double promised = damping * (step->ability.squaredNorm() + step->benchmark.squaredNorm()) -
                              step->ability.dot(n.ability_gradient) - step->benchmark.dot(n.benchmark_gradient);
      if (promised < rounding * result.cost)
        gain = gradient < result.largest_gradient ? 1 : -1;
      else
        gain = (result.cost - there.cost) / promised;
      if (gain > 0) {
        result.curve = std::move(to);
        result.cost = there.cost;
        result.largest_gradient = gradient;
        n = std::move(there);
        damping *= std::max(1.0 / 3, 1 - std::pow(2 * gain - 1, 3));
        growth = 2;
      }
    }
    if (!(gain > 0)) {
      damping *= growth;
      growth *= 2;
    }
  }
  return result;
}

}  // namespace gapcalc::latent
