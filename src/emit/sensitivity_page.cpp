// The page of sensitivity: what a person wants to know of it, in that order.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/quantile.hpp"
#include "emit/layout.hpp"
#include "gapcalc/sensitivity.hpp"

namespace gapcalc::emit {
namespace {

using infer::BandwidthErrors;
using infer::Choice;
using infer::Sensitivity;
using infer::Specification;
using infer::SpecifiedLevel;

std::size_t shown(const Sensitivity& result) { return std::min(result.series.size(), series_shown); }

/// The value of the choice that a row is about; `*` marks the one in force.
std::string value_of(const Specification& row) {
  return row.values[static_cast<std::size_t>(*row.choice)] + (row.is_default() ? " *" : "");
}

std::vector<std::string> level_cells(const SpecifiedLevel& one, bool is_default) {
  if (!one.level) return {"n/a", ""};
  return {one_decimal(*one.level), is_default || !one.change ? "" : signed_decimal(*one.change)};
}

/// All choices but the band, which never changes a level.
Table change_table(const Sensitivity& result) {
  Table table{"The gap now and its change, in months", {{"choice"}, {"value"}}, {}};
  for (std::size_t s = 0; s < shown(result); ++s) {
    table.columns.push_back({result.series[s], true});
    table.columns.push_back({"+/-", true});
  }
  std::optional<Choice> last;
  for (const Specification& row : result.rows) {
    if (row.choice == Choice::band) continue;
    std::vector<std::string> cells = {row.choice == last ? "" : std::string(name(*row.choice)), value_of(row)};
    last = row.choice;
    for (std::size_t s = 0; s < shown(result); ++s)
      for (std::string& cell : level_cells(row.series[s], row.is_default())) cells.push_back(std::move(cell));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

Table band_table(const Sensitivity& result, double confidence) {
  Table table{
      fmt::format("The {:.4g}% interval of the gap now by kind of band, in months", confidence * 100), {{"band"}}, {}};
  for (std::size_t s = 0; s < shown(result); ++s) table.columns.push_back({result.series[s], true});
  for (const Specification& row : result.rows) {
    if (row.choice != Choice::band) continue;
    std::vector<std::string> cells = {value_of(row)};
    for (std::size_t s = 0; s < shown(result); ++s) {
      const SpecifiedLevel& one = row.series[s];
      cells.push_back(one.low ? fmt::format("{} to {}", one_decimal(*one.low), one_decimal(*one.high)) : one.reason);
    }
    table.rows.push_back(std::move(cells));
  }
  return table;
}

const Specification& default_of(const Sensitivity& result) {
  return *std::find_if(result.rows.begin(), result.rows.end(),
                       [](const Specification& row) { return row.is_default(); });
}

/// The row and series whose level changes most.
std::string largest_text(const Sensitivity& result) {
  const Specification* largest = nullptr;
  std::size_t at = 0;
  double most = 0;
  for (const Specification& row : result.rows) {
    for (std::size_t s = 0; s < row.series.size(); ++s) {
      if (!row.series[s].change || std::abs(*row.series[s].change) <= most) continue;
      most = std::abs(*row.series[s].change);
      largest = &row;
      at = s;
    }
  }
  if (largest == nullptr) return "No single choice changes the gap now.";
  const SpecifiedLevel &one = largest->series[at], &usual = default_of(result).series[at];
  const std::string when = one.date == usual.date ? "" : fmt::format(" (at {})", to_string(*one.date));
  return fmt::format(
      "The choice that matters most: {} {}. With it, the gap now is {} months{} in the series {}, not {} ({}).",
      name(*largest->choice), largest->values[static_cast<std::size_t>(*largest->choice)], one_decimal(*one.level),
      when, one.series, one_decimal(*usual.level), signed_decimal(*one.change));
}

/// Levels of a series over all specifications that `take` takes.
template <typename Take>
std::vector<double> levels_of(const Sensitivity& result, std::size_t s, const Take& take) {
  std::vector<double> levels;
  for (const Specification& row : result.rows)
    if (take(row) && row.series[s].level) levels.push_back(*row.series[s].level);
  return levels;
}

bool any_row(const Specification&) { return true; }

/// Over which range the single changes move each series.
std::string range_text(const Sensitivity& result) {
  std::string text;
  for (std::size_t s = 0; s < result.series.size(); ++s) {
    const std::vector<double> levels = levels_of(result, s, any_row);
    if (levels.empty()) continue;
    const auto [least, most] = std::minmax_element(levels.begin(), levels.end());
    text += fmt::format("{}{} {} to {}", text.empty() ? "" : ", ", result.series[s], one_decimal(*least),
                        one_decimal(*most));
  }
  return text.empty() ? "No series has a level." : fmt::format("Over all of these, in months: {}.", text);
}

/// How levels spread over a grid.
Table spread_table(const Sensitivity& result) {
  Table table{"The gap now over all specifications, in months",
              {{"series"},
               {"default", true},
               {"least", true},
               {"5%", true},
               {"median", true},
               {"95%", true},
               {"greatest", true},
               {"with a level", true}},
              {}};
  const Specification& base = default_of(result);
  for (std::size_t s = 0; s < result.series.size(); ++s) {
    std::vector<double> levels = levels_of(result, s, any_row);
    std::vector<std::string> cells = {result.series[s],
                                      base.series[s].level ? one_decimal(*base.series[s].level) : "n/a"};
    for (const double p : {0.0, 0.05, 0.5, 0.95, 1.0})
      cells.push_back(levels.empty() ? "n/a" : one_decimal(quantile(levels, p)));
    cells.push_back(fmt::format("{} of {}", levels.size(), result.rows.size()));
    table.rows.push_back(std::move(cells));
  }
  return table;
}

/// What a value of a choice does on the whole: the median over all specifications that have it.
Table median_table(const Sensitivity& result) {
  Table table{"The median gap now over all specifications with a value, in months", {{"choice"}, {"value"}}, {}};
  for (std::size_t s = 0; s < shown(result); ++s) table.columns.push_back({result.series[s], true});
  const Specification& base = default_of(result);
  for (std::size_t c = 0; c < infer::n_choices; ++c) {
    std::vector<std::string> values;
    for (const Specification& row : result.rows)
      if (std::find(values.begin(), values.end(), row.values[c]) == values.end()) values.push_back(row.values[c]);
    if (values.size() < 2) continue;
    for (std::size_t v = 0; v < values.size(); ++v) {
      std::vector<std::string> cells = {v == 0 ? std::string(name(static_cast<Choice>(c))) : "",
                                        values[v] + (values[v] == base.values[c] ? " *" : "")};
      for (std::size_t s = 0; s < shown(result); ++s) {
        const auto levels = levels_of(result, s, [&](const Specification& row) { return row.values[c] == values[v]; });
        cells.push_back(levels.empty() ? "n/a" : one_decimal(median(levels)));
      }
      table.rows.push_back(std::move(cells));
    }
  }
  return table;
}

std::string best_text(const Sensitivity& result, double bandwidth) {
  std::string text;
  for (const BandwidthErrors& one : result.cross_validation)
    if (one.best) text += fmt::format("{}{:.4g} days for {}", text.empty() ? "" : ", ", *one.best, one.series);
  if (text.empty()) return "Cross-validation cannot pick a bandwidth: no benchmark can be predicted from the others.";
  return fmt::format("Cross-validation picks a bandwidth of {}; {:.4g} is in force.", text, bandwidth);
}

Table error_table(const Sensitivity& result) {
  Table table{"Error of predicting each benchmark's gaps from the others, in months", {{"bandwidth", true}}, {}};
  const std::size_t n_series = std::min(result.cross_validation.size(), series_shown);
  for (std::size_t s = 0; s < n_series; ++s) table.columns.push_back({result.cross_validation[s].series, true});
  const std::vector<double>& bandwidths = result.cross_validation.front().bandwidths;
  for (std::size_t b = 0; b < bandwidths.size(); ++b) {
    std::vector<std::string> cells = {exact(bandwidths[b])};
    for (std::size_t s = 0; s < n_series; ++s) {
      const auto& error = result.cross_validation[s].error[b];
      cells.push_back(error ? fmt::format("{:.2f}", *error) : "n/a");
    }
    table.rows.push_back(std::move(cells));
  }
  table.rows.push_back({"gaps"});
  for (std::size_t s = 0; s < n_series; ++s)
    table.rows.back().push_back(
        fmt::format("{} of {}", result.cross_validation[s].n_predicted, result.cross_validation[s].n_datapoints));
  return table;
}

}  // namespace

std::vector<Block> sensitivity_page(const Sensitivity& result, const Options& options) {
  std::vector<Block> page;
  if (result.grid) {
    page.push_back({fmt::format("{} specifications: every combination of the choices below.", result.rows.size()), {}});
    page.push_back({{}, spread_table(result)});
    page.push_back({{}, median_table(result)});
  } else {
    page.push_back({largest_text(result), {}});
    page.push_back({range_text(result), {}});
    page.push_back({{}, change_table(result)});
    page.push_back({{}, band_table(result, options.smooth.confidence)});
  }
  page.push_back({best_text(result, options.smooth.bandwidth), {}});
  page.push_back({{}, error_table(result)});
  for (const std::string& note : result.notes) page.push_back({fmt::format("Note: {}.", note), {}});
  if (result.series.size() > series_shown)
    page.push_back({fmt::format("{} more series: --format csv has all.", result.series.size() - series_shown), {}});
  page.push_back(
      {fmt::format(
           "*: as in the options given. {}Each level is at the last date that has one, which may differ; --format "
           "csv has dates, intervals and numbers of gaps. Thresholds change only on benchmarks in fractions "
           "without a grid or allow-list of their own. The error is the root mean square over the gaps that can "
           "be predicted with every bandwidth.",
           result.grid ? "" : "One change at a time. "),
       {}});
  return page;
}

}  // namespace gapcalc::emit
