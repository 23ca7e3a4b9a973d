// Choices of the analyst, one at a time and all together (docs/method.md, section "Sensitivity and cross-validation").

#include "gapcalc/sensitivity.hpp"

#include <algorithm>
#include <set>

#include "gapcalc/error.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using infer::Choice;

namespace {

Options quick() {
  Options options;
  options.smooth.resamples = 60;
  options.smooth.show = BandRule::defined;
  return options;
}

const infer::Specification& find(const infer::Sensitivity& all, Choice choice, std::string_view value) {
  const auto at = std::find_if(all.rows.begin(), all.rows.end(), [&](const infer::Specification& row) {
    return row.choice == choice && row.values[static_cast<std::size_t>(choice)] == value;
  });
  INFO(name(choice) << " " << value);
  REQUIRE(at != all.rows.end());
  return *at;
}

}  // namespace

TEST_CASE("each value stands once, and the one in force is the default") {
  const auto result = infer::sensitivity(dataset(random_rows(1)), quick(), false);
  std::set<std::pair<Choice, std::string>> seen;
  for (const auto& row : result.rows) {
    REQUIRE(row.choice);
    CHECK(seen.emplace(*row.choice, row.values[static_cast<std::size_t>(*row.choice)]).second);
    if (row.is_default()) CHECK(row.values == result.rows[2].values);
  }
  CHECK(std::count_if(result.rows.begin(), result.rows.end(), [](const auto& row) { return row.is_default(); }) ==
        infer::n_choices);
  CHECK(result.rows.size() == 6 + 3 + 3 + 2 + 3 + 3 + 2 + 2 + 4);
  CHECK(find(result, Choice::bandwidth, "60").is_default());
  CHECK(find(result, Choice::thresholds, "k/20").is_default());
  CHECK(find(result, Choice::licence, "any").is_default());
}

TEST_CASE("a value given that is not in the list is a row of its own") {
  Options options = quick();
  options.smooth.bandwidth = 75.5;
  options.smooth.min_mass = 0.1;
  options.cross.thresholds = {0.5};
  options.cross.provenance = {"unknown"};
  options.smooth.band = BandKind::none;
  const auto result = infer::sensitivity(dataset(random_rows(1)), options, false);
  CHECK(find(result, Choice::bandwidth, "75.5").is_default());
  CHECK(find(result, Choice::thresholds, "given").is_default());
  CHECK_FALSE(find(result, Choice::thresholds, "k/20").is_default());
  CHECK(find(result, Choice::provenance, "unknown").is_default());
  CHECK(find(result, Choice::band, "none").is_default());
  CHECK(find(result, Choice::band, "none").series[0].reason == "no_band");
}

TEST_CASE("every row is what an analysis with that option says") {
  const Dataset data = dataset(random_rows(3, 400));
  const auto result = infer::sensitivity(data, quick(), false);
  const auto check = [&](Choice choice, std::string_view value, const Options& options) {
    const auto& row = find(result, choice, value);
    CAPTURE(value);
    const Analysis analysis = analysis_of(data, options);
    for (const Trend& trend : analysis.trends) {
      const auto at = std::find_if(row.series.begin(), row.series.end(),
                                   [&](const auto& one) { return one.series == trend.series; });
      REQUIRE(at != row.series.end());
      CHECK(at->n_datapoints == trend.n_datapoints);
      if (!trend.current) {
        CHECK_FALSE(at->level);
        continue;
      }
      const TrendPoint& point = trend.points[*trend.current];
      CHECK(at->date == point.date);
      CHECK(at->level == point.level);
      CHECK(at->low == point.low);
      CHECK(at->high == point.high);
    }
  };
  Options options = quick();
  check(Choice::bandwidth, "60", options);
  options.smooth.bandwidth = 120;
  check(Choice::bandwidth, "120", options);
  options = quick();
  for (int k = 1; k < 40; ++k) options.cross.thresholds.push_back(k / 40.0);
  check(Choice::thresholds, "k/40", options);
  options = quick();
  options.cross.verdicts = Verdicts::none;
  check(Choice::verdicts, "none", options);
  options = quick();
  options.cross.pairs = Pairs::all;
  check(Choice::pairs, "all", options);
  options = quick();
  options.cross.open.licences = {"unrestricted"};
  check(Choice::licence, "unrestricted", options);
  options = quick();
  options.cross.tie = Tie::month;
  check(Choice::tie, "month", options);
  options = quick();
  options.smooth.level = LevelKind::local_linear;
  check(Choice::level, "local-linear", options);
  options = quick();
  options.smooth.band = BandKind::points;
  check(Choice::band, "points", options);
}

TEST_CASE("changes are exactly level - level of the default") {
  const auto result = infer::sensitivity(dataset(random_rows(3, 400)), quick(), false);
  const auto& usual = find(result, Choice::bandwidth, "60").series[0];
  REQUIRE(usual.level);
  CHECK(usual.change == 0);
  for (const auto& row : result.rows) {
    if (row.series[0].level) CHECK(*row.series[0].change == Approx(*row.series[0].level - *usual.level).margin(1e-9));
  }
}

TEST_CASE("thresholds stay where a benchmark has a grid or a list") {
  Dataset data = dataset(random_rows(3, 400));
  for (BenchmarkRecords& of : data.benchmarks) of.benchmark.grid = {0.25, 0.5, 0.75};
  const auto result = infer::sensitivity(data, quick(), false);
  CHECK(find(result, Choice::thresholds, "k/40").series[0].n_datapoints ==
        find(result, Choice::thresholds, "k/20").series[0].n_datapoints);
  CHECK(find(result, Choice::thresholds, "k/40").series[0].change == 0);
}

