#include <fmt/format.h>

#include <algorithm>

#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

/// `two-way 91 to 97%`: the range over scenarios and series of the coverage that the band promises.
std::string range_of(std::span<const infer::Coverage> table, std::string_view band) {
  double least = 1, most = 0;
  for (const infer::Coverage& row : table) {
    // The simultaneous band promises the whole curve.
    const auto covered = row.band.ends_with("simultaneous") ? row.whole_curve : row.pointwise;
    if (row.band != band || !covered) continue;
    least = std::min(least, *covered);
    most = std::max(most, *covered);
  }
  if (least > most) return {};
  const std::string low = fmt::format("{:.0f}", 100 * least), high = fmt::format("{:.0f}", 100 * most);
  return low == high ? fmt::format("{} {}%", band, low) : fmt::format("{} {} to {}%", band, low, high);
}

std::vector<Block> page_of(std::span<const infer::Coverage> table, const infer::CalibrateOptions& calibrate,
                           const Options& options) {
  std::vector<Block> page;
  std::string ranges;
  for (const std::string_view band : infer::calibrated_bands())
    if (const std::string range = range_of(table, band); !range.empty()) ranges += (ranges.empty() ? "" : ", ") + range;
  if (ranges.empty()) return {{"No band could be tried: no series has a level with a band.", {}}};
  page.push_back({fmt::format("Bands meant to cover {:.4g}% of the time cover, by scenario and series: {}.",
                              100 * options.smooth.confidence, ranges),
                  {}});
  for (const infer::Scenario& scenario : calibrate.scenarios) {
    Table rows{
        fmt::format("{}: variances {} of benchmarks, {} of drift, {} of open models, {} of noise", scenario.name,
                    exact(scenario.benchmark), exact(scenario.drift), exact(scenario.open_model),
                    exact(scenario.noise)),
        {{"series"}, {"band"}, {"covers", true}, {"+-", true}, {""}, {"last", true}, {"curve", true}, {"width", true}},
        {}};
    for (const infer::Coverage& row : table)
      if (row.scenario == scenario.name)
        rows.rows.push_back({row.series, row.band, percent_cell(row.pointwise), percent_cell(row.error),
                             row.under ? "under" : "", percent_cell(row.last), percent_cell(row.whole_curve),
                             row.width ? one_decimal(*row.width) : "n/a"});
    if (!rows.rows.empty()) page.push_back({{}, std::move(rows)});
  }
  std::size_t sets = 0;
  for (const infer::Coverage& row : table) sets = std::max(sets, row.n_sets);
  page.push_back(
      {fmt::format(
           "covers: percent of dates at which the band holds the truth, and its Monte Carlo error. under: by more "
           "than two errors below {:.4g}. last: at the last date with a level. curve: at every date at once. "
           "width: median, months. Up to {} sets of {} draws; truth: the data smoothed over {} days; drift forgets "
           "over {} days.",
           100 * options.smooth.confidence, sets, options.smooth.resamples, exact(calibrate.truth_bandwidth),
           exact(calibrate.drift_scale)),
       {}});
  return page;
}

std::string csv_of(std::span<const infer::Coverage> table) {
  CsvWriter out(csv_header("calibration.csv"));
  for (const infer::Coverage& row : table) {
    out.cell(row.scenario).cell(row.series).cell(row.band).count(row.n_sets).number(row.pointwise).number(row.error);
    out.number(row.last).number(row.whole_curve).number(row.width).truth(row.under).end_row();
  }
  return out.take();
}

std::string json_of(std::span<const infer::Coverage> table, const infer::CalibrateOptions& calibrate,
                    const Source& from) {
  Json scenarios = Json::array(), rows = Json::array();
  for (const infer::Scenario& s : calibrate.scenarios)
    scenarios.push_back({{"name", s.name},
                         {"benchmark", s.benchmark},
                         {"drift", s.drift},
                         {"open_model", s.open_model},
                         {"noise", s.noise}});
  for (const infer::Coverage& row : table)
    rows.push_back({{"scenario", row.scenario},
                    {"series", row.series},
                    {"band", row.band},
                    {"n_sets", row.n_sets},
                    {"coverage", number_json(row.pointwise)},
                    {"coverage_error", number_json(row.error)},
                    {"coverage_last", number_json(row.last)},
                    {"coverage_curve", number_json(row.whole_curve)},
                    {"median_width_months", number_json(row.width)},
                    {"under", row.under}});
  Json document = head_json("calibration", from, {"band", "simultaneous"});
  document.update({{"simulation",
                    {{"sets", calibrate.sets},
                     {"drift_scale_days", calibrate.drift_scale},
                     {"truth_bandwidth_days", calibrate.truth_bandwidth},
                     {"scenarios", scenarios}}},
                   {"coverage", rows}});
  return to_text(document);
}

}  // namespace

std::string calibration(std::span<const infer::Coverage> table, const infer::CalibrateOptions& calibrate,
                        const Source& from, std::string_view format, const Style& style) {
  if (format == "csv") return csv_of(table);
  if (format == "json") return json_of(table, calibrate, from);
  return render(with_filters(page_of(table, calibrate, from.options), from.options.cross), format, style);
}

}  // namespace gapcalc::emit
