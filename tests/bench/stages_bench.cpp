// Micro-benchmarks of the stages on the bundled records. Run: scripts/bench --micro

#include <benchmark/benchmark.h>

#include "core/quantile.hpp"
#include "core/random.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"

namespace {

using namespace gapcalc;

void load_bundled(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load::load("", {}));
}
BENCHMARK(load_bundled)->Unit(benchmark::kMicrosecond);

void cross_bundled(benchmark::State& state) {
  const Dataset data = load::load("", {});
  for (auto _ : state) benchmark::DoNotOptimize(cross::cross(data, {}));
}
BENCHMARK(cross_bundled)->Unit(benchmark::kMicrosecond);

/// Argument: threads.
void bands_of_three_series(benchmark::State& state) {
  const Crossings crossings = cross::cross(load::load("", {}), {});
  SmoothOptions options;
  options.threads = static_cast<int>(state.range(0));
  for (auto _ : state) benchmark::DoNotOptimize(smooth::smooth(crossings.datapoints, options));
}
BENCHMARK(bands_of_three_series)->Arg(1)->Arg(2)->Unit(benchmark::kMillisecond)->UseRealTime();

void interval_of_5000(benchmark::State& state) {
  std::vector<double> values;
  RandomStream random(0, 0, 0);
  for (int i = 0; i < 5000; ++i) values.push_back(random.bits());
  for (auto _ : state) {
    std::vector<double> copy = values;
    benchmark::DoNotOptimize(interval(copy, 0.05, 0.95));
  }
}
BENCHMARK(interval_of_5000)->Unit(benchmark::kMicrosecond);

void random_integers(benchmark::State& state) {
  RandomStream random(0, 0, 0);
  for (auto _ : state) benchmark::DoNotOptimize(random.below(95));
}
BENCHMARK(random_integers);

}  // namespace

BENCHMARK_MAIN();
