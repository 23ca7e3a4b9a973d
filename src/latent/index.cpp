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
#include "core/quantile.hpp"
#include "core/random.hpp"
#include "core/threads.hpp"
#include "gapcalc/error.hpp"
#include "latent/fit.hpp"

namespace gapcalc::latent {
namespace {

/// To a millionth, of a point or a share: finer than any meaning, and coarse enough that the last bits of exp() and of
/// where the fit stops, which differ between machines, never reach the output.
double settle(double value) { return std::round(value * 1e6) / 1e6 + 0.0; }

void check(const IndexOptions& options) {
  const auto require = [](bool holds, std::string_view option, auto value, std::string_view remedy) {
    if (!holds) throw Error(ErrorCode::bad_option, fmt::format("{} cannot be {}", option, value), remedy);
  };
  require(options.anchors.size() == 2, "the number of --anchor", options.anchors.size(), "give two");
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
                "give a whole dump, or --reference with a benchmark that many of the models have");
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
    throw Error(ErrorCode::no_usable_rows,
                fmt::format("no scores of '{}', which fixes the scale{}", anchor.model, near_text(anchor.model, names)),
                "give a whole dump, or --anchor MODEL=INDEX twice with models that it has");
  return found;
}

/// From capabilities to the index: offset + factor * (capability - difficulty of the reference).
struct Scale {
  double offset, factor, origin;
  [[nodiscard]] double operator()(double capability) const { return offset + factor * (capability - origin); }
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
std::vector<double> drawn_weights(const Cells& cells, RandomStream& random) {
  std::vector<double> weights(cells.list.size(), 0);
  for (std::size_t first = 0; first < cells.list.size();) {
    const auto n = static_cast<std::uint32_t>(cells.groups[cells.list[first].group].n_cells);
    for (std::uint32_t i = 0; i < n; ++i) ++weights[first + random.below(n)];
    first += n;
  }
  return weights;
}

/// The indices of all groups, then the difficulties of all benchmarks, under each draw.
struct Draws {
  std::size_t n = 0;
  std::vector<std::vector<double>> of_group, of_benchmark;
};

Draws draw(const Cells& cells, const Problem& problem, const Curve& from, const std::array<std::size_t, 2>& anchors,
           const IndexOptions& options, const std::function<bool(std::size_t, std::size_t)>& progress) {
  const auto n = static_cast<std::size_t>(options.resamples);
  Draws draws{n, std::vector(cells.groups.size(), std::vector<double>(n)),
              std::vector(cells.benchmarks.size(), std::vector<double>(n))};
  const std::uint64_t stream = stream_key("index");
  std::atomic<std::size_t> done = 0;
  std::atomic<bool> stopped = false;
  in_arena(options.threads, [&] {
    tbb::parallel_for(std::size_t{0}, n, [&](std::size_t d) {  // each writes to its own place
      if (stopped) return;
      RandomStream random(options.seed, stream, static_cast<std::uint32_t>(d));
      const std::vector<double> weights = drawn_weights(cells, random);
      Problem drawn = problem;
      drawn.weights = weights;
      const Curve curve = fit(drawn, from).curve;
      const Scale scale = scale_of(curve, problem.reference, anchors, options);
      for (std::size_t g = 0; g < cells.groups.size(); ++g)
        draws.of_group[g][d] = scale(curve.capability[static_cast<Eigen::Index>(g)]);
      for (std::size_t b = 0; b < cells.benchmarks.size(); ++b)
        draws.of_benchmark[b][d] = scale(curve.difficulty[static_cast<Eigen::Index>(b)]);
      if (progress && !progress(++done, n)) stopped = true;
    });
  });
  if (stopped) draws.n = 0;
  return draws;
}

/// Sets the percentile interval, where nearly all draws have a scale: anchors may coincide in one.
void set_interval(std::vector<double>& values, double confidence, std::optional<double>& low,
                  std::optional<double>& high) {
  const std::size_t all = values.size();
  std::erase_if(values, [](double value) { return !std::isfinite(value); });
  if (10 * values.size() < 9 * all) return;
  const double tail = (1 - confidence) / 2;
  const Interval found = interval(values, tail, 1 - tail);
  low = settle(found.low);
  high = settle(found.high);
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
  Cells all = cells(data, options);
  const std::size_t reference = reference_of(all, options);
  const std::array<std::size_t, 2> anchors{group_of(all, options.anchors[0]), group_of(all, options.anchors[1])};
  // 2. Capabilities, difficulties and slopes that explain them best.
  const std::vector<double> once(all.list.size(), 1);
  const Problem problem{all.groups.size(), all.benchmarks.size(),
                        all.list,          once,
                        reference,         lambda_of(options.penalty, all.groups.size(), all.benchmarks.size())};
  const Fit best = fit(problem, start(problem));
  // 3. On the scale of the anchors, with what resampled cells give.
  const Scale scale = scale_of(best.curve, reference, anchors, options);
  Draws draws = draw(all, problem, best.curve, anchors, options, progress);
  Index result;
  result.cost = best.cost;
  result.iterations = best.iterations;
  result.offset = settle(scale.offset);
  result.factor = settle(scale.factor);
  result.n_resamples = draws.n;
  std::vector<double> of_group(all.groups.size()), of_benchmark(all.benchmarks.size());
  for (const Cell& cell : all.list) {
    const auto g = static_cast<Eigen::Index>(cell.group), b = static_cast<Eigen::Index>(cell.benchmark);
    const double expected =
        1 / (1 + std::exp(-std::exp(best.curve.log_slope[b]) * (best.curve.capability[g] - best.curve.difficulty[b])));
    const double squared = (cell.y - expected) * (cell.y - expected);
    of_group[cell.group] += squared;
    of_benchmark[cell.benchmark] += squared;
    result.cells.push_back({cell.group, cell.benchmark, cell.y, settle(expected)});
  }
  for (std::size_t g = 0; g < all.groups.size(); ++g) {
    IndexedModel& model = all.groups[g];
    model.index = settle(scale(best.curve.capability[static_cast<Eigen::Index>(g)]));
    model.residual = settle(std::sqrt(of_group[g] / static_cast<double>(model.n_cells)));
    model.is_anchor = g == anchors[0] || g == anchors[1];
    if (draws.n > 0 && !model.is_anchor) set_interval(draws.of_group[g], options.confidence, model.low, model.high);
  }
  for (std::size_t b = 0; b < all.benchmarks.size(); ++b) {
    IndexedBenchmark& one = all.benchmarks[b];
    const auto at = static_cast<Eigen::Index>(b);
    one.difficulty = settle(scale(best.curve.difficulty[at]));
    one.slope = settle(std::exp(best.curve.log_slope[at]) / scale.factor);
    one.residual = settle(std::sqrt(of_benchmark[b] / static_cast<double>(one.n_models)));
    one.is_reference = b == reference;
    if (draws.n > 0) set_interval(draws.of_benchmark[b], options.confidence, one.low, one.high);
  }
  // 4. In an order that tells something.
  const auto group_place = put_in_order(all.groups, [](const IndexedModel& m) {
    return std::tuple(-m.index, std::string_view(m.name), m.date.value_or(Date{}));
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
  result.models = std::move(all.groups);
  result.benchmarks = std::move(all.benchmarks);
  return result;
}

}  // namespace gapcalc::latent
