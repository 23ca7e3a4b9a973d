#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "core/random.hpp"
#include "gapcalc/compare.hpp"
#include "gapcalc/smooth.hpp"

namespace gapcalc::infer {
namespace {

/// A datapoint as the test sees it.
struct Labelled {
  smooth::DatedGap gap;
  std::size_t benchmark;  ///< index among the benchmarks of both classes
};

/// The level at the last date that has one, in months, over the gaps whose benchmark is marked; NaN where none has.
double now(const std::vector<Labelled>& all, const std::vector<char>& marks, char mark, const SmoothOptions& options,
           std::vector<smooth::DatedGap>& room) {
  room.clear();
  for (const Labelled& one : all)
    if (marks[one.benchmark] == mark) room.push_back(one.gap);
  const auto last = smooth::last_level(room, options);
  return last ? last->months : std::nan("");
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
  std::vector<Labelled> gaps;
  for (const Datapoint& d : datapoints)
    if (const auto at = index.find(d.benchmark); at != index.end())
      gaps.push_back({{d.open.date.days, d.gap_days()}, at->second});
  std::sort(gaps.begin(), gaps.end(), [](const Labelled& a, const Labelled& b) {
    return std::tie(a.gap.day, a.gap.days) < std::tie(b.gap.day, b.gap.days);
  });

  Permutation result;
  result.n_private = static_cast<std::size_t>(std::count(marks.begin(), marks.end(), held_back));
  result.n_public = marks.size() - result.n_private;
  std::vector<smooth::DatedGap> room;  // one for all relabellings
  const auto difference = [&](const std::vector<char>& labels) {
    return now(gaps, labels, held_back, options, room) - now(gaps, labels, open_set, options, room);
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
