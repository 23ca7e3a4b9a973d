#include "gapcalc/catch_up.hpp"

#include <fmt/format.h>

#include <algorithm>

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
using infer::StillOpen;

const CatchUpSeries* find(const CatchUp& result, Censoring rule, StillOpen counting, std::string_view split,
                          std::string_view series) {
  const auto at = std::find_if(result.series.begin(), result.series.end(), [&](const CatchUpSeries& s) {
    return s.rule == rule && s.counting == counting && s.split == split && s.series == series;
  });
  return at == result.series.end() ? nullptr : &*at;
}

// For people.

std::string share(double value) { return fmt::format("{:.2f}", value); }

std::string months_or_more(const std::optional<double>& value) { return value ? one_decimal(*value) : "more"; }

std::string median_cell(const CatchUpSeries& s) {
  if (s.median.value) return one_decimal(*s.median.value);
  return s.n_units > 0 ? "not reached" : "-";
}

std::string median_interval(const Estimate& median) {
  if (!median.boot_low && !median.boot_high) return median.boot_reason == "not_reached" ? "not reached" : "-";
  return fmt::format("{} to {}", months_or_more(median.boot_low), months_or_more(median.boot_high));
}

/// A figure, or the bound that it has; a bound that is no less than the figure's greatest value tells nothing.
template <typename Format>
std::string value_cell(const Estimate& e, const Format& format, double greatest) {
  if (!e.value || (e.upper_bound && *e.value >= greatest)) return "-";
  return (e.upper_bound ? "<=" : "") + format(*e.value);
}

std::string interval_cell(const std::optional<double>& low, const std::optional<double>& high) {
  return low && high ? fmt::format("{} to {}", share(*low), share(*high)) : "-";
}

/// `90%`, by the confidence asked for.
std::string percent(const CatchUp& result) { return fmt::format("{:.4g}%", result.options.smooth.confidence * 100); }

struct Names {
  std::string followers = "open models", leader = "a closed model";
};

Names names(const CrossOptions& options) {
  const CrossOptions usual;
  if (options.open == usual.open && options.closed == usual.closed) return {};
  return {fmt::format("the followers ({})", to_string(options.open)),
          fmt::format("one of the leaders ({})", to_string(options.closed))};
}

/// `7.5 months (90% interval 5.8 to 9.4)`.
std::string phrase(const CatchUp& result, const CatchUpSeries& all) {
  if (all.n_units == 0) return "unknown";
  if (!all.median.value) return fmt::format("more than the {} months watched", one_decimal(*all.follow_up));
  std::string text = fmt::format("{} months", one_decimal(*all.median.value));
  if (all.median.boot_low) text += fmt::format(" ({} interval {})", percent(result), median_interval(all.median));
  return text;
}

/// The answer in one sentence.
std::string headline(const CatchUp& result) {
  const Names who = names(result.options.cross);
  const CatchUpSeries* as_of = find(result, Censoring::as_of, StillOpen::pair, "none", "all");
  const CatchUpSeries* tested = find(result, Censoring::last_tested, StillOpen::pair, "none", "all");
  if (as_of == nullptr || as_of->n_units == 0)
    return fmt::format("No time to catch up can be given: there is no threshold that {} was first to reach.",
                       who.leader);
  return fmt::format(
      "The time until {} have reached half of what {} was first to reach is {} when every board is "
      "watched until {}, and {} when each board is watched only until the last release of {} tested on "
      "it.",
      who.followers, who.leader, phrase(result, *as_of), to_string(result.as_of), phrase(result, *tested),
      who.followers);
}

Table rule_table(const CatchUp& result, Censoring rule) {
  Table table{rule == Censoring::as_of ? fmt::format("Watched until the as-of date, {}", to_string(result.as_of))
                                       : "Watched until the last tested open model of each benchmark",
              {{"closed in"},
               {"caught", true},
               {"median", true},
               {percent(result) + " interval", true},
               {"S(6)", true},
               {"S(9)", true},
               {"S(12)", true},
               {"mean", true}},
              {}};
  for (const CatchUpSeries& s : result.series) {
    if (s.rule != rule || s.counting != StillOpen::pair) continue;
    std::vector<std::string> row{s.series, fmt::format("{}/{}", s.n_caught_up, s.n_units), median_cell(s),
                                 median_interval(s.median)};
    for (const Estimate& e : s.not_caught_up) row.push_back(value_cell(e, share, 1));
    row.push_back(value_cell(s.restricted_mean, one_decimal, infer::restricted_to));
    table.rows.push_back(std::move(row));
  }
  return table;
}

