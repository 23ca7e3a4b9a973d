// The report page: its structure, and that nothing from data becomes markup or code.

#include "emit/report.hpp"

#include <set>

#include "core/builtin.hpp"
#include "core/digest.hpp"
#include "emit/headline.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"
#include "support/pages.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

const emit::ReportFiles with_figures{"b { top: 0 }\n", "own();\n",   "vega();\n//# sourceMappingURL=vega.min.js.map\n",
                                     "lite();\n",      "embed();\n", "a licence"};
const emit::ReportFiles without_figures{"b { top: 0 }\n", "own();\n", "", "", "", ""};

Options quick_report() {
  Options options;
  options.smooth.resamples = 50;
  options.smooth.by = {Split::access, Split::category, Split::provenance};
  return options;
}

Dataset some_data() {
  Dataset data = dataset(random_rows(3));
  for (BenchmarkRecords& b : data.benchmarks) b.benchmark.access = "public";
  data.benchmarks[0].benchmark.access = "private";
  data.benchmarks[1].benchmark.category = "math";
  return data;
}

std::size_t count(const std::string& text, std::string_view part) {
  std::size_t n = 0;
  for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++n;
  return n;
}

/// All that stands between `before` and the next `after`.
std::vector<std::string> between(const std::string& text, std::string_view before, std::string_view after) {
  std::vector<std::string> result;
  for (std::size_t at = text.find(before); at != text.npos; at = text.find(before, at)) {
    at += before.size();
    const std::size_t end = text.find(after, at);
    result.push_back(text.substr(at, end - at));
  }
  return result;
}

const std::string evil = "</script><script>alert(1)</script>\"'><img src=x onerror=alert(1)><!--";

/// An analysis in which all texts that come from input are markup.
Analysis hostile() {
  std::vector<Row> rows = random_rows(3);
  for (Row& row : rows) row.model += evil;
  for (Row& row : rows) row.organization = row.country = evil;
  Dataset data = dataset(rows);
  data.files[0].path = data.files[0].format = data.files[0].sha256 = evil;
  for (BenchmarkRecords& b : data.benchmarks) {
    b.benchmark.id += evil;
    b.benchmark.title = b.benchmark.category = b.benchmark.access = evil;
    b.benchmark.provenance = {evil, evil, evil, evil, "https://a/" + evil};
  }
  data.not_selected = data.missing = data.notes = {evil};
  data.milestones = {{day("2023-06-01"), evil}};
  data.excluded.push_back({Reason::bad_score, 0, 3, 0, 0, evil});
  return analysis_of(std::move(data), quick_report());
}

/// What an index of two models would add, one of which is markup: each datapoint is as measured.
void add_hand_made_latent(Analysis& analysis) {
  Latent latent;
  const auto add = [&](const char* name, Weights weights, std::string_view date, double index) {
    latent::IndexedModel model;
    model.name = name + evil;
    model.weights = weights;
    model.date = day(date);
    model.index = index;
    latent.index.models.push_back(model);
  };
  add("closed", Weights::closed, "2023-01-01", 140);
  add("open", Weights::open, "2023-06-01", 130);
  latent.gaps = latent::gaps(latent.index, {}, analysis.crossings.as_of, 0.9);
  for (std::size_t i = 0; i < analysis.crossings.datapoints.size(); ++i) {
    latent::CorrectedGap gap;
    gap.datapoint = i;
    gap.has_model = true;
    gap.gap = gap.low = gap.high = analysis.crossings.datapoints[i].gap_months();
    gap.p_change = i == 0 ? 0.9 : 0;
    gap.closed.carriers = {{evil, day("2023-01-01"), 0.9}};
    latent.correction.gaps.push_back(gap);
  }
  for (const Trend& trend : analysis.trends) {
    latent::CorrectedSeries series;
    series.id = trend.id;
    for (const TrendPoint& point : trend.points)
      series.points.push_back({point.date, point.level, point.level, point.level, point.level});
    latent.correction.series.push_back(series);
  }
  latent.correction.missing = {{analysis.crossings.datapoints.front().benchmark, evil, day("2023-01-01"), false, 1, 2}};
  analysis.latent = std::move(latent);
}

}  // namespace

