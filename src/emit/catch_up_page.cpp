// The page of catch-up: what a person wants to know of it, in that order.

#include <fmt/format.h>

#include <algorithm>

#include "emit/layout.hpp"
#include "gapcalc/catch_up.hpp"

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
std::string confidence_text(const CatchUp& result) {
  return fmt::format("{:.4g}%", result.options.smooth.confidence * 100);
}

struct GroupNames {
  std::string followers = "open models", leader = "a closed model";
};

GroupNames group_names(const CrossOptions& options) {
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
  if (all.median.boot_low)
    text += fmt::format(" ({} interval {})", confidence_text(result), median_interval(all.median));
  return text;
}

/// The answer in one sentence.
std::string catch_up_headline(const CatchUp& result) {
  const GroupNames who = group_names(result.options.cross);
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
              {{"series"},
               {"caught", true},
               {"median", true},
               {confidence_text(result) + " interval", true},
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
  Table table{fmt::format("How sure S(9) is: {} intervals, and another way to count", confidence_text(result)),
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

}  // namespace

std::vector<Block> catch_up_page(const CatchUp& result) {
  std::vector<Block> page{{catch_up_headline(result), {}}};
  const CatchUpSeries* all = find(result, Censoring::as_of, StillOpen::pair, "none", "all");
  if (all == nullptr || all->n_units == 0) return page;
  page.push_back({{}, rule_table(result, Censoring::as_of)});
  page.push_back({{}, rule_table(result, Censoring::last_tested)});
  page.push_back(
      {"series: all, by half-year of the closed release, by access and by category of the benchmark. caught: of how "
       "many "
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

}  // namespace gapcalc::emit
