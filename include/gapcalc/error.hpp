#pragma once
// The one exception of the library.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace gapcalc {

/// What kind of thing went wrong; stable, for callers that react to it.
enum class ErrorCode {
  unreadable,           ///< a file or folder cannot be opened or read
  not_recognised,       ///< the input is none of the known kinds
  missing_column,       ///< a table lacks a column that is needed
  broken_csv,           ///< a CSV file cannot be split into rows
  broken_json,          ///< a JSON document cannot be parsed
  broken_yaml,          ///< a YAML document cannot be parsed, or is more than is sound
  broken_zip,           ///< a zip archive cannot be read or is unsafe
  duplicate_benchmark,  ///< two files of one input hold the same benchmark
  unknown_benchmark,    ///< a benchmark that the registry does not know and that cannot be read without it
  bad_registry,         ///< a registry entry is wrong
  bad_review,           ///< a row of a small table is wrong: verdicts, accessibility, milestones, licences, a board
  bad_claims,           ///< a file of claims or statements is wrong
  bad_option,           ///< an option has an impossible value
  no_usable_rows,       ///< nothing of the input can be used
  write_failed,         ///< output cannot be written whole
  fetch_failed,         ///< what an address should give did not come
};

/// Thrown by every function of the library that cannot do its work.
/// `what()` reads `FILE:LINE: message; remedy`, with the parts that are known.
class Error : public std::runtime_error {
 public:
  /// `file` may be empty and `line` 0 where the error has no place in a file.
  Error(ErrorCode code, std::string_view message, std::string_view remedy, std::string_view file = {},
        std::size_t line = 0);

  ErrorCode code;
  std::string message;  ///< what is wrong
  std::string remedy;   ///< what to do about it
  std::string file;     ///< as the user named it, or empty
  std::size_t line;     ///< 1-based, or 0
};

}  // namespace gapcalc
