// The page that a person reads, as table and as Markdown.

#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"
#include "support/pages.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

std::string as(std::string_view format, const Analysis& analysis, const emit::Style& style = {}) {
  for (const emit::Format& f : emit::formats())
    if (f.name == format) return f.emit(analysis, style);
  throw std::invalid_argument(std::string(format));
}

Options quick_table() {
  Options options;
  options.smooth.resamples = 50;
  options.smooth.by = {Split::access, Split::benchmark};
  return options;
}

/// Random records whose benchmarks have these names.
Analysis named(const std::string& title, const std::string& id) {
  Dataset data = dataset(random_rows(3));
  for (BenchmarkRecords& b : data.benchmarks) b.benchmark.access = "public";
  data.benchmarks[0].benchmark.access = "private";
  data.benchmarks[1].benchmark.title = title;
  data.benchmarks[1].benchmark.id = id;
  return analysis_of(std::move(data), quick_table());
}

/// A series with one point.
Trend trend(std::string series, std::string split, double level) {
  Trend result;
  result.series = std::move(series);
  result.split = std::move(split);
  result.points.emplace_back();
  result.points[0].level = level;
  result.points[0].low = level - 1.04;
  result.points[0].high = level + 1;
  result.current = result.minimum = 0;
  return result;
}

/// The first paragraph, on one line.
std::string first_paragraph(const Analysis& analysis) {
  std::string text = as("table", analysis);
  text = text.substr(0, text.find("\n\n"));
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

}  // namespace

TEST_CASE("the formats are table, markdown, csv, json and vega-lite") {
  std::vector<std::string> names;
  for (const emit::Format& f : emit::formats()) names.emplace_back(f.name);
  CHECK(names == std::vector<std::string>{"table", "markdown", "csv", "json", "vega-lite"});
}

TEST_CASE("no line of the table is wider than 80 columns, whatever the names") {
  for (const std::string& name : awkward_names()) {
    CAPTURE(name);
    const std::string text = as("table", named(name, name));
    CHECK(widest_line(text) <= 80);
    CHECK(has(text, "Benchmarks with private test items"));
  }
}

TEST_CASE("control characters in names reach neither table nor Markdown") {
  const Analysis analysis = named("evil\033[2J\nname", "evil\r\x7Fid");
  CHECK_FALSE(has_control(as("table", analysis)));
  CHECK_FALSE(has_control(as("markdown", analysis)));
  CHECK(has(as("table", analysis, {true}), "\033[1m"));
}

TEST_CASE("Markdown escapes the names of benchmarks") {
  CHECK(has(as("markdown", named("A|B <b>", "x")), "| A\\|B &lt;b&gt; |"));
}

TEST_CASE("the headline gives public and private levels, or the one of all benchmarks, with their bands") {
  Analysis analysis;
  analysis.trends = {trend("all", "none", 5), trend("public", "access", 4.04), trend("private", "access", 9)};
  const std::string both = first_paragraph(analysis);
  CHECK(has(both, "4.0 months behind"));
  CHECK(has(both, "on public"));
  CHECK(has(both, "9.0 months behind"));
  CHECK(has(both, "on private"));
  CHECK(has(both, "90% band 3.0 to 5.0"));
  analysis.trends.pop_back();
  CHECK(has(first_paragraph(analysis), "5.0 months behind"));
  CHECK(has(first_paragraph(analysis), "over all benchmarks"));
}

TEST_CASE("the headline tells a lead from a lag, and names the groups where they are not the usual ones") {
  Analysis analysis;
  analysis.trends = {trend("all", "none", -2)};
  CHECK(has(first_paragraph(analysis), "2.0 months ahead of"));
  analysis.options.cross.open = parse_group("open,country=China");
  CHECK(has(first_paragraph(analysis), "China"));
}

TEST_CASE("an analysis without datapoints says that no level can be given") {
  const Analysis analysis = analysis_of(dataset({closed_row("c", "2024-01-01", 0.5)}), quick_table());
  const std::string text = as("table", analysis);
  CHECK(has(text, "No level of the gap can be given"));
  CHECK(has(text, "n/a"));
  CHECK(has(text, "Every row was used."));
  CHECK_FALSE(has(text, "nan"));
  CHECK_FALSE(has(text, "inf"));
}

TEST_CASE("rows not used are counted by reason, the most frequent first") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.5),
                          {"b", "x", "", day("2024-01-01"), 0.5},
                          {"b", "y", "Unreleased", day("2024-01-01"), 0.5},
                          {"b", "z", "", day("2024-01-01"), 0.5}});
  const std::string text = as("table", analysis_of(std::move(data), quick_table()));
  CHECK(has(text,
            "   2  unclassified  not known whether the weights are open or closed\n"
            "   1  not_released  the model was never released\n"));
}

TEST_CASE("benchmarks that are missing or not selected, and notes, are mentioned") {
  Dataset data = dataset({closed_row("c", "2024-01-01", 0.5)});
  data.not_selected = {"one"};
  data.missing = {"Lost", "Gone"};
  Analysis analysis = analysis_of(std::move(data), quick_table());
  analysis.notes = {"something is odd"};
  const std::string text = as("table", analysis);
  CHECK(has(text, "1 more benchmark of the input is not selected; --benchmarks all takes it in."));
  CHECK(has(text, "Selected, but not in the input: Lost, Gone."));
  CHECK(has(text, "Note: something is odd"));
}

TEST_CASE("the registry as table stays within 80 columns, whatever the names") {
  for (const std::string& name : awkward_names()) {
    CAPTURE(name);
    Benchmark benchmark;
    benchmark.title = name;
    benchmark.id = "short";
    CHECK(widest_line(emit::benchmarks(std::vector{benchmark}, "table", {})) <= 80);
    benchmark.title = "Short";
    benchmark.id = name;
    CHECK(widest_line(emit::benchmarks(std::vector{benchmark}, "table", {})) <= 80);
  }
}
