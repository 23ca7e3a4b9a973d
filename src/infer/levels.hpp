#pragma once
// The level of each series now under several specifications, side by side.

#include <span>
#include <string>
#include <vector>

#include "gapcalc/sensitivity.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {

/// The level of each series of some datapoints now, with its interval or without.
std::vector<SpecifiedLevel> levels_of(std::span<const Datapoint> datapoints, const SmoothOptions& options,
                                      bool with_band);

/// The levels of one specification, and why it has none; else empty.
struct LevelRow {
  std::vector<SpecifiedLevel>* levels;
  std::string_view reason;
};

/// Gives every row every series that any has, by the name that is its own, in the order of the row at `base` and then
/// of first appearance, and each level its change from that row's. Returns the names.
std::vector<std::string> compare_levels(std::span<const LevelRow> rows, std::size_t base);

}  // namespace gapcalc::infer
