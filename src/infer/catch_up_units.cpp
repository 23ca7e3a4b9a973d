// What is watched, before anything is estimated of it.

#include <map>
#include <utility>

#include "gapcalc/catch_up.hpp"

namespace gapcalc::infer {

std::string_view name(Censoring rule) { return rule == Censoring::as_of ? "as-of" : "last-tested"; }
std::string_view name(StillOpen counting) { return counting == StillOpen::pair ? "pair" : "threshold"; }

std::vector<CatchUpUnit> catch_up_units(const Crossings& crossings) {
  std::vector<CatchUpUnit> units;
  for (const BenchmarkCrossings& of : crossings.benchmarks) {
    std::map<std::string_view, std::size_t> highest;  // closed model -> its last still-open unit
    for (const Crossing& crossing : of.crossings) {   // thresholds ascend
      if (crossing.status != Status::accepted && !(crossing.status == Status::still_open && crossing.awaited)) continue;
      if (!crossing.open) {
        const auto [at, is_new] = highest.emplace(crossing.closed.model, units.size());
        if (!is_new) units[std::exchange(at->second, units.size())].highest = false;
      }
      units.push_back({of.benchmark.id, of.benchmark.access, of.benchmark.category, crossing.threshold, crossing.closed,
                       crossing.open, of.last_open, true});
    }
  }
  return units;
}

}  // namespace gapcalc::infer
