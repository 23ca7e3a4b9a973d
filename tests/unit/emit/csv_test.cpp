// The CSV files: RFC 4180, ISO dates, numbers that read back, blanks for what is undefined.

#include <map>
#include <set>

#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

using Fields = std::vector<std::string>;

/// Rows of a CSV file as RFC 4180 has them, written on its own.
std::vector<Fields> parse(const std::string& text) {
  std::vector<Fields> rows(1, Fields(1));
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (quoted && c == '"' && i + 1 < text.size() && text[i + 1] == '"')
      rows.back().back() += text[++i];
    else if (c == '"')
      quoted = !quoted;
    else if (!quoted && c == ',')
      rows.back().emplace_back();
    else if (!quoted && c == '\n')
      rows.emplace_back(1);
    else
      rows.back().back() += c;
  }
  CHECK_FALSE(quoted);
  CHECK(rows.back() == Fields{""});  // the last line ends
  rows.pop_back();
  for (const Fields& row : rows) CHECK(row.size() == rows[0].size());
  return rows;
}

using Table = std::vector<std::map<std::string, std::string>>;

Table table(const Analysis& analysis, const std::string& name) {
  for (const emit::File& file : emit::csv_files(analysis)) {
    if (file.name != name) continue;
    const auto rows = parse(file.bytes);
    Table result;
    for (std::size_t r = 1; r < rows.size(); ++r) {
      result.emplace_back();
      for (std::size_t c = 0; c < rows[0].size(); ++c) result.back()[rows[0][c]] = rows[r][c];
    }
    return result;
  }
  throw std::invalid_argument(name);
}

const std::string awkward = "a, \"b\"\nc\r";

/// One accepted crossing at 0.1, and one still open at 0.3; one row in no group.
Analysis small() {
  Dataset data = dataset({closed_row(awkward, "2024-01-01", 0.35),
                          open_row(" o ", "2024-02-01", 0.1),
                          {"b", "none", "", day("2024-01-05"), 0.2}});
  Benchmark& benchmark = data.benchmarks[0].benchmark;
  benchmark.floor = 0.05;
  benchmark.title = "A \"B\", C";
  Options options;
  options.cross.thresholds = {0.1, 0.3};
  options.cross.as_of = day("2024-03-01");
  options.smooth.resamples = 20;
  options.smooth.by = {};
  return analysis_of(std::move(data), options);
}

}  // namespace

TEST_CASE("the CSV files come in their order, and the format csv is the first of them") {
  std::vector<std::string> names;
  const auto files = emit::csv_files(small());
  for (const emit::File& file : files) names.push_back(file.name);
  CHECK(names ==
        std::vector<std::string>{"datapoints.csv", "crossings.csv", "trends.csv", "benchmarks.csv", "excluded.csv"});
  CHECK(emit::formats()[2].emit(small(), {}) == files[0].bytes);
}

TEST_CASE("datapoints.csv holds names exactly, dates in ISO form and numbers that read back") {
  const Table rows = table(small(), "datapoints.csv");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("benchmark") == "b");
  CHECK(rows[0].at("threshold") == "0.1");
  CHECK(rows[0].at("closed_model") == awkward);
  CHECK(rows[0].at("closed_date") == "2024-01-01");
  CHECK(rows[0].at("closed_score") == "0.35");
  CHECK(rows[0].at("open_model") == " o ");
  CHECK(rows[0].at("open_date") == "2024-02-01");
  CHECK(rows[0].at("gap_days") == "31");
  CHECK(std::stod(rows[0].at("gap_months")) == months(31));
}

TEST_CASE("crossings.csv leaves the gap of a threshold that is still open blank and gives the gap so far") {
  const Table rows = table(small(), "crossings.csv");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at("status") == "accepted");
  CHECK(rows[0].at("reason") == "above_floor");
  CHECK(rows[0].at("gap_so_far_days") == "");
  CHECK(rows[1].at("status") == "still_open");
  CHECK(rows[1].at("reason") == "no_open_model");
  CHECK(rows[1].at("gap_so_far_days") == "60");
  for (const char* column : {"open_model", "open_date", "open_score", "gap_days", "gap_months"})
    CHECK(rows[1].at(column) == "");
}

