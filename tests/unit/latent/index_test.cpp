#include "gapcalc/index.hpp"

#include <fmt/format.h>

#include <cmath>
#include <random>

#include "latent/fit.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using latent::Cell;

namespace {

/// A random problem whose cells lie on curves, with noise.
struct Made {
  std::vector<Cell> cells;
  std::vector<double> weights;
  latent::Problem problem;
};
Made made(std::size_t n_groups, std::size_t n_benchmarks, double noise, unsigned seed) {
  std::mt19937 bits(seed);
  std::uniform_real_distribution<double> unit(0, 1);
  std::normal_distribution<double> normal;
  std::vector<double> difficulty, slope;
  for (std::size_t b = 0; b < n_benchmarks; ++b) {
    difficulty.push_back(3 * unit(bits) - 1.5);
    slope.push_back(0.5 + 3 * unit(bits));
  }
  Made result;
  for (std::uint32_t g = 0; g < n_groups; ++g) {
    const double capability = 4 * unit(bits) - 2;
    for (std::uint32_t b = 0; b < n_benchmarks; ++b) {
      if (bits() % 3 == 0) continue;
      const double share = 1 / (1 + std::exp(-slope[b] * (capability - difficulty[b]))) + noise * normal(bits);
      result.cells.push_back({g, b, std::clamp(share, 0.001, 0.999)});
      result.weights.push_back(static_cast<double>(bits() % 3));
    }
  }
  result.problem = {
      n_groups, n_benchmarks, result.cells, result.weights, 1, latent::lambda_of(0.1, n_groups, n_benchmarks)};
  return result;
}

/// Records as a person would write them: model m on benchmark b, `scores[m][b]`; NaN: not tested.
Dataset data_of(const std::vector<std::vector<double>>& scores) {
  Dataset data;
  data.origins.push_back({});
  for (std::size_t m = 0; m < scores.size(); ++m)
    data.models.push_back({fmt::format("model {}", m), "Org", "Land", m % 2 == 0 ? "API access" : "Open weights (x)"});
  for (std::size_t b = 0; b < scores[0].size(); ++b) {
    BenchmarkRecords of;
    of.benchmark.id = of.benchmark.title = fmt::format("b{}", b);
    of.benchmark.index = IndexRange{0.2, 1, "", {}};
    for (std::uint32_t m = 0; m < scores.size(); ++m)
      if (!std::isnan(scores[m][b]))
        of.records.push_back({scores[m][b], std::nan(""), Date{20000 + static_cast<std::int32_t>(m)}, m, 0, m + 2});
    data.benchmarks.push_back(std::move(of));
  }
  return data;
}

latent::IndexOptions options() {
  latent::IndexOptions result;
  result.reference = "b1";
  result.anchors = {{"model 0", 100}, {"model 3", 120}};
  result.min_cells = 2;
  result.resamples = 0;
  return result;
}

/// Six models on four benchmarks; each model beats those before it.
std::vector<std::vector<double>> ladder() {
  std::vector<std::vector<double>> scores;
  for (int m = 0; m < 6; ++m) {
    std::vector<double> row;
    for (int b = 0; b < 4; ++b) row.push_back(0.2 + 0.8 / (1 + std::exp(-(m - 1.5 - b * 0.7))));
    scores.push_back(row);
  }
  return scores;
}

}  // namespace

TEST_CASE("half of the gradient is that of differences of the cost") {
  const Made problem = made(12, 6, 0.1, 1);
  latent::Curve curve = latent::start(problem.problem, 1.3);
  std::mt19937 bits(2);
  for (double& one : curve.capability) one = static_cast<double>(bits() % 100) / 50 - 1;
  for (double& one : curve.difficulty) one = static_cast<double>(bits() % 100) / 50 - 1;
  const latent::Curve gradient = latent::half_gradient(problem.problem, curve);
  constexpr double step = 1e-6;
  const auto slope = [&](double& parameter) {
    const double at = parameter;
    parameter = at + step;
    const double above = latent::cost(problem.problem, curve);
    parameter = at - step;
    const double below = latent::cost(problem.problem, curve);
    parameter = at;
    return (above - below) / (2 * step) / 2;
  };
  for (Eigen::Index i = 0; i < curve.capability.size(); ++i)
    CHECK(slope(curve.capability[i]) == Approx(gradient.capability[i]).margin(1e-7));
  for (Eigen::Index b = 0; b < curve.difficulty.size(); ++b) {
    CHECK(slope(curve.difficulty[b]) == Approx(gradient.difficulty[b]).margin(1e-7));
    if (b == 1)
      CHECK(gradient.log_slope[b] == 0);  // the reference
    else
      CHECK(slope(curve.log_slope[b]) == Approx(gradient.log_slope[b]).margin(1e-7));
  }
}

TEST_CASE("fits end flat, where no step of any parameter costs less, from any start") {
  for (unsigned seed = 1; seed < 20; ++seed) {
    CAPTURE(seed);
    const Made problem = made(25, 8, 0.05, seed);
    const latent::Fit fit = latent::fit(problem.problem, latent::start(problem.problem));
    CHECK(fit.largest_gradient < 1e-10);
    CHECK(fit.curve.log_slope[1] == 0);
    for (const double slope : {0.5, 2.0})
      CHECK(latent::fit(problem.problem, latent::start(problem.problem, slope)).cost == Approx(fit.cost).epsilon(1e-9));
    std::mt19937 bits(seed);
    for (int i = 0; i < 20; ++i) {
      latent::Curve other = fit.curve;
      for (double& one : other.capability) one += (static_cast<double>(bits() % 200) - 100) * 1e-5;
      for (double& one : other.difficulty) one += (static_cast<double>(bits() % 200) - 100) * 1e-5;
      CHECK(latent::cost(problem.problem, other) >= fit.cost);
    }
  }
}

