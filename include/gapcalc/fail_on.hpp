#pragma once
// Changes at which a script must stop: `removed`, `private.headline>0.5`.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/diff.hpp"
#include "gapcalc/gate.hpp"

namespace gapcalc::emit {

/// A kind of change, or a bound on that of a level now.
struct FailOn {
  std::string text;    ///< as it was written
  std::string word;    ///< `removed`, ...; `headline` has a bound
  std::string series;  ///< of `headline`; empty: every one
  Relation relation = Relation::more;
  double months = 0;  ///< of `headline`
};

/// Reads a condition. Throws Error (bad_option), with the words that there are, where it is none.
FailOn parse_fail_on(std::string_view text);

/// What is met, a sentence for each, in the order of the conditions: what changed, or that it cannot be told. Throws
/// Error (bad_option) where a series is not in the difference.
std::vector<std::string> met(std::span<const FailOn> conditions, const audit::Difference& difference);

}  // namespace gapcalc::emit
