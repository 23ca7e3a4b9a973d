#include "emit/filters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "emit/band_text.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using infer::Filtered;
using infer::Filters;
using infer::SpecifiedLevel;

/// Series that fit in 80 columns with their intervals.
constexpr std::size_t series_beside = 2;

/// The first of the series to be shown, and the one behind the last.
std::pair<std::size_t, std::size_t> shown_series(const Filters& filters) {
  const std::size_t n = filters.series.size(), first = n > 1 ? 1 : 0;
  return {first, std::min(n, first + series_beside)};
}

/// Without the dashes, which would cost four columns.
std::string row_name(const Filtered& row) {
  std::string text = row.option.empty() ? "as given" : row.option;
  for (std::size_t at = text.find("--"); at != text.npos; at = text.find("--", at)) text.erase(at, 2);
  return text;
}

std::string filters_csv(const Filters& filters) {
  CsvWriter out(csv_header("filters.csv"));
  for (const Filtered& row : filters.rows)
    for (const SpecifiedLevel& one : row.series) {
      out.cell(row.option).count(row.n_datapoints).count(row.n_benchmarks).count(row.n_same);
      out.cell(one.series).count(one.n_datapoints).date(one.date).number(one.level).number(one.low).number(one.high);
      out.number(one.change).cell(one.reason).end_row();
    }
  return out.take();
}

std::string filters_json(const Filters& filters, const Source& from) {
  Json rows = Json::array();
  for (const Filtered& row : filters.rows) {
    Json levels = Json::array();
    for (const SpecifiedLevel& one : row.series) levels.push_back(level_json(one));
    rows.push_back({{"option", text_json(row.option)},
                    {"reason", text_json(row.reason)},
                    {"n_datapoints", row.n_datapoints},
                    {"n_benchmarks", row.n_benchmarks},
                    {"n_same", row.n_same},
                    {"series", std::move(levels)}});
  }
  Json document = head_json("filters", from, {"simultaneous"});
  document.update({{"filters", std::move(rows)}, {"notes", filters.notes}});
  return to_text(document);
}

}  // namespace

Table filters_table(const Filters& filters, const SmoothOptions& options) {
  Table table{"The gap now under each filter, in months", {{"option of analyze"}, {"gaps", true}}, {}};
  const auto [first, last] = shown_series(filters);
  for (std::size_t s = first; s < last; ++s) {
    table.columns.push_back({filters.series[s], true});
    table.columns.push_back({fmt::format("{:.4g}%", options.confidence * 100), true});
  }
  for (const Filtered& row : filters.rows) {
    std::vector<std::string> cells{row_name(row), row.reason.empty() ? std::to_string(row.n_datapoints) : "n/a"};
    for (std::size_t s = first; s < last; ++s) {
      const SpecifiedLevel& one = row.series[s];
      cells.push_back(one.level ? one_decimal(*one.level) : "n/a");
      cells.push_back(one.low ? fmt::format("{} to {}", one_decimal(*one.low), one_decimal(*one.high)) : "n/a");
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

std::string filters_legend() {
  return "Each row is one option beside those given; analyze takes it with -- before each word, report too. gaps: that "
         "are left or new. n/a: no level, or too few benchmarks or open models for an interval; --format csv has the "
         "reason, and how many of the gaps are those of the first row.";
}

std::string filters_words(const Filters& filters) {
  const Filtered* most = nullptr;
  const SpecifiedLevel* moved = nullptr;
  const auto [first, last] = shown_series(filters);
  for (const Filtered& row : filters.rows)
    for (std::size_t s = first; s < last; ++s) {
      const SpecifiedLevel& one = row.series[s];
      if (!one.change || (moved != nullptr && std::abs(*one.change) <= std::abs(*moved->change))) continue;
      most = &row;
      moved = &one;
    }
  if (moved == nullptr || *moved->change == 0) return "No filter moves a level.";
  return fmt::format("The filter that matters most is {}: with it the gap now is {} months in the series {} ({}).",
                     most->option, one_decimal(*moved->level), moved->series, signed_decimal(*moved->change));
}

std::string filters(const Filters& filters, const Source& from, std::string_view format, const Style& style) {
  if (format == "csv") return filters_csv(filters);
  if (format == "json") return filters_json(filters, from);
  std::vector<Block> page{
      {filters_words(filters), {}}, {{}, filters_table(filters, from.options.smooth)}, {filters_legend(), {}}};
  for (const std::string& note : filters.notes) page.push_back({fmt::format("Note: {}.", note), {}});
  return render(with_filters(std::move(page), from.options.cross), format, style);
}

}  // namespace gapcalc::emit
