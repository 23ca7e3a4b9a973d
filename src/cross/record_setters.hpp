#pragma once
// Who set a new best: the frontier of each group over time.

#include <cstddef>
#include <span>
#include <vector>

#include "cross/first_crossers.hpp"

namespace gapcalc::cross {

/// A record that sets a new best in a group on its benchmark, by date.
struct RecordSetter {
  std::size_t index;  ///< into the benchmark's records
  bool closed, open;  ///< the groups whose best it is
};

/// Those of one benchmark up to the as-of date, in the order in which a first crosser is looked for.
std::vector<RecordSetter> record_setters(const BenchmarkRecords& benchmark, std::span<const Model> models,
                                         std::span<const Membership> members, Date as_of, Tie tie);

}  // namespace gapcalc::cross
