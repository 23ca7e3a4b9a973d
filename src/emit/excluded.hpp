#pragma once
// Counts and places of the rows that were not used.

#include <string>
#include <utility>
#include <vector>

#include "gapcalc/analysis.hpp"

namespace gapcalc::emit {

/// Reasons that occur with their counts, the most frequent first, then by name.
std::vector<std::pair<Reason, std::size_t>> count_excluded(const Analysis& analysis);

/// Where a row was, and whose.
struct Place {
  std::string file, benchmark, model;  ///< empty where unknown
};
Place place(const Analysis& analysis, const Excluded& row);

}  // namespace gapcalc::emit
