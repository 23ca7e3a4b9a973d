// A condition of --gate, on a small analysis, or of --fail-on.

#include "fuzz/bounded.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/fail_on.hpp"
#include "gapcalc/gate.hpp"
#include "support/dataset.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace gapcalc;
  static const Analysis analysis = [] {
    Analysis result;
    result.data = test::dataset({test::closed_row("a", "2024-01-01", 0.5), test::open_row("b", "2024-01-02", 0.6),
                                 test::closed_row("c", "2024-01-03", 0.9)});
    result.crossings = cross::cross(result.data, {});
    result.options.smooth.resamples = 10;
    result.trends = smooth::smooth(result.crossings.datapoints, result.options.smooth);
    return result;
  }();
  fuzz::bounded(data, size, [](std::string_view text) {
    try {
      const std::vector<emit::FailOn> conditions = {emit::parse_fail_on(text)};
      emit::met(conditions, {});
    } catch (const Error&) {  // no condition of --fail-on; it may be a gate
    }
    const std::vector<emit::Gate> gates = {emit::parse_gate(text)};
    emit::tripped_gates(gates, analysis);
  });
  return 0;
}
