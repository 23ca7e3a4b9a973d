#pragma once
// Pieces of `gapcalc diff` that `gapcalc what-if` shows as well.

#include <string>
#include <string_view>
#include <vector>

#include "emit/headline.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/diff.hpp"

namespace gapcalc::emit {

/// How a page of differences looks.
struct DiffLook {
  const audit::Difference& of;
  const Options& options;
  Names who;
  std::size_t most_rows;  ///< changes shown of each list
};

/// The benchmark's title and unit, by its id; the id itself where nothing is known of it.
const Benchmark& benchmark_of(const audit::Difference& difference, std::string_view id);

/// `public 7.3 to 6.5 months (-0.8), private ...`: of the access classes or, without them, of all.
std::string headline_change(const audit::Difference& difference);

/// `open`, `closed`, `not released` or, where it says nothing of these, `neither`.
std::string weights_word(std::string_view accessibility);

/// The level now of each series, before and after, with bands; and what its columns mean.
void add_headlines(const DiffLook& look, std::vector<Block>& page);

/// The lists that there are, the weightiest changes first.
void add_data_changes(const DiffLook& look, std::vector<Block>& page);
void add_gap_changes(const DiffLook& look, std::vector<Block>& page);

/// All of a difference, for JSON.
Json difference_json(const audit::Difference& difference);

}  // namespace gapcalc::emit
