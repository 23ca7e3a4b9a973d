// What the capability index says: the gaps on it, and the gaps corrected by it.

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "emit/correction.hpp"
#include "emit/figure_parts.hpp"
#include "emit/index_parts.hpp"
#include "emit/report_parts.hpp"

namespace gapcalc::emit::page {
namespace {

/// The mean over records from here on is the one that agrees with what Epoch AI has published (docs/index.md).
constexpr double published_level = 126;

using latent::CorrectedGap;
using latent::GapEstimate;
using latent::GapRule;
using latent::LatentGap;

/// `6.5 months (90% interval 3.3 to 8.7)`.
std::string estimate_words(const GapEstimate& estimate, std::string_view unit, double confidence) {
  std::string text = fmt::format("{} {}", one_decimal(*estimate.value), unit);
  if (estimate.low)
    text += fmt::format(" ({:.4g}% interval {})", 100 * confidence, interval_text(estimate.low, estimate.high));
  return text;
}

std::string index_words(const Latent& latent) {
  std::string text = fmt::format(
      "Each mark is a model with an index of {} or more: one number from all of its scores, by release date. Lines: "
      "the best closed and "
      "the best open index so far. Bars: months from the first closed model with the index of an open record to that "
      "record.",
      lowest_shown(*latent.gaps));
  for (const LatentGap& gap : latent.gaps->gaps) {
    if (!gap.fitted.value) continue;
    const auto say = [&](std::string_view what, std::string_view unit) {
      text += fmt::format(" {}: {}.", what, estimate_words(gap.fitted, unit, latent.options.confidence));
    };
    if (gap.rule == GapRule::record_mean && !gap.from_level) say("Mean over all open records", "months");
    if (gap.rule == GapRule::record_mean && gap.from_level == published_level)
      say(fmt::format("Over those with an index of {} or more", *gap.from_level), "months");
    if (gap.rule == GapRule::daily_lag) say("Age of the closed index that open models offer, mean over days", "months");
    if (gap.rule == GapRule::vertical) say("Best closed less best open index, mean over days", "points");
  }
  return text;
}

html::Grid corrected_gaps(const Analysis& analysis) {
  const Names who = names(analysis.options.cross);
  html::Grid table{"The gaps that count, as measured and corrected, in months",
                   {{"Benchmark"},
                    {"Score", true},
                    {fmt::format("First {}", who.leader_column)},
                    {fmt::format("First {}", who.follower_column)},
                    {"Released"},
                    {"Measured", true},
                    {"Corrected", true},
                    {fmt::format("{:.4g}%", 100 * analysis.options.smooth.confidence), true},
                    {"Chance", true}},
                   {}};
  for (const CorrectedGap& gap : analysis.latent->correction.gaps) {
    const Datapoint& one = datapoint_of(analysis, gap);
    const Benchmark& benchmark = benchmark_of(analysis, one.benchmark);
    table.rows.push_back({html::text(benchmark.title), amount(one.threshold, benchmark.unit), model(one.closed),
                          model(one.open), to_string(one.open.date), one_decimal(one.gap_months()),
                          gap.gap ? one_decimal(*gap.gap) : "-", interval_text(gap.low, gap.high),
                          percent(gap.p_change)});
  }
  return table;
}

std::string levels_words(const Analysis& analysis) {
  std::string text =
      "Solid lines are the levels as measured, dashed ones those corrected for missing tests and lucky scores, with "
      "their interval. Marks are the measured gaps, each with a line to the corrected one; strong ones are those that "
      "missing tests "
      "likely change by more than a month.";
  const auto shown = corrected_trends(analysis);
  for (const latent::CorrectedSeries& series : analysis.latent->correction.series) {
    if (!series.last_measured || !series.last) continue;
    if (std::none_of(shown.begin(), shown.end(), [&](const Trend* one) { return one->id == series.id; })) continue;
    text += fmt::format(" Last twelve months, {}: measured {}, corrected {}", series.id,
                        one_decimal(*series.last_measured), one_decimal(*series.last));
    if (series.low) text += fmt::format(" ({})", interval_text(series.low, series.high));
    text += ".";
  }
  return text;
}

std::string missing_words(const Names& who) {
  return fmt::format(
      "Bars: months by which a test would be expected to change the gaps at which its model may have been first, taken "
      "together. {} models that were first without a test make gaps longer, {} ones shorter.",
      who.leader_word == "closed" ? "Closed" : "Leading", who.follower_word == "open" ? "open" : "following");
}

}  // namespace

std::string capability_index(const Context& context) {
  if (!context.analysis.latent || !context.analysis.latent->gaps) return {};
  const Latent& latent = *context.analysis.latent;
  return section(
      "index", "On the capability index",
      figure(context, {"index",
                       index_figure(latent.index, *latent.gaps),
                       index_words(latent),
                       {},
                       html::grid(records_table(*latent.gaps, latent.index, latent.gaps->fitted.open.size()))}) +
          html::table(html::grid(gaps_table(*latent.gaps, latent.options))) +
          paragraph(definitions_text(*latent.gaps), "note") +
          paragraph(columns_text(*latent.gaps, latent.index), "note"));
}

std::string corrected(const Context& context) {
  const Analysis& analysis = context.analysis;
  if (!analysis.latent) return {};
  const std::size_t all = analysis.latent->correction.gaps.size();
  std::string out = html::table(html::grid(corrected_table(analysis))) + paragraph(correction_words(analysis), "note");
  out += figure(context, {"correction",
                          correction_figure(analysis),
                          levels_words(analysis),
                          {"corrected", "corrected-trends"},
                          corrected_gaps(analysis)});
  Table flagged = flagged_table(analysis, all);
  out +=
      flagged.rows.empty() ? paragraph(flagged.title + ".") : details(flagged.title, html::table(html::grid(flagged)));
  if (!analysis.latent->correction.missing.empty())
    out += figure(context, {"missing-tests",
                            missing_tests_figure(analysis),
                            missing_words(names(analysis.options.cross)),
                            {"missing-tests"},
                            html::grid(missing_table(analysis, analysis.latent->correction.missing.size()))});
  return section("correction", "Corrected for missing tests and lucky scores", out + paragraph(flag_words(), "note"));
}

}  // namespace gapcalc::emit::page
