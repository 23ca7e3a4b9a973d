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
  std::size_t i = 0;
  for (const Record& record : source.records) {
    const std::size_t at_record = i++;
    const auto [first, last] = claims.equal_range(data.models[record.model].name);
    if (first == last) continue;
    const std::string_view who = evaluator(data.origins[record.origin], source.benchmark);
    if (who.empty() || who == "first_party") continue;
    const double score = counted.excluded(at_record) ? record.score : counted.records().records[at_record].score;
    for (auto at = first; at != last; ++at)
      if (score >= at->second.threshold) at->second.who->claimed_only = false;
  }
}

}  // namespace gapcalc::cross
