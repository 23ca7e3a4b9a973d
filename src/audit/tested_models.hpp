#pragma once
// Who was tested on a benchmark, each version once.

#include <optional>
#include <string_view>
#include <vector>

#include "gapcalc/date.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::audit {

/// A version that was tested. Texts point into the dataset.
struct TestedModel {
  std::string_view name, family;                ///< the family may be empty: not known
  std::vector<std::string_view> organizations;  ///< each once
  Date date;                                    ///< its earliest release date on the benchmark
  double best = 0;                              ///< best score, in the unit
  std::optional<Date> first_test;               ///< empty where no test has a date
  bool open = false, closed = false;            ///< its group; neither: cannot be compared, and was tested all the same
};

/// By name. With records of the frontier, only those that set a new best. Those released after `as_of` are left out.
std::vector<TestedModel> tested_models(const Dataset& data, const BenchmarkRecords& benchmark,
                                       const CrossOptions& options, Date as_of);

/// The organizations of a comma-separated list, each once.
std::vector<std::string_view> organizations_of(std::string_view list);

}  // namespace gapcalc::audit
