#pragma once
// Records as they might have been: scores that are new, other or missing.

#include <string>
#include <vector>

#include "gapcalc/record.hpp"

namespace gapcalc::audit {

/// A score that a model shall have on a benchmark, in place of all that it has there.
struct ScoreToSet {
  std::string model, benchmark;  ///< benchmark: its id
  double score = 0;              ///< in the benchmark's unit
};

/// What is to be changed, besides records that were added on loading. Done in this order.
struct Edits {
  std::vector<ScoreToSet> set;
  std::vector<std::string> drop;             ///< models
  std::vector<std::string> drop_benchmarks;  ///< ids
};

/// What one edit came to.
struct Edit {
  enum class Kind { add, set, drop, drop_benchmark } kind = Kind::add;
  std::string model;                    ///< as the data spell it; empty with drop_benchmark
  std::string benchmark;                ///< empty with drop
  std::optional<double> before, after;  ///< scores, the best one before; empty where there is none
  std::optional<Date> date;             ///< release; with add and set
  std::string accessibility;            ///< with add and set
  std::size_t n_records = 0;            ///< that were replaced or dropped; with add, that were there already
};
/// `add`, `set`, `drop`, `drop_benchmark`.
std::string_view name(Edit::Kind kind);

/// The records of `data` that are in the files from `first_file` on, which were loaded behind `before`, as edits. A
/// stated as-of date before the release of one moves to it, as records cannot be looked at before they exist. Throws
/// Error (no_usable_rows) where a row of these files is no record; (unknown_benchmark) where one is of a benchmark that
/// neither `before` nor `known` has, or that is not among those asked for, with names near it.
std::vector<Edit> added(Dataset& data, const Dataset& before, std::size_t first_file,
                        const std::vector<Benchmark>& known);

/// Makes the edits. A model is meant by its name or, where there is none such, by the only one that differs in case.
/// Throws Error (bad_option) where a model or benchmark is not in the data, with names near it, or where no release
/// date of the model is known.
std::vector<Edit> apply(const Edits& edits, Dataset& data);

}  // namespace gapcalc::audit
