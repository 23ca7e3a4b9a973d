#include "audit/roster.hpp"

#include <algorithm>

#include "core/units.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::audit {
namespace {

/// Another row of the model on the benchmark: the best counts, of equals the earliest.
void add_row(Roster& roster, std::string_view benchmark, std::string_view model, double score, Date date) {
  const auto [at, is_new] = roster.scores.try_emplace({benchmark, model}, Score{score, date, 1});
  if (is_new) return;
  Score& best = at->second;
  ++best.rows;
  if (same_score(score, best.score) ? date < best.date : score > best.score) {
    best.score = score;
    best.date = date;
  }
}

void add_records(Roster& roster, const Dataset& data, Date as_of) {
  for (const BenchmarkRecords& of : data.benchmarks) {
    roster.benchmarks.insert(of.benchmark.id);
    for (const Record& record : of.records) {
      if (record.date > as_of) continue;
      const Model& model = data.models[record.model];
      add_row(roster, of.benchmark.id, model.name, record.score, record.date);
      roster.accessibility[model.name].insert(model.accessibility);
    }
  }
}

/// Reasons that keep a row from being a record, or from being seen.
bool keeps_out(Reason reason) {
  return reason != Reason::unclassified && reason != Reason::not_released && reason != Reason::not_in_group;
}

void add_crossers(Roster& roster, const Crossings& crossings) {
  for (const BenchmarkCrossings& of : crossings.benchmarks) {
    const std::string_view id = of.benchmark.id;
    roster.benchmarks.insert(id);
    std::map<std::string_view, Score> best;  // a model is there once a threshold, and may have set several records
    const auto see = [&](const Crosser& one) {
      Score& score = best.try_emplace(one.model, Score{one.score, one.date, 1}).first->second;
      if (one.score > score.score) score = {one.score, one.date, 1};
    };
    for (const auto* frontier : {&of.closed_frontier, &of.open_frontier})
      std::for_each(frontier->begin(), frontier->end(), see);
    for (const Crossing& crossing : of.crossings) {
      see(crossing.closed);
      if (crossing.open) see(*crossing.open);
    }
    for (const auto& [model, score] : best) {
      roster.scores.emplace(ScoreKey{id, model}, score);
      roster.accessibility[model];
    }
  }
}

}  // namespace

Roster roster_of(const Side& side) {
  Roster roster;
  roster.complete = side.data != nullptr && !cross::only_frontier(*side.data);
  roster.knows_accessibility = side.data != nullptr;
  if (side.data == nullptr) {
    add_crossers(roster, *side.crossings);
    return roster;
  }
  add_records(roster, *side.data, side.crossings->as_of);
  for (const Excluded& row : side.excluded)
    if (row.benchmark != no_index && row.model != no_index && keeps_out(row.reason))
      roster.unused[{side.data->benchmarks[row.benchmark].benchmark.id, side.data->models[row.model].name}].insert(
          row.reason);
  return roster;
}

}  // namespace gapcalc::audit
