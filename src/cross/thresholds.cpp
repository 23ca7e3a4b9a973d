#include <algorithm>

#include "gapcalc/cross.hpp"

namespace gapcalc::cross {
namespace {

constexpr int default_parts = 20;  // METHOD, section 3

/// from + k (to - from) / parts for k = 1..parts-1, each rounded once; k / parts exactly for 0 and 1.
std::vector<double> interior(double from, double to, int parts) {
  std::vector<double> result;
  for (int k = 1; k < parts; ++k) result.push_back(from + (to - from) * k / parts);
  return result;
}

std::vector<double> ascending(std::vector<double> list) {
  std::sort(list.begin(), list.end());
  list.erase(std::unique(list.begin(), list.end()), list.end());
  return list;
}

}  // namespace

std::vector<double> thresholds(const Benchmark& benchmark, const CrossOptions& options, double lowest, double highest) {
  if (const auto own = options.thresholds_of.find(benchmark.id); own != options.thresholds_of.end())
    return ascending(own->second);
  if (is_fraction(benchmark.unit) && !options.thresholds.empty()) return ascending(options.thresholds);
  if (benchmark.grid) return ascending(*benchmark.grid);
  if (is_fraction(benchmark.unit)) return interior(0, 1, default_parts);
  const double from = std::max(0.0, lowest);
  return highest > from ? interior(from, highest, default_parts) : std::vector<double>{};
}

}  // namespace gapcalc::cross
