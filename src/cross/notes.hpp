#pragma once
// What the numbers of a crossing alone would not tell.

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::cross {

/// Adds to Crossings::notes which gaps rest on claims, what the records cannot answer, what an option does not do, and
/// which group has no model.
void add_notes(const Dataset& data, const CrossOptions& options, Crossings& result);

}  // namespace gapcalc::cross
