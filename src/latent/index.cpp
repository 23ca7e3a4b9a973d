#include "gapcalc/index.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cmath>
#include <nlohmann/json.hpp>
#include <numeric>
#include <tuple>

#include "core/builtin.hpp"
#include "core/near.hpp"
#include "core/random.hpp"
#include "core/threads.hpp"
#include "gapcalc/error.hpp"
#include "latent/fit.hpp"
#include "latent/percentiles.hpp"
#include "latent/settle.hpp"

namespace gapcalc::latent {
namespace {

void check(const IndexOptions& options) {
  const auto require = [](bool holds, std::string_view option, auto value, std::string_view remedy) {
    if (!holds) throw Error(ErrorCode::bad_option, fmt::format("{} cannot be {}", option, value), remedy);
  };
  require(options.anchors.size() == 2, "the number of --anchor", options.anchors.size(), "give two");
  require(options.anchors[0].model != options.anchors[1].model, "the model of both anchors", options.anchors[0].model,
          "give two models");
  require(options.anchors[0].index != options.anchors[1].index, "the index of both anchors", options.anchors[0].index,
          "give two that differ");
  require(options.min_cells >= 1, "--min-cells", options.min_cells, "give a whole number from 1 on");
  require(options.penalty > 0, "--penalty", options.penalty, "give a number above 0");
  require(options.resamples >= 0 && options.resamples <= 100'000, "--resamples", options.resamples,
          "give a number from 0 to 100000");
  require(options.confidence > 0 && options.confidence < 1, "--confidence", options.confidence,
          "give a number between 0 and 1");
}

std::size_t reference_of(const Cells& cells, const IndexOptions& options) {
  std::vector<std::string> ids;
  for (const IndexedBenchmark& one : cells.benchmarks) ids.push_back(one.id);
  const auto at = std::find(ids.begin(), ids.end(), options.reference);
  if (at == ids.end())
    throw Error(ErrorCode::no_usable_rows,
                fmt::format("no score on '{}', whose slope sets the scale{}", options.reference,
                            near_text(options.reference, ids)),
                "give a whole dump, other --since and --min-cells, or --reference with a benchmark that many have");
  return static_cast<std::size_t>(at - ids.begin());
}

/// The group of an anchor; of several with the name the one on most benchmarks, then the first.
std::size_t group_of(const Cells& cells, const Anchor& anchor) {
  std::size_t found = cells.groups.size();
  std::vector<std::string> names;
  for (std::size_t g = 0; g < cells.groups.size(); ++g) {
    names.push_back(cells.groups[g].name);
    if (cells.groups[g].name != anchor.model) continue;
    if (found == cells.groups.size() || cells.groups[g].n_cells > cells.groups[found].n_cells) found = g;
  }
  if (found == cells.groups.size())
    throw Error(
        ErrorCode::no_usable_rows,
        fmt::format("no scores of '{}', which fixes the scale{}", anchor.model, near_text(anchor.model, names)),
        "give a whole dump, other --since and --min-cells, or --anchor MODEL=INDEX twice with models that are left");
  return found;
}

/// From capabilities to the index: offset + factor * (capability - difficulty of the reference).
struct Scale {
  double offset, factor, origin;
  [[nodiscard]] double operator()(double capability) const { return offset + factor * (capability - origin); }
  /// Whether there is one: the scores put the anchors in the order of their indices.
  [[nodiscard]] bool exists() const { return factor > 0 && std::isfinite(factor); }
};

Scale scale_of(const Curve& curve, std::size_t reference, const std::array<std::size_t, 2>& anchors,
               const IndexOptions& options) {
  const double origin = curve.difficulty[static_cast<Eigen::Index>(reference)];
  const auto capability = [&](std::size_t i) {
    return curve.capability[static_cast<Eigen::Index>(anchors[i])] - origin;
  };
  const double factor = (options.anchors[1].index - options.anchors[0].index) / (capability(1) - capability(0));
  return {options.anchors[0].index - factor * capability(0), factor, origin};
}

/// How often each cell counts in a draw: as many of the cells of each model as it has, with replacement.
std::vector<double> drawn_cells(const Cells& cells, RandomStream& random) {
  std::vector<double> weights(cells.list.size(), 0);
  for (std::size_t first = 0; first < cells.list.size();) {
    const auto n = static_cast<std::uint32_t>(cells.groups[cells.list[first].group].n_cells);
    for (std::uint32_t i = 0; i < n; ++i) ++weights[first + random.below(n)];
    first += n;
  }
  return weights;
}

/// How often each cell counts where as many benchmarks as there are, are drawn with replacement. The reference is in
/// each draw once: it sets the unit.
std::vector<double> drawn_benchmarks(const Cells& cells, std::size_t reference, RandomStream& random) {
  std::vector<double> times(cells.benchmarks.size(), 0), weights;
  const auto n = static_cast<std::uint32_t>(times.size() - 1);
  for (std::uint32_t i = 0; i < n; ++i) {
    const std::uint32_t other = random.below(n);
    ++times[other < reference ? other : other + 1];
  }
  times[reference] = 1;
  weights.reserve(cells.list.size());
  for (const Cell& cell : cells.list) weights.push_back(times[cell.benchmark]);
  return weights;
}

/// Tests of each group in a draw.
std::vector<double> tests_of_groups(const Cells& cells, const std::vector<double>& weights) {
  std::vector<double> tests(cells.groups.size(), 0);
  for (std::size_t i = 0; i < weights.size(); ++i) tests[cells.list[i].group] += weights[i];
  return tests;
}

/// The indices of all groups and the difficulties of all benchmarks under each draw; NaN where a draw tells none.
struct Draws {
  std::size_t n = 0;  ///< draws that have a scale
  std::vector<std::vector<double>> of_group, of_benchmark;
};

Draws draw(const Cells& cells, const Problem& problem, const Curve& from, const std::array<std::size_t, 2>& anchors,
           const IndexOptions& options, const std::function<bool(std::size_t, std::size_t)>& progress) {
  const auto n = static_cast<std::size_t>(options.resamples);
  const double none = std::nan("");
  Draws draws{0, std::vector(cells.groups.size(), std::vector<double>(n, none)),
              std::vector(cells.benchmarks.size(), std::vector<double>(n, none))};
  const bool of_cells = options.resampled == Resampled::cells;
  const std::uint64_t stream = stream_key(of_cells ? "index" : "index of drawn benchmarks");
  std::atomic<std::size_t> done = 0, with_scale = 0;
  std::atomic<bool> stopped = false;
  in_arena(options.threads, [&] {
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t d) {  // each writes to its own place
      if (stopped) return;
      RandomStream random(options.seed, stream, static_cast<std::uint32_t>(d));
      const std::vector<double> weights =
          of_cells ? drawn_cells(cells, random) : drawn_benchmarks(cells, problem.reference, random);
      const std::vector<double> tests = tests_of_groups(cells, weights);
      Problem drawn = problem;
      drawn.weights = weights;
      const Fit found = fit(drawn, from);
      const Scale scale = scale_of(found.curve, problem.reference, anchors, options);
      const auto is_placed = [&](std::size_t group) { return tests[group] >= options.min_cells; };
      if (found.is_flat() && scale.exists() && is_placed(anchors[0]) && is_placed(anchors[1])) {
        ++with_scale;
        for (std::size_t g = 0; g < cells.groups.size(); ++g)
          if (is_placed(g)) draws.of_group[g][d] = settle(scale(found.curve.capability[static_cast<Eigen::Index>(g)]));
        for (std::size_t i = 0; i < cells.list.size(); ++i) {  // a benchmark that no model drew is only pulled to 0
          const std::uint32_t b = cells.list[i].benchmark;
          if (weights[i] > 0) draws.of_benchmark[b][d] = scale(found.curve.difficulty[static_cast<Eigen::Index>(b)]);
        }
      }
      if (progress && !progress(++done, n)) stopped = true;
    });
  });
  draws.n = stopped ? 0 : with_scale.load();
  return draws;
}

