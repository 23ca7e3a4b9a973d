#include "gapcalc/calibrate.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <mutex>
#include <tuple>

#include "core/quantile.hpp"
#include "core/random.hpp"
#include "core/threads.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {
namespace {

constexpr std::array<std::string_view, 5> bands = {"two-way", "points", "benchmarks", "two-stage",
                                                   "two-way-simultaneous"};
/// How the bands are made; the last comes with the first, from the same draws.
constexpr std::array<BandKind, 4> kinds = {BandKind::two_way, BandKind::points, BandKind::benchmarks,
                                           BandKind::two_stage};
constexpr std::uint32_t simultaneous = 4;

/// A series as simulations need it.
struct Setup {
  std::string name;
  smooth::JointDesign design;
  Trend trend;                ///< its grid, and what carries each point
  std::vector<double> truth;  ///< per distinct date, months
  std::vector<double> truth_on_grid;
};

void check(const CalibrateOptions& options) {
  const auto require = [](bool holds, std::string_view option, auto value, std::string_view remedy) {
    if (!holds) throw Error(ErrorCode::bad_option, fmt::format("{} cannot be {}", option, value), remedy);
  };
  require(options.sets >= 1 && options.sets <= 1'000'000, "--sets", options.sets, "give a number from 1 to 1000000");
  require(options.drift_scale > 0, "--drift-scale", options.drift_scale, "give a number of days above 0");
  require(options.truth_bandwidth > 0, "--truth-bandwidth", options.truth_bandwidth, "give a number of days above 0");
  require(!options.scenarios.empty(), "--scenario", "empty", "give NAME=benchmark,drift,open-model,noise");
  for (const Scenario& s : options.scenarios)
    for (const double variance : {s.benchmark, s.drift, s.open_model, s.noise})
      require(variance >= 0 && std::isfinite(variance), "--scenario", variance, "variances are 0 or more");
}

/// The data smoothed widely: what the simulations take as true, in months.
std::vector<double> truth_at(const smooth::Series& series, const std::vector<Date>& dates, const SmoothOptions& smooth,
                             double bandwidth) {
  SmoothOptions wide = smooth;
  wide.level = LevelKind::local_constant;
  wide.bandwidth = bandwidth;
  wide.min_mass = std::numeric_limits<double>::min();  // defined wherever a datapoint has any weight
  std::vector<double> result;
  for (const auto level : smooth::levels(smooth::lay_out({&series, 1}, wide, {&dates, 1}).series.front(), wide))
    result.push_back(level.value_or(0));
  return result;
}

std::vector<Setup> set_up(std::span<const Datapoint> datapoints, const CalibrateOptions& options,
                          const SmoothOptions& smooth) {
  std::vector<Setup> result;
  for (const smooth::Series& series : smooth::series(datapoints, smooth.by)) {
    Setup setup{series.id, smooth::lay_out({&series, 1}, smooth), smooth::without_band(series, smooth), {}, {}};
    if (!setup.trend.current) continue;
    const smooth::Design& design = setup.design.series.front();
    setup.truth = truth_at(series, design.dates, smooth, options.truth_bandwidth);
    setup.truth_on_grid = truth_at(series, design.grid, smooth, options.truth_bandwidth);
    result.push_back(std::move(setup));
  }
  return result;
}

/// Simulated gaps in days, one per datapoint. The drift of a benchmark is a stationary Gaussian process with
/// correlation exp(-|days| / scale) between its open dates (Ornstein and Uhlenbeck 1930); datapoints come in order of
/// date, so that each step needs only the one before.
std::vector<double> simulate_gaps(const Setup& setup, const Scenario& scenario, double scale, RandomStream& random) {
  const smooth::Design& design = setup.design.series.front();
  const smooth::Pool& pool = setup.design.pool;
  struct Drift {
    bool started = false;
    Date date;
    double value = 0;
  };
  std::vector<double> of_benchmark(pool.n_benchmarks), of_model(pool.n_open_models);
  std::vector<Drift> drifts(pool.n_benchmarks);
  for (double& effect : of_benchmark) effect = std::sqrt(scenario.benchmark) * random.normal();
  for (double& effect : of_model) effect = std::sqrt(scenario.open_model) * random.normal();
  std::vector<double> gaps(design.gap.size());
  for (std::size_t i = 0; i < gaps.size(); ++i) {
    const std::uint32_t benchmark = pool.benchmark_of[design.unit_of[i]];
    const Date date = design.dates[design.date_of[i]];
    Drift& drift = drifts[benchmark];
    const double kept = drift.started ? std::exp(-(date.days - drift.date.days) / scale) : 0;
    if (!drift.started || date != drift.date)
      drift.value = kept * drift.value + std::sqrt(scenario.drift * (1 - kept * kept)) * random.normal();
    drift.started = true;
    drift.date = date;
    const double gap = setup.truth[design.date_of[i]] + of_benchmark[benchmark] + drift.value +
                       of_model[pool.open_model_of[design.unit_of[i]]] + std::sqrt(scenario.noise) * random.normal();
    gaps[i] = gap * days_per_month;
  }
  return gaps;
}

SetResult judge(const Setup& setup, const Trend& trend, bool whole) {
  SetResult result;
  std::vector<double> widths;
  for (std::size_t g = 0; g < trend.points.size(); ++g) {
    const TrendPoint& point = trend.points[g];
    const auto low = whole ? point.simultaneous_low : point.low, high = whole ? point.simultaneous_high : point.high;
    if (!low) continue;
    const bool covers = *low <= setup.truth_on_grid[g] && setup.truth_on_grid[g] <= *high;
    ++result.shown;
    result.covered += covers ? 1 : 0;
    if (g == *trend.current) result.last = covers ? 1 : 0;
    widths.push_back(*high - *low);
  }
  if (!widths.empty()) result.width = median(std::move(widths));
  return result;
}

/// One simulated set and all bands on it.
void try_bands(const Setup& setup, const Scenario& scenario, const CalibrateOptions& options, SmoothOptions smooth,
               SetResult where, std::vector<SetResult>& out) {
  const std::string key = fmt::format("calibrate/{}/{}", scenario.name, setup.name);
  RandomStream random(smooth.seed, stream_key(key), where.set);
  smooth::JointDesign design = setup.design;
  design.series.front().gap = simulate_gaps(setup, scenario, options.drift_scale, random);
  Trend bare = setup.trend;
  const auto levels = smooth::levels(design.series.front(), smooth);
  for (std::size_t g = 0; g < levels.size(); ++g) bare.points[g].level = levels[g];
  smooth.threads = 1;  // the sets are shared out between threads
  for (std::uint32_t b = 0; b < kinds.size(); ++b) {
    smooth.band = kinds[b];
    smooth.simultaneous = kinds[b] == BandKind::two_way;
    Trend trend = bare;
    smooth::add_bands(smooth::draw_levels(design, fmt::format("{}/{}", key, where.set), smooth).front(), smooth, trend);
    const auto add = [&](std::uint32_t band, bool whole) {
      SetResult result = judge(setup, trend, whole);
      result.scenario = where.scenario;
      result.series = where.series;
      result.band = band;
      result.set = where.set;
      out.push_back(result);
    };
    add(b, false);
    if (smooth.simultaneous) add(simultaneous, true);
  }
}

Coverage sum_up(std::span<const SetResult> sets) {
  Coverage result;
  double shown = 0, covered = 0, lasts = 0, last_covered = 0, whole = 0;
  std::vector<double> shares, widths;
  for (const SetResult& set : sets) {
    if (set.last >= 0) ++lasts;
    if (set.last == 1) ++last_covered;
    if (set.shown == 0) continue;
    shown += set.shown;
    covered += set.covered;
    whole += set.covered == set.shown ? 1 : 0;
    shares.push_back(static_cast<double>(set.covered) / set.shown);
    widths.push_back(set.width);
  }
  result.n_sets = shares.size();
  if (lasts > 0) result.last = last_covered / lasts;
  if (shares.empty()) return result;
  const auto n = static_cast<double>(shares.size());
  result.pointwise = covered / shown;
  result.whole_curve = whole / n;
  result.width = smooth::settle(median(std::move(widths)));
  if (shares.size() < 2) return result;
  double mean = 0, squares = 0;
  for (const double share : shares) mean += share / n;
  for (const double share : shares) squares += (share - mean) * (share - mean);
  result.error = std::sqrt(squares / (n - 1) / n);
  return result;
}

}  // namespace

