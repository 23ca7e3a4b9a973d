#pragma once
// What a folder holds: a hub dump, a data folder, or other programs' results.

#include <string>
#include <string_view>

#include "load/builder.hpp"
#include "load/outside.hpp"

namespace gapcalc::load {

/// What an input that is none may be instead.
inline constexpr std::string_view expected_input =
    "give a hub dump (folder or zip with epoch_capabilities_index.csv or model_metadata.csv), a data folder "
    "(with records/), a CSV or JSON file of score records, results in a format that `gapcalc analyze --help` names "
    "under --input-format, or - for standard input";

/// Reads a folder, and what the options name. Throws Error (not_recognised, no_usable_rows), and what the readers
/// throw.
void read_folder(const std::string& folder, const LoadOptions& options, Builder& builder, Outside& outside);

}  // namespace gapcalc::load
