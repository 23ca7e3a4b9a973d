#pragma once
// The machine-readable forms of gapcalc selection.

#include <string>
#include <string_view>

#include "gapcalc/emit.hpp"

namespace gapcalc::emit {

/// A table: crossers, coverage, organizations or statements.
std::string selection_csv(const audit::Selection& selection, std::string_view table);
std::string selection_json(const audit::Selection& selection, const SelectedFrom& from);

}  // namespace gapcalc::emit