TEST_CASE("models stand in the order of their scores, on the scale of the anchors") {
  const latent::Index index = latent::index(data_of(ladder()), options());
  REQUIRE(index.models.size() == 6);
  for (std::size_t i = 0; i < 6; ++i) CHECK(index.models[i].name == fmt::format("model {}", 5 - i));
  CHECK(index.models[5].index == 100);
  CHECK(index.models[2].index == 120);
  CHECK(index.models[2].is_anchor);
  CHECK(index.models[0].weights == Weights::open);
  CHECK(index.benchmarks.front().id == "b0");  // the easiest
  CHECK(index.benchmarks.back().id == "b3");
  CHECK(index.cells.size() == 24);
  CHECK(index.n_resamples == 0);
  CHECK_FALSE(index.models[0].low);
}

TEST_CASE("a model's best version counts, scores under guessing do not, and few benchmarks are too few") {
  auto scores = ladder();
  scores[5] = {0.1, 0.1, 0.1, 0.9};  // one cell is left
  scores[4][0] = 5;                  // beyond the ceiling
  Dataset data = data_of(scores);
  for (std::uint32_t m : {1u, 2u}) data.models[m].group = data.models[m].group_key = "twins";
  latent::IndexOptions opts = options();
  const latent::Index index = latent::index(data, opts);
  CHECK(index.models.size() == 4);  // 0, twins, 3, 4
  for (const latent::IndexCell& cell : index.cells) {
    CHECK(cell.score <= 0.999);
    if (index.models[cell.model].name == "twins") {
      const auto b = static_cast<std::size_t>(index.benchmarks[cell.benchmark].id[1] - '0');
      CHECK(cell.score == Approx((ladder()[2][b] - 0.2) / 0.8));
    }
  }
  opts.since = Date{20001};
  opts.anchors = {{"twins", 100}, {"model 3", 120}};
  CHECK(latent::index(data, opts).models.size() == 3);
}

TEST_CASE("intervals hold the index of most models, and anchors have none") {
  std::mt19937 bits(3);
  std::normal_distribution<double> normal;
  auto scores = ladder();
  for (int m = 0; m < 30; ++m) {
    std::vector<double> row;
    for (int b = 0; b < 4; ++b)
      row.push_back(0.2 + 0.8 / (1 + std::exp(-(0.15 * m - 1.5 - b * 0.7))) + 0.04 * normal(bits));
    scores.push_back(row);
  }
  latent::IndexOptions opts = options();
  opts.resamples = 60;
  const latent::Index index = latent::index(data_of(scores), opts);
  CHECK(index.n_resamples == 60);
  std::size_t inside = 0;
  for (const latent::IndexedModel& model : index.models) {
    CHECK(model.low.has_value() == !model.is_anchor);
    if (model.low) inside += *model.low <= model.index && model.index <= *model.high;
  }
  CHECK(inside >= 30);
  opts.seed = 2;
  CHECK(latent::index(data_of(scores), opts).models[0].low != index.models[0].low);
  opts.seed = 1;
  const latent::Index stopped = latent::index(data_of(scores), opts, [](std::size_t, std::size_t) { return false; });
  CHECK(stopped.n_resamples == 0);
  CHECK_FALSE(stopped.models[0].low);
}

TEST_CASE("what cannot be fitted is refused with what there is") {
  const Dataset data = data_of(ladder());
  const auto refused = [&](auto change) {
    latent::IndexOptions opts = options();
    change(opts);
    return error_of([&] { latent::index(data, opts); });
  };
  CHECK(refused([](auto& o) { o.reference = "b11"; }).message ==
        "no score on 'b11', whose slope sets the scale (near: b1, b0, b2)");
  CHECK(refused([](auto& o) { o.anchors[0].model = "model 33"; }).message.starts_with("no scores of 'model 33'"));
  CHECK(refused([](auto& o) { o.anchors.pop_back(); }).message == "the number of --anchor cannot be 1");
  CHECK(refused([](auto& o) { o.anchors[1].model = "model 0"; }).message ==
        "the model of both anchors cannot be model 0");
  CHECK(refused([](auto& o) { std::swap(o.anchors[0].index, o.anchors[1].index); }).message ==
        "the scores do not put 'model 0' and 'model 3' in the order of their indices");
  CHECK(refused([](auto& o) { o.penalty = 1e300; }).code == ErrorCode::no_usable_rows);
  CHECK(refused([](auto& o) { o.since = Date{30000}; }).message ==
        "no model is left: 6 released before 2052-02-20, 0 without a published index, 0 with scores on fewer than 2 "
        "benchmarks of the index");
  CHECK(refused([](auto& o) { o.anchors[1].index = 100; }).message == "the index of both anchors cannot be 100");
  CHECK(refused([](auto& o) { o.min_cells = 5; }).code == ErrorCode::no_usable_rows);
  CHECK(refused([](auto& o) { o.penalty = 0; }).code == ErrorCode::bad_option);
}

TEST_CASE("the built-in options are those of the published index") {
  const latent::IndexOptions published = latent::published_options();
  CHECK(published.anchors.size() == 2);
  CHECK(published.anchors[1].index == 150);
  CHECK(published.min_cells == 4);
  CHECK(to_string(*published.since) == "2023-01-01");
}
