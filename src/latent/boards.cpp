#include "latent/boards.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <numeric>
#include <string>
#include <tuple>

#include "core/quantile.hpp"
#include "core/statistics.hpp"
#include "gapcalc/cross.hpp"
#include "latent/cells.hpp"

namespace gapcalc::latent {
namespace {

constexpr double assumed_error = 0.02;  ///< of a share whose error nothing tells
constexpr double least_minutes = 1e-9;
constexpr std::size_t least_models = 5;  ///< with an index, for a curve of its own

/// Variance of a score by what is known of its error: its own, that of its items (Agresti and Coull's two of each kind
/// added in halves, so that no score is exact), or what the benchmark has in general. Of a working score.
double sampling_variance(const Benchmark& benchmark, double score, double score_se) {
  const bool is_log = benchmark.unit == Unit::minutes;
  if (score_se > 0) {
    const double error = is_log ? score_se / std::max(score, least_minutes) : score_se;
    return error * error;
  }
  if (!is_fraction(benchmark.unit) || !benchmark.items) {
    const double error = benchmark.relative_se ? *benchmark.relative_se * (is_log ? 1 : score) : assumed_error;
    return error * error;
  }
  const double n = *benchmark.items, share = (score * n + 1) / (n + 2);
  return share * (1 - share) / n;
}

/// Members of the groups of an analysis, by model of the index: that of a group is open where one of its versions is.
std::vector<Side> sides(const Corrected& from, const CrossOptions& options) {
  std::map<std::string_view, Side> by_key;
  for (const Model& version : from.indexed.models) {
    Side& side = by_key.emplace(key_of(version), Side::neither).first->second;
    if (cross::contains(options.open, version))
      side = Side::open;
    else if (side == Side::neither && cross::contains(options.closed, version))
      side = Side::closed;
  }
  std::vector<Side> result;
  for (const IndexedModel& model : from.index.models) {
    const auto at = by_key.find(model.key);
    result.push_back(at == by_key.end() ? Side::neither : at->second);
  }
  return result;
}

/// Places of the records by model and version: the order of rows never shows, nor who takes which random number.
std::vector<std::uint32_t> in_order(const Dataset& data, const BenchmarkRecords& of) {
  std::vector<std::uint32_t> order(of.records.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  const auto told = [&](std::uint32_t r) {
    const Record& record = of.records[r];
    const Model& version = data.models[record.model];
    return std::tuple(key_of(version), std::string_view(version.name), record.date, record.score,
                      sampling_variance(of.benchmark, record.score, record.score_se));
  };
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return told(a) < told(b); });
  return order;
}

/// Cells and versions of one benchmark.
void add_records(const Corrected& from, const BenchmarkRecords& of, const CrossOptions& options,
                 const std::map<std::string_view, std::uint32_t>& places, Board& board) {
  std::map<std::string_view, std::uint32_t> cell_of;  // by group
  std::vector<std::vector<double>> scores, variances;
  const Date as_of = from.crossings.as_of;
  struct Seen {
    std::uint32_t cell;
    double score;
  };
  std::vector<Seen> seen[2];
  for (const std::uint32_t r : in_order(from.data, of)) {
    const Record& record = of.records[r];
    const Model& version = from.data.models[record.model];
    const std::string_view key = key_of(version);
    const auto place = places.find(key);
    if (place != places.end()) board.tested[place->second] = true;
    if (record.date > as_of) continue;
    const bool member[2] = {cross::contains(options.open, version), cross::contains(options.closed, version)};
    if (!member[0] && !member[1]) continue;
    const auto [at, is_new] = cell_of.emplace(key, static_cast<std::uint32_t>(board.cells.size()));
    if (is_new) {
      board.cells.push_back({place == places.end() ? no_index : place->second, 0, 0, 0});
      scores.emplace_back();
      variances.emplace_back();
    }
    const double score = working(record.score, board.is_log);
    const double variance = sampling_variance(of.benchmark, record.score, record.score_se);
    scores[at->second].push_back(score);
    variances[at->second].push_back(variance);
    for (std::size_t side = 0; side < 2; ++side) {
      if (!member[side]) continue;
      board.versions[side].push_back({at->second, r, record.date, 0, variance});
      seen[side].push_back({at->second, score});
    }
  }
  for (std::size_t c = 0; c < board.cells.size(); ++c) {
    const auto best = std::max_element(scores[c].begin(), scores[c].end());
    board.cells[c].best = *best;
    board.cells[c].variance = variances[c][static_cast<std::size_t>(best - scores[c].begin())];
    board.cells[c].excess = expected_excess(scores[c], variances[c]);
    board.mean_excess += board.cells[c].excess / static_cast<double>(board.cells.size());
  }
  for (std::size_t side = 0; side < 2; ++side) {
    std::vector<BoardVersion>& list = board.versions[side];
    for (std::size_t i = 0; i < list.size(); ++i)
      list[i].offset = seen[side][i].score - board.cells[seen[side][i].cell].best;
    std::stable_sort(list.begin(), list.end(),
                     [](const BoardVersion& a, const BoardVersion& b) { return a.date < b.date; });
  }
}

/// Benchmarks of the index, by id: with the column and the range that it takes, which a dump may bring.
using IndexedById = std::map<std::string_view, const Benchmark*>;
IndexedById indexed_by_id(const Corrected& from) {
  IndexedById result;
  for (const BenchmarkRecords& of : from.indexed.benchmarks) result[of.benchmark.id] = &of.benchmark;
  return result;
}

/// Where the benchmark is in the index, if that takes the very scores of the analysis.
std::uint32_t place_in_index(const Index& index, const IndexedById& indexed, const Benchmark& benchmark) {
  for (std::uint32_t b = 0; b < index.benchmarks.size(); ++b) {
    if (index.benchmarks[b].id != benchmark.id) continue;
    const Benchmark& other = *indexed.at(benchmark.id);
    const bool same = other.score_column == benchmark.score_column && other.scale == benchmark.scale;
    return same && is_fraction(benchmark.unit) ? b : no_index;
  }
  return no_index;
}

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
      const double off = share_of(*cell, curve) - share_at(std::exp(log_by) * (scores.fitted[cell->model] - at));
      sum += off * off;
    }
    return sum;
  };
  double damping = 1e-3, best = cost(difficulty, log_slope);
  for (int step = 0; step < 200; ++step) {
    double aa = 0, ab = 0, bb = 0, ra = 0, rb = 0;
    for (const BoardCell* cell : cells) {
      const double slope = std::exp(log_slope), logit = slope * (scores.fitted[cell->model] - difficulty);
      const double p = share_at(logit), steep = p * (1 - p), off = share_of(*cell, curve) - p;
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
    const double p = share_at(curve.slope * (scores.fitted[cell->model] - curve.difficulty)), v = unit_variance(p);
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
    const double p = share_at(curve.slope * (capability - curve.difficulty) + by), v = std::sqrt(unit_variance(p));
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

/// Sampling variance of the cells of the index: that of the analysis' own score where it has it.
void set_sampling(const Corrected& from, const IndexedById& indexed, const std::vector<std::uint32_t>& place,
                  Boards& all) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> own;  // by benchmark and model of the index
  for (std::size_t j = 0; j < all.list.size(); ++j)
    for (const BoardCell& cell : all.list[j].cells)
      if (place[j] != no_index && cell.model != no_index) own[{place[j], cell.model}] = cell.variance;
  for (const IndexCell& cell : from.index.cells) {
    const Benchmark& of = *indexed.at(from.index.benchmarks[cell.benchmark].id);
    const double low = of.index->baseline, width = of.index->ceiling - low;
    const auto at = own.find({cell.benchmark, cell.model});
    double variance = assumed_error * assumed_error;
    if (at != own.end())
      variance = at->second / (width * width);
    else if (is_fraction(of.unit))
      variance = sampling_variance(of, low + width * cell.score, 0) / (width * width);
    all.known.sampling_variance.push_back(variance);
  }
}

}  // namespace

