#pragma once
// What the machine-readable inputs and outputs look like: a JSON Schema (draft 2020-12) for each kind.

#include <string>
#include <string_view>
#include <vector>

namespace gapcalc {

/// A kind of file: `analysis`, `records`, `trends.csv`, ...
struct SchemaKind {
  std::string name;
  std::string title;  ///< what files of the kind are
};
/// All kinds, by name.
std::vector<SchemaKind> schema_kinds();

/// The JSON Schema of a kind, which refers to nothing outside itself. For a kind of table it describes the array of the
/// rows, each an object by column; a blank cell is null. Throws Error (bad_option) for a kind that there is not.
std::string schema_text(std::string_view kind);

}  // namespace gapcalc
