#pragma once
// Stage 1: bytes -> Dataset. METHOD, sections 1 and 2.

#include <string>
#include <vector>

#include "gapcalc/options.hpp"
#include "gapcalc/quantity.hpp"
#include "gapcalc/record.hpp"

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
/// records (CSV, JSON array, JSON Lines), `-` for tidy records on standard input, or, where `path` is empty,
/// the records compiled into the program. The kind is told by content.
/// Bad rows become Dataset::excluded; throws Error where a whole file cannot be used.
Dataset load(const std::string& path, const LoadOptions& options);

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

}  // namespace gapcalc::load
