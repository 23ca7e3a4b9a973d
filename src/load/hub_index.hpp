#pragma once
// What the capability index reads of a hub dump besides: ranges of benchmarks, groups of versions (docs/index.md).

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "gapcalc/benchmark.hpp"
#include "load/model_table.hpp"

namespace gapcalc::load {

/// The range that two cells tell: blanks are 0 and 1, and what is no number makes it impossible.
IndexRange range_of(std::string_view baseline, std::string_view ceiling);

/// A benchmark as the index takes it: by the dump's own policy where that has one, else by the registry's. `own`: what
/// the dump says of it, or null.
Benchmark as_indexed(const Benchmark& benchmark, const Benchmark* own, bool has_policy);

/// What is known of the models.
struct Models {
  ModelTable table;
  bool october = false;                           ///< whose groups go by their name alone
  std::map<std::string, double> published;        ///< index by group, where the table does not have it
  std::map<std::string, std::string> first_date;  ///< by group key: the earliest release of its versions
};

/// The group that a version belongs to for the index (docs/index.md, step 1).
struct GroupOf {
  std::string name, key;
  std::optional<double> published;
};
GroupOf group_of(std::string_view version, const ModelRow& model, const Models& models);

}  // namespace gapcalc::load
