// Vega-Lite specs: the data behind each figure, and that nothing of it covers anything else.

#include <algorithm>
#include <set>
#include <stdexcept>
#include <string>

#include "core/display.hpp"
#include "emit/figure_parts.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/error.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using emit::Json;

namespace {

Analysis some_figures(std::uint32_t seed = 5) {
  Options options;
  options.smooth.resamples = 40;
  options.smooth.show = BandRule::defined;
  return analysis_of(dataset(random_rows(seed)), options);
}

/// A pair at 0.1, one in which open led at 0.2, and 0.3 still open.
Analysis led_and_still_open() {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.15), closed_row("late", "2024-06-01", 0.35),
                          open_row("o", "2024-02-01", 0.1), open_row("early", "2024-05-01", 0.2)});
  data.benchmarks[0].benchmark.floor = 0.05;
  data.origins[0].source = "https://example.org/board";
  Options options;
  options.smooth.resamples = 40;
  options.cross.thresholds = {0.1, 0.2, 0.3};
  return analysis_of(data, options);
}

Json figure(const Analysis& analysis, std::string_view name, std::string_view benchmark = {}) {
  for (const emit::Figure& one : emit::figures())
    if (one.name == name) return Json::parse(one.emit(analysis, benchmark));
  throw std::runtime_error("no such figure");
}

}  // namespace

TEST_CASE("every figure is a Vega-Lite 6 spec with a title, a description and its data") {
  const Analysis analysis = some_figures();
  for (const emit::Figure& one : emit::figures()) {
    CAPTURE(one.name);
    const Json spec = figure(analysis, one.name, analysis.crossings.benchmarks[0].benchmark.id);
    CHECK(spec["$schema"] == "https://vega.github.io/schema/vega-lite/v6.json");
    CHECK_FALSE(spec["title"]["text"].empty());
    CHECK_FALSE(spec["description"].get<std::string>().empty());
    CHECK(spec.contains("config"));
    for (const auto& [name, rows] : spec["datasets"].items()) {
      CAPTURE(name);
      if (name != "milestones") CHECK_FALSE(rows.empty());
    }
  }
}

TEST_CASE("the trend figure shows every datapoint, every level and every still-open threshold") {
  const Analysis analysis = some_figures();
  const Json data = figure(analysis, "trend")["datasets"];
  REQUIRE(data["gaps"].size() == analysis.crossings.datapoints.size());
  for (std::size_t i = 0; i < data["gaps"].size(); ++i) {
    CHECK(data["gaps"][i]["months"] == analysis.crossings.datapoints[i].gap_months());
    CHECK(data["gaps"][i]["date"] == to_string(analysis.crossings.datapoints[i].open.date));
  }
  std::size_t still_open = 0;
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    for (const Crossing& crossing : of.crossings) still_open += crossing.status == Status::still_open ? 1 : 0;
  CHECK(data["still_open"].size() == still_open);
  for (const Trend& trend : analysis.trends) {
    if (trend.split != "access") continue;
    std::set<std::string> dates;
    for (const Json& row : data["levels"])
      if (row["series"] == trend.id) dates.insert(row["date"].get<std::string>());
    const auto levels =
        std::count_if(trend.points.begin(), trend.points.end(), [](const auto& p) { return p.level.has_value(); });
    CHECK(static_cast<std::ptrdiff_t>(dates.size()) == levels);
  }
}

TEST_CASE("a tooltip carries models, dates, scores, threshold, source and reason") {
  const Json rows = figure(led_and_still_open(), "trend")["datasets"]["gaps"];
  REQUIRE(rows.size() == 2);
  CHECK(rows[0]["threshold"] == "10%");
  CHECK(rows[0]["closed"] == "c (2024-01-01, 15%)");
  CHECK(rows[0]["open"] == "o (2024-02-01, 10%)");
  CHECK(rows[0]["open_source"] == "https://example.org/board");
  CHECK(rows[0]["gap"] == "1.0 months (31 days)");
  CHECK_FALSE(rows[0]["reason"].get<std::string>().empty());
}

