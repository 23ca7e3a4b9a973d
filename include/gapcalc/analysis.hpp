#pragma once
// The whole flow, and what comes out of it.

#include <string>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/quantity.hpp"
#include "gapcalc/record.hpp"
#include "gapcalc/trend.hpp"

namespace gapcalc {

/// Everything an analysis found; what `emit` turns into bytes.
struct Analysis {
  Options options;  ///< as resolved
  Dataset data;
  Crossings crossings;
  std::vector<Quantity> comparison;  ///< private - public now, and now - minimum of each series
  std::vector<Trend> trends;         ///< `all` first, then the splits in the order asked for
  std::vector<Excluded> excluded;    ///< of load and cross together, in order of file and line
  std::vector<std::string> notes;    ///< of both
};

/// Version of the program, `MAJOR.MINOR.PATCH`.
std::string_view version();

/// Loads `path` (a hub dump, a data folder, a records file, `-` for standard input; empty: the bundled
/// records), finds the crossings, reviews them, and smooths the gaps. Throws Error.
Analysis analyze(const std::string& path, const Options& options);

/// The same for data that are loaded already.
Analysis analyze(Dataset data, const Options& options);

}  // namespace gapcalc
