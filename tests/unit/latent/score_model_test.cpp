#include "latent/score_model.hpp"

#include <cmath>

#include "core/statistics.hpp"
#include "support/catch.hpp"

using namespace gapcalc;
using latent::Side;

namespace {

/// An index whose scores lie on its curves, but for what `off(model, benchmark)` adds. Benchmarks have difficulties of
/// 100 to 130, by turns, and a slope of 0.1; `n_cells[b]` models were tested on benchmark b, the first ones.
template <typename Off>
latent::Index scattered_index(std::size_t n_models, const std::vector<std::size_t>& n_cells, const Off& off) {
  latent::Index index;
  index.factor = 10;
  for (std::size_t g = 0; g < n_models; ++g) {
    latent::IndexedModel model;
    model.index = 140 - 60.0 * static_cast<double>(g) / static_cast<double>(n_models);
    index.models.push_back(model);
  }
  for (std::size_t b = 0; b < n_cells.size(); ++b) {
    latent::IndexedBenchmark one;
    one.difficulty = 100 + 10 * static_cast<double>(b % 4);
    one.slope = 0.1;
    one.is_reference = b == 0;
    index.benchmarks.push_back(one);
  }
  for (std::uint32_t g = 0; g < n_models; ++g) {
    for (std::uint32_t b = 0; b < n_cells.size(); ++b) {
      if (g >= n_cells[b]) continue;
      const double share = logistic(0.1 * (index.models[g].index - index.benchmarks[b].difficulty));
      index.cells.push_back({g, b, share + off(g, b), share});
    }
  }
  return index;
}

/// Models are open and closed by turns; the benchmark at `private_at` is private; no score has a sampling error.
latent::Known known_by_turns(const latent::Index& index, std::size_t private_at) {
  latent::Known known;
  for (std::size_t g = 0; g < index.models.size(); ++g) known.side.push_back(g % 2 == 0 ? Side::open : Side::closed);
  known.sampling_variance.assign(index.cells.size(), 0);
  known.selected.assign(index.benchmarks.size(), true);
  known.private_items.assign(index.benchmarks.size(), false);
  known.private_items[private_at] = true;
  return known;
}

}  // namespace

TEST_CASE("shares follow the logistic function, and scatter least at their ends") {
  CHECK(logistic(0) == 0.5);
  CHECK(logistic(std::log(3.0)) == Approx(0.75));
  CHECK(logistic(-800) == 0);
  CHECK(logistic(800) == 1);
  CHECK(latent::unit_variance(0.5) == Approx(0.2525));
  CHECK(latent::unit_variance(0) == Approx(0.0025));
  CHECK(latent::unit_variance(0.2) == Approx(latent::unit_variance(0.8)));
}

TEST_CASE("the scatter of a benchmark with few scores is drawn towards that of all") {
  // In units of the root of unit_variance(): 0.1, but 0.4 on the last two of 12 benchmarks, with 40 scores and with 4.
  const auto scatter = [](std::uint32_t g, std::uint32_t b) {
    const double share = logistic(0.1 * (140 - 60.0 * g / 40 - 100 - 10 * (b % 4)));
    return (g % 2 == 0 ? 1 : -1) * (b < 10 ? 0.1 : 0.4) * std::sqrt(latent::unit_variance(share));
  };
  const latent::Index index = scattered_index(40, {40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 40, 4}, scatter);
  const latent::ScoreModel model = latent::score_model(index, 0.1, known_by_turns(index, 0));
  const double usual = 0.01, wide = 0.16;
  CHECK(model.pooled > usual);
  CHECK(model.pooled < wide);
  CHECK(model.variance[0] < model.pooled);
  CHECK(std::abs(model.variance[10] - wide) < 0.25 * wide);  // 40 scores speak for themselves
  CHECK(model.variance[11] > model.pooled);
  CHECK(model.variance[11] - model.pooled < 0.7 * (wide - model.pooled));                         // 4 scores do not
  for (std::size_t b = 0; b < 12; ++b) CHECK(model.interaction[b] == Approx(model.variance[b]));  // no sampling error
}

TEST_CASE("sampling error is taken off the scatter, but never all of it") {
  const auto scatter = [](std::uint32_t g, std::uint32_t) { return g % 2 == 0 ? 0.02 : -0.02; };
  const latent::Index index = scattered_index(40, {40, 40}, scatter);
  latent::Known known = known_by_turns(index, 0);
  for (std::size_t i = 0; i < index.cells.size(); ++i)
    known.sampling_variance[i] = index.cells[i].benchmark == 0 ? 0.0001 : 1;
  const latent::ScoreModel model = latent::score_model(index, 0.1, known);
  CHECK(model.interaction[0] < model.variance[0]);
  CHECK(model.interaction[0] > 0.1 * model.variance[0]);
  CHECK(model.interaction[1] == Approx(0.1 * model.variance[1]));
}

TEST_CASE("open models that do worse on a private benchmark have a negative shift there") {
  const auto worse = [](std::uint32_t g, std::uint32_t b) { return g % 2 == 0 && b == 2 ? -0.05 : 0; };
  const latent::Index index = scattered_index(40, {40, 40, 40, 40}, worse);
  latent::Known known = known_by_turns(index, 2);
  const latent::ScoreModel model = latent::score_model(index, 0.1, known);
  const auto open = static_cast<std::size_t>(Side::open), closed = static_cast<std::size_t>(Side::closed);
  CHECK(model.shift[open][1] < -0.1);
  CHECK(model.shift[open][1] < -2 * model.shift_se[open][1]);
  CHECK(model.shift[open][0] > 0);  // their capabilities are lower for it
  CHECK(std::abs(model.shift[closed][0]) < 1e-6);
  CHECK(std::abs(model.shift[closed][1]) < 1e-6);

  known.selected[2] = false;  // what is not in the analysis tells nothing of it
  const latent::ScoreModel other = latent::score_model(index, 0.1, known);
  CHECK(other.shift[open][1] == 0);
  CHECK(other.shift_se[open][1] == 0);
}

TEST_CASE("capabilities are drawn towards where those of their class are dense") {
  const auto none = [](std::uint32_t, std::uint32_t) { return 0.0; };
  latent::Index index = scattered_index(40, {40, 40, 40}, none);
  const latent::ScoreModel model = latent::score_model(index, 0.1, known_by_turns(index, 0));
  CHECK(model.fitted.front() == Approx(index.models.front().index));
  CHECK(model.capability.front() < model.fitted.front());  // the best of them
  CHECK(model.capability.back() > model.fitted.back());    // the worst
  for (std::size_t g = 0; g < 40; ++g) CHECK(model.sd[g] <= model.fitted_sd[g]);
  // Fewer than ten of a class have no density.
  index = scattered_index(12, {12, 12, 12}, none);
  const latent::ScoreModel few = latent::score_model(index, 0.1, known_by_turns(index, 0));
  CHECK(few.capability == few.fitted);
}
