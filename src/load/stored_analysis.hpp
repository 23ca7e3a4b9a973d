#pragma once
// The JSON of an analysis behind its file.

#include <string>
#include <string_view>

#include "gapcalc/load.hpp"

namespace gapcalc::load {

/// The analysis of a JSON text, without its file. `path` is for errors. Throws Error (not_recognised, broken_json).
StoredAnalysis read_analysis(std::string_view text, const std::string& path);

}  // namespace gapcalc::load
