#pragma once
// data/registry/benchmarks.json -> Registry.

#include <string>
#include <string_view>

#include "gapcalc/load.hpp"

namespace gapcalc::load {

/// The registry compiled into the program.
Registry builtin_registry();

/// Merges the entries of `json` over the registry: by id, field by field; new ids are added at the end.
/// Throws Error (broken_json, bad_registry) that names the entry and the field.
void merge_registry(Registry& registry, std::string_view json, const std::string& path);

/// A registry entry ready to paste, for a benchmark that is not known.
std::string entry_to_paste(std::string_view id, double lowest, double highest);

}  // namespace gapcalc::load
