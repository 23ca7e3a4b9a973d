#include "cross/claims.hpp"

#include <map>
#include <string_view>

namespace gapcalc::cross {

void confirm_claims(const Dataset& data, const BenchmarkRecords& source, const Counted& counted,
                    const std::vector<Reached>& crossers) {
  std::multimap<std::string_view, Reached> claims;
  for (const Reached& one : crossers)
    if (one.who->claimed_only) claims.emplace(one.who->model, one);
  if (claims.empty()) return;  // as in every dump of the hub: its rows do not say who measured
  for (std::size_t i = 0; i < source.records.size(); ++i) {
    const Record& record = source.records[i];
    const auto [first, last] = claims.equal_range(data.models[record.model].name);
    if (first == last) continue;
    const std::string_view who = evaluator(data.origins[record.origin], source.benchmark);
    if (who.empty() || who == "first_party") continue;
    const double score = counted.excluded(i) ? record.score : counted.records().records[i].score;
    for (auto at = first; at != last; ++at)
      if (score >= at->second.threshold) at->second.who->claimed_only = false;
  }
}

}  // namespace gapcalc::cross
