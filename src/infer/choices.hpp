#pragma once
// The choices of a sensitivity analysis, their values, and the specifications made of them.

#include <array>
#include <functional>
#include <string>
#include <vector>

#include "gapcalc/record.hpp"
#include "gapcalc/sensitivity.hpp"

namespace gapcalc::infer {

/// A value of a choice: its text, and how options get it.
struct Value {
  std::string text;
  std::function<void(Options&)> set;
};

/// A choice with its values. `reason` says why others than the one given cannot be had.
struct Dimension {
  Choice choice;
  std::vector<Value> values;
  std::size_t given = 0;  ///< index of the value that the options have
  std::string reason = {};
};

/// Index of a value in each dimension.
using Picked = std::array<std::size_t, n_choices>;

using Dimensions = std::array<Dimension, n_choices>;

/// A row to be filled, and what is picked for it.
struct Plan {
  Specification row;
  Picked picked;
};

/// All choices in the order of the output, with their values for these records.
Dimensions dimensions(const Dataset& data, const Options& options);

/// The value of each choice that the options have.
Picked given_of(const Dimensions& all);

/// What is picked, with all choices that leave the datapoints as they are put back to what is given.
Picked datapoints_key(const Dimensions& all, Picked picked);

/// The options with what is picked, on one thread: specifications are what is shared out.
Options options_of(const Dimensions& all, const Picked& picked, Options options);

/// One change at a time: each value of each choice, those given among them.
std::vector<Plan> one_at_a_time(const Dimensions& all);

/// All combinations of what can be had, but for the band.
std::vector<Plan> grid_of(const Dimensions& all);

}  // namespace gapcalc::infer
