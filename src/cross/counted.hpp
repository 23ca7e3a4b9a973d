#pragma once
// What each score counts as before it is compared with thresholds: docs/credibility.md.

#include <optional>
#include <span>
#include <vector>

#include "cross/first_crossers.hpp"

namespace gapcalc::cross {

/// The records of a benchmark with the scores that they count as. Without an option that changes any these are the
/// records themselves, and nothing is copied.
class Counted {
 public:
  /// What is given must outlive this object. `members` as memberships() has them.
  Counted(const Dataset& data, const BenchmarkRecords& source, std::span<const Membership> members,
          const CrossOptions& options);

  /// At the place of each record of the source what it counts as; a score of minus infinity reaches nothing.
  [[nodiscard]] const BenchmarkRecords& records() const { return copy_ ? *copy_ : source_; }
  /// Why the i-th record counts for nothing, though its model is in a group.
  [[nodiscard]] std::optional<Reason> excluded(std::size_t i) const { return copy_ ? reasons_[i] : std::nullopt; }
  /// The i-th record as a crosser, with its own score and what that counts as; claimed_only before confirm_claims().
  [[nodiscard]] Crosser crosser(std::size_t i) const;

 private:
  const Dataset& data_;
  const BenchmarkRecords& source_;
  std::optional<BenchmarkRecords> copy_;
  std::vector<std::optional<Reason>> reasons_;  ///< with a copy: for each record
};

}  // namespace gapcalc::cross