std::span<const std::string_view> calibrated_bands() { return bands; }

std::vector<Scenario> default_scenarios() {
  return {{"S0", 0, 0, 0, 12}, {"S1", 1.5, 3, 1, 6.5}, {"S2", 4, 3, 1, 4}, {"S3", 1, 1, 5, 5}};
}

std::vector<SetResult> simulate(std::span<const Datapoint> datapoints, const CalibrateOptions& options,
                                const SmoothOptions& smooth, Share share, const Progress& progress) {
  check(options);
  smooth::check(smooth);
  const std::vector<Setup> setups = set_up(datapoints, options, smooth);
  std::vector<SetResult> tasks;
  for (std::uint32_t set = static_cast<std::uint32_t>(share.rank); set < static_cast<std::uint32_t>(options.sets);
       set += static_cast<std::uint32_t>(share.of))
    for (std::uint32_t scenario = 0; scenario < options.scenarios.size(); ++scenario)
      for (std::uint32_t series = 0; series < setups.size(); ++series)
        tasks.push_back({scenario, series, 0, set, 0, 0, -1, 0});
  std::vector<SetResult> results;
  std::mutex mutex;
  std::size_t done = 0;
  std::atomic<bool> stopped = false;
  in_arena(smooth.threads, [&] {
    tbb::parallel_for(std::size_t{0}, tasks.size(), [&](std::size_t t) {
      if (stopped) return;
      const Setup& setup = setups[tasks[t].series];
      std::vector<SetResult> own;
      try_bands(setup, options.scenarios[tasks[t].scenario], options, smooth, tasks[t], own);
      const std::lock_guard lock(mutex);
      results.insert(results.end(), own.begin(), own.end());
      if (progress && !progress(++done, tasks.size())) stopped = true;
    });
  });
  return results;
}

