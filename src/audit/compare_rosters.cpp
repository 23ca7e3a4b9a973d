// Models, scores, release dates and accessibility of two sides.

#include <fmt/format.h>

#include <algorithm>

#include "audit/roster.hpp"
#include "core/text.hpp"

namespace gapcalc::audit {
namespace {

std::string joined(const std::set<std::string_view>& texts) {
  return join(std::vector<std::string>(texts.begin(), texts.end()), "; ");
}

std::string joined(const std::set<Reason>& reasons) {
  std::vector<std::string> names;
  names.reserve(reasons.size());
  for (const Reason reason : reasons) names.emplace_back(name(reason));
  return join(names, ", ");
}

/// Why the model's rows on a benchmark (on any, where it is empty) are there but not used.
std::string unused(const Roster& roster, std::string_view benchmark, std::string_view model) {
  std::set<Reason> reasons;
  for (const auto& [key, of] : roster.unused)
    if (key.second == model && (benchmark.empty() || key.first == benchmark)) reasons.insert(of.begin(), of.end());
  return joined(reasons);
}

std::size_t models_on(const Roster& roster, std::string_view benchmark) {
  return static_cast<std::size_t>(std::count_if(roster.scores.begin(), roster.scores.end(),
                                                [&](const auto& one) { return one.first.first == benchmark; }));
}

/// Benchmarks that `roster` has and `other` has not.
void add_benchmarks(const Roster& roster, const Roster& other, Change change, Difference& result) {
  for (const std::string_view id : roster.benchmarks)
    if (!other.benchmarks.contains(id)) result.benchmarks.push_back({std::string(id), change, models_on(roster, id)});
}

/// Models that `roster` has and `other`, which is complete, has not.
void add_models(const Roster& roster, const Roster& other, Change change, Difference& result) {
  std::map<std::string_view, std::vector<ScoreOn>> scores;
  for (const auto& [key, score] : roster.scores)
    if (!other.accessibility.contains(key.second)) scores[key.second].push_back({std::string(key.first), score});
  for (auto& [model, list] : scores) {
    ModelChange one{std::string(model), change, joined(roster.accessibility.at(model)), std::move(list), {}, {}, {}};
    if (change == Change::removed) one.reason = unused(other, {}, model);
    result.models.push_back(std::move(one));
  }
}

/// Its scores and dates as text: what a model is known by but for its name.
std::string signature(const ModelChange& model) {
  std::string text;
  for (const ScoreOn& one : model.scores)
    text += fmt::format("{}={:.12g}@{};", one.benchmark, one.score.score, one.score.date.days);
  return text;
}

/// A model that went and one that came with all of its scores is likely one that was renamed.
void find_new_names(std::vector<ModelChange>& models) {
  std::map<std::string, std::vector<ModelChange*>> alike;
  for (ModelChange& model : models) alike[signature(model)].push_back(&model);
  for (const auto& [text, list] : alike) {
    if (list.size() != 2 || list[0]->change == list[1]->change) continue;  // more that fit tell nothing
    list[0]->same_as = list[1]->model;
    list[1]->same_as = list[0]->model;
  }
}

/// A score that both sides have.
void compare_scores(const ScoreKey& key, const Score& was, const Score& is, bool count_rows, Difference& result) {
  const auto& [benchmark, model] = key;
  const bool same = same_score(was.score, is.score);
  if (!same || (count_rows && was.rows != is.rows)) {
    ScoreChange one{std::string(benchmark), std::string(model), Change::changed, was, is, {}, {}};
    if (same) one.after->score = was.score;  // without the noise
    result.scores.push_back(std::move(one));
  }
  if (was.date == is.date) return;
  const auto at = std::find_if(result.dates.begin(), result.dates.end(), [&, &of = model](const DateChange& one) {
    return one.model == of && one.before == was.date && one.after == is.date;
  });
  if (at != result.dates.end())
    at->benchmarks.emplace_back(benchmark);
  else
    result.dates.push_back({std::string(model), {std::string(benchmark)}, was.date, is.date, {}});
}

/// Scores that `roster` has and `other`, which is complete, has not, of models and benchmarks that it has.
void add_scores(const Roster& roster, const Roster& other, Change change, Difference& result) {
  for (const auto& [key, score] : roster.scores) {
    const auto& [benchmark, model] = key;
    if (other.scores.contains(key) || !other.benchmarks.contains(benchmark) || !other.accessibility.contains(model))
      continue;
    ScoreChange one{std::string(benchmark), std::string(model), change, {}, {}, {}, {}};
    (change == Change::removed ? one.before : one.after) = score;
    if (change == Change::removed) one.reason = unused(other, benchmark, model);
    result.scores.push_back(std::move(one));
  }
}

}  // namespace

void compare_rosters(const Roster& before, const Roster& after, Difference& result) {
  result.complete_before = before.complete;
  result.complete_after = after.complete;
  result.accessibility_known = before.knows_accessibility && after.knows_accessibility;
  add_benchmarks(before, after, Change::removed, result);
  add_benchmarks(after, before, Change::added, result);
  if (after.complete) {
    add_models(before, after, Change::removed, result);
    add_scores(before, after, Change::removed, result);
  }
  if (before.complete) {
    add_models(after, before, Change::added, result);
    add_scores(after, before, Change::added, result);
  }
  find_new_names(result.models);
  for (const auto& [key, was] : before.scores)
    if (const auto is = after.scores.find(key); is != after.scores.end())
      compare_scores(key, was, is->second, before.complete && after.complete, result);
  if (!result.accessibility_known) return;
  for (const auto& [model, was] : before.accessibility)
    if (const auto is = after.accessibility.find(model); is != after.accessibility.end() && is->second != was)
      result.accessibility.push_back({std::string(model), joined(was), joined(is->second), {}});
}

}  // namespace gapcalc::audit
