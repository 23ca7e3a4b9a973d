#include "core/tally.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "core/text.hpp"

namespace gapcalc {

void count_by_reason(std::span<const Excluded> rows, std::map<Reason, std::size_t>& counts) {
  for (const Excluded& row : rows) ++counts[row.reason];
}

std::map<Reason, std::size_t> count_by_reason(std::span<const Excluded> rows) {
  std::map<Reason, std::size_t> counts;
  count_by_reason(rows, counts);
  return counts;
}

std::string tally(const std::map<Reason, std::size_t>& counts) {
  std::vector<std::pair<Reason, std::size_t>> sorted(counts.begin(), counts.end());
  std::sort(sorted.begin(), sorted.end(), [](const auto& a, const auto& b) { return name(a.first) < name(b.first); });
  std::vector<std::string> parts;
  parts.reserve(sorted.size());
  for (const auto& [reason, count] : sorted) parts.push_back(fmt::format("{} {}", count, name(reason)));
  return join(parts, ", ");
}

}  // namespace gapcalc
