#pragma once
// Files checked against the schema of their kind.

#include <cstddef>
#include <string>
#include <vector>

namespace gapcalc::load {

/// Something in a file that is not as its schema, or the reader of its kind, wants it.
struct Misfit {
  std::size_t line = 0;  ///< 1-based; 0: not known
  std::string at;  ///< JSON pointer (RFC 6901) into the file, or into its line of JSON Lines; or the column. Empty:
                   ///< the whole
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

/// Checks a file (`-`: standard input) of at most 1 GiB against the schema of its kind. Inputs, and the JSON of an
/// analysis, are also read as a run would read them. Throws Error (unreadable, not_recognised, broken_json, broken_csv,
/// bad_option) where that cannot be done.
Validation validate(const std::string& path, const ValidateOptions& options);

}  // namespace gapcalc::load
