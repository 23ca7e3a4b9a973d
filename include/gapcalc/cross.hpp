#pragma once
// Stage 2: Dataset -> Crossings. METHOD, sections 2 to 5.

#include <span>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::cross {

/// Licence class of open weights: the text in brackets (`unrestricted`, `restricted use`, `non-commercial`), or empty.
std::string_view licence(std::string_view accessibility);

/// Whether `item` is one of the comma-separated, trimmed entries of `list`.
bool list_contains(std::string_view list, std::string_view item);

/// Whether the model belongs to the group.
bool contains(const Group& group, const Model& model);

/// Whether CrossOptions::evaluators or exclude_relationships leave out scores of this origin on the benchmark.
bool is_left_out(const Origin& origin, const Benchmark& benchmark, const CrossOptions& options);

/// Thresholds of a benchmark, ascending (METHOD, section 3). `lowest` and `highest` are the extreme scores;
/// they matter only for units other than fractions without a grid of their own.
std::vector<double> thresholds(const Benchmark& benchmark, const CrossOptions& options, double lowest, double highest);

/// First crossers of both groups at every threshold, reviewed and de-duplicated.
/// Throws Error (bad_option) where the as-of date cannot be told, or a threshold names an absent benchmark.
Crossings cross(const Dataset& data, const CrossOptions& options);

/// Per benchmark, the records that set a new best in their group by date; they give the same crossings as
/// all records. Indices into BenchmarkRecords::records, in the order in which a first crosser is looked for.
std::vector<std::size_t> frontier(const Dataset& data, const BenchmarkRecords& benchmark, const CrossOptions& options);

/// Who reached a threshold of the benchmark, and who fell short of it in between.
Reach reach(const Dataset& data, const BenchmarkRecords& benchmark, double threshold, const CrossOptions& options);

/// The day looked from: the option, else what the input states, else the latest release date in it. Throws Error
/// (bad_option) where none of them is known.
Date as_of(const Dataset& data, const CrossOptions& options);

/// Whether the records are only those that set a new best among all open or all closed models: they cannot tell the
/// crossings of any other group.
bool only_frontier(const Dataset& data);

}  // namespace gapcalc::cross
