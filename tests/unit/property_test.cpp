// Properties of the whole calculation over random records.

#include <algorithm>
#include <map>

#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

constexpr std::uint32_t seeds = 30;

Options quick() {
  Options options;
  options.smooth.resamples = 130;
  options.smooth.by = {Split::access, Split::benchmark};
  options.smooth.seed = 42;
  return options;
}

/// Datapoints, crossings and trends, as bytes.
std::vector<std::string> results(const Analysis& analysis) {
  std::vector<std::string> bytes;
  for (const emit::File& file : emit::csv_files(analysis))
    if (file.name != "benchmarks.csv" && file.name != "excluded.csv") bytes.push_back(file.bytes);
  return bytes;
}

/// Floors are given, so that they do not depend on how many records there are.
Analysis run(const std::vector<Row>& rows, const Options& options = quick()) {
  Dataset data = dataset(rows);
  for (BenchmarkRecords& b : data.benchmarks) b.benchmark.floor = 0.2;
  return analysis_of(std::move(data), options);
}

template <typename T>
void shuffle(std::vector<T>& items, std::uint32_t seed) {
  RandomStream random(seed, stream_key("shuffle"), 0);
  for (std::uint32_t i = static_cast<std::uint32_t>(items.size()); i > 1; --i)
    std::swap(items[i - 1], items[random.below(i)]);
}

std::vector<Row> with_dates(std::vector<Row> rows, const auto& change) {
  for (Row& row : rows) row.date = Date{change(row.date.days)};
  return rows;
}

/// Runs over all crossings of two analyses that have the same ones.
void each_crossing(const Analysis& a, const Analysis& b, const auto& check) {
  REQUIRE(a.crossings.benchmarks.size() == b.crossings.benchmarks.size());
  std::size_t n = 0;
  for (std::size_t i = 0; i < a.crossings.benchmarks.size(); ++i) {
    const auto &left = a.crossings.benchmarks[i].crossings, &right = b.crossings.benchmarks[i].crossings;
    REQUIRE(left.size() == right.size());
    for (std::size_t k = 0; k < left.size(); ++k, ++n) check(left[k], right[k]);
  }
  CHECK(n > 20);
}

}  // namespace

TEST_CASE("the order of rows never changes a byte") {
  const std::uint32_t seed = GENERATE(range(0u, seeds));
  std::vector<Row> rows = random_rows(seed);
  const Analysis analysis = analysis_of(dataset(rows), quick());
  shuffle(rows, seed);
  const Analysis shuffled = analysis_of(dataset(rows), quick());
  CHECK(results(shuffled) == results(analysis));
  CHECK(emit::csv_files(shuffled)[3].bytes == emit::csv_files(analysis)[3].bytes);  // benchmarks.csv
}

TEST_CASE("neither threads nor blocks change a byte") {
  const std::uint32_t seed = GENERATE(range(0u, 6u));
  const std::vector<Row> rows = random_rows(seed);
  Options options = quick();
  options.smooth.threads = 1;
  const auto wanted = results(run(rows, options));
  for (const int threads : {1, 2, 5}) {
    for (const int block : {1, 7, 64, 1000}) {
      CAPTURE(seed, threads, block);
      options.smooth.threads = threads;
      options.smooth.block = block;
      CHECK(results(run(rows, options)) == wanted);
    }
  }
}

TEST_CASE("the order of datapoints and the other series never change a trend") {
  const std::uint32_t seed = GENERATE(range(0u, 6u));
  std::vector<Datapoint> datapoints = random_datapoints(seed, 50);
  SmoothOptions options = quick().smooth;
  const auto all_trends = [&] {
    std::map<std::string, std::string> bytes;
    for (Trend& trend : smooth::smooth(datapoints, options)) {
      const std::string name = trend.split + ":" + trend.series;
      Analysis analysis;
      analysis.trends.push_back(std::move(trend));
      bytes[name] = emit::csv_files(analysis)[2].bytes;
    }
    return bytes;
  };
  options.by = {Split::access, Split::benchmark, Split::category};
  const auto wanted = all_trends();
  shuffle(datapoints, seed);
  CHECK(all_trends() == wanted);
  options.by = {Split::category};
  for (const auto& [name, bytes] : all_trends()) CHECK(bytes == wanted.at(name));
}

TEST_CASE("models that set no record change nothing") {
  const std::uint32_t seed = GENERATE(range(0u, seeds));
  std::vector<Row> rows = random_rows(seed);
  const auto wanted = results(run(rows));
  const Dataset data = dataset(rows);
  const Date last = cross::cross(data, {}).as_of;
  RandomStream random(seed, stream_key("followers"), 0);
  for (const BenchmarkRecords& b : data.benchmarks) {
    for (const std::size_t i : cross::frontier(data, b, {})) {
      const Record& record = b.records[i];
      Row row{b.benchmark.id, "follower-" + std::to_string(rows.size()), data.models[record.model].accessibility,
              record.date, record.score - 0.001};
      const int later = static_cast<int>(random.below(30));
      row.date.days = std::min(row.date.days + later, last.days);
      rows.push_back(row);
    }
  }
  CHECK(results(run(rows)) == wanted);
}

TEST_CASE("rows given twice change nothing") {
  const std::uint32_t seed = GENERATE(range(0u, seeds));
  std::vector<Row> rows = random_rows(seed);
  const auto wanted = results(run(rows));
  const std::size_t n = rows.size();
  for (std::size_t i = 0; i < n; i += 1 + seed % 3) rows.push_back(rows[i]);
  CHECK(results(run(rows)) == wanted);
}

