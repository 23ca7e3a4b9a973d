// The JSON of an analysis, compared with itself.

#include "fuzz/bounded.hpp"
#include "gapcalc/diff.hpp"
#include "load/stored_analysis.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gapcalc;
  fuzz::bounded(data, size, [](std::string_view text) {
    const load::StoredAnalysis stored = load::read_analysis(text, "input");
    const audit::Side side{nullptr, &stored.crossings, stored.trends, {}};
    audit::diff(side, side, {});
  });
  return 0;
}
