#pragma once
// Score records -> cells: one number for each group of versions and benchmark (docs/index.md, steps 1 to 3).

#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/index.hpp"

namespace gapcalc::latent {

/// A logit of 0 or 1 is infinite: shares stay a thousandth away, as in the hub's fit.
inline constexpr double least_share = 0.001, largest_share = 0.999;

/// The group that a version belongs to; a version without one is its own.
inline std::string_view key_of(const Model& version) {
  return version.group_key.empty() ? version.name : version.group_key;
}

/// A group's score on a benchmark.
struct Cell {
  std::uint32_t group = 0, benchmark = 0;
  double y = 0;  ///< share of the range, 0.001 to 0.999
};

struct Cells {
  std::vector<IndexedModel> groups;          ///< by name, then key, with what is known before the fit
  std::vector<IndexedBenchmark> benchmarks;  ///< in the order of the data; only those with a cell
  std::vector<Cell> list;                    ///< by group, then benchmark
  LeftOut left_out;
};

/// The best score of each group on each benchmark. Throws Error (no_usable_rows) where nothing is left.
Cells cells(const Dataset& data, const IndexOptions& options);

/// The index of cells: the rest of index().
Index index_of(Cells all, const IndexOptions& options,
               const std::function<bool(std::size_t, std::size_t)>& progress = {});

}  // namespace gapcalc::latent
