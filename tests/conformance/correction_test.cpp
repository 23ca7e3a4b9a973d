// Gaps corrected on the dump of May 2026, and how well the score model predicts scores that it has not seen.

#include <fmt/format.h>

#include <cmath>
#include <map>
#include <numbers>
#include <random>

#include "conformance/shared.hpp"
#include "core/statistics.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/load.hpp"
#include "latent/cells.hpp"
#include "latent/drawn_gaps.hpp"
#include "support/catch.hpp"

using namespace gapcalc;

namespace {

std::string whole_dump() { return shared_path("hub/2026-05"); }

Analysis corrected(bool class_shift) {
  Options options;
  options.load.with_groups = true;
  options.smooth.band = BandKind::none;
  Analysis analysis = analyze(whole_dump(), options);
  latent::CorrectOptions correct;
  correct.class_shift = class_shift;
  add_latent(analysis, whole_dump(), correct, 0);
  return analysis;
}

const latent::CorrectedGap& gap_at(const Analysis& analysis, std::string_view benchmark, double threshold) {
  for (const latent::CorrectedGap& gap : analysis.latent->correction.gaps) {
    const Datapoint& one = analysis.crossings.datapoints[gap.datapoint];
    if (one.benchmark == benchmark && std::abs(one.threshold - threshold) < 1e-9) return gap;
  }
  FAIL("no such datapoint");
  return analysis.latent->correction.gaps.front();
}

const latent::CorrectedSeries& series_of(const latent::Correction& correction, std::string_view id) {
  for (const latent::CorrectedSeries& one : correction.series)
    if (one.id == id) return one;
  FAIL("no such series");
  return correction.series.front();
}

/// Predicted probabilities that a score is at or above a threshold, and whether it was.
struct Predictions {
  std::vector<double> probability;
  std::vector<bool> outcome;

  [[nodiscard]] double brier() const {
    double sum = 0;
    for (std::size_t i = 0; i < outcome.size(); ++i) sum += std::pow(probability[i] - (outcome[i] ? 1 : 0), 2);
    return sum / static_cast<double>(outcome.size());
  }

  /// Expected calibration error over ten bins of equal width.
  [[nodiscard]] double calibration_error() const {
    struct Bin {
      double predicted = 0, observed = 0;
    };
    std::vector<Bin> bins(10);
    for (std::size_t i = 0; i < outcome.size(); ++i) {
      Bin& bin = bins[std::min<std::size_t>(static_cast<std::size_t>(probability[i] * 10), 9)];
      bin.predicted += probability[i];
      bin.observed += outcome[i] ? 1 : 0;
    }
    double sum = 0;
    for (const Bin& bin : bins) sum += std::abs(bin.predicted - bin.observed);
    return sum / static_cast<double>(outcome.size());
  }
};

/// The cells without those of a fold, and with the counts that belong to them.
latent::Cells without(const latent::Cells& all, const std::vector<int>& fold_of, int fold) {
  latent::Cells kept = all;
  kept.list.clear();
  for (latent::IndexedModel& model : kept.groups) model.n_cells = 0;
  for (latent::IndexedBenchmark& one : kept.benchmarks) one.n_models = 0;
  for (std::size_t i = 0; i < all.list.size(); ++i) {
    if (fold_of[i] == fold) continue;
    kept.list.push_back(all.list[i]);
    ++kept.groups[all.list[i].group].n_cells;
    ++kept.benchmarks[all.list[i].benchmark].n_models;
  }
  return kept;
}

/// What fits on the other nine folds say of each fold's scores, at every k/20.
Predictions held_out() {
  LoadOptions load;
  load.for_index = true;
  const Dataset data = load::load(whole_dump(), load);
  latent::IndexOptions options = latent::published_options();
  options.resamples = 0;
  const latent::Cells all = latent::cells(data, options);
  std::map<std::string, IndexRange> range_of;
  for (const BenchmarkRecords& of : data.benchmarks) range_of.emplace(of.benchmark.id, *of.benchmark.index);
  std::vector<int> fold_of;
  for (std::size_t i = 0; i < all.list.size(); ++i) fold_of.push_back(static_cast<int>(i % 10));
  std::mt19937 bits(1);
  for (std::size_t i = fold_of.size(); i-- > 1;) std::swap(fold_of[i], fold_of[bits() % (i + 1)]);
  Predictions result;
  for (int fold = 0; fold < 10; ++fold) {
    const latent::Index index = latent::index_of(without(all, fold_of, fold), options);
    latent::Known known;
    known.side.assign(index.models.size(), latent::Side::neither);
    known.sampling_variance.assign(index.cells.size(), 0);
    known.selected.assign(index.benchmarks.size(), false);
    known.private_items = known.selected;
    const latent::ScoreModel scores = latent::score_model(index, options.penalty, known);
    std::map<std::string, std::size_t> model_at, benchmark_at;
    for (std::size_t g = 0; g < index.models.size(); ++g) model_at[index.models[g].key] = g;
    for (std::size_t b = 0; b < index.benchmarks.size(); ++b) benchmark_at[index.benchmarks[b].id] = b;
    for (std::size_t i = 0; i < all.list.size(); ++i) {
      if (fold_of[i] != fold) continue;
      const std::size_t g = model_at.at(all.groups[all.list[i].group].key);
      const std::size_t b = benchmark_at.at(all.benchmarks[all.list[i].benchmark].id);
      if (index.models[g].n_cells == 0) continue;
      const latent::IndexedBenchmark& one = index.benchmarks[b];
      const double p = logistic(one.slope * (scores.fitted[g] - one.difficulty));
      const double sd = std::hypot(std::sqrt(scores.variance[b] * latent::unit_variance(p)),
                                   one.slope * p * (1 - p) * scores.fitted_sd[g]);
      const IndexRange& range = range_of.at(one.id);
      for (int k = 1; k < 20; ++k) {
        const double share = (k / 20.0 - range.baseline) / (range.ceiling - range.baseline);
        if (share <= 0) continue;
        result.probability.push_back(std::erfc((share - p) / sd / std::numbers::sqrt2) / 2);
        result.outcome.push_back(all.list[i].y >= share);
      }
    }
  }
  return result;
}

}  // namespace

