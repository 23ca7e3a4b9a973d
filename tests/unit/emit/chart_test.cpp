// Charts of an analysis and of one benchmark, as text.

#include <fmt/format.h>

#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/datapoints.hpp"
#include "support/pages.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

Options quick_chart() {
  Options options;
  options.smooth.resamples = 50;
  options.smooth.show = BandRule::defined;
  return options;
}

emit::Style style(int width, bool unicode, bool colour = false) {
  emit::Style result;
  result.width = width;
  result.unicode = unicode;
  result.colour = colour;
  return result;
}

std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

/// Without escape sequences of colour.
std::string without_colour(const std::string& text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\033')
      i = text.find('m', i);
    else
      result += text[i];
  }
  return result;
}

/// Random records with private and public benchmarks, of these names.
Analysis random_analysis(std::uint32_t seed, const std::string& title = "b", const std::string& model = {}) {
  Dataset data = dataset(random_rows(seed));
  data.benchmarks[0].benchmark.access = "private";
  data.benchmarks[1].benchmark.access = "public";
  data.benchmarks[1].benchmark.title = title;
  if (!model.empty())
    for (std::size_t i = 0; i < data.models.size(); ++i) data.models[i].name = model + std::to_string(i);
  return analysis_of(std::move(data), quick_chart());
}

/// The same, of the benchmark with that index alone.
Analysis only(Analysis analysis, std::size_t i) {
  const BenchmarkCrossings one = analysis.crossings.benchmarks.at(i);
  analysis.crossings.benchmarks = {one};
  return analysis;
}

std::string timeline(const Analysis& analysis, const emit::Style& style, std::string_view format = "table") {
  for (const emit::Format& f : emit::timeline_formats())
    if (f.name == format) return f.emit(analysis, style);
  throw std::invalid_argument(std::string(format));
}

/// One benchmark, three thresholds: accepted, open first, still open.
Analysis three_thresholds() {
  Dataset data = dataset({closed_row("closed one", "2024-01-01", 0.3), open_row("open one", "2024-07-01", 0.3),
                          open_row("open two", "2024-08-01", 0.5), closed_row("closed two", "2024-10-01", 0.5),
                          closed_row("closed three", "2024-11-01", 0.9)});
  data.benchmarks[0].benchmark.title = "Three Thresholds";
  Options options = quick_chart();
  options.cross.thresholds = {0.3, 0.5, 0.9, 0.95};
  options.cross.as_of = day("2025-01-01");
  options.cross.verdicts = Verdicts::none;
  return analysis_of(std::move(data), options);
}

}  // namespace

TEST_CASE("no line of a chart of trends is wider than the screen") {
  for (const std::uint32_t seed : {1u, 2u, 3u}) {
    const Analysis analysis = random_analysis(seed);
    for (int width = 40; width <= 200; width += 8) {
      for (const bool unicode : {true, false}) {
        CAPTURE(seed, width, unicode);
        CHECK(widest_line(emit::trend_chart(analysis, style(width, unicode))) <= static_cast<std::size_t>(width));
      }
    }
  }
}

TEST_CASE("no line of a timeline is wider than the screen, whatever the names, and no name is cut") {
  for (const std::string& name : awkward_names()) {
    const Analysis all = random_analysis(3, name, name);
    for (const int width : {40, 60, 80, 120}) {
      CAPTURE(name, width);
      const Analysis analysis = only(all, 1);
      const std::string text = timeline(analysis, style(width, true));
      CHECK(widest_line(text) <= static_cast<std::size_t>(width));
      const auto solid = [](std::string from) {
        std::erase_if(from, [](char c) { return c == ' ' || c == '\n'; });
        return from;
      };
      for (const Crossing& crossing : analysis.crossings.benchmarks[0].crossings)
        CHECK(has(solid(text), solid(crossing.closed.model)));
    }
  }
}

TEST_CASE("charts in ASCII have nothing but ASCII, and colour changes no character") {
  const Analysis analysis = random_analysis(1);
  for (const std::string& text :
       {emit::trend_chart(analysis, style(80, false)), timeline(only(analysis, 1), style(80, false))})
    CHECK(std::all_of(text.begin(), text.end(), [](char c) { return c == '\n' || (c >= ' ' && c <= '~'); }));
  CHECK(without_colour(emit::trend_chart(analysis, style(80, true, true))) ==
        emit::trend_chart(analysis, style(80, true)));
  CHECK(without_colour(timeline(only(analysis, 1), style(80, true, true))) ==
        timeline(only(analysis, 1), style(80, true)));
  CHECK_FALSE(has_control(emit::trend_chart(analysis, style(80, true))));
}

