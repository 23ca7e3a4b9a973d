#pragma once
// The heart of the method: who reached each threshold first (METHOD, section 4).

#include <cstdint>
#include <optional>
#include <span>
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

/// The record's model as a crosser.
Crosser crosser(const Dataset& data, const Record& record);

/// Whether `a` comes before `b`: earlier day or, with Tie::month, calendar month of release; then higher score (beyond
/// 1e-12), then earlier day, then smaller model name by bytes.
bool comes_first(const Record& a, const Record& b, std::span<const Model> models, Tie tie);

/// How many of the ascending thresholds the score reaches.
std::size_t reached(std::span<const double> thresholds, double score);

/// The first record of each group at or above each threshold, or null.
struct FirstCrossers {
  std::vector<const Record*> closed, open;
};

/// One pass over the records: each goes to the highest threshold it reaches, then the best runs downwards.
/// `thresholds` ascend.
FirstCrossers first_crossers(const BenchmarkRecords& benchmark, std::span<const double> thresholds,
                             std::span<const Model> models, std::span<const Membership> members, Date as_of, Tie tie);

}  // namespace gapcalc::cross
