// gapcalc calibrate --correction: how corrected gaps do against a truth that is simulated.

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

using latent::CheckOptions;
using latent::CorrectionCheck;
using latent::CorrectionChecks;

constexpr const char* none = "n/a";

std::string months_of(std::optional<double> months) { return months ? fmt::format("{:.2f}", *months) : none; }
/// With its sign, but for what is shown as 0.
std::string bias_of(std::optional<double> months) {
  const std::string text = months_of(months);
  if (text == "-0.00") return "0.00";
  return months.value_or(0) > 0 && text != "0.00" ? "+" + text : text;
}

std::string_view datapoints_of(const CorrectionCheck& row) { return row.last_year ? "last-12-months" : "all"; }

/// `0.91 months too short`.
std::string off_by(double bias) {
  return fmt::format("{:.2f} months too {}", std::abs(bias), bias < 0 ? "short" : "long");
}

std::string lead(const CorrectionChecks& checks, double confidence) {
  if (checks.n_sets == 0) return "No set was simulated.";
  const CorrectionCheck& all = checks.list.front();  // the series `all`
  if (all.n_sets == 0) return "No simulated set has a datapoint whose true gap is known.";
  return fmt::format(
      "Over simulated sets of scores the mean gap is measured {} and corrected {}{}; in a single set "
      "it is off by {:.2f} as measured and {:.2f} as corrected. The {:.4g}% intervals of datapoints hold "
      "the true gap {:.1f}% of the time.",
      off_by(*all.measured_bias), off_by(*all.corrected_bias),
      all.error ? fmt::format(" (Monte Carlo error {:.2f})", *all.error) : "", *all.measured_rmse, *all.corrected_rmse,
      100 * confidence, 100 * *all.covered);
}

Table rows_of(const CorrectionChecks& checks, bool last_year) {
  Table table{last_year ? "Datapoints of the last 12 months" : "All datapoints",
              {{"series"},
               {"sets", true},
               {"truth", true},
               {"bias", true},
               {"corrected", true},
               {"+-", true},
               {"rmse", true},
               {"corrected", true},
               {"covers", true}},
              {}};
  if (last_year) table.columns.push_back({"mean", true});
  for (const CorrectionCheck& row : checks.list) {
    if (row.last_year != last_year) continue;
    table.rows.push_back({row.series, std::to_string(row.n_sets), months_of(row.truth), bias_of(row.measured_bias),
                          bias_of(row.corrected_bias), months_of(row.error), months_of(row.measured_rmse),
                          months_of(row.corrected_rmse), percent_cell(row.covered)});
    if (last_year) table.rows.back().push_back(percent_cell(row.mean_covered));
  }
  return table;
}

/// Who has the shifts of class and access.
std::string shifts_text(const CheckOptions& check) {
  const auto with = [](bool has) { return has ? "with" : "without"; };
  return fmt::format("Truth {} and correction {} shifts of class and access.", with(check.true_shift),
                     with(check.correct.class_shift));
}

std::vector<Block> page_of(const CorrectionChecks& checks, const CheckOptions& check, const Source& from) {
  std::vector<Block> page{{lead(checks, from.options.smooth.confidence), {}}};
  if (checks.n_sets == 0) return page;
  for (const bool last_year : {false, true}) page.push_back({{}, rows_of(checks, last_year)});
  page.push_back(
      {"Each set draws a true score for every model on every benchmark, tested or not, from what the index and the "
       "scores of the input say. Where the input has a score, one is measured, with its error. Then all is done as "
       "with real scores: the index is fitted, first crossers are found, and gaps are corrected.",
       {}});
  std::string notes = fmt::format(
      "truth: mean over sets of the mean gap in months, by the true scores of all models, at the thresholds that count "
      "in the set; a gap that no open model has closed runs until the as-of date. bias: of the mean gap as measured "
      "and as corrected, with the Monte Carlo error of the latter (+-). rmse: by how much the mean gap of a "
      "single set is off, as measured and as corrected (root mean square). covers: percent of datapoints whose "
      "interval holds the true gap, meant to "
      "be {:.4g}. mean: percent of sets in which the interval of the mean gap holds the true mean. {} sets of {} "
      "draws. {}",
      100 * from.options.smooth.confidence, checks.n_sets, check.correct.draws, shifts_text(check));
  if (checks.n_without_index > 0)
    notes += fmt::format(" {} of the sets left out: their scores give no index.", checks.n_without_index);
  page.push_back({std::move(notes), {}});
  return page;
}

std::string csv_of(const CorrectionChecks& checks) {
  CsvWriter out(csv_header("correction-check.csv"));
  for (const CorrectionCheck& row : checks.list) {
    out.cell(row.series).cell(datapoints_of(row)).count(row.n_sets).number(row.truth).number(row.measured_bias);
    out.number(row.corrected_bias).number(row.error).number(row.measured_rmse).number(row.corrected_rmse);
    out.number(row.covered).number(row.mean_covered).end_row();
  }
  return out.take();
}

std::string json_of(const CorrectionChecks& checks, const CheckOptions& check, const Source& from) {
  Json rows = Json::array();
  for (const CorrectionCheck& row : checks.list)
    rows.push_back({{"series", row.series},
                    {"datapoints", datapoints_of(row)},
                    {"n_sets", row.n_sets},
                    {"true_gap_months", number_json(row.truth)},
                    {"measured_bias_months", number_json(row.measured_bias)},
                    {"corrected_bias_months", number_json(row.corrected_bias)},
                    {"corrected_bias_error_months", number_json(row.error)},
                    {"measured_rmse_months", number_json(row.measured_rmse)},
                    {"corrected_rmse_months", number_json(row.corrected_rmse)},
                    {"coverage", number_json(row.covered)},
                    {"mean_coverage", number_json(row.mean_covered)}});
  Json document = head_json("correction-check", from,
                            {"bandwidth_days", "step_days", "min_mass", "min_draw_mass", "level", "band", "show_band",
                             "simultaneous", "resamples"});
  document.update({{"simulation",
                    {{"sets", check.sets},
                     {"draws", check.correct.draws},
                     {"true_shift", check.true_shift},
                     {"class_shift", check.correct.class_shift},
                     {"n_sets", checks.n_sets},
                     {"n_without_index", checks.n_without_index}}},
                   {"checks", rows}});
  return to_text(document);
}

}  // namespace

std::string correction_check(const CorrectionChecks& checks, const CheckOptions& check, const Source& from,
                             std::string_view format, const Style& style) {
  if (format == "csv") return csv_of(checks);
  if (format == "json") return json_of(checks, check, from);
  return render(page_of(checks, check, from), format, style);
}

}  // namespace gapcalc::emit
