#include "gapcalc/smooth.hpp"

namespace gapcalc::smooth {

std::optional<LastLevel> last_level(std::span<const DatedGap> gaps, const SmoothOptions& options) {
  if (gaps.empty()) return std::nullopt;
  const int first = gaps.front().day, last = gaps.back().day;
  // From the end: most series have a level at one of the last points.
  for (int day = last - (last - first) % options.step; day >= first; day -= options.step) {
    double sums[3] = {}, totals[3] = {};
    for (const DatedGap& gap : gaps) {
      const double distance = (gap.day - day) / options.bandwidth;
      double weight = kernel(gap.day - day, options.bandwidth);
      if (weight == 0) continue;  // with a tiny bandwidth the distance may be infinite
      for (std::size_t k = 0; k < 3; ++k, weight *= distance) {
        sums[k] += weight;
        totals[k] += weight * gap.days;
      }
    }
    if (sums[0] >= options.min_mass) return LastLevel{Date{day}, level_of(options.level, sums, totals)};
  }
  return std::nullopt;
}

}  // namespace gapcalc::smooth
