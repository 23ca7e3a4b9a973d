// Models, scores, release dates and accessibility of two sides.

#include <fmt/format.h>

#include <tuple>

#include "audit/roster.hpp"
#include "core/text.hpp"
#include "core/units.hpp"

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

/// Why the model's rows on a benchmark are there but not used.
std::string unused(const Roster& roster, const ScoreKey& key) {
  const auto at = roster.unused.find(key);
  return at == roster.unused.end() ? std::string() : joined(at->second);
}

std::size_t models_on(const Roster& roster, std::string_view benchmark) {
  std::size_t n = 0;
  for (auto at = roster.scores.lower_bound({benchmark, {}}); at != roster.scores.end() && at->first.first == benchmark;
       ++at)
    ++n;
  return n;
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
  std::map<std::string_view, std::set<Reason>> unused_of;  // on any benchmark
  for (const auto& [key, reasons] : other.unused) unused_of[key.second].insert(reasons.begin(), reasons.end());
  for (auto& [model, list] : scores) {
    ModelChange one{std::string(model), change, joined(roster.accessibility.at(model)), std::move(list), {}, {}, {}};
    if (change == Change::removed) one.reason = joined(unused_of[model]);
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

/// Where a change of date is in the list: by model, date before and date after.
using DatePlaces = std::map<std::tuple<std::string_view, Date, Date>, std::size_t>;

/// A score that both sides have.
void compare_scores(const ScoreKey& key, const Score& was, const Score& is, bool count_rows, DatePlaces& places,
                    Difference& result) {
  const auto& [benchmark, model] = key;
  const bool same = same_score(was.score, is.score);
  if (!same || (count_rows && was.rows != is.rows)) {
    ScoreChange one{std::string(benchmark), std::string(model), Change::changed, was, is, {}, {}};
    if (same) one.after->score = was.score;  // without the noise
    result.scores.push_back(std::move(one));
  }
  if (was.date == is.date) return;
  const auto [at, is_new] = places.try_emplace({model, was.date, is.date}, result.dates.size());
  if (is_new) result.dates.push_back({std::string(model), {}, was.date, is.date, {}});
  result.dates[at->second].benchmarks.emplace_back(benchmark);
}

/// Scores that `roster` has and `other`, which is complete, has not, of models and benchmarks that it has.
void add_scores(const Roster& roster, const Roster& other, Change change, Difference& result) {
  for (const auto& [key, score] : roster.scores) {
    const auto& [benchmark, model] = key;
    if (other.scores.contains(key) || !other.benchmarks.contains(benchmark) || !other.accessibility.contains(model))
      continue;
    ScoreChange one{std::string(benchmark), std::string(model), change, {}, {}, {}, {}};
    (change == Change::removed ? one.before : one.after) = score;
    if (change == Change::removed) one.reason = unused(other, key);
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
  DatePlaces places;
  for (const auto& [key, was] : before.scores)
    if (const auto is = after.scores.find(key); is != after.scores.end())
      compare_scores(key, was, is->second, before.complete && after.complete, places, result);
  if (!result.accessibility_known) return;
  for (const auto& [model, was] : before.accessibility)
    if (const auto is = after.accessibility.find(model); is != after.accessibility.end() && is->second != was)
      result.accessibility.push_back({std::string(model), joined(was), joined(is->second), {}});
}

}  // namespace gapcalc::audit
