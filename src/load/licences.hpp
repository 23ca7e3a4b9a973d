#pragma once
// data/registry/licences.csv: what the licence of a model says of its weights, where a board has no other word on it.

#include <map>
#include <string>
#include <string_view>

#include "gapcalc/board.hpp"
#include "load/bytes.hpp"

namespace gapcalc::load {

/// What a licence says.
struct Licence {
  LicenceClass kind = LicenceClass::other;
  std::string accessibility;  ///< as in Model; empty where the licence does not tell
};
/// By name in lower case.
using Licences = std::map<std::string, Licence, std::less<>>;

/// Reads `licence`, `class` and, where it is there, `accessibility`. Throws Error (broken_csv, missing_column,
/// bad_review).
Licences read_licences(ByteStream& bytes, const std::string& path);

/// The built-in table. Read when it is first asked for: most runs have no use for it.
const Licences& builtin_licences();

/// The accessibility that the built-in table has for a licence, capitals and white space around it aside; empty for a
/// licence that it does not have. Nothing is told from parts of a name.
std::string accessibility_of_licence(std::string_view licence);

}  // namespace gapcalc::load
