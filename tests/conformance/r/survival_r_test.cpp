// gapcalc_survival_r RSCRIPT-FILE: our survival estimators against R's survival on random samples with ties, with
// and without weights. Exit status 77 (skipped) where R or its package survival is not installed.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <limits>
#include <string>
#include <vector>

#include "core/random.hpp"
#include "core/statistics.hpp"
#include "core/text.hpp"
#include "infer/survival.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;
using namespace gapcalc::infer;

namespace {

constexpr double confidence = 0.90, tau = 12;
constexpr int n_samples = 300;
constexpr double close_enough = 1e-9;

/// Sample i: odd ones have weights. Times are eighths of a month, so that many are tied.
std::vector<Observation> sample(int i) {
  RandomStream random(1, stream_key("survival in R"), static_cast<std::uint32_t>(i));
  std::vector<Observation> result;
  const std::uint32_t n = 3 + random.below(60), spread = 8 + random.below(160), censored = random.below(4);
  for (std::uint32_t k = 0; k < n; ++k) {
    const double time = (1 + random.below(spread)) / 8.0;
    const bool event = random.below(4) >= censored;
    result.push_back({time, event, i % 2 == 0 ? 1 : (1 + random.below(1000)) / 500.0});
  }
  return result;
}

struct Comparison {
  std::size_t compared = 0, failed = 0;
  double worst = 0;

  void operator()(const std::string& what, std::optional<double> ours, std::string_view theirs) {
    ++compared;
    const std::optional<double> wanted = theirs == "NaN" ? std::nullopt : parse_number(theirs);
    const double off = ours && wanted ? std::abs(*ours - *wanted) : ours || wanted ? 1 : 0;
    worst = std::max(worst, off);
    if (off <= close_enough) return;
    ++failed;
    fmt::print("{}: {} here, '{}' in R\n", what, ours ? fmt::format("{}", *ours) : "none", theirs);
  }
};

/// Half of the units left exactly: R takes the middle of the flat part, we its begin.
bool flat_at_half(const Curve& curve) {
  return std::any_of(curve.steps.begin(), curve.steps.end(),
                     [](const Step& s) { return std::abs(s.survival - 0.5) < 1e-9; });
}

void compare(const std::vector<std::string_view>& row, Comparison& check) {
  const int i = static_cast<int>(*parse_number(row[0]));
  const Curve curve = kaplan_meier(sample(i));
  const double z = normal_quantile((1 + confidence) / 2);
  const bool weighted = i % 2 == 1;
  const auto what = [&](std::string_view name) { return fmt::format("sample {} {} {}", i, name, row[2]); };
  if (row[1] == "step") {
    const double time = *parse_number(row[2]);
    const Step* const step = curve.at(time);
    check(what("S"), curve.survival(time), row[3]);
    if (weighted || curve.survival(time) == 0) return;  // R's variance with weights is another one
    check(what("se"), std::sqrt(greenwood(curve, time)), row[4]);
    const auto bounds = log_log(step, z);
    check(what("low"), bounds ? std::optional(bounds->low) : std::nullopt, row[5]);
    check(what("high"), bounds ? std::optional(bounds->high) : std::nullopt, row[6]);
    return;
  }
  if (!flat_at_half(curve)) check(what("median"), curve.median(), row[2]);
  if (row[5].empty()) return;  // R has no mean before the first time
  const RestrictedMean mean = restricted_mean(curve, tau);
  check(what("mean"), mean.mean, row[5]);
  if (weighted) return;
  check(what("se of mean"), std::sqrt(mean.variance), row[6]);
  const MedianBounds bounds = median_bounds(curve, z);
  // Where the curve ends at 0 its limits are not known there, and R has no lower limit of the median then.
  if (curve.steps.empty() || curve.steps.back().survival > 0) {
    check(what("median low"), bounds.low, row[3]);
    check(what("median high"), bounds.high, row[4]);
  }
}

}  // namespace

int main(int argc, char** argv) {
  constexpr int skipped = 77;
  if (argc < 2) return 2;
  if (std::system("Rscript -e 'quit(status = !requireNamespace(\"survival\", quietly = TRUE))' > /dev/null 2>&1") !=
      0) {
    std::puts("skipped: R with its package survival (r-cran-survival) is not installed");
    return skipped;
  }
  const TempFolder folder;
  std::string text = "sample,time,event,weight\n";
  for (int i = 0; i < n_samples; ++i)
    for (const Observation& o : sample(i)) text += fmt::format("{},{},{},{}\n", i, o.time, o.event ? 1 : 0, o.weight);
  const std::string in = folder.write("in.csv", text), out = folder.path("out.csv");
  if (std::system(fmt::format("Rscript '{}' '{}' '{}' {} {}", argv[1], in, out, confidence, tau).c_str()) != 0)
    return 1;
  Comparison check;
  std::ifstream rows(out);
  for (std::string line; std::getline(rows, line);) compare(split(line, ','), check);
  fmt::print("{} figures of {} samples compared, {} differ by more than {}; greatest difference {:.2g}\n",
             check.compared, n_samples, check.failed, close_enough, check.worst);
  return check.failed == 0 && check.compared > n_samples ? 0 : 1;
}
