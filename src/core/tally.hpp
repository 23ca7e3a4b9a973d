#pragma once
// Counts of the rows that were not used.

#include <cstddef>
#include <map>
#include <span>
#include <string>

#include "gapcalc/record.hpp"

namespace gapcalc {

/// How many rows there are for each reason that occurs.
std::map<Reason, std::size_t> count_by_reason(std::span<const Excluded> rows);

/// Adds them to counts that there are.
void count_by_reason(std::span<const Excluded> rows, std::map<Reason, std::size_t>& counts);

/// `2 bad_score, 1 no_date`, by name; empty without counts.
std::string tally(const std::map<Reason, std::size_t>& counts);

}  // namespace gapcalc
