#pragma once
// What is wrong or odd in an input, before anything is concluded from it.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::audit {

/// An error is broken data; a warning may change a gap; a note is what one should know.
enum class Severity : std::uint8_t { error, warning, note };
/// `error`, `warning`, `note`.
std::string_view name(Severity severity);

/// What a finding is about; the worst first. The names are stable: scripts ask for them. Those of rows are the names of
/// their Reason.
enum class Code : std::uint8_t {
  missing_column,   ///< a registry entry's column is not in its file
  unreadable_file,  ///< a score file cannot be read, or not to its end
  no_records,       ///< a benchmark without any usable row
  bad_score,        ///< rows, as are the next three
  bad_date,
  bad_text,
  bad_row,
  unclassified_first,         ///< neither open nor closed, and would be a first crosser
  undated_best,               ///< without a date, and above all that have one
  before_family,              ///< released before the version whose name it extends
  before_name_date,           ///< released before the day in its own name
  conflicting_dates,          ///< one version, several release dates
  conflicting_accessibility,  ///< one version, several classes
  negative_gap,               ///< the open model came first
  needs_review,               ///< a verdict lapsed
  claimed_only,               ///< a first crosser by a score that only its developer measured
  stale_benchmark,            ///< no new open or no new closed model for a year
  missing_benchmark,          ///< part of the headline, and not in the dump
  unknown_benchmark,          ///< a file that no registry entry describes
  duplicate_model,            ///< a second row of a version in the model table
  unclassified,               ///< rows, as are the next five
  no_date,
  no_score,
  no_model,
  not_released,
  after_as_of,
  conflicting_scores,  ///< one version, several scores on one benchmark
  input_note,          ///< what reading and crossing had to say
};

/// A code with what is said of it everywhere.
struct CodeInfo {
  Code code;
  std::string_view name;
  Severity severity;
  std::string_view meaning;  ///< one short clause
  std::string_view remedy;   ///< what to do, one clause
};
/// All codes, in order.
std::span<const CodeInfo> codes();
/// The entry of a code.
const CodeInfo& info(Code code);
/// The code of that name, or empty.
std::optional<Code> find_code(std::string_view name);

struct Finding {
  Code code;
  std::string benchmark;  ///< id, or empty
  std::string model;      ///< version, or empty
  std::string message;    ///< what was found, in words
  std::string remedy;     ///< what to do
  std::string file;       ///< as the user named it, or empty
  std::size_t line = 0;   ///< 1-based: of the first row it is about; 0: none
  std::size_t rows = 0;   ///< of the input that it is about; 0: of no row in particular
  /// Accepted gaps that rest on it, or would change by it; empty where that cannot be told.
  std::optional<std::size_t> gaps = {};
};

struct Check {
  std::vector<Finding> findings;  ///< by code, then by gaps, most first, then in the order of the input
  Date as_of;
  std::size_t n_benchmarks = 0, n_records = 0;  ///< that were looked at
  std::size_t n_not_selected = 0;               ///< benchmarks of the input that were not asked for, and not looked at
  bool only_frontier = false;  ///< the records keep only what set a new best: most of what could be wrong is not there
};

/// How many findings there are of a code.
std::size_t count(const Check& check, Code code);
/// How many findings there are of a severity.
std::size_t count(const Check& check, Severity severity);

/// Looks for all that the codes name in a dataset and its crossings, which come from it by `options`. `registry` tells
/// which benchmarks a dump should have. Reads nothing and throws nothing of its own.
Check check(const Dataset& data, const Crossings& crossings, std::span<const Benchmark> registry,
            const CrossOptions& options);

}  // namespace gapcalc::audit
