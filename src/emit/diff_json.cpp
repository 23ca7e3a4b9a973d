// A difference as JSON.

#include "emit/diff_parts.hpp"

namespace gapcalc::emit {
namespace {

Json role_json(const audit::Role& role) {
  return {{"first_at_before", role.first_before}, {"first_at_after", role.first_after},
          {"record_before", role.record_before},  {"record_after", role.record_after},
          {"n_datapoints", role.datapoints},      {"share", role.share}};
}

Json score_json(const std::optional<audit::Score>& score) {
  if (!score) return {};
  return {{"score", score->score}, {"date", to_string(score->date)}, {"rows", score->rows}};
}

Json who_json(const std::optional<Crosser>& who) {
  if (!who) return {};
  return {{"model", who->model}, {"date", to_string(who->date)}, {"score", who->score}};
}

Json gap_json(const std::optional<Datapoint>& datapoint) {
  if (!datapoint) return {};
  return {{"threshold", datapoint->threshold},
          {"closed", who_json(datapoint->closed)},
          {"open", who_json(datapoint->open)},
          {"gap_days", datapoint->gap_days()},
          {"gap_months", datapoint->gap_months()}};
}

Json level_side_json(const std::optional<TrendPoint>& point, std::size_t datapoints, std::size_t benchmarks) {
  return {{"date", point ? Json(to_string(point->date)) : Json()},
          {"level", point ? number_json(point->level) : Json()},
          {"low", point ? number_json(point->low) : Json()},
          {"high", point ? number_json(point->high) : Json()},
          {"band_state", point ? Json(name(point->band)) : Json()},
          {"n_datapoints", datapoints},
          {"n_benchmarks", benchmarks}};
}

Json headline_json(const audit::HeadlineChange& one) {
  return {{"series", one.series},
          {"before", level_side_json(one.before, one.datapoints_before, one.benchmarks_before)},
          {"after", level_side_json(one.after, one.datapoints_after, one.benchmarks_after)},
          {"change", number_json(one.change)},
          {"revised", number_json(one.revised)},
          {"later", number_json(one.elapsed)},
          {"reason", text_json(one.reason)}};
}

Json model_json(const audit::ModelChange& one) {
  Json scores = Json::array();
  for (const audit::ScoreOn& on : one.scores)
    scores.push_back({{"benchmark", on.benchmark}, {"score", on.score.score}, {"date", to_string(on.score.date)}});
  return {{"model", one.model},
          {"change", name(one.change)},
          {"accessibility", text_json(one.accessibility)},
          {"reason", text_json(one.reason)},
          {"same_as", text_json(one.same_as)},
          {"scores", scores},
          {"role", role_json(one.role)}};
}

template <typename T, typename ToJson>
Json list_json(const std::vector<T>& list, const ToJson& to_json) {
  Json result = Json::array();
  for (const T& one : list) result.push_back(to_json(one));
  return result;
}

Json data_changes_json(const audit::Difference& of) {
  return {{"benchmarks",
           list_json(of.benchmarks,
                     [](const audit::BenchmarkChange& one) {
                       return Json{{"benchmark", one.id}, {"change", name(one.change)}, {"n_models", one.n_models}};
                     })},
          {"models", list_json(of.models, model_json)},
          {"scores", list_json(of.scores,
                               [](const audit::ScoreChange& one) {
                                 return Json{{"model", one.model},
                                             {"benchmark", one.benchmark},
                                             {"change", name(one.change)},
                                             {"only_rows", one.only_rows()},
                                             {"before", score_json(one.before)},
                                             {"after", score_json(one.after)},
                                             {"reason", text_json(one.reason)},
                                             {"role", role_json(one.role)}};
                               })},
          {"dates", list_json(of.dates,
                              [](const audit::DateChange& one) {
                                return Json{{"model", one.model},
                                            {"benchmarks", one.benchmarks},
                                            {"before", to_string(one.before)},
                                            {"after", to_string(one.after)},
                                            {"role", role_json(one.role)}};
                              })},
          {"accessibility", list_json(of.accessibility, [](const audit::AccessibilityChange& one) {
             return Json{{"model", one.model},
                         {"before", text_json(one.before)},
                         {"after", text_json(one.after)},
                         {"role", role_json(one.role)}};
           })}};
}

Json gap_changes_json(const audit::Difference& of) {
  return {{"first_crossers", list_json(of.crossers,
                                       [](const audit::CrosserChange& one) {
                                         return Json{
                                             {"benchmark", one.benchmark},   {"group", one.closed ? "closed" : "open"},
                                             {"thresholds", one.thresholds}, {"before", who_json(one.before)},
                                             {"after", who_json(one.after)}, {"n_datapoints", one.datapoints}};
                                       })},
          {"datapoints", list_json(of.datapoints,
                                   [](const audit::DatapointChange& one) {
                                     return Json{{"benchmark", (one.after ? one.after : one.before)->benchmark},
                                                 {"change", name(one.change)},
                                                 {"before", gap_json(one.before)},
                                                 {"after", gap_json(one.after)},
                                                 {"reason", text_json(one.reason)},
                                                 {"share", one.share}};
                                   })},
          {"lapsed", list_json(of.lapsed, [](const audit::LapsedVerdict& one) {
             return Json{{"benchmark", one.benchmark},
                         {"threshold", one.threshold},
                         {"judged", {{"closed", one.closed_before.model}, {"open", one.open_before.model}}},
                         {"is",
                          {{"closed", one.closed_after.model},
                           {"open", one.open_after ? Json(one.open_after->model) : Json()}}}};
           })}};
}

}  // namespace

Json difference_json(const audit::Difference& difference) {
  Json result = {{"nothing_changed", difference.nothing()},
                 {"as_of_before", to_string(difference.as_of_before)},
                 {"as_of_after", to_string(difference.as_of_after)},
                 {"complete_before", difference.complete_before},
                 {"complete_after", difference.complete_after},
                 {"accessibility_known", difference.accessibility_known},
                 {"headline", list_json(difference.headline, headline_json)}};
  result.update(data_changes_json(difference));
  result.update(gap_changes_json(difference));
  return result;
}

}  // namespace gapcalc::emit
