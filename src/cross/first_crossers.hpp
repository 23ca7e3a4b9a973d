#pragma once
// The heart of the method: who reached each threshold first (METHOD, section 4).

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/datapoint.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::cross {

/// What a model is to the two groups.
struct Membership {
  bool closed = false, open = false;
  std::optional<Reason> excluded;  ///< set where it is in neither
};

/// Membership of every model of the dataset, by index.
std::vector<Membership> memberships(const Dataset& data, const CrossOptions& options);

/// Whether `a` comes before `b`: earlier day or, with Tie::month, calendar month of release; then higher score (beyond
/// 1e-12), then earlier day, then smaller model name by bytes.
bool comes_first(const Record& a, const Record& b, std::span<const Model> models, Tie tie);

/// How many of the ascending thresholds the score reaches.
std::size_t reached(std::span<const double> thresholds, double score);

/// Per threshold, the place of the first record of each group at or above it among the benchmark's records, or nowhere.
struct FirstCrossers {
  static constexpr std::size_t nowhere = std::numeric_limits<std::size_t>::max();
  std::vector<std::size_t> closed, open;
};

/// One pass over the records: each goes to the highest threshold it reaches, then the best runs downwards.
/// `thresholds` ascend.
FirstCrossers first_crossers(const BenchmarkRecords& benchmark, std::span<const double> thresholds,
                             std::span<const Model> models, std::span<const Membership> members, Date as_of, Tie tie);

/// The same of the k-th model of each group, in the order in which a first crosser is looked for; what counts as one
/// model is up to `one_per`.
FirstCrossers kth_crossers(const BenchmarkRecords& benchmark, std::span<const double> thresholds,
                           std::span<const Model> models, std::span<const Membership> members, Date as_of,
                           const CrossOptions& options);

/// The name of what a version counts with, as one model.
std::string unit_of(std::string_view model, std::string_view organization, std::string_view group, Date date,
                    OnePer one_per);

}  // namespace gapcalc::cross
