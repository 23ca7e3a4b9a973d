// Every gap of the bundled records in days, then the months that open models are behind on private benchmarks.
#include <cstdio>
#include <gapcalc/analysis.hpp>

int main() {
  const gapcalc::Analysis analysis = gapcalc::analyze("", {});
  for (const gapcalc::Datapoint& gap : analysis.crossings.datapoints)
    std::printf("%s,%d\n", gap.benchmark.c_str(), gap.gap_days());
  for (const gapcalc::Trend& trend : analysis.trends)
    if (trend.series == "private" && trend.current)
      std::printf("%.1f months behind\n", *trend.points[*trend.current].level);
}
