#include "gapcalc/analysis.hpp"

#include <algorithm>
#include <iterator>
#include <tuple>
#include <utility>

#include "gapcalc/compare.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc {

std::string_view version() { return GAPCALC_VERSION; }

Analysis analyze(const std::string& path, const Options& options) {
  smooth::check(options.smooth);  // before the work, not after it
  // 1. Bytes -> score records (METHOD, section 1).
  return analyze(load::load(path, options.load), options);
}

Analysis analyze(Dataset data, const Options& options) {
  Analysis result;
  result.options = options;
  result.data = std::move(data);
  smooth::check(options.smooth);
  // 2. Records -> first crossers, reviewed and de-duplicated (METHOD, sections 2 to 5).
  result.crossings = cross::cross(result.data, options.cross);
  // 3. Datapoints -> trends with bands (METHOD, sections 6 and 7).
  result.trends = smooth::smooth(result.crossings.datapoints, options.smooth);
  // 4. Whether the classes differ and the gap grew (docs/method.md, section 8).
  result.comparison = infer::headline(result.crossings.datapoints, result.trends, options.smooth);
  // 5. What was not used, in one list, in the order of the input; and what else a user should know.
  result.excluded = std::move(result.data.excluded);
  std::move(result.crossings.excluded.begin(), result.crossings.excluded.end(), std::back_inserter(result.excluded));
  result.crossings.excluded.clear();
  std::stable_sort(result.excluded.begin(), result.excluded.end(), [](const Excluded& a, const Excluded& b) {
    return std::tie(a.file, a.line) < std::tie(b.file, b.line);
  });
  result.notes = result.data.notes;
  result.notes.insert(result.notes.end(), result.crossings.notes.begin(), result.crossings.notes.end());
  return result;
}

}  // namespace gapcalc
