// Levels before and after.

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "emit/diff_parts.hpp"

namespace gapcalc::emit {
namespace {

using audit::HeadlineChange;

std::string level_cell(const std::optional<TrendPoint>& point) { return point ? one_decimal(*point->level) : "n/a"; }

std::string band_cell_of(const std::optional<TrendPoint>& point) {
  if (!point || !point->low) return "n/a";
  return band(*point) + (point->band == BandState::thin ? "*" : "");
}

std::string at_cell(const std::optional<TrendPoint>& point) { return point ? month_name(point->date) : "n/a"; }

std::string change_cell(const std::optional<double>& change) { return change ? signed_decimal(*change) : "n/a"; }

bool is_access_class(const HeadlineChange& one) { return one.series == "public" || one.series == "private"; }

}  // namespace

std::string headline_change(const audit::Difference& difference) {
  const auto& all = difference.headline;
  const bool by_access = std::any_of(all.begin(), all.end(), is_access_class);
  std::vector<std::string> parts;
  for (const HeadlineChange& one : all) {
    if (by_access ? !is_access_class(one) : one.series != "all") continue;
    const std::string unit = parts.empty() ? " months" : "";
    if (!one.before && !one.after)
      parts.push_back(fmt::format("{} has no level", one.series));
    else if (!one.change)
      parts.push_back(fmt::format("{} {} to {}", one.series, level_cell(one.before), level_cell(one.after)));
    else
      parts.push_back(fmt::format("{} {} to {}{} ({})", one.series, level_cell(one.before), level_cell(one.after), unit,
                                  signed_decimal(*one.change)));
  }
  return join(parts, ", ");
}

void add_headlines(const DiffLook& look, std::vector<Block>& page) {
  const bool has_band = look.options.smooth.band != BandKind::none;
  const bool time_went_on = look.of.as_of_before != look.of.as_of_after;
  Table table{"The gap in months, by series", {{"series"}, {""}, {"now", true}}, {}};
  if (has_band) table.columns.push_back({band_name(look.options.smooth), true});
  for (const Column& column : {Column{"at"}, Column{"gaps", true}, Column{"change", true}})
    table.columns.push_back(column);
  if (time_went_on) {
    table.columns.push_back({"revised", true});
    table.columns.push_back({"later", true});
  }
  for (const HeadlineChange& one : look.of.headline)
    for (const bool after : {false, true}) {
      const auto& point = after ? one.after : one.before;
      std::vector<std::string> row{after ? "" : one.series, after ? "after" : "before", level_cell(point)};
      if (has_band) row.push_back(band_cell_of(point));
      row.push_back(at_cell(point));
      row.push_back(fmt::format("{}/{}", after ? one.datapoints_after : one.datapoints_before,
                                after ? one.benchmarks_after : one.benchmarks_before));
      row.push_back(after ? change_cell(one.change) : "");
      if (time_went_on) {
        row.push_back(after ? change_cell(one.revised) : "");
        row.push_back(after ? change_cell(one.elapsed) : "");
      }
      table.rows.push_back(std::move(row));
    }
  page.push_back({{}, std::move(table)});
  std::string legend = "gaps: datapoints/benchmarks.";
  if (time_went_on)
    legend += fmt::format(
        " Seen from {} before and from {} after. revised: the change of what both have up to {}; later: the rest, "
        "which came with time.",
        to_string(look.of.as_of_before), to_string(look.of.as_of_after), to_string(look.of.common_as_of));
  if (std::any_of(look.of.headline.begin(), look.of.headline.end(),
                  [](const HeadlineChange& one) { return one.reason == "no_records"; }))
    legend += " n/a: the JSON of an analysis cannot be seen from another day.";
  const auto thin = [](const std::optional<TrendPoint>& point) { return point && point->band == BandState::thin; };
  if (std::any_of(look.of.headline.begin(), look.of.headline.end(),
                  [&](const HeadlineChange& one) { return thin(one.before) || thin(one.after); }))
    legend += " *: thin, carried by 3 or 4 benchmarks or open models.";
  legend += " Changes are of levels before rounding.";
  page.push_back({std::move(legend), {}});
}

}  // namespace gapcalc::emit
