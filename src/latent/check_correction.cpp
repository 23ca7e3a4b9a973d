#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <limits>
#include <map>
#include <numeric>
#include <utility>

#include "core/random.hpp"
#include "core/statistics.hpp"
#include "core/threads.hpp"
#include "gapcalc/correct.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"
#include "latent/boards.hpp"
#include "latent/cells.hpp"
#include "latent/correct_by.hpp"
#include "latent/drawn_gaps.hpp"
#include "latent/settle.hpp"

namespace gapcalc::latent {
namespace {

/// True scores of a set, as working scores.
struct Truth {
  std::vector<double> z;                    ///< per model: how far its capability is off, in standard deviations
  std::vector<std::vector<double>> cells;   ///< per board and cell
  std::vector<std::vector<double>> models;  ///< per board and model of the index
};

Truth draw_truth(const Boards& all, RandomStream& random) {
  Truth truth;
  for (std::size_t g = 0; g < all.known.side.size(); ++g) truth.z.push_back(random.normal());
  for (const Board& board : all.list) {
    std::vector<double> models, cells;
    for (std::size_t g = 0; g < board.by_drawn.size(); ++g) {
      const Prediction& of = board.by_drawn[g];
      models.push_back(of.mean + of.by_capability * truth.z[g] + of.interaction * random.normal());
    }
    for (const BoardCell& cell : board.cells)
      cells.push_back(cell.model != no_index && board.has_model
                          ? models[cell.model]
                          : cell.best - cell.excess + std::sqrt(cell.variance) * random.normal());
    truth.cells.push_back(std::move(cells));
    truth.models.push_back(std::move(models));
  }
  return truth;
}

/// The records with what would have been measured, and the best of each cell so.
struct Measured {
  Dataset data;
  std::vector<std::vector<double>> best;  ///< per board and cell, in the benchmark's unit
};

Measured measure(const Corrected& from, const Boards& all, const Truth& truth, RandomStream& random) {
  Measured result{from.data, {}};
  for (std::size_t j = 0; j < all.list.size(); ++j) {
    const Board& board = all.list[j];
    BenchmarkRecords& of = result.data.benchmarks[j];
    std::vector<double> best(board.cells.size(), -std::numeric_limits<double>::infinity());
    std::map<std::uint32_t, double> seen;  // by record: one may be of both groups
    for (const auto& versions : board.versions) {
      for (const BoardVersion& version : versions) {
        if (seen.contains(version.record)) continue;
        double score = truth.cells[j][version.cell] + version.offset + std::sqrt(version.variance) * random.normal();
        if (board.is_log) score = std::exp(score);
        if (is_fraction(of.benchmark.unit)) score = std::clamp(score, 0.0, 1.0);
        seen[version.record] = score;
        best[version.cell] = std::max(best[version.cell], score);
      }
    }
    ChunkedVector<Record> records;
    for (std::uint32_t r = 0; r < of.records.size(); ++r) {
      Record record = of.records[r];
      if (const auto at = seen.find(r); at != seen.end()) record.score = at->second;
      records.push_back(record);
    }
    of.records = std::move(records);
    result.best.push_back(std::move(best));
  }
  return result;
}

/// The index of what was measured.
Index measured_index(const Corrected& from, const Boards& all, const Truth& truth, const Measured& measured,
                     RandomStream& random) {
  std::map<std::string_view, std::size_t> board_of;
  for (std::size_t j = 0; j < all.list.size(); ++j)
    if (all.list[j].in_index()) board_of[from.data.benchmarks[j].benchmark.id] = j;
  std::map<std::pair<std::size_t, std::uint32_t>, double> own;  // by board and model
  for (std::size_t j = 0; j < all.list.size(); ++j)
    for (std::size_t c = 0; c < all.list[j].cells.size(); ++c)
      own[{j, all.list[j].cells[c].model}] = measured.best[j][c];
  Cells cells;
  cells.groups = from.index.models;
  cells.benchmarks = from.index.benchmarks;
  for (IndexedModel& model : cells.groups) model.n_cells = 0;
  for (IndexedBenchmark& one : cells.benchmarks) one.n_models = 0;
  for (std::size_t i = 0; i < from.index.cells.size(); ++i) {
    const IndexCell& cell = from.index.cells[i];
    const IndexedBenchmark& one = from.index.benchmarks[cell.benchmark];
    const double capability = all.scores.capability[cell.model] + all.scores.sd[cell.model] * truth.z[cell.model];
    const double p = logistic(one.slope * (capability - one.difficulty));
    const double scatter = all.scores.interaction[cell.benchmark] * unit_variance(p) + all.known.sampling_variance[i];
    double share = p + std::sqrt(scatter) * random.normal();
    if (const auto board = board_of.find(one.id); board != board_of.end()) {
      const IndexRange& range = all.list[board->second].range;
      if (const auto at = own.find({board->second, cell.model}); at != own.end())
        share = (at->second - range.baseline) / (range.ceiling - range.baseline);
    }
    const bool is_last = i + 1 == from.index.cells.size() || from.index.cells[i + 1].model != cell.model;
    if (share < 0 && !(is_last && cells.groups[cell.model].n_cells == 0)) continue;  // each model keeps one
    cells.list.push_back({cell.model, cell.benchmark, std::clamp(share, least_share, largest_share)});
    ++cells.groups[cell.model].n_cells;
    ++cells.benchmarks[cell.benchmark].n_models;
  }
  IndexOptions options = from.index_options;
  options.resamples = 0;
  return index_of(std::move(cells), options);
}

/// The gap in months by true scores of everybody; NaN where no closed model reaches the threshold.
double true_gap(const Corrected& from, const Boards& all, const Truth& truth, std::size_t j, double threshold) {
  const Board& board = all.list[j];
  const double level = working(threshold, board.is_log);
  const Date as_of = from.crossings.as_of;
  std::optional<Date> first[2];
  for (std::size_t side = 0; side < 2; ++side) {
    const auto reached = [&](Date date) { first[side] = std::min(first[side].value_or(date), date); };
    for (const BoardVersion& version : board.versions[side])
      if (truth.cells[j][version.cell] + version.offset >= level) reached(version.date);
    for (std::size_t g = 0; g < board.by_drawn.size(); ++g)
      if (!board.tested[g] && all.known.side[g] == static_cast<Side>(side) && from.index.models[g].date <= as_of &&
          truth.models[j][g] >= level)
        reached(from.index.models[g].date);
  }
  const auto& closed = first[static_cast<std::size_t>(Side::closed)];
  const auto& open = first[static_cast<std::size_t>(Side::open)];
  return closed ? months(open.value_or(as_of).days - closed->days) : std::nan("");
}

/// Whether an interval, whose ends are rounded, holds the truth.
bool holds(std::optional<double> low, std::optional<double> high, double truth) {
  constexpr double rounded_by = 1e-6;
  return *low - rounded_by <= truth && truth <= *high + rounded_by;
}

/// Sums of one set for one series.
struct SetSums {
  double truth = 0, measured = 0, corrected = 0;
  std::size_t n = 0, covered = 0;
  std::optional<bool> mean_covered;
};

/// What one set gives.
struct SetResult {
  bool is_done = false, has_index = false;
  std::map<std::string, std::array<SetSums, 2>> series;  ///< by id: of all datapoints, and of those of the last year
};

SetResult simulate(const Corrected& from, const Boards& all, const Options& options, const CheckOptions& check,
                   std::uint32_t set) {
  RandomStream random(options.smooth.seed, stream_key("simulated truth"), set);
  const Truth truth = draw_truth(all, random);
  const Measured measured = measure(from, all, truth, random);
  SetResult result;
  result.is_done = true;
  Index index;
  try {
    index = measured_index(from, all, truth, measured, random);
  } catch (const Error& error) {
    if (error.code != ErrorCode::no_usable_rows) throw;
    return result;  // by chance the scores put the anchors in the other order, or the fit does not end
  }
  result.has_index = true;
  const Crossings crossings = cross::cross(measured.data, options.cross);
  const std::vector<smooth::Series> series = smooth::series(crossings.datapoints, options.smooth.by);
  std::vector<Trend> trends(series.size());  // without points: no curves are asked for
  for (std::size_t i = 0; i < series.size(); ++i) trends[i].id = series[i].id;
  Options own = options;
  own.smooth.seed = options.smooth.seed + 1 + set;  // draws that no other set has
  own.smooth.threads = 1;
  const Corrected seen{measured.data, crossings, trends, from.indexed, index, from.index_options};
  const Correction corrected = correct_by(boards(seen, own.cross, check.correct.class_shift), seen, own, check.correct);
  std::vector<double> true_gaps;
  for (const Wanted& one : wanted_of(crossings))
    true_gaps.push_back(true_gap(from, all, truth, one.board, one.threshold));
  for (std::size_t s = 0; s < series.size(); ++s) {
    std::array<SetSums, 2>& both = result.series[series[s].id];
    for (const Datapoint* one : series[s].datapoints) {
      const auto i = static_cast<std::size_t>(one - crossings.datapoints.data());
      const CorrectedGap& gap = corrected.gaps[i];
      if (std::isnan(true_gaps[i]) || !gap.gap) continue;
      for (std::size_t last = 0; last < 2; ++last) {
        if (last == 1 && !in_last_year(*one, crossings.as_of)) continue;
        SetSums& sums = both[last];
        ++sums.n;
        sums.truth += true_gaps[i];
        sums.measured += one->gap_months();
        sums.corrected += *gap.gap;
        if (holds(gap.low, gap.high, true_gaps[i])) ++sums.covered;
      }
    }
    for (std::size_t last = 0; last < 2; ++last) {
      SetSums& sums = both[last];
      const auto n = static_cast<double>(std::max<std::size_t>(sums.n, 1));
      sums.truth /= n;
      sums.measured /= n;
      sums.corrected /= n;
    }
    const CorrectedSeries& mean = corrected.series[s];
    if (mean.low) both[1].mean_covered = holds(mean.low, mean.high, both[1].truth);
  }
  return result;
}

double root_mean_square(const std::vector<double>& values) {
  const double sum = std::inner_product(values.begin(), values.end(), values.begin(), 0.0);
  return std::sqrt(sum / static_cast<double>(values.size()));
}

CorrectionCheck sum_up(const std::vector<SetResult>& sets, const std::string& series, std::size_t last) {
  CorrectionCheck check;
  check.series = series;
  check.last_year = last == 1;
  std::vector<double> truth, measured, corrected;  // of each set; the last two less the truth
  std::size_t n = 0, covered = 0, with_mean = 0, mean_covered = 0;
  for (const SetResult& set : sets) {
    const auto at = set.series.find(series);
    if (at == set.series.end() || at->second[last].n == 0) continue;  // stopped before, or no such datapoint
    const SetSums& sums = at->second[last];
    truth.push_back(sums.truth);
    measured.push_back(sums.measured - sums.truth);
    corrected.push_back(sums.corrected - sums.truth);
    n += sums.n;
    covered += sums.covered;
    if (sums.mean_covered) ++with_mean;
    if (sums.mean_covered.value_or(false)) ++mean_covered;
  }
  check.n_sets = truth.size();
  if (check.n_sets == 0) return check;
  check.truth = settle(mean_of(truth));
  check.measured_bias = settle(mean_of(measured));
  check.corrected_bias = settle(mean_of(corrected));
  if (check.n_sets > 1) check.error = settle(std::sqrt(mean_variance(corrected, mean_of(corrected))));
  check.measured_rmse = settle(root_mean_square(measured));
  check.corrected_rmse = settle(root_mean_square(corrected));
  check.covered = settle(static_cast<double>(covered) / static_cast<double>(n));
  if (with_mean > 0) check.mean_covered = settle(static_cast<double>(mean_covered) / static_cast<double>(with_mean));
  return check;
}

}  // namespace

CorrectionChecks check_correction(const Corrected& from, const Options& options, const CheckOptions& check,
                                  const std::function<bool(std::size_t, std::size_t)>& progress) {
  if (check.sets < 1 || check.sets > 1'000'000)
    throw Error(ErrorCode::bad_option, fmt::format("--sets cannot be {}", check.sets),
                "give a number from 1 to 1000000");
  const Boards all = boards(from, options.cross, check.true_shift);
  std::vector<SetResult> sets(static_cast<std::size_t>(check.sets));
  std::atomic<std::size_t> done = 0;
  std::atomic<bool> stopped = false;
  in_arena(options.smooth.threads, [&] {
    tbb::parallel_for(std::size_t{0}, sets.size(), [&](std::size_t s) {
      if (stopped) return;
      sets[s] = simulate(from, all, options, check, static_cast<std::uint32_t>(s));
      if (progress && !progress(++done, sets.size())) stopped = true;
    });
  });
  CorrectionChecks result;
  for (const SetResult& set : sets) {
    if (set.is_done) ++result.n_sets;
    if (set.is_done && !set.has_index) ++result.n_without_index;
  }
  for (const smooth::Series& series : smooth::series(from.crossings.datapoints, options.smooth.by))
    for (std::size_t last = 0; last < 2; ++last) result.list.push_back(sum_up(sets, series.id, last));
  return result;
}

}  // namespace gapcalc::latent