/// Numbers of entries in the order that `less` gives them; and where each went.
template <typename T, typename Key>
std::vector<std::uint32_t> put_in_order(std::vector<T>& list, const Key& key) {
  std::vector<std::uint32_t> order(list.size()), place(list.size());
  std::iota(order.begin(), order.end(), std::uint32_t{0});
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return key(list[a]) < key(list[b]); });
  std::vector<T> sorted;
  sorted.reserve(list.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    place[order[i]] = i;
    sorted.push_back(std::move(list[order[i]]));
  }
  list = std::move(sorted);
  return place;
}

/// What the fit says of cells, groups and benchmarks.
void set_values(Cells& all, const Curve& curve, const Scale& scale, Index& result) {
  std::vector<double> of_group(all.groups.size()), of_benchmark(all.benchmarks.size());
  for (const Cell& cell : all.list) {
    const double share = expected(cell, curve), squared = (cell.y - share) * (cell.y - share);
    of_group[cell.group] += squared;
    of_benchmark[cell.benchmark] += squared;
    result.cells.push_back({cell.group, cell.benchmark, settle(cell.y), settle(share)});
  }
  for (std::size_t g = 0; g < all.groups.size(); ++g) {
    IndexedModel& model = all.groups[g];
    model.index = settle(scale(curve.capability[static_cast<Eigen::Index>(g)]));
    model.residual = settle(std::sqrt(of_group[g] / static_cast<double>(model.n_cells)));
  }
  for (std::size_t b = 0; b < all.benchmarks.size(); ++b) {
    IndexedBenchmark& one = all.benchmarks[b];
    const auto at = static_cast<Eigen::Index>(b);
    one.difficulty = settle(scale(curve.difficulty[at]));
    one.slope = settle(std::exp(curve.log_slope[at]) / scale.factor);
    one.residual = settle(std::sqrt(of_benchmark[b] / static_cast<double>(one.n_models)));
  }
}