/// S(9) of a series with both intervals and under the other counting.
std::vector<std::string> certainty_row(const CatchUp& result, const CatchUpSeries& s, std::string_view until) {
  constexpr std::size_t nine = 1;  // of catch_up_months
  const CatchUpSeries* other = find(result, s.rule, StillOpen::threshold, s.split, s.series);
  const Estimate& e = s.not_caught_up[nine];
  return {s.series,
          std::string(until),
          value_cell(e, share, 1),
          interval_cell(e.low, e.high),
          interval_cell(e.boot_low, e.boot_high),
          other ? value_cell(other->not_caught_up[nine], share, 1) : "-"};
}

Table certainty_table(const CatchUp& result) {
  Table table{fmt::format("How sure S(9) is: {} intervals, and another way to count", percent(result)),
              {{"closed in"},
               {"watched until"},
               {"S(9)", true},
               {"log-log", true},
               {"benchmarks", true},
               {"each threshold", true}},
              {}};
  for (const CatchUpSeries& s : result.series) {
    if (s.rule != Censoring::as_of || s.counting != StillOpen::pair) continue;
    if ((s.split != "none" && s.split != "half-year") || s.n_units == 0) continue;
    const bool all_caught_up = s.n_caught_up == s.n_units;  // then the rules agree
    table.rows.push_back(certainty_row(result, s, all_caught_up ? "either" : "as-of date"));
    const CatchUpSeries* tested = find(result, Censoring::last_tested, StillOpen::pair, s.split, s.series);
    if (!all_caught_up) table.rows.push_back(certainty_row(result, *tested, "last tested"));
  }
  return table;
}

std::string forward_cell(const infer::ForwardPoint& point) {
  if (point.median) return one_decimal(*point.median);
  return point.reason == "not_reached" ? fmt::format("> {}", one_decimal(*point.follow_up)) : "-";
}

/// The last grid date of each calendar quarter.
Table forward_table(const CatchUp& result) {
  Table table{"Forward-looking median in months, by date of the closed release",
              {{"closed in"}, {"until the as-of date", true}, {"until last tested", true}},
              {}};
  const auto quarter = [](Date date) {
    const std::string text = to_string(date);
    return fmt::format("{}Q{}", text.substr(0, 4), (std::stoi(text.substr(5, 2)) + 2) / 3);
  };
  for (std::size_t rule = 0; rule < result.forward.size(); ++rule) {
    for (const infer::ForwardPoint& point : result.forward[rule].points) {
      if (!point.follow_up) continue;
      const std::string when = quarter(point.date);
      auto at = std::find_if(table.rows.begin(), table.rows.end(), [&](const auto& row) { return row[0] == when; });
      if (at == table.rows.end()) at = table.rows.insert(at, {when, "-", "-"});
      (*at)[rule + 1] = forward_cell(point);
    }
  }
  return table;
}

/// What is not in the estimates.
std::string apart(const CatchUp& result) {
  const CatchUpSeries& as_of = *find(result, Censoring::as_of, StillOpen::pair, "none", "all");
  const CatchUpSeries& tested = *find(result, Censoring::last_tested, StillOpen::pair, "none", "all");
  std::string text;
  if (as_of.n_open_first > 0)
    text += fmt::format("Counted apart: {} where open led or both came out on one day. ", as_of.n_open_first);
  if (as_of.n_never_at_risk > 0)
    text += fmt::format("Never at risk: {} whose closed model came out on the as-of date. ", as_of.n_never_at_risk);
  if (tested.n_never_at_risk > 0)
    text += fmt::format(
        "Never at risk by the second rule: {}, as no open model tested there came out after the closed "
        "one. ",
        tested.n_never_at_risk);
  if (!text.empty()) text.pop_back();
  return text;
}

