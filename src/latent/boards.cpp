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

/// Sampling variance of the cells of the index: that of the analysis' own score where it has it.
void set_sampling(const Corrected& from, const IndexedById& indexed, Boards& all) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, double> own;  // by benchmark and model of the index
  for (const Board& board : all.list)
    for (const BoardCell& cell : board.cells)
      if (board.in_index() && cell.model != no_index) own[{board.place, cell.model}] = cell.variance;
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
  all.known.selected.assign(from.index.benchmarks.size(), false);
  all.known.private_items.assign(from.index.benchmarks.size(), false);
  for (const BenchmarkRecords& of : from.data.benchmarks) {
    Board board;
    board.is_log = of.benchmark.unit == Unit::minutes;
    board.tested.assign(from.index.models.size(), false);
    add_records(from, of, options, places, board);
    board.place = place_in_index(from.index, indexed, of.benchmark);
    if (board.in_index()) board.range = *indexed.at(of.benchmark.id)->index;
    for (std::size_t b = 0; b < from.index.benchmarks.size(); ++b) {  // whatever column the index takes
      if (from.index.benchmarks[b].id != of.benchmark.id) continue;
      all.known.selected[b] = true;
      all.known.private_items[b] = of.benchmark.access == "private";
    }
    all.list.push_back(std::move(board));
  }
  set_sampling(from, indexed, all);
  // 2. How far scores are from their curves, and what capabilities are.
  all.scores = score_model(from.index, from.index_options.penalty, all.known);
  // 3. What that says of every model on every benchmark.
  predict(from, all, shifted);
  return all;
}

}  // namespace gapcalc::latent
