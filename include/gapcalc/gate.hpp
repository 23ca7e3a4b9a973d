#pragma once
// Conditions on an analysis, for scripts that must stop when a figure is out of bounds: `private.current<=9`.

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/analysis.hpp"

namespace gapcalc::emit {

/// How a gate compares what it finds with its bound.
enum class Relation { less, at_most, more, at_least, equal, unequal };

/// A condition, `PATH RELATION BOUND`. The path goes through the keys of the JSON of analyze, joined by dots; the
/// entries of a list go by their id, series or name. docs/commands/analyze.md has the grammar.
struct Gate {
  std::string text;  ///< as it was written
  std::string path;
  Relation relation = Relation::equal;
  std::string bound;  ///< a number, a date or a word
};

/// Reads a condition. Throws Error (bad_option) where it is none, which names the option that it was given by.
Gate parse_gate(std::string_view text, std::string_view option = "--gate");

/// What does not hold, a sentence for each, in the order of the gates: what was found, or why it is not known. Throws
/// Error (bad_option) where a path leads nowhere in the analysis, or to something that its bound cannot be compared
/// with.
std::vector<std::string> tripped_gates(std::span<const Gate> gates, const Analysis& analysis);

}  // namespace gapcalc::emit
