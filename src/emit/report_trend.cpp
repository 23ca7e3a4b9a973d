// The answer, and the trend as a whole and by the splits that were asked for.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "emit/band_text.hpp"
#include "emit/figure_parts.hpp"
#include "emit/headline.hpp"
#include "emit/overview.hpp"
#include "emit/report_parts.hpp"

namespace gapcalc::emit::page {
namespace {

/// The trends of a split, in the order of the analysis.
std::vector<const Trend*> trends_of(const Analysis& analysis, std::string_view split) {
  std::vector<const Trend*> result;
  for (const Trend& trend : analysis.trends)
    if (trend.split == split) result.push_back(&trend);
  return result;
}

bool is_access(const Trend* trend) { return trend->split == name(Split::access); }

/// Public and private first, as the headline names them, then all.
std::vector<const Trend*> main_trends(const Analysis& analysis) {
  std::vector<const Trend*> result = trends_of(analysis, name(Split::access));
  for (const Trend* all : trends_of(analysis, name(Split::none))) result.push_back(all);
  return result;
}

std::string behind(double level) { return level < 0 ? "months ahead" : "months behind"; }

std::string card(const Analysis& analysis, const Trend& trend) {
  const TrendPoint& now = *current(trend);
  std::string band_text = fmt::format("no band: {}", why_no_band(trend, now));
  if (now.low) band_text = fmt::format("{} {}", band_name(analysis.options.smooth), band(now));
  if (now.band == BandState::thin) band_text += ", thin";
  return fmt::format(
      "<div class=\"card {0}\">\n<dt>{0} benchmarks</dt>\n<dd class=\"big\">{1} <small>{2}</small></dd>\n"
      "<dd>{3}</dd>\n<dd>{4}; {5} on {6}</dd>\n</div>\n",
      html::text(trend.series), one_decimal(std::abs(*now.level)), behind(*now.level), html::text(band_text),
      month_name(now.date), counted(trend.n_datapoints, "gap"), counted(trend.n_benchmarks, "benchmark"));
}

/// `public 6.5 months in Feb 2026 (90% band 4.2 to 9.7), at its smallest 3.0 in Jan 2025`.
std::string level_words(const Analysis& analysis, const Trend& trend) {
  if (!trend.current) return fmt::format("{} has no level, as too few gaps lie close together", trend.id);
  const TrendPoint& now = *current(trend);
  std::string text = fmt::format("{} {} months in {}", trend.id, one_decimal(*now.level), month_name(now.date));
  if (now.low) text += fmt::format(" ({} {})", band_name(analysis.options.smooth), band(now));
  if (trend.minimum && trend.minimum != trend.current) {
    const TrendPoint& least = trend.points[*trend.minimum];
    text += fmt::format(", at its smallest {} in {}", one_decimal(*least.level), month_name(least.date));
  }
  return text;
}

std::string levels_in_words(const Analysis& analysis, const std::vector<const Trend*>& trends) {
  std::string text;
  for (const Trend* one : trends) text += (text.empty() ? "" : "; ") + level_words(analysis, *one);
  return text.empty() ? "There is no level." : fmt::format("Levels: {}.", text);
}

std::string gap_words(const Analysis& analysis) {
  const Names who = names(analysis.options.cross);
  std::size_t left = 0;
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks) left += reached(of).left;
  std::string text = fmt::format(
      "Each mark is one of {}: months from the release of the first {} model that reached a score to that of the first "
      "{} one, at the date of the latter. Circles are benchmarks whose test items are public, stars those whose items "
      "are private.",
      counted(analysis.crossings.datapoints.size(), "gap"), who.leader_column, who.follower_column);
  if (left > 0)
    text += fmt::format(" Hollow marks at the right: {} that only {} models have reached; their gaps still grow.",
                        counted(left, "score"), who.leader_column);
  return text;
}

/// Check boxes, as legends cannot be reached by keyboard.
std::string box(std::string_view field, std::string_view value) {
  return fmt::format("<label><input type=\"checkbox\" data-field=\"{}\" value=\"{}\" checked> {}</label>\n", field,
                     html::text(value), html::text(value));
}

std::string controls(const Analysis& analysis, std::string_view id, const std::vector<const Trend*>& trends) {
  std::string out =
      fmt::format("<div class=\"controls\" data-for=\"{}\" hidden>\n<fieldset><legend>Lines</legend>\n", id);
  for (const Trend* trend : trends)
    if (trend->current) out += box("series", trend->id);
  out +=
      "</fieldset>\n<details><summary>Choose benchmarks</summary>\n<fieldset><legend>Marks of these benchmarks; the "
      "lines stay those of all</legend>\n";
  for (const BenchmarkCrossings* of : crossed(analysis)) out += box("benchmark", of->benchmark.title);
  return out +
         "<button type=\"button\" data-pick=\"all\">All</button> <button type=\"button\" "
         "data-pick=\"none\">None</button>\n</fieldset></details>\n</div>\n";
}

html::Grid gap_table(const Analysis& analysis) {
  const Names who = names(analysis.options.cross);
  html::Grid table{"The gaps that count",
                   {{"Benchmark"},
                    {"Score", true},
                    {fmt::format("First {}", who.leader_column)},
                    {"Released"},
                    {fmt::format("First {}", who.follower_column)},
                    {"Released"},
                    {"Months", true}},
                   {}};
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    for (const Crossing& crossing : of.crossings)
      if (crossing.status == Status::accepted)
        table.rows.push_back({html::text(of.benchmark.title), amount(crossing.threshold, of.benchmark.unit),
                              model(crossing.closed), to_string(crossing.closed.date), model(*crossing.open),
                              to_string(crossing.open->date), one_decimal(months(*crossing.gap_days()))});
  return table;
}

std::string split_title(Split split) {
  return split == Split::provenance ? "By who measured the scores" : fmt::format("By {}", name(split));
}

std::string split_words(Split split) {
  if (split == Split::provenance)
    return "Independent: one party ran all models the same way. Caveat: so, but something speaks against full trust. "
           "Self-reported: mostly figures of the developers or of those who sent them in.";
  return {};
}

}  // namespace

