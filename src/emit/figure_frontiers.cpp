#include <fmt/format.h>

#include <map>
#include <string>

#include "emit/figure_parts.hpp"

namespace gapcalc::emit {
namespace {

/// The best score of both groups on each day on which one of them changed, and on the as-of date; null before the
/// first.
void add_steps(const BenchmarkCrossings& of, Date as_of, Json& rows) {
  struct Best {
    std::optional<double> closed, open;
  };
  std::map<Date, Best> days;
  for (const Crosser& who : of.closed_frontier) days[who.date].closed = who.score;
  for (const Crosser& who : of.open_frontier) days[who.date].open = who.score;
  days[as_of];
  Best best;
  for (const auto& [date, change] : days) {
    if (change.closed) best.closed = change.closed;
    if (change.open) best.open = change.open;
    rows.push_back({{"benchmark", of.benchmark.id},
                    {"date", to_string(date)},
                    {"closed", number_json(best.closed)},
                    {"open", number_json(best.open)}});
  }
}

void add_bests(const BenchmarkCrossings& of, const std::vector<Crosser>& frontier, const std::string& group,
               Json& rows) {
  for (const Crosser& who : frontier)
    rows.push_back({{"benchmark", of.benchmark.id},
                    {"name", of.benchmark.title},
                    {"group", group},
                    {"model", who.model},
                    {"date", to_string(who.date)},
                    {"day", to_string(who.date)},
                    {"score", who.score},
                    {"reached", amount(who.score, of.benchmark.unit)},
                    {"source", who.source.empty() ? "not given" : who.source}});
}

/// Time horizons grow by factors; the others by differences.
Json scale_of(Unit unit) {
  if (unit == Unit::minutes) return {{"type", "log"}};
  return {{"zero", is_fraction(unit)}};
}

}  // namespace

Json frontiers_figure(const Analysis& analysis) {
  const Names who = names(analysis.options.cross);
  Json figure = figure_template("frontiers", who);
  const Json view = figure["concat"][0], groups = {who.leader_column, who.follower_column};
  Json steps = Json::array(), bests = Json::array(), views = Json::array();
  for (const BenchmarkCrossings& of : analysis.crossings.benchmarks) {
    if (of.closed_frontier.empty() && of.open_frontier.empty()) continue;
    add_steps(of, analysis.crossings.as_of, steps);
    add_bests(of, of.closed_frontier, who.leader_column, bests);
    add_bests(of, of.open_frontier, who.follower_column, bests);
    Json own = view;
    own["title"]["text"] = shortened(of.benchmark.title, 34);
    for (Json& layer : own["layer"]) layer["/transform/0/filter/equal"_json_pointer] = of.benchmark.id;
    own["/layer/1/encoding/color/datum"_json_pointer] = who.leader_column;
    own["/layer/2/encoding/color/datum"_json_pointer] = who.follower_column;
    own["/layer/3/encoding/color/scale/domain"_json_pointer] = groups;
    own["/layer/3/encoding/y/scale"_json_pointer] = scale_of(of.benchmark.unit);
    if (is_fraction(of.benchmark.unit)) own["/layer/3/encoding/y/axis/format"_json_pointer] = ".0%";
    if (of.benchmark.unit == Unit::minutes) own["/layer/3/encoding/y/axis/title"_json_pointer] = "minutes";
    views.push_back(std::move(own));
  }
  set_title(
      figure,
      fmt::format("The best {} and the best {} score on each benchmark", who.leader_column, who.follower_column),
      fmt::format("By release date, up to {}. Shaded: how far the best scores are apart. Models that nobody tested "
                  "do not show.",
                  to_string(analysis.crossings.as_of)),
      105);
  figure["datasets"] = {{"steps", steps}, {"bests", bests}};
  figure["concat"] = views;
  return figure;
}

}  // namespace gapcalc::emit
