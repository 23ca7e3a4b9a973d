#pragma once
// data/registry/licences.csv: what the licence of a model says of its weights, where a board has no other word on it.

#include <string>
#include <string_view>

namespace gapcalc::load {

/// The accessibility that the table has for a licence, capitals and white space around it aside; empty for a licence
/// that it does not have. Nothing is told from parts of a name.
std::string accessibility_of_licence(std::string_view licence);

}  // namespace gapcalc::load