std::vector<Coverage> summarize(std::vector<SetResult> results, std::span<const Datapoint> datapoints,
                                const CalibrateOptions& options, const SmoothOptions& smooth) {
  const auto place = [](const SetResult& r) { return std::tie(r.scenario, r.series, r.band); };
  std::sort(results.begin(), results.end(), [&](const SetResult& a, const SetResult& b) {
    return std::pair(place(a), a.set) < std::pair(place(b), b.set);
  });
  const std::vector<Setup> setups = set_up(datapoints, options, smooth);
  std::vector<Coverage> table;
  for (std::size_t first = 0, end = 0; first < results.size(); first = end) {
    while (end < results.size() && place(results[end]) == place(results[first])) ++end;
    Coverage row = sum_up(std::span(results).subspan(first, end - first));
    row.scenario = options.scenarios[results[first].scenario].name;
    row.series = setups[results[first].series].name;
    row.band = bands[results[first].band];
    // The simultaneous band promises the whole curve, the others each date.
    const bool whole = results[first].band == simultaneous;
    const double n = static_cast<double>(row.n_sets), share = row.whole_curve.value_or(0);
    const auto covered = whole ? row.whole_curve : row.pointwise;
    const auto error = whole && n > 0 ? std::optional(std::sqrt(share * (1 - share) / n)) : row.error;
    row.under = covered && error && *covered + 2 * *error < smooth.confidence;
    table.push_back(std::move(row));
  }
  return table;
}

}  // namespace gapcalc::infer