TEST_CASE("the report opens with the sentence of the table") {
  const Analysis analysis = analysis_of(some_data(), quick_report());
  const std::string page = emit::report(analysis, with_figures);
  CHECK(page.starts_with("<!doctype html>\n<html lang=\"en\">\n"));
  CHECK(has(page, "<p class=\"lead\">" + emit::headline(analysis) + "</p>"));
  CHECK(page.find("class=\"lead\"") < page.find("<table"));
}

TEST_CASE("the report has one heading of level 1, and skips no level") {
  const std::string page = emit::report(analysis_of(some_data(), quick_report()), with_figures);
  char before = '0';
  std::size_t first_level = 0;
  for (const std::string& rest : between(page, "<h", ">")) {
    if (rest.empty() || rest[0] < '1' || rest[0] > '6') continue;  // header, html, head
    CHECK(rest[0] <= before + 1);
    if (rest[0] == '1') ++first_level;
    before = rest[0];
  }
  CHECK(first_level == 1);
  for (const std::string_view landmark : {"<header>", "<nav ", "<main ", "<footer>", "class=\"skip\" href=\"#main\""})
    CHECK(count(page, landmark) == 1);
}

TEST_CASE("ids of the report are unlike each other, and links within it lead somewhere") {
  const std::string page = emit::report(analysis_of(some_data(), quick_report()), with_figures);
  const auto ids = between(page, " id=\"", "\"");
  const std::set<std::string> unlike(ids.begin(), ids.end());
  CHECK(unlike.size() == ids.size());
  for (const std::string& target : between(page, "href=\"#", "\"")) CHECK(unlike.contains(target));
  for (const std::string& title : between(page, "aria-labelledby=\"", "\"")) CHECK(unlike.contains(title));
}

TEST_CASE("every table has a caption, and every header cell a scope") {
  const std::string page = emit::report(analysis_of(some_data(), quick_report()), with_figures);
  CHECK(count(page, "<table") > 10);
  CHECK(count(page, "<table") == count(page, ">\n<caption>"));
  CHECK(count(page, "<th>") == 0);
  CHECK(count(page, "<th ") == count(page, "<th scope=\""));
}

TEST_CASE("every figure has a caption, a spec, and a table behind it") {
  const std::string page = emit::report(analysis_of(some_data(), quick_report()), with_figures);
  const std::size_t figures = count(page, "<figure id=");
  CHECK(figures == 8);  // trend, category, provenance, frontiers, coverage, and three timelines
  CHECK(count(page, "<figcaption>") == figures);
  CHECK(count(page, "<div class=\"plot\"") == figures);
  CHECK(count(page, "The numbers of this figure as a table") == figures);
  CHECK(count(page, "id=\"spec-") == figures);
}

TEST_CASE("the CSV tables are in the report byte for byte") {
  const Analysis analysis = GENERATE(0, 1) == 0 ? analysis_of(some_data(), quick_report()) : hostile();
  const std::string page = emit::report(analysis, with_figures);
  for (const emit::CsvTable& table : emit::csv_tables()) {
    const auto blocks =
        between(page, "<script type=\"application/json\" id=\"csv-" + std::string(table.name) + "\">", "</script>");
    REQUIRE(blocks.size() == 1);
    CHECK(emit::Json::parse(blocks[0]) == table.emit(analysis));
  }
}