TEST_CASE("trends.csv leaves undefined levels and bands blank") {
  Analysis analysis = small();
  const Table rows = table(analysis, "trends.csv");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("series") == "all");
  CHECK(rows[0].at("split") == "none");
  CHECK(rows[0].at("date") == "2024-02-01");
  for (const char* column : {"level_months", "low_months", "high_months"}) CHECK(rows[0].at(column) == "");
  CHECK(rows[0].at("kernel_mass") == "1");

  analysis.trends = smooth::smooth(six_datapoints(), analysis.options.smooth);
  const Table more = table(analysis, "trends.csv");
  REQUIRE(more.size() == analysis.trends[0].points.size());
  for (std::size_t i = 0; i < more.size(); ++i) {
    const TrendPoint& point = analysis.trends[0].points[i];
    CHECK(more[i].at("level_months").empty() == !point.level.has_value());
    if (point.level) CHECK(std::stod(more[i].at("level_months")) == *point.level);
    if (point.low) CHECK(std::stod(more[i].at("low_months")) == *point.low);
    CHECK(std::stod(more[i].at("ess")) == point.ess);
    CHECK(more[i].at("n_resamples") == std::to_string(point.n_resamples));
  }
}

TEST_CASE("benchmarks.csv counts models, crossings and datapoints") {
  const Table rows = table(small(), "benchmarks.csv");
  REQUIRE(rows.size() == 1);
  CHECK(rows[0].at("title") == "A \"B\", C");
  CHECK(rows[0].at("unit") == "fraction");
  CHECK(rows[0].at("n_open") == "1");
  CHECK(rows[0].at("n_closed") == "1");
  CHECK(rows[0].at("first_date") == "2024-01-01");
  CHECK(rows[0].at("last_date") == "2024-02-01");
  CHECK(rows[0].at("floor") == "0.05");
  CHECK(rows[0].at("n_crossings") == "2");
  CHECK(rows[0].at("n_still_open") == "1");
  CHECK(rows[0].at("n_datapoints") == "1");
  CHECK(rows[0].at("verdict") == "unknown");
}

TEST_CASE("excluded.csv names reason and place, blank where there is none") {
  Analysis analysis = small();
  analysis.excluded.push_back({Reason::unknown_benchmark, 0, 0, no_index, no_index, "no, entry"});
  const Table rows = table(analysis, "excluded.csv");
  REQUIRE(rows.size() == 2);
  CHECK(rows[0].at("reason") == "unclassified");
  CHECK(rows[0].at("file") == "hand-made.csv");
  CHECK(rows[0].at("line") == "4");
  CHECK(rows[0].at("benchmark") == "b");
  CHECK(rows[0].at("model") == "none");
  CHECK(rows[1].at("line") == "");
  CHECK(rows[1].at("benchmark") == "");
  CHECK(rows[1].at("model") == "");
  CHECK(rows[1].at("detail") == "no, entry");
}

TEST_CASE("a level of zero has no sign in the files") {
  // Two pairs of gaps that cancel, placed so that the rounding of the sums leaves a rest of either sign.
  std::set<std::string> levels;
  for (int shift = 1; shift < 60; ++shift) {
    std::vector<Datapoint> datapoints;
    for (int i = 0; i < 3; ++i) {
      datapoints.push_back(datapoint("a", "A", 1000, 37, i));
      datapoints.push_back(datapoint("a", "A", 1000 + 14 * shift / 10, -111, i + 10));
      datapoints.push_back(datapoint("a", "A", 1000 + 14 * shift / 10, 111, i + 20));
      datapoints.push_back(datapoint("a", "A", 1000, -37, i + 30));
    }
    Analysis analysis = small();
    analysis.options.smooth.band = BandKind::none;
    analysis.trends = smooth::smooth(datapoints, analysis.options.smooth);
    for (const auto& row : table(analysis, "trends.csv")) levels.insert(row.at("level_months"));
  }
  CHECK(levels == std::set<std::string>{"0"});
}