TEST_CASE("names of milestones stand apart, in order, within the axis") {
  Analysis analysis = some_figures();
  const Date last = analysis.crossings.as_of;
  analysis.data.milestones.clear();
  for (int i = 12; i-- > 0;) analysis.data.milestones.push_back({Date{last.days - i}, std::to_string(i)});
  analysis.data.milestones.push_back({Date{last.days + 1}, "later"});
  const Json rows = figure(analysis, "trend")["datasets"]["milestones"];
  REQUIRE(rows.size() == 12);
  const auto at = [&](std::size_t i) { return parse_date(rows[i]["label_date"].get<std::string>())->days; };
  Date first = last;
  for (const Datapoint& d : analysis.crossings.datapoints) first = std::min(first, d.open.date);
  const double distance = 0.021 * (last.days - first.days);
  for (std::size_t i = 1; i < rows.size(); ++i) CHECK(at(i) - at(i - 1) >= distance - 1);
  CHECK(at(rows.size() - 1) <= last.days);
}

TEST_CASE("the timeline has a bar for each threshold, from the earlier to the later release") {
  const Json spec = figure(led_and_still_open(), "timeline", "b");
  const Json rows = spec["datasets"]["crossings"];
  REQUIRE(rows.size() == 3);
  CHECK(rows[0]["left_name"] == "c");
  CHECK(rows[0]["right_name"] == "o");
  CHECK(rows[0]["label"] == "1.0");
  CHECK(rows[1]["left_name"] == "early");
  CHECK(rows[1]["right_name"] == "late");
  CHECK(rows[1]["label"] == "-1.0");
  CHECK(rows[2]["status"] == "still_open");
  CHECK(rows[2]["right_name"] == "");
  CHECK(rows[2]["label"] == "0.0 so far");
  CHECK(spec["encoding"]["y"]["sort"] == Json({"30%", "20%", "10%"}));
  CHECK(spec["datasets"]["ends"].size() == 5);
  const auto domain = spec["datasets"]["domain"];
  CHECK(domain[0]["date"].get<std::string>() < rows[0]["left_date"].get<std::string>());
  CHECK(domain[1]["date"].get<std::string>() > rows[2]["right_date"].get<std::string>());
}

TEST_CASE("the timeline of a benchmark that is not there is refused") {
  const Error error = error_of([] { figure(some_figures(), "timeline", "absent"); });
  CHECK(error.code == ErrorCode::bad_option);
  CHECK_FALSE(error.remedy.empty());
}

TEST_CASE("frontiers carry the best of both groups to the as-of date") {
  const Analysis analysis = led_and_still_open();
  const Json steps = figure(analysis, "frontiers")["datasets"]["steps"];
  REQUIRE(steps.size() == 4);
  CHECK(steps[0]["open"].is_null());
  CHECK(steps[3]["date"] == to_string(analysis.crossings.as_of));
  CHECK(steps[3]["closed"] == 0.35);
  CHECK(steps[3]["open"] == 0.2);
}

TEST_CASE("shares of first crossers add up to one on each side") {
  const Json rows = figure(some_figures(), "coverage")["datasets"]["organizations"];
  double closed = 0, open = 0;
  for (const Json& row : rows) (row["group"] == "first closed" ? closed : open) += row["share"].get<double>();
  CHECK(closed == Approx(1));
  CHECK(open == Approx(1));
}

TEST_CASE("amounts read as people write them") {
  CHECK(emit::amount(0.35, Unit::fraction) == "35%");
  CHECK(emit::amount(0.7123, Unit::percent) == "71.2%");
  CHECK(emit::amount(1, Unit::fraction) == "100%");
  CHECK(emit::amount(20, Unit::minutes) == "20 min");
  CHECK(emit::amount(12.54, Unit::usd) == "$12.5");
  CHECK(emit::amount(1203, Unit::points) == "1203");
}

TEST_CASE("a long name is shortened in its middle, by columns, never inside a character") {
  CHECK(emit::shortened("short", 10) == "short");
  CHECK(emit::shortened("abcdefghijklmnop", 10) == "abcdef…nop");
  CHECK(emit::shortened("日本語日本語日本語", 9) == "日本…本語");
  const std::string huge(4000, 'x');
  CHECK(display_width(emit::shortened(huge, 30)) == 30);
}
