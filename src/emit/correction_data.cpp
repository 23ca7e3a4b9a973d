// The machine-readable forms of a correction.

#include "core/text.hpp"
#include "emit/correction.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"

namespace gapcalc::emit {
namespace {

using latent::Carrier;
using latent::CorrectedGap;
using latent::CorrectedPoint;
using latent::CorrectedSeries;
using latent::Correction;
using latent::MissingTest;
using latent::MissingTests;

Json carriers_json(const MissingTests& missing) {
  Json list = Json::array();
  for (const Carrier& one : missing.carriers)
    list.push_back({{"model", one.model}, {"date", to_string(one.date)}, {"probability", one.probability}});
  return {{"probability", missing.probability}, {"n_untested", missing.n_untested}, {"carriers", list}};
}

}  // namespace

Json corrected_gap_json(const CorrectedGap& gap) {
  return {{"has_model", gap.has_model},
          {"p_change", gap.p_change},
          {"flagged", gap.p_change > latent::flagged_probability},
          {"missing_closed", carriers_json(gap.closed)},
          {"missing_open", carriers_json(gap.open)},
          {"corrected", number_json(gap.gap)},
          {"low", number_json(gap.low)},
          {"high", number_json(gap.high)},
          {"still_open", gap.still_open}};
}

Json correction_json(const Analysis& analysis) {
  const Correction& correction = analysis.latent->correction;
  Json gaps = Json::array(), series = Json::array(), missing = Json::array(), shifts = Json::array();
  for (const CorrectedGap& gap : correction.gaps) {
    const Datapoint& one = datapoint_of(analysis, gap);
    Json json = {{"benchmark", one.benchmark}, {"threshold", one.threshold}, {"measured", one.gap_months()}};
    json.update(corrected_gap_json(gap));
    gaps.push_back(std::move(json));
  }
  for (const CorrectedSeries& one : correction.series) {
    Json points = Json::array();
    for (const CorrectedPoint& point : one.points)
      points.push_back({{"date", to_string(point.date)},
                        {"measured", number_json(point.measured)},
                        {"corrected", number_json(point.corrected)},
                        {"low", number_json(point.low)},
                        {"high", number_json(point.high)}});
    series.push_back({{"series", one.id},
                      {"last_year",
                       {{"n", one.n_last},
                        {"measured", number_json(one.last_measured)},
                        {"corrected", number_json(one.last)},
                        {"low", number_json(one.low)},
                        {"high", number_json(one.high)},
                        {"with_other_shift", number_json(one.last_otherwise)}}},
                      {"points", points}});
  }
  for (const MissingTest& test : correction.missing)
    missing.push_back({{"benchmark", test.benchmark},
                       {"model", test.model},
                       {"date", to_string(test.date)},
                       {"group", test.open ? "open" : "closed"},
                       {"n_gaps", test.n_gaps},
                       {"months", test.months}});
  for (const latent::ClassShift& one : correction.shifts)
    shifts.push_back({{"group", one.open ? "open" : "closed"},
                      {"access", one.private_items ? "private" : "public"},
                      {"shift", number_json(one.shift)},
                      {"se", number_json(one.se)}});
  return {{"draws", correction.options.draws},
          {"class_shift", correction.options.class_shift},
          {"n_models", correction.n_models},
          {"n_without_index", correction.n_without_index},
          {"spread", correction.spread},
          {"shifts", shifts},
          {"series", series},
          {"gaps", gaps},
          {"missing_tests", missing}};
}

std::string corrected_csv(const Analysis& analysis) {
  CsvWriter out(csv_header("corrected.csv"));
  for (const CorrectedGap& gap : analysis.latent->correction.gaps) {
    const Datapoint& one = datapoint_of(analysis, gap);
    out.cell(one.benchmark).number(one.threshold).cell(one.closed.model).cell(one.open.model).date(one.open.date);
    out.number(one.gap_months()).number(gap.gap).number(gap.low).number(gap.high).number(gap.still_open);
    out.number(gap.p_change)
        .number(gap.closed.probability)
        .cell(carrier_names(gap.closed))
        .number(gap.open.probability);
    out.cell(carrier_names(gap.open)).truth(gap.has_model).end_row();
  }
  return out.take();
}

std::string corrected_trends_csv(const Analysis& analysis) {
  CsvWriter out(csv_header("corrected-trends.csv"));
  for (const CorrectedSeries& series : analysis.latent->correction.series)
    for (const CorrectedPoint& point : series.points)
      out.cell(series.id)
          .date(point.date)
          .number(point.measured)
          .number(point.corrected)
          .number(point.low)
          .number(point.high)
          .end_row();
  return out.take();
}

std::string missing_tests_csv(const Analysis& analysis) {
  CsvWriter out(csv_header("missing-tests.csv"));
  for (const MissingTest& test : analysis.latent->correction.missing)
    out.cell(test.model)
        .cell(test.open ? "open" : "closed")
        .date(test.date)
        .cell(test.benchmark)
        .count(test.n_gaps)
        .number(test.months)
        .end_row();
  return out.take();
}

}  // namespace gapcalc::emit