void set_intervals(const Draws& draws, double confidence, Cells& all) {
  for (std::size_t g = 0; g < all.groups.size(); ++g)
    if (IndexedModel& model = all.groups[g]; !model.is_anchor)
      set_percentiles(draws.of_group[g], confidence, model.low, model.high);
  for (std::size_t b = 0; b < all.benchmarks.size(); ++b)
    set_percentiles(draws.of_benchmark[b], confidence, all.benchmarks[b].low, all.benchmarks[b].high);
}

/// Models by index, benchmarks by difficulty; and moves them, with the draws, to the result.
void sort(Cells& all, Draws& draws, Index& result) {
  const auto group_place = put_in_order(all.groups, [](const IndexedModel& m) {
    return std::tuple(-m.index, std::string_view(m.name), m.date, m.published.value_or(0));
  });
  const auto benchmark_place = put_in_order(
      all.benchmarks, [](const IndexedBenchmark& b) { return std::tuple(b.difficulty, std::string_view(b.id)); });
  for (IndexCell& cell : result.cells) {
    cell.model = group_place[cell.model];
    cell.benchmark = benchmark_place[cell.benchmark];
  }
  std::sort(result.cells.begin(), result.cells.end(), [](const IndexCell& a, const IndexCell& b) {
    return std::tie(a.model, a.benchmark) < std::tie(b.model, b.benchmark);
  });
  result.draws.resize(all.groups.size());
  for (std::size_t g = 0; g < all.groups.size(); ++g) result.draws[group_place[g]] = std::move(draws.of_group[g]);
  result.models = std::move(all.groups);
  result.benchmarks = std::move(all.benchmarks);
}

}  // namespace

IndexOptions published_options() {
  const auto json = nlohmann::json::parse(builtin("registry/index.json"));
  IndexOptions options;
  options.reference = json.at("reference");
  for (const auto& anchor : json.at("anchors")) options.anchors.push_back({anchor.at("model"), anchor.at("index")});
  options.since = parse_date(json.at("since").get<std::string>());
  options.min_cells = json.at("min_cells");
  options.penalty = json.at("penalty");
  return options;
}

Index index(const Dataset& data, const IndexOptions& options,
            const std::function<bool(std::size_t, std::size_t)>& progress) {
  check(options);
  // 1. One number for each group and benchmark.
  return index_of(cells(data, options), options, progress);
}

Index index_of(Cells all, const IndexOptions& options, const std::function<bool(std::size_t, std::size_t)>& progress) {
  const std::size_t reference = reference_of(all, options);
  const std::array<std::size_t, 2> anchors{group_of(all, options.anchors[0]), group_of(all, options.anchors[1])};
  // 2. Capabilities, difficulties and slopes that explain them best.
  const std::vector<double> once(all.list.size(), 1);
  const Problem problem{all.groups.size(), all.benchmarks.size(),
                        all.list,          once,
                        reference,         lambda_of(options.penalty, all.groups.size(), all.benchmarks.size())};
  const Fit best = fit(problem, start(problem));
  if (!best.is_flat())
    throw Error(ErrorCode::no_usable_rows, fmt::format("the fit did not end after {} steps", best.iterations),
                "give more scores, or a --penalty nearer to 0.1");
  // 3. On the scale of the anchors.
  const Scale scale = scale_of(best.curve, reference, anchors, options);
  if (!scale.exists())
    throw Error(ErrorCode::no_usable_rows,
                fmt::format("the scores do not put '{}' and '{}' in the order of their indices",
                            options.anchors[0].model, options.anchors[1].model),
                "give --anchor twice with models that scores tell apart, the better one with the higher index");
  Index result;
  result.left_out = all.left_out;
  result.cost = std::round(best.cost * 1e9) / 1e9;
  result.iterations = best.iterations;
  result.offset = settle(scale.offset);
  result.factor = settle(scale.factor);
  set_values(all, best.curve, scale, result);
  all.benchmarks[reference].is_reference = true;
  for (const std::size_t anchor : anchors) all.groups[anchor].is_anchor = true;
  // 4. With what resampled cells give.
  Draws draws = draw(all, problem, best.curve, anchors, options, progress);
  result.n_resamples = draws.n;
  if (draws.n > 0) set_intervals(draws, options.confidence, all);
  // 5. In an order that tells something.
  sort(all, draws, result);
  return result;
}

}  // namespace gapcalc::latent
