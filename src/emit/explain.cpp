// gapcalc explain: one crossing, with those who came after and those who fell short.

#include "gapcalc/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <span>

#include "emit/correction.hpp"
#include "emit/headline.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "emit/timeline.hpp"

namespace gapcalc::emit {
namespace {

using audit::Explanation;

constexpr std::size_t rows_shown = 6;

std::string crosser_text(const Crosser& crosser, Unit unit) {
  return fmt::format("{} ({}, {})", crosser.model, to_string(crosser.date), score_text(crosser.score, unit));
}

std::string sentence(const Explanation& of, const Names& who, int kth) {
  const Unit unit = of.benchmark.unit;
  const Crossing& crossing = of.crossing;
  const std::string what = fmt::format("{} at {}: ", of.benchmark.title, threshold_text(crossing.threshold, unit));
  const std::string first = crosser_text(crossing.closed, unit);
  if (!crossing.open && kth > 1)
    return fmt::format("{}{} months and fewer than {} {} models yet, since {}. Still open on {}.", what,
                       one_decimal(months(of.as_of.days - crossing.closed.date.days)), kth, who.follower_word, first,
                       to_string(of.as_of));
  if (!crossing.open)
    return fmt::format("{}{} months and no {} model yet, since {}. Still open on {}.", what,
                       one_decimal(months(of.as_of.days - crossing.closed.date.days)), who.follower_word, first,
                       to_string(of.as_of));
  return fmt::format("{}{} months ({} days), from {} to {}. Status: {} ({}).", what,
                     one_decimal(months(*crossing.gap_days())), *crossing.gap_days(), first,
                     crosser_text(*crossing.open, unit), name(crossing.status), crossing.reason);
}

/// What the gap would be if a first crosser had not been tested.
std::string without_the_first(const Explanation& of, int kth) {
  const auto& [closed, open, short_of_it] = of.reach;
  if (!of.crossing.open || of.only_frontier) return {};  // the next one may not be among frontier records
  if (kth > 1) return {};                                // no single model decides
  const auto gap = [](const Crosser& from, const Crosser& to) {
    return one_decimal(months(to.date.days - from.date.days));
  };
  std::string text;
  if (closed.size() > 1)
    text += fmt::format(" Without {} it would be {} months.", closed[0].model, gap(closed[1], open[0]));
  return text + (open.size() > 1
                     ? fmt::format(" Without {} it would be {} months.", open[0].model, gap(closed[0], open[1]))
                     : fmt::format(" Without {} it would still be open.", open[0].model));
}

/// Models with what their score has over the threshold, and days after the first of them or of `since`.
Table models_table(const std::string& title, std::span<const Crosser> models, const Explanation& of, Date since) {
  Table table{title, {{"model"}, {"released"}, {"days", true}, {"score", true}, {"margin", true}}, {}};
  const Unit unit = of.benchmark.unit;
  const double scale = is_fraction(unit) ? 100 : 1;
  for (const Crosser& one : models.first(std::min(models.size(), rows_shown)))
    table.rows.push_back({one.model, to_string(one.date), fmt::format("{:+d}", one.date.days - since.days),
                          score_text(one.score, unit), signed_decimal((one.counted - of.crossing.threshold) * scale)});
  return table;
}

void add_models(std::vector<Block>& page, const std::string& title, std::span<const Crosser> models,
                const Explanation& of, Date since) {
  if (models.empty()) return;
  page.push_back({{}, models_table(title, models, of, since)});
  if (models.size() > rows_shown)
    page.push_back({fmt::format("And {} more; json has all.", models.size() - rows_shown), {}});
}

std::vector<Block> page_of(const Explained& explained, const Source& from) {
  const Explanation& of = explained.explanation;
  const Names who = names(from.options.cross);
  std::vector<Block> page;
  const int kth = from.options.cross.confirm.kth;
  page.push_back({sentence(of, who, kth) + without_the_first(of, kth), {}});
  const std::string threshold = threshold_text(of.crossing.threshold, of.benchmark.unit);
  const Date since = of.crossing.closed.date;
  const auto reached = [&](const std::string& group) { return fmt::format("Reached {}, {} models", threshold, group); };
  add_models(page, reached(who.leader_column), of.reach.closed, of, since);
  add_models(page, reached(who.follower_column), of.reach.open, of, since);
  const std::string& second = of.crossing.open && *of.crossing.gap_days() < 0 ? who.leader_column : who.follower_column;
  add_models(page, fmt::format("Fell short in between, {} models", second), of.reach.short_of_it, of, since);
  if (of.reach.short_of_it.empty() && !of.only_frontier)
    page.push_back({fmt::format("No {} model that was tested was released in between.", second), {}});
  Table weights{"Weight in the gap now", {{"series"}, {"date"}, {"gaps", true}, {"share of kernel mass", true}}, {}};
  for (const audit::Weight& one : of.weights)
    weights.rows.push_back({one.series, one.date ? to_string(*one.date) : "n/a", std::to_string(one.n_datapoints),
                            one.share ? fmt::format("{:.1f}%", 100 * *one.share) : "n/a"});
  if (!weights.rows.empty()) page.push_back({{}, weights});
  if (explained.gap) page.push_back({correction_of(*explained.gap, from.options.smooth), {}});
  if (explained.with_correction && !explained.gap) page.push_back({"It does not count, so it is not corrected.", {}});
  std::string notes = fmt::format(
      "Days are counted from the first {} release; the margin is score minus threshold{}.{}", who.leader_column,
      filter_clauses(from.options.cross).empty() ? "" : ", of the score as it counts", counting(from.options.cross));
  for (const Crosser* const one : {&of.crossing.closed, of.crossing.open ? &*of.crossing.open : nullptr})
    if (one != nullptr && one->claimed_only)
      notes += fmt::format(" The score of {} was measured by its developer alone.", one->model);
  if (of.alone)
    notes += " It is not among the benchmarks of the headline, and has no weight there.";
  else if (!of.crossing.open)
    notes += " What is still open has no weight in the gap now.";
  else if (of.weights.empty())
    notes += " It does not count, so it has no weight in the gap now.";
  if (of.only_frontier)
    notes += " The records keep only what set a new best, so most runners-up are missing: give the whole dump.";
  page.push_back({notes, {}});
  return page;
}

Json crossers_json(std::span<const Crosser> models, double threshold) {
  Json list = Json::array();
  for (const Crosser& one : models)
    list.push_back({{"model", one.model},
                    {"date", to_string(one.date)},
                    {"score", one.score},
                    {"counted", one.counted},
                    {"margin", std::round((one.counted - threshold) * 1e9) / 1e9},
                    {"claimed_only", one.claimed_only},
                    {"organization", text_json(one.organization)},
                    {"source", text_json(one.source)}});
  return list;
}

std::string json_of(const Explained& explained, const Source& from) {
  const Explanation& of = explained.explanation;
  const Crossing& crossing = of.crossing;
  Json weights = Json::array();
  for (const audit::Weight& one : of.weights)
    weights.push_back({{"series", one.series},
                       {"n_datapoints", one.n_datapoints},
                       {"date", date_json(one.date)},
                       {"share", number_json(one.share)}});
  const auto days = crossing.gap_days();
  Json document = head_json("explanation", from,
                            {"band", "show_band", "simultaneous", "resamples", "confidence", "seed", "min_draw_mass"});
  document.update({{"benchmark", of.benchmark.id},
                   {"unit", name(of.benchmark.unit)},
                   {"threshold", crossing.threshold},
                   {"status", name(crossing.status)},
                   {"reason", text_json(crossing.reason)},
                   {"gap_days", days ? Json(*days) : Json()},
                   {"gap_months", days ? Json(months(*days)) : Json()},
                   {"closed", crossers_json(of.reach.closed, crossing.threshold)},
                   {"open", crossers_json(of.reach.open, crossing.threshold)},
                   {"short_of_it", crossers_json(of.reach.short_of_it, crossing.threshold)},
                   {"weights", weights},
                   {"correction", explained.gap ? corrected_gap_json(*explained.gap) : Json()},
                   {"alone", of.alone},
                   {"only_frontier", of.only_frontier}});
  return to_text(document);
}

}  // namespace

std::string explanation(const Explained& of, const Source& from, std::string_view format, const Style& style) {
  if (format == "json") return json_of(of, from);
  return render(page_of(of, from), format, style);
}

}  // namespace gapcalc::emit
