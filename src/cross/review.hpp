#pragma once
// Which crossings become datapoints (METHOD, section 5).

#include <span>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"

namespace gapcalc::cross {

/// Sets status and reason of every crossing that both groups reached: verdicts, else the allow-list, else
/// the floor, as options.verdicts has it; then keeps one crossing per pair, if options.pairs says so; then those that
/// the window and the provenance classes select. Sets `awaited` of the
/// others. `result.floor` is set already.
void review(BenchmarkCrossings& result, std::span<const Verdict> verdicts, const CrossOptions& options);

}  // namespace gapcalc::cross
