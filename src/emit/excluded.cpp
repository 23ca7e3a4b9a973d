#include "emit/excluded.hpp"

#include <algorithm>

#include "core/tally.hpp"

namespace gapcalc::emit {

std::vector<std::pair<Reason, std::size_t>> count_excluded(const Analysis& analysis) {
  const auto counts = count_by_reason(analysis.excluded);
  std::vector<std::pair<Reason, std::size_t>> result(counts.begin(), counts.end());
  std::sort(result.begin(), result.end(), [](const auto& a, const auto& b) {
    return a.second != b.second ? a.second > b.second : name(a.first) < name(b.first);
  });
  return result;
}

Place place(const Analysis& analysis, const Excluded& row) {
  const Dataset& data = analysis.data;
  return {data.files[row.file].path, row.benchmark == no_index ? "" : data.benchmarks[row.benchmark].benchmark.id,
          row.model == no_index ? "" : data.models[row.model].name};
}

}  // namespace gapcalc::emit
