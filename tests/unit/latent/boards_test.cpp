#include "latent/boards.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/statistics.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

namespace {

/// Six closed models of an index with one benchmark, of which the analysis has five scores and the index all.
struct OneBoard {
  Dataset data, indexed;
  Crossings crossings;
  std::vector<Trend> trends;
  latent::Index index;
  latent::IndexOptions options;

  explicit OneBoard(IndexRange range) {
    crossings.as_of = Date{20100};
    index.factor = 10;
    BenchmarkRecords of;
    of.benchmark.id = "b";
    of.benchmark.index = IndexRange{};
    of.benchmark.items = 100;
    data.benchmarks.push_back(std::move(of));
    indexed = data;
    indexed.benchmarks[0].benchmark.index = range;
    latent::IndexedBenchmark one;
    one.id = "b";
    one.difficulty = 115;
    one.slope = 0.1;
    one.is_reference = true;
    index.benchmarks.push_back(one);
    for (std::uint32_t g = 0; g < 6; ++g) {
      latent::IndexedModel model;
      model.name = model.key = fmt::format("m{}", g);
      model.index = 140 - 10.0 * g;
      model.date = Date{20050 - static_cast<std::int32_t>(g)};
      index.models.push_back(model);
      const Model version{model.name, "", "", "API access", model.name, model.key, {}};
      data.models.push_back(version);
      indexed.models.push_back(version);
      const double share = logistic(0.1 * (model.index - 115));
      index.cells.push_back({g, 0, share, share});
      const double score = range.baseline + (range.ceiling - range.baseline) * share;
      if (g > 0) data.benchmarks[0].records.push_back({score, std::nan(""), model.date, g, 0, 1});
    }
  }
  [[nodiscard]] latent::Boards boards() const {
    return latent::boards({data, crossings, trends, indexed, index, options}, {}, false);
  }
};

}  // namespace

TEST_CASE("the best of several scores is too high by what is known of normal variables") {
  const double half = 1 / std::sqrt(std::acos(-1.0));  // of two: sd / sqrt(pi)
  CHECK(latent::expected_excess({0, 0}, {1, 1}) == Approx(half));
  CHECK(latent::expected_excess({0.7, 0.7}, {0.04, 0.04}) == Approx(0.2 * half));
  CHECK(latent::expected_excess({0, 0, 0}, {1, 1, 1}) == Approx(1.5 * half).margin(0.01));
  CHECK(latent::expected_excess({100, 0}, {1, 1}) == 0);
  CHECK(latent::expected_excess({0.3}, {1}) == 0);
  CHECK(latent::expected_excess({}, {}) == 0);
  CHECK(latent::expected_excess({0.5, 0.5}, {0, 0}) == 0);  // exact ones
  CHECK(latent::expected_excess({0.2, 0.5}, {0.01, 0.02}) == latent::expected_excess({0.5, 0.2}, {0.02, 0.01}));
  const double near = latent::expected_excess({0, -1}, {1, 1});
  CHECK(near > 0);
  CHECK(near < half);
}

TEST_CASE("working scores are logarithms where the unit is minutes") {
  CHECK(latent::working(0.4, false) == 0.4);
  CHECK(latent::working(std::exp(2.0), true) == Approx(2));
  CHECK(std::isfinite(latent::working(0, true)));
}

TEST_CASE("the last twelve months are 365 days with the as-of date") {
  Datapoint datapoint;
  datapoint.open.date = Date{20000};
  CHECK(latent::in_last_year(datapoint, Date{20364}));
  CHECK_FALSE(latent::in_last_year(datapoint, Date{20365}));
}

TEST_CASE("models without a test get a prediction by the curve of the index") {
  const latent::Boards made = OneBoard({0, 1, "", {}}).boards();
  const latent::Board& board = made.list[0];
  CHECK(board.in_index());
  CHECK(board.has_model);
  CHECK(board.cells.size() == 5);
  CHECK(board.versions[static_cast<std::size_t>(latent::Side::closed)].size() == 5);
  CHECK(board.versions[static_cast<std::size_t>(latent::Side::open)].empty());
  CHECK(board.tested == std::vector<bool>{false, true, true, true, true, true});
  CHECK(board.by_fitted[0].mean == Approx(logistic(2.5)).margin(1e-6));
  CHECK(board.by_fitted[0].spread > board.by_fitted[0].interaction);
}

TEST_CASE("predictions are on the range that the index takes, not on that of the analysis") {
  const latent::Boards made = OneBoard({0.2, 0.9, "", {}}).boards();
  CHECK(made.list[0].in_index());
  CHECK(made.list[0].by_fitted[0].mean == Approx(0.2 + 0.7 * logistic(2.5)).margin(1e-6));
}

TEST_CASE("a benchmark of which the index takes another column has a curve of its own") {
  OneBoard made({0, 1, "", {}});
  made.indexed.benchmarks[0].benchmark.score_column = "other";
  const latent::Boards boards = made.boards();
  CHECK_FALSE(boards.list[0].in_index());
  CHECK(boards.list[0].has_model);  // five scores are enough
  CHECK(boards.list[0].by_fitted[0].mean == Approx(logistic(2.5)).margin(0.01));
}
