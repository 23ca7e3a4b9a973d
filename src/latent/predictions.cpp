// What the index says of a score before it is seen (docs/correction.md, step 4).

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/quantile.hpp"
#include "core/statistics.hpp"
#include "latent/boards.hpp"
#include "latent/cells.hpp"

namespace gapcalc::latent {
namespace {

constexpr std::size_t least_models = 5;  ///< with an index, for a curve of its own

/// A curve of a share over capabilities: sigmoid(slope (c - difficulty)).
struct ShareCurve {
  double difficulty = 0, slope = 0, low = 0, width = 1;
  double variance = 0, interaction = 0;  ///< in units of unit_variance()
};

/// The cells that have an index.
std::vector<const BoardCell*> placed(const Board& board) {
  std::vector<const BoardCell*> list;
  for (const BoardCell& cell : board.cells)
    if (cell.model != no_index) list.push_back(&cell);
  return list;
}

double share_of(const BoardCell& cell, const ShareCurve& curve) {
  return std::clamp((cell.best - curve.low) / curve.width, least_share, largest_share);
}

/// Least squares for difficulty and log slope, damped (Levenberg and Marquardt), from the mean capability and the
/// typical slope.
void fit_curve(const std::vector<const BoardCell*>& cells, const ScoreModel& scores, double start_slope,
               ShareCurve& curve) {
  double difficulty = 0, log_slope = std::log(start_slope);
  for (const BoardCell* cell : cells) difficulty += scores.fitted[cell->model] / static_cast<double>(cells.size());
  const auto cost = [&](double at, double log_by) {
    double sum = 0;
    for (const BoardCell* cell : cells) {
      const double off = share_of(*cell, curve) - logistic(std::exp(log_by) * (scores.fitted[cell->model] - at));
      sum += off * off;
    }
    return sum;
  };
  double damping = 1e-3, best = cost(difficulty, log_slope);
  for (int step = 0; step < 200; ++step) {
    double aa = 0, ab = 0, bb = 0, ra = 0, rb = 0;
    for (const BoardCell* cell : cells) {
      const double slope = std::exp(log_slope), logit = slope * (scores.fitted[cell->model] - difficulty);
      const double p = logistic(logit), steep = p * (1 - p), off = share_of(*cell, curve) - p;
      const double by_a = -steep * slope, by_b = steep * logit;
      aa += by_a * by_a;
      ab += by_a * by_b;
      bb += by_b * by_b;
      ra += by_a * off;
      rb += by_b * off;
    }
    const double a = aa * (1 + damping) + 1e-15, b = bb * (1 + damping) + 1e-15, determinant = a * b - ab * ab;
    const double step_a = (b * ra - ab * rb) / determinant;
    const double step_b = std::clamp((a * rb - ab * ra) / determinant, -1.0, 1.0);
    const double tried = cost(difficulty + step_a, log_slope + step_b);
    if (tried <= best) {
      difficulty += step_a;
      log_slope += step_b;
      best = tried;
      damping /= 3;
      if (std::abs(step_a) < 1e-9 && std::abs(step_b) < 1e-9) break;
    } else {
      damping *= 4;
      if (damping > 1e12) break;
    }
  }
  curve.difficulty = difficulty;
  curve.slope = std::exp(log_slope);
}

/// Parts a variance around a curve: what capabilities that are not exact add is taken off, and sampling error parted.
void part(double total, double by_capability, double sampling, double& variance, double& interaction) {
  interaction = std::max(total - sampling - by_capability, least_interaction * total);
  variance = std::max(total - by_capability, interaction + sampling);
}

ShareCurve own_curve(const Benchmark& benchmark, const Board& board, const ScoreModel& scores, double start_slope) {
  ShareCurve curve;
  curve.low = benchmark.index ? benchmark.index->baseline : benchmark.chance.value_or(0);
  curve.width = (benchmark.index ? benchmark.index->ceiling : 1) - curve.low;
  const std::vector<const BoardCell*> cells = placed(board);
  fit_curve(cells, scores, start_slope, curve);
  double squares = 0, by_capability = 0, sampling = 0;
  const auto n = static_cast<double>(cells.size());
  for (const BoardCell* cell : cells) {
    const double p = logistic(curve.slope * (scores.fitted[cell->model] - curve.difficulty)), v = unit_variance(p);
    const double off = share_of(*cell, curve) - p, by = curve.slope * p * (1 - p) * scores.fitted_sd[cell->model];
    squares += off * off / v;
    by_capability += by * by / v / n;
    sampling += cell->variance / (curve.width * curve.width) / v / n;
  }
  const double total = (squares + pooled_cells * scores.pooled) / (n - 2 + pooled_cells);
  part(total, by_capability, sampling, curve.variance, curve.interaction);
  return curve;
}

/// Predictions by both kinds of capabilities; `predict(capability, sd, shift)` is that of one model.
template <typename Predict>
void predict_all(const Boards& all, const std::vector<double>& shift, Board& board, const Predict& predict) {
  for (std::size_t g = 0; g < board.tested.size(); ++g) {
    board.by_fitted.push_back(predict(all.scores.fitted[g], all.scores.fitted_sd[g], shift[g]));
    board.by_drawn.push_back(predict(all.scores.capability[g], all.scores.sd[g], shift[g]));
  }
  board.has_model = true;
}

void predict_shares(const ShareCurve& curve, const Boards& all, const std::vector<double>& shift, Board& board) {
  predict_all(all, shift, board, [&](double capability, double sd, double by) {
    const double p = logistic(curve.slope * (capability - curve.difficulty) + by), v = std::sqrt(unit_variance(p));
    return Prediction{curve.low + curve.width * p, curve.width * curve.slope * p * (1 - p) * sd,
                      curve.width * std::sqrt(curve.interaction) * v, curve.width * std::sqrt(curve.variance) * v};
  });
}

/// Horizons grow by factors: their logarithm is a line in the index. Its slope is that of least squares, made steeper
/// by the reliability of capabilities, which are not exact (Fuller 1987, "Measurement Error Models", section 1.1).
void predict_horizons(const Boards& all, const std::vector<double>& shift, double points_per_logit, Board& board) {
  const std::vector<const BoardCell*> cells = placed(board);
  const auto n = static_cast<double>(cells.size());
  double mean_c = 0, mean_x = 0, sxx = 0, sxy = 0, error = 0;
  for (const BoardCell* cell : cells) {
    mean_c += all.scores.fitted[cell->model] / n;
    mean_x += cell->best / n;
  }
  for (const BoardCell* cell : cells) {
    const double c = all.scores.fitted[cell->model] - mean_c, sd = all.scores.fitted_sd[cell->model];
    sxx += c * c;
    sxy += c * (cell->best - mean_x);
    error += sd * sd;
  }
  const double slope = sxy / sxx / std::max(1 - error / sxx, 0.5);
  double squares = 0, by_capability = 0, sampling = 0;
  for (const BoardCell* cell : cells) {
    const double off = cell->best - mean_x - slope * (all.scores.fitted[cell->model] - mean_c);
    squares += off * off / (n - 2);
    by_capability += std::pow(slope * all.scores.fitted_sd[cell->model], 2) / n;
    sampling += cell->variance / n;
  }
  double variance = 0, interaction = 0;
  part(squares, by_capability, sampling, variance, interaction);
  predict_all(all, shift, board, [&](double capability, double sd, double by) {
    return Prediction{mean_x + slope * (capability + by * points_per_logit - mean_c), std::abs(slope) * sd,
                      std::sqrt(interaction), std::sqrt(variance)};
  });
}

/// The median slope of benchmarks in the analysis of this access, whose cells tell shifts; of all without any.
double typical_slope(const Index& index, const Known& known, bool private_items) {
  std::vector<double> slopes, all;
  for (std::size_t b = 0; b < index.benchmarks.size(); ++b) {
    all.push_back(index.benchmarks[b].slope);
    if (known.selected[b] && known.private_items[b] == private_items) slopes.push_back(all.back());
  }
  return median(slopes.empty() ? all : slopes);
}

/// What each model's logit on benchmarks of this access is moved by.
std::vector<double> shifts_of(const Boards& all, bool private_items, bool shifted) {
  std::vector<double> result;
  for (const Side side : all.known.side)
    result.push_back(
        shifted && side != Side::neither ? all.scores.shift[static_cast<std::size_t>(side)][private_items ? 1 : 0] : 0);
  return result;
}

}  // namespace

void predict(const Corrected& from, Boards& all, bool shifted) {
  for (std::size_t j = 0; j < all.list.size(); ++j) {
    Board& board = all.list[j];
    board.by_fitted.clear();
    board.by_drawn.clear();
    const Benchmark& benchmark = from.data.benchmarks[j].benchmark;
    const bool private_items = benchmark.access == "private";
    const std::vector<double> shift = shifts_of(all, private_items, shifted);
    const double slope = typical_slope(from.index, all.known, private_items);
    if (board.in_index()) {
      const IndexedBenchmark& one = from.index.benchmarks[board.place];
      const ShareCurve curve{one.difficulty,
                             one.slope,
                             board.range.baseline,
                             board.range.ceiling - board.range.baseline,
                             all.scores.variance[board.place],
                             all.scores.interaction[board.place]};
      predict_shares(curve, all, shift, board);
    } else if (placed(board).size() >= least_models && board.is_log) {
      predict_horizons(all, shift, 1 / slope, board);
    } else if (placed(board).size() >= least_models && is_fraction(benchmark.unit)) {
      predict_shares(own_curve(benchmark, board, all.scores, slope), all, shift, board);
    }
  }
}

}  // namespace gapcalc::latent
