#pragma once
// The words in which every format says the same: the answer in one sentence, bands, and how the groups are called.

#include <string>

#include "gapcalc/analysis.hpp"

namespace gapcalc::emit {

/// The answer in one sentence, and which scores it counts where not all as they are.
std::string headline(const Analysis& analysis);
/// ` Counted so: only scores that third_party measured.`, with all filter_clauses(); empty without one.
std::string counting(const CrossOptions& options);

/// How the two groups are called.
struct Names {
  std::string follower, leader;  ///< in a sentence
  std::string follower_column = "open", leader_column = "closed";
  std::string follower_word = "open", leader_word = "closed";  ///< before `model` or `group`
};
Names names(const CrossOptions& options);

/// The point at which the level is current, or null.
const TrendPoint* current(const Trend& trend);

/// `90% band`, by the confidence asked for.
std::string band_name(const SmoothOptions& options);
/// `5.1 to 7.9`, of a point that has a band.
std::string band(const TrendPoint& point);

}  // namespace gapcalc::emit
