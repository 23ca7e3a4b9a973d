#pragma once
// data/registry/statements.json -> statements.

#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/board.hpp"

namespace gapcalc::load {

/// The statements of a JSON text. Throws Error (broken_json, bad_claims).
std::vector<Statement> read_statements(std::string_view json, const std::string& path);

}  // namespace gapcalc::load
