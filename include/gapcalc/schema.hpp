#pragma once
// What the machine-readable inputs and outputs look like: a JSON Schema (draft 2020-12) for each kind, and files
// checked against theirs.

#include <cstddef>
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

namespace load {

/// Something in a file that is not as its schema, or the reader of its kind, wants it.
struct Misfit {
  std::size_t line = 0;  ///< 1-based; 0: not known
  std::string at;        ///< JSON pointer (RFC 6901), or the column; empty for the whole
  std::string what;
};

/// A file that was checked.
struct Validation {
  std::string kind;
  std::size_t n_misfits = 0;
  std::vector<Misfit> misfits;  ///< the first of them
};

/// How a file is checked.
struct ValidateOptions {
  std::string kind;              ///< empty: told by the content
  bool strict = false;           ///< what the schema does not describe is a misfit, too
  std::size_t most_misfits = 0;  ///< that are kept; 0: all
};

/// Checks a file (`-`: standard input) of at most 1 GiB against the schema of its kind. A registry, claims, verdicts,
/// overrides, milestones and analyses that fit are also read as a run would read them. Throws Error (unreadable,
/// not_recognised, broken_json, broken_csv, bad_option) where that cannot be done.
Validation validate(const std::string& path, const ValidateOptions& options);

}  // namespace load
}  // namespace gapcalc
