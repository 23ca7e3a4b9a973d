#pragma once
// What one draw of a bootstrap takes: how often each unit of a pool counts.

#include <span>
#include <vector>

#include "core/random.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::smooth {

/// Draws from one pool, which must outlive it. Cheap to make; not for several threads at once.
class Resampler {
 public:
  Resampler(BandKind kind, const Pool& pool);

  /// Fills `times`, one per unit of the pool. docs/method.md, section 7:
  /// points: multinomial over units. benchmarks: multinomial over benchmarks, and each unit counts as often as its
  /// benchmark. two-stage: as many benchmarks with replacement, and for each as many of its units with replacement.
  /// two-way: multinomial over benchmarks times multinomial over open models (Owen 2007, section 4).
  void draw(RandomStream& random, std::span<std::int32_t> times);

 private:
  BandKind kind_;
  const Pool& pool_;
  std::vector<std::int32_t> benchmarks_, open_models_;  ///< how often each was drawn
  std::vector<std::vector<std::uint32_t>> units_of_;    ///< per benchmark
};

}  // namespace gapcalc::smooth
