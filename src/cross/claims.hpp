#pragma once
// Which first crossers rest on the word of who made them.

#include <vector>

#include "cross/counted.hpp"
#include "gapcalc/datapoint.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::cross {

/// A crosser, and what it reached.
struct Reached {
  Crosser* who;
  double threshold;
};

/// Takes Crosser::claimed_only back where another evaluator gives the same model on the benchmark a score that reaches
/// the threshold, as it counts where it does. What comes in says of each whether its own score is first_party.
void confirm_claims(const Dataset& data, const BenchmarkRecords& source, const Counted& counted,
                    const std::vector<Reached>& crossers);

}  // namespace gapcalc::cross
