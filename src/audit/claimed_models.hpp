#pragma once
// What the pairs of each model say together.

#include <span>
#include <vector>

#include "gapcalc/claimed.hpp"

namespace gapcalc::audit {

/// The models of the pairs, with their verdicts, in the order of ClaimAudit::models. The pairs have their q.
std::vector<ModelClaims> judge_models(std::span<const ClaimPair> pairs, const ClaimedOptions& options);

}  // namespace gapcalc::audit