double working(double score, bool is_log) { return is_log ? std::log(std::max(score, least_minutes)) : score; }

bool in_last_year(const Datapoint& datapoint, Date as_of) { return as_of.days - datapoint.open.date.days < 365; }

double expected_excess(std::vector<double> means, std::vector<double> variances) {
  if (means.size() < 2) return 0;
  std::vector<std::size_t> order(means.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) { return means[a] > means[b]; });
  const double largest = means[order.front()];
  double mean = largest, variance = variances[order.front()];
  for (std::size_t i = 1; i < order.size(); ++i) {
    const double other = means[order[i]], own = variances[order[i]], a = std::sqrt(variance + own);
    if (!(a > 0) || (mean - other) / a > 6) break;  // the rest is further below
    const double alpha = (mean - other) / a, above = normal_above(-alpha);
    const double density = std::exp(-alpha * alpha / 2) / std::sqrt(2 * std::numbers::pi);
    const double first = mean * above + other * (1 - above) + a * density;
    const double second =
        (mean * mean + variance) * above + (other * other + own) * (1 - above) + (mean + other) * a * density;
    mean = first;
    variance = std::max(second - first * first, 0.0);
  }
  return mean - largest;
}

Boards boards(const Corrected& from, const CrossOptions& options, bool shifted) {
  Boards all;
  all.known.side = sides(from, options);
  std::map<std::string_view, std::uint32_t> places;
  for (std::uint32_t g = 0; g < from.index.models.size(); ++g) places.emplace(from.index.models[g].key, g);
  // 1. Who was tested, with which scores and errors.
  const IndexedById indexed = indexed_by_id(from);
  std::vector<std::uint32_t> place;
  all.known.selected.assign(from.index.benchmarks.size(), false);
  all.known.private_items.assign(from.index.benchmarks.size(), false);
  for (const BenchmarkRecords& of : from.data.benchmarks) {
    Board board;
    board.is_log = of.benchmark.unit == Unit::minutes;
    board.tested.assign(from.index.models.size(), false);
    add_records(from, of, options, places, board);
    place.push_back(place_in_index(from.index, indexed, of.benchmark));
    board.in_index = place.back() != no_index;
    if (board.in_index) board.range = *indexed.at(of.benchmark.id)->index;
    for (std::size_t b = 0; b < from.index.benchmarks.size(); ++b) {  // whatever column the index takes
      if (from.index.benchmarks[b].id != of.benchmark.id) continue;
      all.known.selected[b] = true;
      all.known.private_items[b] = of.benchmark.access == "private";
    }
    all.list.push_back(std::move(board));
  }
  set_sampling(from, indexed, place, all);
  // 2. How far scores are from their curves, and what capabilities are.
  all.scores = score_model(from.index, from.index_options.penalty, all.known);
  // 3. What that says of every model on every benchmark.
  for (std::size_t j = 0; j < all.list.size(); ++j) {
    Board& board = all.list[j];
    const Benchmark& benchmark = from.data.benchmarks[j].benchmark;
    const bool private_items = benchmark.access == "private";
    const std::vector<double> shift = shifts_of(all, private_items, shifted);
    const double slope = typical_slope(from.index, all.known, private_items);
    if (place[j] != no_index) {
      const IndexedBenchmark& one = from.index.benchmarks[place[j]];
      const ShareCurve curve{one.difficulty,
                             one.slope,
                             board.range.baseline,
                             board.range.ceiling - board.range.baseline,
                             all.scores.variance[place[j]],
                             all.scores.interaction[place[j]]};
      predict_shares(curve, all, shift, board);
    } else if (placed(board).size() >= least_models && board.is_log) {
      predict_horizons(all, shift, 1 / slope, board);
    } else if (placed(board).size() >= least_models && is_fraction(benchmark.unit)) {
      predict_shares(own_curve(benchmark, board, all.scores, slope), all, shift, board);
    }
  }
  return all;
}

}  // namespace gapcalc::latent
