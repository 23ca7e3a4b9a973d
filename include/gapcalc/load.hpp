#pragma once
// Stage 1: bytes -> Dataset. METHOD, sections 1 and 2.

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/board.hpp"
#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/quantity.hpp"
#include "gapcalc/record.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc::load {

/// Benchmarks by file order; later entries of the same id replace the fields they name.
struct Registry {
  std::vector<Benchmark> benchmarks;
  std::optional<Date> as_of;      ///< top-level `as_of` of a data folder's registry
  std::optional<InputFile> file;  ///< that was merged over the built-in one

  /// The entry with that id, or null.
  [[nodiscard]] const Benchmark* find(std::string_view id) const;
};

/// The built-in registry with `options.registry` merged over it. Throws Error (unreadable, broken_json, bad_registry).
Registry registry(const LoadOptions& options);

/// Reads an input: a hub dump (folder or zip, flat or October 2026 layout), a data folder, a file of tidy
/// records (CSV, JSON array, JSON Lines), a file or folder of another program's or leaderboard's format
/// (docs/readers.md), `-` for a file or zip on standard input, or, where `path` is empty,
/// the records compiled into the program. The kind is told by content.
/// Bad rows become Dataset::excluded; throws Error where a whole file cannot be used.
/// `additions` are paths of more tidy records (`-`: standard input), read behind the input and listed with its files.
Dataset load(const std::string& path, const LoadOptions& options, std::span<const std::string> additions = {});

/// Names for LoadOptions::input_format: `tidy`, then the formats of other programs and leaderboards.
std::vector<std::string> input_formats();

/// Reads an example that is compiled in, `examples/NAME.csv` of data/. Throws as load(), and Error (bad_option) where
/// there is none of that name.
Dataset load_example(std::string_view name, const LoadOptions& options);

/// The score that a tidy record with this text has on the benchmark, in its unit. Throws Error (bad_option) where it
/// has none.
double score(std::string_view text, const Benchmark& benchmark);

/// What the JSON of `gapcalc analyze` holds of an analysis. Models are those that were first somewhere or set a record.
struct StoredAnalysis {
  Options options;      ///< as resolved, with `threads` and `block` at their defaults
  std::string version;  ///< of the program that wrote it
  InputFile file;       ///< the JSON itself, with format `analysis`
  Crossings crossings;  ///< without the facts that the JSON leaves out: thresholds nobody reached, lines of records
  std::vector<Trend> trends;
  std::vector<std::string> notes;
};

/// The analysis of a file that is the JSON of `gapcalc analyze`; empty where it is anything else but JSON of gapcalc,
/// or cannot be opened. Throws Error (not_recognised, broken_json) for other JSON of gapcalc, and for JSON of an
/// analysis that cannot be read whole.
std::optional<StoredAnalysis> stored_analysis(const std::string& path);

/// Reads every entry of a zip archive, also those that load() has no use for, so that damage shows wherever it is.
/// Throws Error (unreadable, broken_zip).
void check_zip(const std::string& path);

/// Claims, and the file that they are from.
struct Claims {
  std::vector<Claim> list;
  std::optional<InputFile> file;  ///< empty: the built-in ones
};

/// The claims of a file, {"claims": [{id, text, quantity, low, high}]}; the built-in ones where `path` is empty.
/// Throws Error (unreadable, bad_claims).
Claims claims(const std::string& path);

/// What is said that the best of several variants gains, {"statements": [{id, source, n, gain}]}; the built-in
/// statements where `path` is empty. Throws Error (unreadable, broken_json, bad_claims).
Statements statements(const std::string& path);

/// The models of a rating board: a table as docs/formats.md has it, or a leaderboard with ratings and intervals.
/// `licences`: a file instead of the built-in classes of licences; empty: those. Throws Error (unreadable, broken_csv,
/// missing_column, bad_review, no_usable_rows).
Board board(const std::string& path, const std::string& licences);

}  // namespace gapcalc::load