std::vector<Block> page_of(const CatchUp& result) {
  std::vector<Block> page{{headline(result), {}}};
  const CatchUpSeries* all = find(result, Censoring::as_of, StillOpen::pair, "none", "all");
  if (all == nullptr || all->n_units == 0) return page;
  page.push_back({{}, rule_table(result, Censoring::as_of)});
  page.push_back({{}, rule_table(result, Censoring::last_tested)});
  page.push_back(
      {"closed in: half-year of the closed release, then access and category of the benchmark. caught: of how many "
       "units, pairs of a closed model and the open one that reached the same, or none yet. median: months until half "
       "are caught up, with an interval from resampling benchmarks. S(6): share not caught up after 6 months. mean: "
       "months, of the first 12. <=: nobody was watched for that long, so at most this. more: not reached. -: cannot "
       "be "
       "told.",
       {}});
  page.push_back(
      {"Why two rules: where a board has stopped testing open models, the first counts its silence as open models "
       "failing, and errs towards a long gap. The second ends with the last open model tested, so it knows less; and "
       "as boards test models that are likely to do well, it errs towards a short gap.",
       {}});
  page.push_back({{}, certainty_table(result)});
  page.push_back(
      {"log-log: as if units were independent. benchmarks: from resampling them; - where more than a tenth of the "
       "resamples cannot tell. each threshold: S(9) when every "
       "threshold that is still open counts by itself, not once a closed model.",
       {}});
  page.push_back({{}, forward_table(result)});
  page.push_back(
      {fmt::format("At the last date of each quarter, closed releases weighted by a Gaussian of {:.4g} days. "
                   "> 5.0: not reached in the 5.0 months for which enough were watched.",
                   result.options.smooth.bandwidth),
       {}});
  if (const std::string text = apart(result); !text.empty()) page.push_back({text, {}});
  return page;
}

// For programs.

void estimate_cells(CsvWriter& out, const Estimate& e, bool with_se) {
  out.number(e.value).cell(e.upper_bound ? "true" : "false");
  if (with_se) out.number(e.se);
  out.number(e.low).number(e.high).number(e.boot_low).number(e.boot_high);
}

std::string estimate_columns(const std::string& name, bool with_se) {
  return fmt::format(",{0},{0}_upper_bound{1},{0}_low,{0}_high,{0}_boot_low,{0}_boot_high", name,
                     with_se ? fmt::format(",{}_se", name) : "");
}

std::string series_csv(const CatchUp& result) {
  std::string header =
      "rule,still_open,series,split,n_units,n_caught_up,n_open_first,n_never_at_risk,n_benchmarks,follow_up_months";
  header += estimate_columns("median_months", false);
  for (const int month : infer::catch_up_months) header += estimate_columns(fmt::format("s{}", month), true);
  header += estimate_columns("mean_months", true);
  CsvWriter out(header);
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

Json options_json(const Options& options) {
  const auto or_null = [](const std::string& path) { return path.empty() ? Json() : Json(path); };
  return {{"benchmarks", options.load.benchmarks},
          {"registry", or_null(options.load.registry)},
          {"accessibility", or_null(options.load.accessibility)},
          {"review", or_null(options.load.review)},
          {"closed", to_string(options.cross.closed)},
          {"open", to_string(options.cross.open)},
          {"thresholds", options.cross.thresholds.empty() ? Json() : Json(options.cross.thresholds)},
          {"thresholds_of", options.cross.thresholds_of.empty() ? Json::object() : Json(options.cross.thresholds_of)},
          {"bandwidth_days", options.smooth.bandwidth},
          {"step_days", options.smooth.step},
          {"min_mass", options.smooth.min_mass},
          {"resamples", options.smooth.resamples},
          {"confidence", options.smooth.confidence},
          {"seed", options.smooth.seed}};
}

std::string as_json(const CatchUp& result) {
  Json series = Json::array(), forward = Json::array(), units = Json::array();
  for (const CatchUpSeries& s : result.series) series.push_back(series_json(s));
  for (const infer::ForwardMedian& one : result.forward) forward.push_back(forward_json(one));
  for (const infer::CatchUpUnit& unit : result.units) units.push_back(unit_json(unit, result.as_of));
  return to_text({{"schema_version", "1.0"},
                  {"kind", "catch-up"},
                  {"gapcalc", {{"version", version()}}},
                  {"options", options_json(result.options)},
                  {"as_of", to_string(result.as_of)},
                  {"restricted_to_months", infer::restricted_to},
                  {"series", series},
                  {"forward", forward},
                  {"units", units}});
}

}  // namespace

std::string catch_up(const CatchUp& result, std::string_view format, const Style& style) {
  if (format == "csv") return series_csv(result);
  if (format == "json") return as_json(result);
  const auto page = page_of(result);
  return format == "markdown" ? render_markdown(page) : render_text(page, style.colour);
}

}  // namespace gapcalc::emit
