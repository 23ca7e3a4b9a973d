#pragma once
// How far open models are behind on one set of indices, by each rule.

#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include "gapcalc/index_gaps.hpp"

namespace gapcalc::latent {

/// Models of a class, into Index::models, by date.
using Models = std::vector<std::uint32_t>;
struct Classes {
  Models open, closed;
};

/// By how much a closed model has to be above an open one before draws tell them apart: their difference, less the
/// lower end of its draws. 0 where no draw has both.
class Margins {
 public:
  Margins(const Index& index, double confidence)
      : index_(index),
        lower_((1 - confidence) / 2),
        known_(index.models.size() * index.models.size(), std::numeric_limits<double>::quiet_NaN()) {}

  double operator()(std::uint32_t closed, std::uint32_t open) {
    double& margin = known_[closed * index_.models.size() + open];
    if (std::isnan(margin)) margin = made(closed, open);
    return margin;
  }

 private:
  [[nodiscard]] double made(std::uint32_t closed, std::uint32_t open) const;

  const Index& index_;
  double lower_;
  std::vector<double> known_;
};

/// One set of indices: those of the fit, the published ones, or a draw.
struct View {
  const Index& index;
  const Classes& classes;
  const std::vector<double>& values;
  Frontiers best;
  Date from, to;
};

/// The gap by the rule of `gap`, not settled and without an interval. `margins`: null without draws.
GapEstimate estimate(const View& view, const LatentGap& gap, Margins* margins);

}  // namespace gapcalc::latent
