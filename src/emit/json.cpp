#include <cmath>
#include <nlohmann/json.hpp>

#include "emit/analysis_formats.hpp"
#include "emit/correction.hpp"
#include "emit/excluded.hpp"
#include "emit/json_common.hpp"

namespace gapcalc::emit {
namespace {

Json crosser_json(const Crosser& who) {
  Json result = {{"model", who.model}, {"date", to_string(who.date)}, {"score", who.score}};
  if (who.counted != who.score) result["counted"] = who.counted;
  if (who.claimed_only) result["claimed_only"] = true;
  return result;
}

Json frontier_json(const std::vector<Crosser>& frontier) {
  Json list = Json::array();
  for (const Crosser& best : frontier) list.push_back(crosser_json(best));
  return list;
}

Json crossing_json(const Crossing& crossing, Date as_of) {
  const auto days = crossing.gap_days();
  return {{"threshold", crossing.threshold},
          {"closed", crosser_json(crossing.closed)},
          {"open", crossing.open ? crosser_json(*crossing.open) : Json()},
          {"gap_days", days ? Json(*days) : Json()},
          {"gap_months", days ? Json(months(*days)) : Json()},
          {"gap_so_far_days", days ? Json() : Json(as_of.days - crossing.closed.date.days)},
          {"status", name(crossing.status)},
          {"reason", crossing.reason}};
}

Json datapoint_json(const Datapoint& d) {
  return {{"benchmark", d.benchmark},
          {"access", d.access},
          {"category", text_json(d.category)},
          {"provenance", d.provenance},
          {"threshold", d.threshold},
          {"closed_model", d.closed.model},
          {"closed_date", to_string(d.closed.date)},
          {"open_model", d.open.model},
          {"open_date", to_string(d.open.date)},
          {"gap_days", d.gap_days()},
          {"gap_months", d.gap_months()},
          {"closed_claimed_only", d.closed.claimed_only},
          {"open_claimed_only", d.open.claimed_only}};
}

Json trend_json(const Trend& trend) {
  Json points = Json::array();
  for (const TrendPoint& point : trend.points)
    points.push_back({{"date", to_string(point.date)},
                      {"level", number_json(point.level)},
                      {"low", number_json(point.low)},
                      {"high", number_json(point.high)},
                      {"simultaneous_low", number_json(point.simultaneous_low)},
                      {"simultaneous_high", number_json(point.simultaneous_high)},
                      {"band_state", name(point.band)},
                      {"kernel_mass", point.kernel_mass},
                      {"ess", point.ess},
                      {"n_benchmarks", point.n_benchmarks},
                      {"n_open_models", point.n_open_models},
                      {"n_resamples", point.n_resamples}});
  Json current, minimum;
  if (trend.current) {
    const TrendPoint& point = trend.points[*trend.current];
    current = {{"date", to_string(point.date)},
               {"level", *point.level},
               {"low", number_json(point.low)},
               {"high", number_json(point.high)},
               {"band_state", name(point.band)},
               {"level_local_constant", number_json(trend.current_local_constant)},
               {"level_local_linear", number_json(trend.current_local_linear)}};
  }
  if (trend.minimum) {
    const TrendPoint& point = trend.points[*trend.minimum];
    minimum = {{"date", to_string(point.date)}, {"level", *point.level}};
  }
  return {{"series", trend.series},
          {"split", trend.split},
          {"n_datapoints", trend.n_datapoints},
          {"n_benchmarks", trend.n_benchmarks},
          {"median_gap_months", trend.n_datapoints > 0 ? Json(trend.median_gap_months) : Json()},
          {"current", current},
          {"minimum", minimum},
          {"critical_value", number_json(trend.critical_value)},
          {"points", points}};
}

Json excluded_json(const Analysis& analysis) {
  Json rows = Json::array();
  for (const Excluded& row : analysis.excluded) {
    const Place at = place(analysis, row);
    rows.push_back({{"file", at.file},
                    {"line", row.line > 0 ? Json(row.line) : Json()},
                    {"reason", name(row.reason)},
                    {"benchmark", text_json(at.benchmark)},
                    {"model", text_json(at.model)},
                    {"detail", text_json(row.detail)}});
  }
  return {{"by_reason", by_reason_json(count_excluded(analysis))}, {"rows", rows}};
}

}  // namespace

Json benchmark_json(const BenchmarkCrossings& of, Date as_of) {
  Json crossings = Json::array();
  for (const Crossing& crossing : of.crossings) crossings.push_back(crossing_json(crossing, as_of));
  return {{"id", of.benchmark.id},
          {"title", of.benchmark.title},
          {"access", of.benchmark.access},
          {"category", text_json(of.benchmark.category)},
          {"unit", name(of.benchmark.unit)},
          {"provenance", provenance_json(of.benchmark.provenance)},
          {"n_open", of.n_open},
          {"n_closed", of.n_closed},
          {"first_date", date_json(of.first_date)},
          {"last_date", date_json(of.last_date)},
          {"last_open", date_json(of.last_open)},
          {"last_closed", date_json(of.last_closed)},
          {"floor", number_json(of.floor)},
          {"frontier", {{"closed", frontier_json(of.closed_frontier)}, {"open", frontier_json(of.open_frontier)}}},
          {"crossings", crossings}};
}

std::string json(const Analysis& analysis, const Style&) {
  Json benchmarks = Json::array(), datapoints = Json::array(), trends = Json::array();
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks)
    benchmarks.push_back(benchmark_json(of, analysis.crossings.as_of));
  for (const Datapoint& datapoint : analysis.crossings.datapoints) datapoints.push_back(datapoint_json(datapoint));
  for (const Trend& trend : analysis.trends) trends.push_back(trend_json(trend));
  Json milestones = Json::array();
  for (const Milestone& milestone : analysis.data.milestones)
    milestones.push_back({{"date", to_string(milestone.date)}, {"name", milestone.name}});
  Json document = head_json("analysis", source_of(analysis));
  document.update({{"benchmarks", benchmarks},
                   {"not_selected", analysis.data.not_selected},
                   {"missing", analysis.data.missing},
                   {"datapoints", datapoints},
                   {"trends", trends},
                   {"comparison", quantities_json(analysis.comparison)},
                   {"correction", analysis.latent ? correction_json(analysis) : Json()},
                   {"milestones", milestones},
                   {"excluded", excluded_json(analysis)},
                   {"notes", analysis.notes}});
  return to_text(document);
}

}  // namespace gapcalc::emit
