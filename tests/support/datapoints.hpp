#pragma once
// Datapoints made by hand, for smoothing.

#include "support/dataset.hpp"

namespace gapcalc::test {

/// A gap of `gap` days whose open model came out on day `open_day`.
inline Datapoint datapoint(std::string benchmark, std::string open_model, int open_day, int gap,
                           double threshold = 0.5) {
  Datapoint result;
  result.benchmark = std::move(benchmark);
  result.access = "public";
  result.provenance = "independent";
  result.threshold = threshold;
  result.closed = {"closed", Date{open_day - gap}, threshold};
  result.open = {std::move(open_model), Date{open_day}, threshold};
  return result;
}

/// Three benchmarks, five open models; two datapoints share a date, one gap is negative, one stands alone.
inline std::vector<Datapoint> six_datapoints() {
  const auto on = [](std::string_view date) { return day(date).days; };
  return {datapoint("a", "A", on("2024-01-10"), 300),      datapoint("b", "B", on("2024-02-20"), 200),
          datapoint("a", "C", on("2024-02-20"), 250, 0.6), datapoint("c", "C", on("2024-06-01"), 100),
          datapoint("b", "D", on("2024-06-15"), -20, 0.7), datapoint("a", "E", on("2025-06-01"), 50, 0.8)};
}

/// Datapoints all over two years, with many on the same dates.
inline std::vector<Datapoint> random_datapoints(std::uint32_t seed, std::uint32_t n) {
  RandomStream random(seed, stream_key("random_datapoints"), 0);
  std::vector<Datapoint> result;
  for (std::uint32_t i = 0; i < n; ++i) {
    const int open_day = 19000 + 11 * static_cast<int>(random.below(60));
    const int gap = static_cast<int>(random.below(500)) - 50;
    result.push_back(datapoint(std::string(1, static_cast<char>('a' + random.below(4))),
                               "model-" + std::to_string(random.below(20)), open_day, gap, i / 100.0));
    result.back().access = random.below(3) > 0 ? "public" : "private";
    result.back().category = random.below(2) > 0 ? "math" : "";
  }
  return result;
}

}  // namespace gapcalc::test
