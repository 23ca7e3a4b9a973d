#pragma once
// data/registry/claims.json -> claims.

#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/quantity.hpp"

namespace gapcalc::load {

/// The claims of a JSON text. Throws Error (broken_json, bad_claims).
std::vector<Claim> read_claims(std::string_view json, const std::string& path);

}  // namespace gapcalc::load