TEST_CASE("texts from data are text in the report, wherever they stand") {
  const std::string plain = emit::report(analysis_of(dataset(random_rows(3)), quick_report()), with_figures);
  const std::string page = emit::report(hostile(), with_figures);
  CHECK_FALSE(has(page, "<img"));
  CHECK_FALSE(has(page, "<!--"));
  CHECK_FALSE(has(page, "<script>alert"));
  CHECK(has(page, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  CHECK(count(page, "<script>") == count(plain, "<script>"));
  CHECK(count(page, "</script>") == count(page, "<script"));
  CHECK_FALSE(has(page, "\" onerror"));
}

TEST_CASE("the report allows its own scripts by their hashes, and no network") {
  const std::string page = emit::report(hostile(), with_figures);
  const auto policies = between(page, "http-equiv=\"Content-Security-Policy\" content=\"", "\"");
  REQUIRE(policies.size() == 1);
  CHECK(policies[0].starts_with("default-src 'none'; script-src 'sha256-"));
  CHECK_FALSE(has(policies[0].substr(0, policies[0].find("style-src")), "unsafe"));
  const auto scripts = between(page, "<script>", "</script>");
  CHECK(scripts.size() == 5);
  for (const std::string& script : scripts) {
    Sha256 hash;
    hash.update(script);
    const auto digest = hash.digest();
    CHECK(has(policies[0], "'sha256-" + base64({digest.data(), digest.size()}) + "'"));
    CHECK_FALSE(has(script, "sourceMappingURL"));
  }
}

TEST_CASE("without the libraries the report says where figures are missing, and keeps the rest") {
  const Analysis analysis = analysis_of(some_data(), quick_report());
  const std::string page = emit::report(analysis, without_figures);
  CHECK(count(page, "The figure is left out") == count(page, "<figure id="));
  CHECK(count(page, "<figcaption>") == count(page, "<figure id="));
  CHECK_FALSE(has(page, "class=\"plot\""));
  CHECK_FALSE(has(page, "id=\"spec-"));
  CHECK(has(page, "id=\"csv-datapoints\""));
  CHECK_FALSE(has(emit::report(analysis, with_figures), "The figure is left out"));
}

TEST_CASE("a report can be made where nothing was found") {
  for (const std::vector<Row>& rows : {std::vector<Row>{}, {open_row("A", "2024-01-01", 0.5)}}) {
    Dataset data = dataset(rows);
    Options options = quick_report();
    options.cross.as_of = day("2024-06-01");
    const std::string page = emit::report(analysis_of(std::move(data), options), with_figures);
    CHECK(has(page, "No level of the gap can be given"));
    CHECK(has(page, "</html>"));
  }
}

TEST_CASE("the report names the groups that were compared") {
  Options options = quick_report();
  options.cross.open = parse_group("any,country=China");
  options.cross.closed = parse_group("any,country=France");
  const std::string page = emit::report(analysis_of(some_data(), options), with_figures);
  CHECK(has(page, "How far models from China are behind models from France</h1>"));
  CHECK(has(page, "First leader"));
}

TEST_CASE("the capability index and the correction have sections where they were asked for, and are named only then") {
  Analysis analysis = analysis_of(some_data(), quick_report());
  const std::string without = emit::report(analysis, with_figures);
  for (const std::string_view id : {"index", "correction"}) {
    CHECK_FALSE(has(without, "<section id=\"" + std::string(id) + "\""));
    CHECK_FALSE(has(without, "href=\"#" + std::string(id) + "\""));
  }
  add_hand_made_latent(analysis);
  const std::string page = emit::report(analysis, with_figures);
  for (const std::string_view id : {"index", "correction"}) {
    CHECK(count(page, "<section id=\"" + std::string(id) + "\"") == 1);
    CHECK(count(page, "<li><a href=\"#" + std::string(id) + "\">") == 1);
  }
  for (const std::string_view id : {"index", "correction", "missing-tests"})
    CHECK(count(page, "id=\"spec-" + std::string(id) + "\"") == 1);
  CHECK(has(page, "id=\"csv-missing-tests\""));
  CHECK(has(page, "correction.draws"));
  CHECK_FALSE(has(page, "<img"));
  CHECK(has(page, "&lt;img"));
}

TEST_CASE("the report is the same on any number of threads, and asks no clock") {
  Options one = quick_report(), three = quick_report();
  one.smooth.threads = 1;
  three.smooth.threads = 3;
  CHECK(emit::report(analysis_of(some_data(), one), with_figures) ==
        emit::report(analysis_of(some_data(), three), with_figures));
}

TEST_CASE("the page's own style and script are built in") {
  const emit::ReportFiles files = emit::builtin_report_files();
  CHECK(has(std::string(files.style), "prefers-color-scheme"));
  CHECK(has(std::string(files.script), "vegaEmbed"));
  CHECK(files.interactive() == !builtin("web/vega-lite.min.js").empty());
}
