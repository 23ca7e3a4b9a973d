#pragma once
// The machine-readable forms of an audit of claims, and what they share with those for people.

#include <string>

#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

/// Settings that differ: `prompting: chain-of-thought against standard prompt`; one that only a side states as such.
std::string difference_text(const audit::ClaimPair& pair);

/// The pairs, and what has no counterpart, as CSV.
std::string claimed_csv(const audit::ClaimAudit& of);
/// All of an audit.
std::string claimed_json(const audit::ClaimAudit& of, const ClaimedFrom& from);

}  // namespace gapcalc::emit
