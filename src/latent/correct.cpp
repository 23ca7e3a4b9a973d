#include "gapcalc/correct.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "core/statistics.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"
#include "latent/boards.hpp"
#include "latent/cells.hpp"
#include "latent/correct_by.hpp"
#include "latent/drawn_gaps.hpp"
#include "latent/percentiles.hpp"
#include "latent/settle.hpp"

namespace gapcalc::latent {
namespace {

constexpr std::size_t carriers_shown = 3;
constexpr double carrier_shown = 0.01;

void check(const CorrectOptions& options) {
  if (options.draws < 1 || options.draws > 100'000)
    throw Error(ErrorCode::bad_option, fmt::format("--draws cannot be {}", options.draws),
                "give a number from 1 to 100000");
}

/// When the first of a class may have crossed: an untested model's release, or that of the first crosser.
struct Arrival {
  Date date;
  double probability = 0;
};

/// What each missing test would change, over all datapoints.
class MissingSums {
 public:
  /// A closed model that was first earlier makes the gap longer, an open one shorter.
  void add(std::uint32_t board, Side side, std::uint32_t model, double probability, double earlier) {
    if (probability < carrier_shown) return;
    Sum& sum = sums_[{board, model}];
    ++sum.n;
    sum.months += probability * (side == Side::closed ? earlier : -earlier);
  }

  [[nodiscard]] std::vector<MissingTest> list(const Corrected& from, const Boards& all) const {
    std::vector<MissingTest> result;
    for (const auto& [key, sum] : sums_) {
      const IndexedModel& model = from.index.models[key.second];
      result.push_back({from.crossings.benchmarks[key.first].benchmark.id, model.name, model.date,
                        all.known.side[key.second] == Side::open, sum.n, settle(sum.months)});
    }
    std::stable_sort(result.begin(), result.end(), [](const MissingTest& a, const MissingTest& b) {
      return std::abs(a.months) > std::abs(b.months);
    });
    return result;
  }

 private:
  struct Sum {
    std::size_t n = 0;
    double months = 0;
  };
  std::map<std::pair<std::uint32_t, std::uint32_t>, Sum> sums_;  // by board and model
};

/// Untested models cross or not independently of each other, each by the law of a score that would have been measured.
std::vector<Arrival> arrivals(const Boards& all, std::uint32_t at, const Index& index, Side side, double threshold,
                              Date first, MissingTests& missing, MissingSums& tests) {
  const Board& board = all.list[at];
  std::vector<std::uint32_t> earlier;
  for (std::uint32_t g = 0; g < board.by_fitted.size(); ++g)
    if (!board.tested[g] && all.known.side[g] == side && index.models[g].date < first) earlier.push_back(g);
  std::stable_sort(earlier.begin(), earlier.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return index.models[a].date < index.models[b].date; });
  missing.n_untested = earlier.size();
  std::vector<Arrival> list;
  double nobody = 1;
  for (const std::uint32_t g : earlier) {
    const Prediction& of = board.by_fitted[g];
    const double p = normal_above((threshold - of.mean) / std::hypot(of.spread, of.by_capability));
    list.push_back({index.models[g].date, nobody * p});
    missing.carriers.push_back({index.models[g].name, index.models[g].date, settle(nobody * p)});
    tests.add(at, side, g, nobody * p, months(first.days - index.models[g].date.days));
    nobody *= 1 - p;
  }
  missing.probability = settle(1 - nobody);
  list.push_back({first, nobody});
  std::stable_sort(missing.carriers.begin(), missing.carriers.end(),
                   [](const Carrier& a, const Carrier& b) { return a.probability > b.probability; });
  if (missing.carriers.size() > carriers_shown) missing.carriers.resize(carriers_shown);
  std::erase_if(missing.carriers, [](const Carrier& one) { return one.probability < carrier_shown; });
  return list;
}

void flag(const Boards& all, std::uint32_t at, const Index& index, const Datapoint& datapoint, CorrectedGap& gap,
          MissingSums& tests) {
  const double threshold = working(datapoint.threshold, all.list[at].is_log);
  const auto closed = arrivals(all, at, index, Side::closed, threshold, datapoint.closed.date, gap.closed, tests);
  const auto open = arrivals(all, at, index, Side::open, threshold, datapoint.open.date, gap.open, tests);
  double changes = 0;
  for (const Arrival& a : closed)
    for (const Arrival& b : open)
      if (std::abs(months(b.date.days - a.date.days - datapoint.gap_days())) > flagged_change)
        changes += a.probability * b.probability;
  gap.p_change = settle(changes);
}

/// Mean and percentile interval of values, NaN being none; empty where fewer than nine tenths are defined.
void sum_up(std::vector<double> values, double confidence, std::optional<double>& mean, std::optional<double>& low,
            std::optional<double>& high) {
  set_percentiles(values, confidence, low, high);
  if (!low) return;
  std::erase_if(values, [](double value) { return std::isnan(value); });
  mean = settle(mean_of(values));
}

/// The mean over datapoints with these weights in each draw; NaN where none of them has a gap.
std::vector<double> weighted(const DrawnGaps& drawn, const std::vector<std::pair<std::size_t, double>>& weights) {
  std::vector<double> result;
  for (std::size_t d = 0; d < drawn.n_draws; ++d) {
    double sum = 0, mass = 0;
    for (const auto& [i, weight] : weights) {
      const double gap = drawn.at(d, i);
      if (std::isnan(gap)) continue;
      sum += weight * gap;
      mass += weight;
    }
    result.push_back(mass > 0 ? sum / mass : std::nan(""));
  }
  return result;
}

std::size_t place_of(const Datapoint* datapoint, const Crossings& crossings) {
  return static_cast<std::size_t>(datapoint - crossings.datapoints.data());
}

/// The mean gap of a series over the datapoints of the last twelve months.
struct LastMean {
  std::size_t n = 0;
  std::optional<double> measured, corrected, low, high;
};
LastMean mean_of_last(const smooth::Series& series, const Crossings& crossings, const DrawnGaps& drawn,
                      double confidence) {
  LastMean result;
  std::vector<std::pair<std::size_t, double>> last;
  double sum = 0;
  for (const Datapoint* one : series.datapoints) {
    if (!in_last_year(*one, crossings.as_of)) continue;
    last.emplace_back(place_of(one, crossings), 1);
    sum += one->gap_months();
  }
  result.n = last.size();
  if (last.empty()) return result;
  result.measured = settle(sum / static_cast<double>(last.size()));
  sum_up(weighted(drawn, last), confidence, result.corrected, result.low, result.high);
  return result;
}

CorrectedSeries series_of(const smooth::Series& series, const Trend& trend, const Crossings& crossings,
                          const DrawnGaps& drawn, const SmoothOptions& options) {
  CorrectedSeries result;
  result.id = trend.id;
  const LastMean mean = mean_of_last(series, crossings, drawn, options.confidence);
  result.n_last = mean.n;
  result.last_measured = mean.measured;
  result.last = mean.corrected;
  result.low = mean.low;
  result.high = mean.high;
  for (const TrendPoint& point : trend.points) {
    CorrectedPoint corrected{point.date, point.level, {}, {}, {}};
    if (point.level) {
      std::vector<std::pair<std::size_t, double>> weights;
      for (const Datapoint* one : series.datapoints)
        weights.emplace_back(place_of(one, crossings),
                             smooth::kernel(one->open.date.days - point.date.days, options.bandwidth));
      sum_up(weighted(drawn, weights), options.confidence, corrected.corrected, corrected.low, corrected.high);
    }
    result.points.push_back(corrected);
  }
  return result;
}

}  // namespace

Correction correct(const Corrected& from, const Options& options, const CorrectOptions& correct) {
  check(correct);
  Boards all = boards(from, options.cross, correct.class_shift);
  Correction result = correct_by(all, from, options, correct);
  predict(from, all, !correct.class_shift);
  const DrawnGaps otherwise =
      draw_gaps(all, from.index, from.crossings.as_of, wanted_of(from.crossings), correct.draws, options.smooth);
  for (const smooth::Series& series : smooth::series(from.crossings.datapoints, options.smooth.by))
    for (CorrectedSeries& one : result.series)
      if (one.id == series.id)
        one.last_otherwise = mean_of_last(series, from.crossings, otherwise, options.smooth.confidence).corrected;
  return result;
}

Correction correct_by(const Boards& all, const Corrected& from, const Options& options, const CorrectOptions& correct) {
  check(correct);
  const std::vector<Wanted> wanted = wanted_of(from.crossings);
  // 1. First crossers under draws of true scores.
  const DrawnGaps drawn = draw_gaps(all, from.index, from.crossings.as_of, wanted, correct.draws, options.smooth);
  Correction result;
  result.options = correct;
  MissingSums tests;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    CorrectedGap gap;
    gap.datapoint = i;
    gap.has_model = all.list[wanted[i].board].has_model;
    // 2. Whether missing tests alone would change the gap.
    flag(all, wanted[i].board, from.index, from.crossings.datapoints[i], gap, tests);
    std::vector<double> months;
    std::size_t still_open = 0;
    for (std::size_t d = 0; d < drawn.n_draws; ++d) {
      months.push_back(drawn.at(d, i));
      if (drawn.still_open[d * drawn.n_wanted + i]) ++still_open;
    }
    sum_up(std::move(months), options.smooth.confidence, gap.gap, gap.low, gap.high);
    gap.still_open = static_cast<double>(still_open) / static_cast<double>(drawn.n_draws);
    result.gaps.push_back(std::move(gap));
  }
  result.missing = tests.list(from, all);
  // 3. The series of corrected gaps.
  for (const smooth::Series& series : smooth::series(from.crossings.datapoints, options.smooth.by))
    for (const Trend& trend : from.trends)
      if (trend.id == series.id)
        result.series.push_back(series_of(series, trend, from.crossings, drawn, options.smooth));
  for (std::size_t s = 0; s < 2; ++s) {
    for (std::size_t access = 0; access < 2; ++access) {
      ClassShift& one = result.shifts[2 * s + access];
      one.open = s == static_cast<std::size_t>(Side::open);
      one.private_items = access == 1;
      if (!(all.scores.shift_se[s][access] > 0)) continue;  // no score tells it
      one.shift = settle(all.scores.shift[s][access]);
      one.se = settle(all.scores.shift_se[s][access]);
    }
  }
  result.spread = settle(std::sqrt(all.scores.pooled));
  for (std::size_t g = 0; g < all.known.side.size(); ++g)
    if (all.known.side[g] != Side::neither && from.index.models[g].date <= from.crossings.as_of) ++result.n_models;
  std::set<std::string_view> without;
  for (const BenchmarkRecords& of : from.data.benchmarks) {
    for (const Record& record : of.records) {
      const Model& model = from.data.models[record.model];
      const bool member = cross::contains(options.cross.closed, model) || cross::contains(options.cross.open, model);
      if (member && record.date <= from.crossings.as_of) without.insert(key_of(model));
    }
  }
  for (const IndexedModel& model : from.index.models) without.erase(model.key);
  result.n_without_index = without.size();
  return result;
}

}  // namespace gapcalc::latent