TEST_CASE("shifting all dates shifts the dates of the result and nothing else") {
  const std::uint32_t seed = GENERATE(range(0u, seeds));
  const int shift = GENERATE(-1000, 1, 365);
  const auto rows = random_rows(seed);
  const Analysis before = run(rows), after = run(with_dates(rows, [&](int d) { return d + shift; }));
  each_crossing(before, after, [&](const Crossing& a, const Crossing& b) {
    REQUIRE(b.threshold == a.threshold);
    REQUIRE(b.closed.model == a.closed.model);
    REQUIRE(b.closed.date.days == a.closed.date.days + shift);
    REQUIRE(b.gap_days() == a.gap_days());
    REQUIRE(b.status == a.status);
  });
  CHECK(after.crossings.as_of.days == before.crossings.as_of.days + shift);
  REQUIRE(after.trends.size() == before.trends.size());
  for (std::size_t t = 0; t < before.trends.size(); ++t) {
    const Trend &a = before.trends[t], &b = after.trends[t];
    REQUIRE(b.points.size() == a.points.size());
    REQUIRE(b.current == a.current);
    REQUIRE(b.minimum == a.minimum);
    for (std::size_t i = 0; i < a.points.size(); ++i) {
      REQUIRE(b.points[i].date.days == a.points[i].date.days + shift);
      REQUIRE(b.points[i].level == a.points[i].level);
      REQUIRE(b.points[i].low == a.points[i].low);
      REQUIRE(b.points[i].high == a.points[i].high);
    }
  }
}

TEST_CASE("stretching time stretches every gap, and the trend with it") {
  const std::uint32_t seed = GENERATE(range(0u, seeds));
  const int factor = GENERATE(2, 3);
  const auto rows = random_rows(seed);
  const int base = day("2022-01-03").days;
  Options stretched = quick();
  stretched.smooth.bandwidth *= factor;
  stretched.smooth.step *= factor;
  const Analysis before = run(rows);
  const Analysis after = run(with_dates(rows, [&](int d) { return base + factor * (d - base); }), stretched);
  each_crossing(before, after, [&](const Crossing& a, const Crossing& b) {
    REQUIRE(b.closed.model == a.closed.model);
    REQUIRE(b.open.has_value() == a.open.has_value());
    if (a.open) REQUIRE(*b.gap_days() == factor * *a.gap_days());
  });
  for (std::size_t t = 0; t < before.trends.size(); ++t) {
    const Trend &a = before.trends[t], &b = after.trends[t];
    CHECK(b.median_gap_months == Approx(factor * a.median_gap_months).margin(1e-9));
    REQUIRE(b.points.size() == a.points.size());
    for (std::size_t i = 0; i < a.points.size(); ++i) {
      REQUIRE(b.points[i].kernel_mass == Approx(a.points[i].kernel_mass).margin(1e-8));
      if (a.points[i].level && b.points[i].level)
        REQUIRE(*b.points[i].level == Approx(factor * *a.points[i].level).margin(1e-8));
    }
  }
}

TEST_CASE("swapping leader and follower negates the gaps of thresholds that both reached") {
  const std::uint32_t seed = GENERATE(range(0u, seeds));
  const auto rows = random_rows(seed);
  Options swapped = quick();
  std::swap(swapped.cross.open, swapped.cross.closed);
  const auto gaps = [](const Analysis& analysis, int sign) {
    std::map<std::pair<std::string, double>, int> result;
    for (const BenchmarkCrossings& b : analysis.crossings.benchmarks)
      for (const Crossing& c : b.crossings)
        if (c.open) result[{b.benchmark.id, c.threshold}] = sign * *c.gap_days();
    return result;
  };
  const auto forward = gaps(run(rows), 1);
  CHECK(forward.size() > 20);
  CHECK(gaps(run(rows, swapped), -1) == forward);
}

TEST_CASE("first crossers are those that a naive search finds") {
  const std::uint32_t seed = GENERATE(range(0u, seeds));
  const auto rows = random_rows(seed);
  const auto naive = [&](const std::string& benchmark, double threshold, const CrossOptions& options, bool open) {
    const Row* first = nullptr;
    for (const Row& row : rows) {
      const Model model{row.model, row.organization, row.country, row.accessibility};
      if (row.benchmark != benchmark || row.score < threshold || row.date > *options.as_of) continue;
      if (!cross::contains(open ? options.open : options.closed, model)) continue;
      const auto rank = [](const Row& r) { return std::tuple(r.date, -r.score, r.model); };
      if (first == nullptr || rank(row) < rank(*first)) first = &row;
    }
    return first;
  };
  Options options = quick();
  options.cross.as_of = day("2024-09-01");
  if (seed % 2 == 1) options.cross.open = parse_group("any,country=China");
  for (int k = 1; k < 50; ++k) options.cross.thresholds.push_back(k / 50.0);
  for (const BenchmarkCrossings& b : run(rows, options).crossings.benchmarks) {
    std::size_t next = 0;
    for (const double threshold : options.cross.thresholds) {
      const Row* closed = naive(b.benchmark.id, threshold, options.cross, false);
      const Row* open = naive(b.benchmark.id, threshold, options.cross, true);
      if (closed == nullptr) continue;
      REQUIRE(next < b.crossings.size());
      const Crossing& found = b.crossings[next++];
      REQUIRE(found.threshold == threshold);
      REQUIRE(found.closed.model == closed->model);
      REQUIRE(found.closed.date == closed->date);
      REQUIRE(found.closed.score == closed->score);
      REQUIRE(found.open.has_value() == (open != nullptr));
      if (open == nullptr) continue;
      REQUIRE(found.open->model == open->model);
      REQUIRE(found.open->date == open->date);
    }
    CHECK(next == b.crossings.size());
  }
}
