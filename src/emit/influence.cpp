#include "gapcalc/influence.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using infer::Influence;
using infer::Influenced;
using infer::LeftOut;

/// What fits on a screen beside the legend.
constexpr std::size_t influence_rows = 20;

std::string_view words(LeftOut kind) {
  switch (kind) {
    case LeftOut::benchmark:
    case LeftOut::largest_of_access: return "benchmark";
    case LeftOut::open_release: return "open release";
    case LeftOut::open_organization: return "open organization";
    case LeftOut::closed_organization: return "closed organization";
    case LeftOut::provenance: return "provenance class";
  }
  return {};
}

/// The change, or in a word why there is none; nothing where the series holds nothing of the group.
std::string change_of(const infer::RestLevel& rest) {
  if (rest.n_left_out == 0) return "";
  if (rest.change) return signed_decimal(*rest.change);
  if (rest.reason == "small_mass") return fmt::format("mass {:.1f}", std::floor(rest.kernel_mass * 10) / 10);
  return rest.reason == "no_datapoints" ? "none left" : "n/a";
}

/// Index of the series whose level changes most.
std::size_t most_changed(const Influenced& row) {
  std::size_t result = 0;
  double largest = -1;
  for (std::size_t i = 0; i < row.series.size(); ++i) {
    if (!row.series[i].change || std::abs(*row.series[i].change) <= largest) continue;
    largest = std::abs(*row.series[i].change);
    result = i;
  }
  return result;
}

std::string levels_text(const Influence& influence) {
  std::string text;
  for (const infer::FullLevel& one : influence.series)
    text += fmt::format(
        "{}{} {}", text.empty() ? "" : ", ", one.series,
        one.level ? fmt::format("{} ({})", one_decimal(*one.level), to_string(*one.date)) : std::string("n/a"));
  return text;
}

std::string largest_text(const Influence& influence) {
  const bool has_level = std::any_of(influence.series.begin(), influence.series.end(),
                                     [](const infer::FullLevel& one) { return one.level.has_value(); });
  if (!has_level) return "There is no gap now to be changed: no series has a level.";
  const Influenced& row = influence.rows.front();
  if (!row.largest) return "Without any one of these groups, no series has a level.";
  const std::size_t at = most_changed(row);
  return fmt::format(
      "Most influential: the {} {} ({} gap{}). Without it, the gap now is {} months in the series {}, not {} ({}).",
      words(row.kind), row.name, row.n_left_out, row.n_left_out == 1 ? "" : "s", one_decimal(*row.series[at].level),
      influence.series[at].series, one_decimal(*influence.series[at].level), signed_decimal(*row.series[at].change));
}

/// What a row leaves out, for people; `benchmark (largest)` for the one with most datapoints of its access class.
std::string kind_of(const Influence& influence, const Influenced& row) {
  const bool largest = std::any_of(influence.rows.begin(), influence.rows.end(), [&](const Influenced& other) {
    return other.kind == LeftOut::largest_of_access && row.kind == LeftOut::benchmark && other.name == row.name;
  });
  return fmt::format("{}{}", words(row.kind), largest ? " (largest)" : "");
}

Table table_of(const Influence& influence, std::size_t& hidden) {
  Table table{"Change of the gap now, in months", {{"left out"}, {"what it is"}, {"gaps", true}}, {}};
  const std::size_t n_series = std::min(influence.series.size(), series_shown);
  for (std::size_t i = 0; i < n_series; ++i) table.columns.push_back({influence.series[i].series, true});
  for (const Influenced& row : influence.rows) {
    if (row.kind == LeftOut::largest_of_access) continue;  // marked on the benchmark's own row
    if (table.rows.size() == influence_rows) {
      ++hidden;
      continue;
    }
    std::vector<std::string> cells = {row.name, kind_of(influence, row), std::to_string(row.n_left_out)};
    for (std::size_t i = 0; i < n_series; ++i) cells.push_back(change_of(row.series[i]));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::vector<Block> page_of(const Influence& influence, const Options& options) {
  std::vector<Block> page;
  page.push_back({largest_text(influence), {}});
  page.push_back({fmt::format("The gap now on all datapoints, in months: {}.", levels_text(influence)), {}});
  std::size_t hidden = 0;
  page.push_back({{}, table_of(influence, hidden)});
  std::string more;
  if (hidden > 0) more = fmt::format("{} more change less. ", hidden);
  if (influence.series.size() > series_shown)
    more += fmt::format("{} more series. ", influence.series.size() - series_shown);
  if (!more.empty()) page.push_back({more + "--format csv has all.", {}});
  page.push_back(
      {fmt::format(
           "Datapoints are left out, and no first crosser is looked for in their place. The rest is read at the "
           "date of the level on all. Blank: the series has none of these. mass: no level, as the kernel mass "
           "of the rest is below {:.4g}. (largest): with most datapoints of its access class. Sorted by the "
           "largest change in any series.",
           options.smooth.min_mass),
       {}});
  return page;
}

std::string csv_of(const Influence& influence) {
  CsvWriter out(csv_header("influence.csv"));
  for (const Influenced& row : influence.rows) {
    for (std::size_t i = 0; i < row.series.size(); ++i) {
      const infer::FullLevel& full = influence.series[i];
      const infer::RestLevel& rest = row.series[i];
      out.cell(name(row.kind)).cell(row.name).cell(row.access).count(row.n_left_out).cell(full.series);
      out.date(full.date).number(full.level).count(full.n_datapoints).count(rest.n_left_out).number(rest.level);
      out.number(rest.change).number(rest.kernel_mass).cell(rest.reason).end_row();
    }
  }
  return out.take();
}

std::string json_of(const Influence& influence, const Source& from) {
  Json series = Json::array(), rows = Json::array();
  for (const infer::FullLevel& one : influence.series)
    series.push_back({{"series", one.series},
                      {"date", date_json(one.date)},
                      {"level", number_json(one.level)},
                      {"n_datapoints", one.n_datapoints}});
  for (const Influenced& row : influence.rows) {
    Json rests = Json::array();
    for (std::size_t i = 0; i < row.series.size(); ++i) {
      const infer::RestLevel& rest = row.series[i];
      rests.push_back({{"series", influence.series[i].series},
                       {"n_left_out", rest.n_left_out},
                       {"level", number_json(rest.level)},
                       {"change", number_json(rest.change)},
                       {"kernel_mass", rest.kernel_mass},
                       {"reason", text_json(rest.reason)}});
    }
    rows.push_back({{"kind", name(row.kind)},
                    {"name", row.name},
                    {"access", text_json(row.access)},
                    {"n_left_out", row.n_left_out},
                    {"largest_change", number_json(row.largest)},
                    {"series", std::move(rests)}});
  }
  Json document = head_json("influence", from,
                            {"min_draw_mass", "band", "show_band", "simultaneous", "resamples", "confidence", "seed"});
  document.update({{"series", series}, {"left_out", rows}});
  return to_text(document);
}

}  // namespace

std::string influence(const Influence& influence, const Source& from, std::string_view format, const Style& style) {
  if (format == "csv") return csv_of(influence);
  if (format == "json") return json_of(influence, from);
  return render(with_filters(page_of(influence, from.options), from.options.cross), format, style);
}

}  // namespace gapcalc::emit