TEST_CASE("a series that a choice leaves empty has no level, and a reason") {
  Dataset data = dataset(random_rows(3, 400));  // provenance unknown
  const auto result = infer::sensitivity(data, quick(), false);
  const auto& row = find(result, Choice::provenance, "independent");
  CHECK_FALSE(row.series[0].level);
  CHECK_FALSE(row.series[0].change);
  CHECK(row.series[0].reason == "no_datapoints");
}

TEST_CASE("frontier records cannot tell other licence classes") {
  Dataset data = dataset(random_rows(3, 400));
  data.benchmarks[0].benchmark.tested = Tested{};
  const auto result = infer::sensitivity(data, quick(), false);
  CHECK(find(result, Choice::licence, "unrestricted").reason == "needs_whole_dump");
  CHECK(find(result, Choice::licence, "unrestricted").series[0].reason == "needs_whole_dump");
  CHECK(find(result, Choice::licence, "any").series[0].level);
  CHECK(result.notes.size() == 1);
  const auto grid = infer::sensitivity(data, quick(), true);
  for (const auto& row : grid.rows) CHECK(row.values[static_cast<std::size_t>(Choice::licence)] == "any");
}

TEST_CASE("a grid has every combination once, one of them the default, and no bands") {
  const Dataset data = dataset(random_rows(3, 120));
  const auto grid = infer::sensitivity(data, quick(), true);
  CHECK(grid.rows.size() == 6 * 3 * 3 * 2 * 3 * 3 * 2 * 2);
  std::set<std::array<std::string, infer::n_choices>> seen;
  std::set<std::size_t> ids;
  for (const auto& row : grid.rows) {
    seen.insert(row.values);
    ids.insert(row.id);
    CHECK_FALSE(row.choice);
    CHECK_FALSE(row.series[0].low);
  }
  CHECK(seen.size() == grid.rows.size());
  CHECK(ids.size() == grid.rows.size());
  CHECK(*ids.rbegin() == grid.rows.size() - 1);
  // Rows of the single changes are rows of the grid.
  const auto single = infer::sensitivity(data, quick(), false);
  for (const auto& row : single.rows) {
    if (row.choice == Choice::band) continue;
    auto values = row.values;
    values.back().clear();
    const auto at = std::find_if(grid.rows.begin(), grid.rows.end(), [&](const auto& r) { return r.values == values; });
    REQUIRE(at != grid.rows.end());
    CHECK(at->is_default() == row.is_default());
    CHECK(at->series[0].level == row.series[0].level);
    CHECK(at->series[0].date == row.series[0].date);
  }
}

TEST_CASE("sensitivity does not depend on threads") {
  const Dataset data = dataset(random_rows(5, 300));
  Options options = quick();
  options.smooth.threads = 1;
  const auto once = infer::sensitivity(data, options, false);
  options.smooth.threads = 4;
  const auto again = infer::sensitivity(data, options, false);
  for (std::size_t i = 0; i < once.rows.size(); ++i) {
    CHECK(once.rows[i].series[0].level == again.rows[i].series[0].level);
    CHECK(once.rows[i].series[0].low == again.rows[i].series[0].low);
    CHECK(once.rows[i].series[0].high == again.rows[i].series[0].high);
  }
}

TEST_CASE("impossible options are refused, and no records give rows without levels") {
  Options options = quick();
  options.smooth.min_mass = 0;
  CHECK_THROWS_AS(infer::sensitivity(dataset(random_rows(1)), options, true), Error);
  const Dataset one = dataset({closed_row("c", "2024-01-01", 0.5), open_row("o", "2024-03-01", 0.6)});
  const auto result = infer::sensitivity(one, quick(), false);
  for (const auto& row : result.rows) CHECK_FALSE(row.series[0].level);
  CHECK_FALSE(result.cross_validation[0].best);
}

TEST_CASE("two series of one name stay apart under every choice") {
  Options options = quick();
  options.smooth.by = {Split::access, Split::provenance};
  options.smooth.min_mass = 0.1;
  Dataset data = dataset(random_rows(1));
  for (std::size_t b = 0; b < data.benchmarks.size(); ++b) {
    data.benchmarks[b].benchmark.access = b == 0 ? "unknown" : "public";
    data.benchmarks[b].benchmark.provenance.verdict = b == 1 ? "unknown" : "independent";
  }
  const auto both = infer::sensitivity(data, options, false);
  CHECK(std::set<std::string>(both.series.begin(), both.series.end()).size() == both.series.size());
  const auto at = std::find(both.series.begin(), both.series.end(), "provenance.unknown") - both.series.begin();
  REQUIRE(static_cast<std::size_t>(at) < both.series.size());
  options.smooth.by = {Split::provenance};
  const auto alone = infer::sensitivity(data, options, false);
  const auto same = std::find(alone.series.begin(), alone.series.end(), "unknown") - alone.series.begin();
  REQUIRE(both.rows.size() == alone.rows.size());
  for (std::size_t i = 0; i < both.rows.size(); ++i) {
    const auto& a = both.rows[i].series[static_cast<std::size_t>(at)];
    const auto& b = alone.rows[i].series[static_cast<std::size_t>(same)];
    CHECK(a.n_datapoints == b.n_datapoints);
    CHECK(a.level == b.level);
    CHECK(a.change == b.change);
  }
}
