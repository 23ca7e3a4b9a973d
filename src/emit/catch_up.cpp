#include "gapcalc/catch_up.hpp"

#include <fmt/format.h>

#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using infer::CatchUp;
using infer::CatchUpSeries;
using infer::Censoring;
using infer::Estimate;

void estimate_cells(CsvWriter& out, const Estimate& e, bool with_se) {
  out.number(e.value).truth(e.upper_bound);
  if (with_se) out.number(e.se);
  out.number(e.low).number(e.high).number(e.boot_low).number(e.boot_high);
}

std::string series_csv(const CatchUp& result) {
  CsvWriter out(csv_header("catch-up.csv"));
  for (const CatchUpSeries& s : result.series) {
    out.cell(name(s.rule)).cell(name(s.counting)).cell(s.series).cell(s.split);
    out.count(s.n_units).count(s.n_caught_up).count(s.n_open_first).count(s.n_never_at_risk).count(s.n_benchmarks);
    out.number(s.follow_up);
    estimate_cells(out, s.median, false);
    for (const Estimate& e : s.not_caught_up) estimate_cells(out, e, true);
    estimate_cells(out, s.restricted_mean, true);
    out.end_row();
  }
  return out.take();
}

Json estimate_json(const Estimate& e, bool with_se) {
  Json json = {{"value", number_json(e.value)}, {"upper_bound", e.upper_bound}};
  if (with_se) json["se"] = number_json(e.se);
  json.update({{"low", number_json(e.low)},
               {"high", number_json(e.high)},
               {"boot_low", number_json(e.boot_low)},
               {"boot_high", number_json(e.boot_high)},
               {"reason", text_json(e.reason)},
               {"interval_reason", text_json(e.low_reason)},
               {"boot_reason", text_json(e.boot_reason)}});
  return json;
}

Json series_json(const CatchUpSeries& s) {
  Json shares = Json::array();
  for (std::size_t i = 0; i < s.not_caught_up.size(); ++i) {
    Json share = {{"months", infer::catch_up_months[i]}};
    share.update(estimate_json(s.not_caught_up[i], true));
    shares.push_back(std::move(share));
  }
  return {{"rule", name(s.rule)},
          {"still_open", name(s.counting)},
          {"series", s.series},
          {"split", s.split},
          {"n_units", s.n_units},
          {"n_caught_up", s.n_caught_up},
          {"n_open_first", s.n_open_first},
          {"n_never_at_risk", s.n_never_at_risk},
          {"n_benchmarks", s.n_benchmarks},
          {"follow_up_months", number_json(s.follow_up)},
          {"median_months", estimate_json(s.median, false)},
          {"not_caught_up", shares},
          {"restricted_mean_months", estimate_json(s.restricted_mean, true)}};
}

Json unit_json(const infer::CatchUpUnit& unit, Date as_of) {
  const auto days = [&](Censoring rule) {
    const auto end = unit.end(rule, as_of);
    return end ? Json(end->days - unit.closed.date.days) : Json();
  };
  return {{"benchmark", unit.benchmark},
          {"threshold", unit.threshold},
          {"closed_model", unit.closed.model},
          {"closed_date", to_string(unit.closed.date)},
          {"open_model", unit.open ? Json(unit.open->model) : Json()},
          {"open_date", unit.open ? Json(to_string(unit.open->date)) : Json()},
          {"last_open", date_json(unit.last_open)},
          {"highest", unit.highest},
          {"days_as_of", days(Censoring::as_of)},
          {"days_last_tested", days(Censoring::last_tested)}};
}

Json forward_json(const infer::ForwardMedian& forward) {
  Json points = Json::array();
  for (const infer::ForwardPoint& point : forward.points)
    points.push_back({{"date", to_string(point.date)},
                      {"median_months", number_json(point.median)},
                      {"reason", text_json(point.reason)},
                      {"kernel_mass", point.kernel_mass},
                      {"follow_up_months", number_json(point.follow_up)}});
  return {{"rule", name(forward.rule)}, {"points", points}};
}

std::string as_json(const CatchUp& result, std::span<const InputFile> inputs) {
  Json series = Json::array(), forward = Json::array(), units = Json::array();
  for (const CatchUpSeries& s : result.series) series.push_back(series_json(s));
  for (const infer::ForwardMedian& one : result.forward) forward.push_back(forward_json(one));
  for (const infer::CatchUpUnit& unit : result.units) units.push_back(unit_json(unit, result.as_of));
  Json document = head_json("catch-up", {result.options, result.as_of, {inputs.begin(), inputs.end()}},
                            {"since", "until", "verdicts", "pairs", "provenance", "tie", "by", "min_draw_mass", "level",
                             "band", "show_band", "simultaneous"});
  document.update(
      {{"restricted_to_months", infer::restricted_to}, {"series", series}, {"forward", forward}, {"units", units}});
  return to_text(document);
}

}  // namespace

std::string catch_up(const CatchUp& result, std::span<const InputFile> inputs, std::string_view format,
                     const Style& style) {
  if (format == "csv") return series_csv(result);
  if (format == "json") return as_json(result, inputs);
  return render(with_filters(catch_up_page(result), result.options.cross), format, style);
}

}  // namespace gapcalc::emit
