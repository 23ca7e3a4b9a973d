// What the gap rests on: the headline under filters, a handicap, and how many versions first crossers were the best of.

#include <algorithm>

#include "emit/figure_parts.hpp"
#include "emit/filters.hpp"
#include "emit/report_parts.hpp"

namespace gapcalc::emit::page {
namespace {

std::string filters_part(const infer::Filters& filters, const SmoothOptions& options) {
  return paragraph(filters_words(filters)) + html::table(html::grid(filters_table(filters, options))) +
         paragraph(filters_legend(), "note");
}

bool has_level(const infer::HandicapPoint& point) {
  return std::any_of(point.series.begin(), point.series.end(), [](const auto& one) { return one.level.has_value(); });
}

/// The versions that were tested before a first crosser, where more than one was.
html::Grid versions_table(const audit::Selection& selection, const Names& who) {
  html::Grid table{"First crossers that were one of several versions of their model",
                   {{"Benchmark"},
                    {"Score", true},
                    {"First"},
                    {"Model"},
                    {"Versions", true},
                    {"Margin", true},
                    {"Gain by chance", true}},
                   {}};
  for (const audit::Selected& one : selection.crossers)
    if (one.family_n.value_or(1) > 1 && one.inflation && is_fraction(one.unit))
      table.rows.push_back({html::text(one.title), amount(one.threshold, one.unit),
                            one.open ? who.follower_column : who.leader_column, model(one.crosser),
                            std::to_string(*one.family_n), one_decimal(one.margin), one_decimal(*one.inflation)});
  return table;
}

}  // namespace

std::string credibility(const Context& context) {
  const Analysis& analysis = context.analysis;
  if (!analysis.credibility) return {};
  const Credibility& of = *analysis.credibility;
  const Names who = names(analysis.options.cross);
  std::string out = filters_part(of.filters, analysis.options.smooth);
  if (std::any_of(of.sweep.points.begin(), of.sweep.points.end(), has_level))
    out += figure(context, {"handicap",
                            handicap_figure(of.sweep, who),
                            handicap_words(of.sweep, who),
                            {},
                            html::grid(handicap_table(of.sweep, who))});
  html::Grid versions = versions_table(of.selection, who);
  if (!versions.rows.empty())
    out += figure(context, {"best-of-n",
                            best_of_figure(of.selection, analysis.options),
                            "Each mark is a first crosser that was one of several versions of its model tested by its "
                            "release, effort settings among them. Gain: the points by which the best of so many "
                            "equally good versions is too high by chance alone.",
                            {},
                            std::move(versions)});
  return section("credibility", "What the gap rests on", out);
}

}  // namespace gapcalc::emit::page
