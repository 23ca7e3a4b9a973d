#include "latent/score_model.hpp"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/quantile.hpp"
#include "core/statistics.hpp"
#include "latent/fit.hpp"

namespace gapcalc::latent {
namespace {

/// The least pooled variance: scores that all lie on their curves do not have infinite weight.
constexpr double least_pooled = 1e-6;

double curve_at(const Index& index, const IndexCell& cell, double capability) {
  const IndexedBenchmark& one = index.benchmarks[cell.benchmark];
  return logistic(one.slope * (capability - one.difficulty));
}

/// How much of its own cell each fitted share follows (leverage): the diagonal of J (J'J + R)^-1 J' for the Jacobian J
/// of the fit and the curvature R of its penalty.
std::vector<double> leverages(const Index& index, double penalty) {
  const auto m = static_cast<Eigen::Index>(index.models.size()), k = static_cast<Eigen::Index>(index.benchmarks.size());
  const double lambda = lambda_of(penalty, index.models.size(), index.benchmarks.size());
  const double location = lambda / (index.factor * index.factor);  // of a parameter in points of the index
  struct Row {
    std::array<Eigen::Index, 3> at;
    std::array<double, 3> by;
  };
  std::vector<Row> rows;
  Eigen::MatrixXd hessian = Eigen::MatrixXd::Zero(m + 2 * k, m + 2 * k);
  for (const IndexCell& cell : index.cells) {
    const IndexedBenchmark& one = index.benchmarks[cell.benchmark];
    const auto g = static_cast<Eigen::Index>(cell.model), b = static_cast<Eigen::Index>(cell.benchmark);
    const double logit = one.slope * (index.models[cell.model].index - one.difficulty), p = logistic(logit);
    const double steep = p * (1 - p);
    const Row row{{g, m + b, m + k + b}, {steep * one.slope, -steep * one.slope, one.is_reference ? 0 : steep * logit}};
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) hessian(row.at[i], row.at[j]) += row.by[i] * row.by[j];
    rows.push_back(row);
  }
  for (Eigen::Index i = 0; i < m + k; ++i) hessian(i, i) += location;
  for (Eigen::Index b = 0; b < k; ++b) {
    const IndexedBenchmark& one = index.benchmarks[static_cast<std::size_t>(b)];
    const double slope = one.slope * index.factor;
    hessian(m + k + b, m + k + b) += one.is_reference ? 1 : lambda * slope * slope;
  }
  const Eigen::MatrixXd inverse = hessian.llt().solve(Eigen::MatrixXd::Identity(m + 2 * k, m + 2 * k));
  std::vector<double> result;
  for (const Row& row : rows) {
    double sum = 0;
    for (std::size_t i = 0; i < 3; ++i)
      for (std::size_t j = 0; j < 3; ++j) sum += row.by[i] * row.by[j] * inverse(row.at[i], row.at[j]);
    result.push_back(sum);
  }
  return result;
}

/// s_b^2 = (sum r^2 / v + 8 pooled) / (sum (1 - h) + 8), with residuals r, v = unit_variance() and leverages h; of it
/// the interaction is what mean sampling error leaves.
void set_variances(const Index& index, double penalty, const Known& known, ScoreModel& model) {
  const std::size_t k = index.benchmarks.size();
  const std::vector<double> leverage = leverages(index, penalty);
  std::vector<double> squares(k, 0), freedom(k, 0), sampling(k, 0), n(k, 0);
  double all_squares = 0, all_freedom = 0;
  for (std::size_t i = 0; i < index.cells.size(); ++i) {
    const IndexCell& cell = index.cells[i];
    const double p = curve_at(index, cell, index.models[cell.model].index), v = unit_variance(p);
    const double square = (cell.score - p) * (cell.score - p) / v;
    squares[cell.benchmark] += square;
    freedom[cell.benchmark] += 1 - leverage[i];
    sampling[cell.benchmark] += known.sampling_variance[i] / v;
    ++n[cell.benchmark];
    all_squares += square;
    all_freedom += 1 - leverage[i];
  }
  model.pooled = std::max(all_squares / std::max(all_freedom, 1.0), least_pooled);
  for (std::size_t b = 0; b < k; ++b) {
    model.variance.push_back((squares[b] + pooled_cells * model.pooled) / (freedom[b] + pooled_cells));
    model.interaction.push_back(
        std::max(model.variance[b] - sampling[b] / std::max(n[b], 1.0), least_interaction * model.variance[b]));
  }
}

/// Capabilities that the cells tell best when each weighs by its variance; the curves stay.
void set_fitted(const Index& index, ScoreModel& model) {
  constexpr int most_steps = 50;
  constexpr double longest_step = 6;  // points
  const std::size_t n = index.models.size();
  const double none = 1e-9 / (index.factor * index.factor);  // information where no cell has any
  for (const IndexedModel& one : index.models) model.fitted.push_back(one.index);
  std::vector<double> information(n);
  double longest = 1;
  for (int step = 0; step < most_steps && longest > 1e-9; ++step) {
    std::vector<double> score(n, 0);
    std::fill(information.begin(), information.end(), none);
    for (const IndexCell& cell : index.cells) {
      const double p = curve_at(index, cell, model.fitted[cell.model]);
      const double steep = index.benchmarks[cell.benchmark].slope * p * (1 - p);
      const double weight = 1 / (model.variance[cell.benchmark] * unit_variance(p));
      information[cell.model] += weight * steep * steep;
      score[cell.model] += weight * steep * (cell.score - p);
    }
    longest = 0;
    for (std::size_t g = 0; g < n; ++g) {
      const double by = std::clamp(score[g] / information[g], -longest_step, longest_step);
      model.fitted[g] += by;
      longest = std::max(longest, std::abs(by));
    }
  }
  for (const double one : information) model.fitted_sd.push_back(1 / std::sqrt(one));
}

/// How much of a class's trend in time its capabilities are drawn towards. With none of it, an early model whose tests
/// all saturate may be placed among the newest; with all of it, the newest, which lead, are drawn back too far. By
/// simulation (docs/correction.md).
constexpr double trend_share = 0.5;

/// Slope of the least-squares line of values on days.
double slope_of(const std::vector<double>& days, const std::vector<double>& values) {
  const auto n = static_cast<double>(days.size());
  const double mean_day = std::accumulate(days.begin(), days.end(), 0.0) / n;
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0, products = 0;
  for (std::size_t i = 0; i < days.size(); ++i) {
    squares += (days[i] - mean_day) * (days[i] - mean_day);
    products += (days[i] - mean_day) * (values[i] - mean);
  }
  return squares > 0 ? products / squares : 0;
}

/// Bandwidth of a Gaussian kernel (Silverman 1986, "Density Estimation", equation 3.28); 0 where values do not scatter.
double bandwidth_of(std::vector<double> values) {
  const auto n = static_cast<double>(values.size());
  const double mean = std::accumulate(values.begin(), values.end(), 0.0) / n;
  double squares = 0;
  for (const double value : values) squares += (value - mean) * (value - mean);
  const Interval quartiles = interval(values, 0.25, 0.75);
  return 1.06 * std::min(std::sqrt(squares / n), (quartiles.high - quartiles.low) / 1.349) * std::pow(n, -0.2);
}

/// Draws capabilities towards those of their class: the posterior mean C + sd^2 l'(C) and variance sd^2 (1 + sd^2
/// l''(C)) for the log density l of fitted capabilities about part of their trend in time (Robbins 1956; Efron 2011,
/// "Tweedie's formula and selection bias", section 2), a kernel estimate. Fitted ones scatter more than true ones; the
/// best of many, which is who crosses first, would take that scatter for skill.
void shrink(const Index& index, const std::vector<Side>& sides, Side side, ScoreModel& model) {
  std::vector<double> days, values;
  for (std::size_t g = 0; g < sides.size(); ++g) {
    if (side != Side::neither && sides[g] != side) continue;  // those of neither are drawn towards all
    days.push_back(index.models[g].date.days);
    values.push_back(model.fitted[g]);
  }
  constexpr std::size_t least_of_class = 10;  // for a density
  if (values.size() < least_of_class) return;
  const double per_day = trend_share * slope_of(days, values);
  for (std::size_t i = 0; i < values.size(); ++i) values[i] -= per_day * days[i];
  const double width = bandwidth_of(values);
  if (!(width > 0)) return;
  for (std::size_t g = 0; g < sides.size(); ++g) {
    if (sides[g] != side) continue;
    const double at = model.fitted[g] - per_day * index.models[g].date.days;
    double density = 0, first = 0, second = 0;
    for (const double value : values) {
      const double z = (at - value) / width, kernel = std::exp(-z * z / 2);
      density += kernel;
      first -= z * kernel / width;
      second += (z * z - 1) * kernel / (width * width);
    }
    const double slope = first / density, curvature = second / density - slope * slope;
    const double variance = model.fitted_sd[g] * model.fitted_sd[g];
    model.capability[g] = model.fitted[g] + variance * slope;
    model.sd[g] = model.fitted_sd[g] * std::sqrt(std::clamp(1 + variance * curvature, 0.1, 1.0));
  }
}

/// One weighted step in the logits of the cells of each class and access.
void set_shifts(const Index& index, const Known& known, ScoreModel& model) {
  std::array<std::array<double, 2>, 2> information{}, score{};
  for (const IndexCell& cell : index.cells) {
    const Side side = known.side[cell.model];
    if (side == Side::neither || !known.selected[cell.benchmark]) continue;
    const auto s = static_cast<std::size_t>(side),
               access = static_cast<std::size_t>(known.private_items[cell.benchmark]);
    const double p = curve_at(index, cell, model.fitted[cell.model]), steep = p * (1 - p);
    const double weight = 1 / (model.variance[cell.benchmark] * unit_variance(p));
    information[s][access] += weight * steep * steep;
    score[s][access] += weight * steep * (cell.score - p);
  }
  for (std::size_t s = 0; s < 2; ++s) {
    for (std::size_t access = 0; access < 2; ++access) {
      if (!(information[s][access] > 0)) continue;
      model.shift[s][access] = score[s][access] / information[s][access];
      model.shift_se[s][access] = 1 / std::sqrt(information[s][access]);
    }
  }
}

}  // namespace

ScoreModel score_model(const Index& index, double penalty, const Known& known) {
  ScoreModel model;
  set_variances(index, penalty, known, model);
  set_fitted(index, model);
  model.capability = model.fitted;
  model.sd = model.fitted_sd;
  for (const Side side : {Side::open, Side::closed, Side::neither}) shrink(index, known.side, side, model);
  set_shifts(index, known, model);
  return model;
}

}  // namespace gapcalc::latent