TEST_CASE("the score model predicts held-out scores, and knows how sure it is", "[long]") {
  const Predictions found = held_out();
  CHECK(found.outcome.size() > 25000);
  CHECK(found.calibration_error() <= 0.02);
  CHECK(found.brier() <= 0.056);
}

TEST_CASE("the probabilities that missing tests change gaps are those that are known", "[long]") {
  for (const bool class_shift : {false, true}) {
    CAPTURE(class_shift);
    const Analysis analysis = corrected(class_shift);
    const auto near = [](double value) { return Approx(value).margin(0.05).epsilon(0); };
    CHECK(gap_at(analysis, "gpqa-diamond", 0.40).p_change == near(0.24));
    CHECK(gap_at(analysis, "math-level-5", 0.25).p_change == near(0.82));
    CHECK(gap_at(analysis, "frontiermath", 0.10).p_change == near(0.96));
    CHECK(gap_at(analysis, "otis-mock-aime", 0.45).p_change == near(0));
  }
}

TEST_CASE("corrected gaps of the last year are as far from the measured ones as is known") {
  const Analysis analysis = corrected(false);
  const auto& own = series_of(analysis.latent->correction, "private");
  CHECK(own.n_last == 23);
  CHECK(*own.last_measured == Approx(7.98).margin(0.01).epsilon(0));
  CHECK(*own.last >= 6.0);
  CHECK(*own.last <= 6.6);
  CHECK(*own.low < 6.0);
  CHECK(*own.high > 6.6);
  const auto& open_items = series_of(analysis.latent->correction, "public");
  CHECK(*open_items.last_measured == Approx(4.87).margin(0.01).epsilon(0));
  CHECK(*open_items.low < 5.1);
  CHECK(*open_items.high > 5.1);
}

TEST_CASE("missing tests, not lucky scores, are most of what is corrected on private benchmarks") {
  const Analysis analysis = corrected(false);
  LoadOptions load;
  load.for_index = true;
  const Dataset indexed = load::load(whole_dump(), load);
  const latent::Corrected from{analysis.data, analysis.crossings,     analysis.trends,
                               indexed,       analysis.latent->index, analysis.latent->options};
  const latent::Boards boards = latent::boards(from, {}, false);
  std::vector<latent::Wanted> wanted;
  for (std::uint32_t j = 0; j < analysis.crossings.benchmarks.size(); ++j)
    for (const Datapoint& one : analysis.crossings.datapoints)
      if (one.benchmark == analysis.crossings.benchmarks[j].benchmark.id && one.access == "private" &&
          latent::in_last_year(one, analysis.crossings.as_of))
        wanted.push_back({j, one.threshold});
  REQUIRE(wanted.size() == 23);
  const auto mean = [&](latent::DrawnKinds kinds) {
    const auto drawn =
        latent::draw_gaps(boards, analysis.latent->index, analysis.crossings.as_of, wanted, 400, {}, kinds);
    double sum = 0;
    for (const double gap : drawn.months) sum += gap / static_cast<double>(drawn.months.size());
    return sum;
  };
  const double measured = mean({false, false}), by_tests = mean({false, true}), by_luck = mean({true, false});
  CHECK(measured == Approx(7.98).margin(0.01).epsilon(0));
  CHECK(measured - by_tests > 2 * (measured - by_luck));
}