std::string answer(const Context& context) {
  const Analysis& analysis = context.analysis;
  const Names who = names(analysis.options.cross);
  std::string out =
      fmt::format("<section id=\"answer\" aria-labelledby=\"title\">\n<h1 id=\"title\">How far {} are behind {}</h1>\n",
                  html::text(who.follower), html::text(who.leader));
  out += paragraph(headline(analysis), "lead");
  std::string cards;
  const auto trends = main_trends(analysis);
  for (const Trend* one : trends)
    if (one->current) cards += card(analysis, *one);
  if (!cards.empty()) out += "<dl class=\"cards\">\n" + cards + "</dl>\n";
  if (const std::string text = difference(analysis); !text.empty()) out += paragraph(text);
  out += html::table(html::grid(series_table(analysis, trends)));
  if (const std::string text = simultaneous(analysis); !text.empty()) out += paragraph(text, "note");
  return out + paragraph(series_legend(analysis), "note") + "</section>\n";
}

std::string trend(const Context& context) {
  const Analysis& analysis = context.analysis;
  const auto all = main_trends(analysis);
  std::vector<const Trend*> shown;  // the figure shows one split
  std::copy_if(all.begin(), all.end(), std::back_inserter(shown), is_access);
  if (shown.empty()) shown = all;
  const std::string_view split = shown.empty() ? name(Split::none) : std::string_view(shown.front()->split);
  return section("trend", "The gap over time",
                 figure(context, {"trend",
                                  trend_figure(analysis, split),
                                  gap_words(analysis) + " " + levels_in_words(analysis, shown),
                                  {"datapoints", "trends"},
                                  gap_table(analysis),
                                  controls(analysis, "trend", shown)}));
}

std::string splits(const Context& context) {
  const Analysis& analysis = context.analysis;
  std::string out;
  for (const Split split : analysis.options.smooth.by) {
    const auto trends = trends_of(analysis, name(split));
    if (split == Split::none || split == Split::access || trends.empty()) continue;
    Json spec = trend_figure(analysis, name(split));
    for (const char* same : {"gaps", "still_open", "milestones"}) spec["datasets"].erase(same);
    const std::string id = fmt::format("by-{}", name(split));
    const std::string words = split_words(split);
    out += section(id, split_title(split),
                   (words.empty() ? "" : paragraph(words)) +
                       figure(context, {id,
                                        std::move(spec),
                                        "Marks as in the figure above. " + levels_in_words(analysis, trends),
                                        {"trends", "datapoints"},
                                        html::grid(series_table(analysis, trends)),
                                        controls(analysis, id, trends),
                                        "trend"}));
  }
  return out;
}

}  // namespace gapcalc::emit::page
