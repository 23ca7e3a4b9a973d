// What is corrected of the gaps: levels and datapoints before and after, and the tests that are missing.

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "emit/band_text.hpp"
#include "emit/correction.hpp"
#include "emit/figure_parts.hpp"
#include "emit/index_parts.hpp"
#include "emit/layout.hpp"

namespace gapcalc::emit {
namespace {

/// What fits on a screen.
constexpr std::size_t tests_shown = 15;
/// Pixels of a bar with its name above it.
constexpr std::size_t row_height = 32;
/// Columns of a name that fit on a phone.
constexpr std::size_t name_width = 52;

/// A run is a stretch without a hole.
Json level_rows(const latent::Correction& correction, const std::vector<const Trend*>& trends) {
  Json rows = Json::array();
  for (const Trend* trend : trends)
    for (const latent::CorrectedSeries& series : correction.series) {
      if (series.id != trend->id) continue;
      int run = 0;
      for (const latent::CorrectedPoint& point : series.points) {
        if (!point.corrected) {
          ++run;
          continue;
        }
        rows.push_back({{"series", series.id},
                        {"run", fmt::format("{} {}", series.id, run)},
                        {"date", to_string(point.date)},
                        {"day", to_string(point.date)},
                        {"measured", number_json(point.measured)},
                        {"corrected", *point.corrected},
                        {"low", number_json(point.low)},
                        {"high", number_json(point.high)},
                        {"interval", point.low ? interval_text(point.low, point.high) : "none"}});
      }
    }
  return rows;
}

Json gap_rows(const Analysis& analysis) {
  Json rows = Json::array();
  for (const latent::CorrectedGap& gap : analysis.latent->correction.gaps) {
    const Datapoint& one = datapoint_of(analysis, gap);
    const Benchmark& benchmark = benchmark_of(analysis, one.benchmark);
    const std::string likeliest = likeliest_first(gap);
    rows.push_back(
        {{"benchmark", benchmark.title},
         {"threshold", amount(one.threshold, benchmark.unit)},
         {"closed", crosser_words(one.closed, benchmark.unit)},
         {"open", crosser_words(one.open, benchmark.unit)},
         {"date", to_string(one.open.date)},
         {"measured", one.gap_months()},
         {"corrected", gap.gap ? Json(*gap.gap) : Json(one.gap_months())},
         {"correction", gap.gap ? fmt::format("{} ({})", one_decimal(*gap.gap), interval_text(gap.low, gap.high))
                                : std::string("unknown")},
         {"flagged", gap.p_change > latent::flagged_probability},
         {"chance", percent(gap.p_change)},
         {"likeliest", likeliest.empty() ? "as measured" : likeliest}});
  }
  return rows;
}

}  // namespace

std::vector<const Trend*> corrected_trends(const Analysis& analysis) {
  const auto access = shown_trends(analysis, name(Split::access));
  return access.empty() ? shown_trends(analysis, {}) : access;
}

Json correction_figure(const Analysis& analysis) {
  const Names who = names(analysis.options.cross);
  Json figure = figure_template("correction", who);
  const std::vector<const Trend*> trends = corrected_trends(analysis);
  set_title(
      figure, "The gap as measured, and corrected for missing tests and lucky scores",
      fmt::format(
          "Solid: level as measured. Dashed: what tests of all models and exact scores would be expected "
          "to have shown, with its {:.4g}% interval. Marks: measured gaps, each with a line to the corrected one; "
          "strong ones: missing tests likely change it by more than a month. Releases up to {}.",
          analysis.options.smooth.confidence * 100, to_string(analysis.crossings.as_of)),
      105);
  figure["datasets"] = {{"levels", level_rows(analysis.latent->correction, trends)}, {"gaps", gap_rows(analysis)}};
  figure["/layer/2/encoding/color/scale"_json_pointer] = series_colours(trends);
  drop_missing_intervals(figure, figure["datasets"]["levels"]);
  return figure;
}

Json missing_tests_figure(const Analysis& analysis) {
  const Names who = names(analysis.options.cross);
  Json figure = figure_template("missing-tests", who);
  Json rows = Json::array();
  for (const latent::MissingTest& test : analysis.latent->correction.missing) {
    if (rows.size() == tests_shown) break;
    const std::string& title = benchmark_of(analysis, test.benchmark).title;
    const std::string change = signed_decimal(test.months);
    rows.push_back(
        {{"rank", rows.size() + 1},
         {"model", test.model},
         {"group", test.open ? who.follower_column : who.leader_column},
         {"date", to_string(test.date)},
         {"benchmark", title},
         {"gaps", test.n_gaps},
         {"months", test.months},
         {"change", change},
         {"label", fmt::format("{}: {}", shortened(fmt::format("{} on {}", test.model, title), name_width), change)}});
  }
  figure["height"] = std::max<std::size_t>(rows.size(), 1) * row_height;
  figure["/layer/1/encoding/color/scale/domain"_json_pointer] = {who.leader_column, who.follower_column};
  set_title(
      figure, "The missing tests that would be expected to change most",
      fmt::format("Months by which a test would be expected to change the gaps at which its model may have been first, "
                  "taken together. Tests of {} models make gaps longer, those of {} models shorter.",
                  who.leader_word, who.follower_word),
      95);
  figure["datasets"] = {{"missing", rows}};
  return figure;
}

}  // namespace gapcalc::emit
