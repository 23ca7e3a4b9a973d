#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

#include "core/random.hpp"
#include "gapcalc/compare.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {
namespace {

/// A datapoint as the test sees it.
struct Gap {
  int day, days;          ///< open date, gap
  std::size_t benchmark;  ///< index among the benchmarks of both classes
};

/// The level at the last grid point that has one, in months, over the gaps whose benchmark is marked; the grid starts
/// at their first date, as that of a series does. NaN where no point has a level.
double now(const std::vector<Gap>& gaps, const std::vector<char>& marks, char mark, const SmoothOptions& options) {
  int first = 0, last = 0;
  bool any = false;
  for (const Gap& gap : gaps) {
    if (marks[gap.benchmark] != mark) continue;
    first = any ? std::min(first, gap.day) : gap.day;
    last = any ? std::max(last, gap.day) : gap.day;
    any = true;
  }
  if (!any) return std::nan("");
  for (int day = last - (last - first) % options.step; day >= first; day -= options.step) {
    double sums[3] = {}, totals[3] = {};
    for (const Gap& gap : gaps) {
      if (marks[gap.benchmark] != mark) continue;
      const double distance = (gap.day - day) / options.bandwidth;
      double weight = smooth::kernel(gap.day - day, options.bandwidth);
      if (weight == 0) continue;  // with a tiny bandwidth the distance may be infinite
      for (std::size_t k = 0; k < 3; ++k, weight *= distance) {
        sums[k] += weight;
        totals[k] += weight * gap.days;
      }
    }
    if (sums[0] >= options.min_mass) return smooth::level_of(options.level, sums, totals);
  }
  return std::nan("");
}

/// Number of ways to choose k of n, or `most` + 1 where there are more.
std::size_t ways(std::size_t n, std::size_t k, std::size_t most) {
  std::size_t result = 1;
  for (std::size_t i = 1; i <= k; ++i) {
    result = result * (n - k + i) / i;
    if (result > most) return most + 1;
  }
  return result;
}

}  // namespace

Permutation permute_access(std::span<const Datapoint> datapoints, std::size_t most, const SmoothOptions& options) {
  constexpr char open_set = 0, held_back = 1;
  std::map<std::string_view, char> access_of;  // by id, so that the order of datapoints never shows
  for (const Datapoint& d : datapoints)
    if (d.access == "public" || d.access == "private")
      access_of.emplace(d.benchmark, d.access == "private" ? held_back : open_set);
  std::vector<char> marks;
  std::map<std::string_view, std::size_t> index;
  for (const auto& [benchmark, mark] : access_of) {
    index.emplace(benchmark, marks.size());
    marks.push_back(mark);
  }
  std::vector<Gap> gaps;
  for (const Datapoint& d : datapoints)
    if (const auto at = index.find(d.benchmark); at != index.end())
      gaps.push_back({d.open.date.days, d.gap_days(), at->second});
  std::sort(gaps.begin(), gaps.end(), [](const Gap& a, const Gap& b) {
    return std::tie(a.day, a.benchmark, a.days) < std::tie(b.day, b.benchmark, b.days);
  });

  Permutation result;
  result.n_private = static_cast<std::size_t>(std::count(marks.begin(), marks.end(), held_back));
  result.n_public = marks.size() - result.n_private;
  const auto difference = [&](const std::vector<char>& labels) {
    return now(gaps, labels, held_back, options) - now(gaps, labels, open_set, options);
  };
  const double observed = difference(marks);
  if (std::isnan(observed)) return result;
  result.difference = smooth::settle(observed);

  // A relabelling without a level for both classes says nothing and is not counted. The last bits of a difference
  // decide no tie: the true labelling must be as extreme as itself.
  std::size_t extreme = 0;
  const auto look = [&](const std::vector<char>& labels) {
    const double value = difference(labels);
    if (std::isnan(value)) return;
    ++result.n_permutations;
    if (std::abs(value) >= std::abs(observed) - 1e-9) ++extreme;
  };
  result.exact = ways(marks.size(), result.n_private, most) <= most;
  std::vector<char> labels = marks;
  if (result.exact) {
    std::sort(labels.begin(), labels.end());
    do look(labels);
    while (std::next_permutation(labels.begin(), labels.end()));
  } else {
    look(marks);
    for (std::size_t r = 1; r < most; ++r) {
      RandomStream random(options.seed, stream_key("permutation"), static_cast<std::uint32_t>(r));
      labels = marks;
      for (std::size_t i = labels.size(); i > 1; --i)  // Fisher and Yates
        std::swap(labels[i - 1], labels[random.below(static_cast<std::uint32_t>(i))]);
      look(labels);
    }
  }
  if (result.n_permutations > 1)
    result.p_value = static_cast<double>(extreme) / static_cast<double>(result.n_permutations);
  return result;
}

}  // namespace gapcalc::infer
