#pragma once
// Who has which score, as far as a side knows.

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "gapcalc/diff.hpp"

namespace gapcalc::audit {

using ScoreKey = std::pair<std::string_view, std::string_view>;  ///< benchmark id, model name

/// Texts point into the side that it was made of.
struct Roster {
  bool complete = true;             ///< holds every record of its source
  bool knows_accessibility = true;  ///< else it names first crossers and record setters alone
  std::set<std::string_view> benchmarks;
  std::map<ScoreKey, Score> scores;
  std::map<std::string_view, std::set<std::string_view>> accessibility;  ///< of each model with a score
  std::map<ScoreKey, std::set<Reason>> unused;                           ///< why rows of the model are no records
};

/// Of the records up to the as-of date or, without records, of the first crossers and record setters.
Roster roster_of(const Side& side);

/// Fills the lists of `result` on benchmarks, models, scores, dates and accessibility, without their roles.
void compare_rosters(const Roster& before, const Roster& after, Difference& result);

}  // namespace gapcalc::audit