TEST_CASE("a chart of trends draws the access series, each with marks of its own and its level now") {
  const Analysis analysis = random_analysis(1);
  const std::string text = emit::trend_chart(analysis, style(80, true));
  for (const Trend& trend : analysis.trends) {
    CAPTURE(trend.series);
    REQUIRE(trend.current);
    const std::string now = fmt::format("{}: {:.1f} months in", trend.series, *trend.points[*trend.current].level);
    CHECK(has(text, now) == (trend.split == "access"));
  }
  CHECK(has(text, "───"));
  CHECK(has(text, "═══"));
}

TEST_CASE("without access series a chart of trends draws the one of all gaps") {
  Analysis analysis = random_analysis(1);
  std::erase_if(analysis.trends, [](const Trend& trend) { return trend.split == "access"; });
  const std::string text = emit::trend_chart(analysis, style(80, true));
  CHECK(has(text, "all: "));
  CHECK_FALSE(has(text, "public"));
}

TEST_CASE("a chart of trends marks a datapoint beyond its scale, and one without any says so") {
  Analysis analysis;
  analysis.crossings.datapoints = random_datapoints(1, 60);
  analysis.crossings.datapoints[0].closed.date.days -= 20000;
  analysis.trends = smooth::smooth(analysis.crossings.datapoints, quick_chart().smooth);
  for (Trend& trend : analysis.trends)
    for (TrendPoint& point : trend.points)
      if (point.level) point.level = point.low = point.high = 5;
  const std::string text = emit::trend_chart(analysis, style(80, true));
  CHECK(has(on_one_line(text), "beyond the scale"));
  CHECK(has(text.substr(0, text.find("───")), "↑"));
  analysis.crossings.datapoints.clear();
  CHECK(emit::trend_chart(analysis, style(80, true)) == "No chart: there are no accepted gaps.\n");
}

TEST_CASE("a gap that exists without a level is drawn without a line") {
  Options options = quick_chart();
  options.cross.verdicts = Verdicts::none;
  const Analysis analysis =
      analysis_of(dataset({closed_row("c", "2024-01-01", 0.5), open_row("o", "2024-03-01", 0.5)}), options);
  REQUIRE(analysis.crossings.datapoints.size() == 1);
  const std::string text = emit::trend_chart(analysis, style(60, false));
  CHECK(has(text, "unknown: no level"));
  CHECK(has(text, "*\n"));
}

TEST_CASE("a timeline draws who was first from left to right, and an arrow while a threshold is still open") {
  const std::string text = timeline(three_thresholds(), style(60, false));
  const std::vector<std::string> lines = lines_of(text);
  const auto row = [&](std::string_view label) {
    const auto at = std::find_if(lines.begin(), lines.end(), [&](const auto& line) { return line.starts_with(label); });
    return at == lines.end() ? std::string{} : *at;
  };
  CHECK(row("30%").find('c') < row("30%").find('o'));
  CHECK(has(row("30%"), "c=="));
  CHECK(has(row("30%"), "6.0"));
  CHECK(row("50%").find('o') < row("50%").find('c'));
  CHECK(has(row("50%"), "-2.0 open first"));
  CHECK(has(row("90%"), "->"));
  CHECK(has(row("90%"), "2.0+"));
}

TEST_CASE("a timeline begins with its message and ends with what nobody reached") {
  const std::string text = timeline(three_thresholds(), style(120, true));
  CHECK(
      on_one_line(text.substr(0, text.find("\n\n"))) ==
      "Three Thresholds: the last accepted gap is -2.0 months, as the open model was first: open two reached 50% in "
      "Aug 2024, closed two in Oct 2024. No open model has reached 90% yet, 2.0 months after the first closed model.");
  CHECK(text.ends_with("Not reached by a closed model: 95%.\n"));
}

TEST_CASE("a timeline names other groups than open and closed") {
  Analysis analysis = three_thresholds();
  analysis.options.cross.open = parse_group("any,country=China");
  const std::string text = timeline(analysis, style(120, false));
  CHECK(has(text, "l first leading model, f first following model"));
  CHECK(has(text, "No following model"));
}

TEST_CASE("a timeline without any crossing is one sentence") {
  Dataset data = dataset({open_row("o", "2024-01-01", 0.5)});
  CHECK(timeline(analysis_of(std::move(data), quick_chart()), style(80, true)) ==
        "b: no closed model has reached a threshold.\n");
}

TEST_CASE("control characters in names do not reach a timeline") {
  const Analysis analysis = only(random_analysis(3, "evil\033[2J\ntitle", "evil\r\x7F"), 1);
  CHECK_FALSE(has_control(timeline(analysis, style(80, true))));
}
