#include "audit/compare_gaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text.hpp"

namespace gapcalc::audit {
namespace {

const BenchmarkCrossings* find_benchmark(const Crossings& crossings, std::string_view id) {
  const auto at = std::find_if(crossings.benchmarks.begin(), crossings.benchmarks.end(),
                               [&](const BenchmarkCrossings& one) { return one.benchmark.id == id; });
  return at == crossings.benchmarks.end() ? nullptr : &*at;
}

const Crossing* find_crossing(const BenchmarkCrossings* of, double threshold) {
  if (of == nullptr) return nullptr;
  const auto at = std::find_if(of->crossings.begin(), of->crossings.end(),
                               [&](const Crossing& one) { return one.threshold == threshold; });
  return at == of->crossings.end() ? nullptr : &*at;
}

std::optional<Crosser> crosser_of(const Crossing* crossing, bool closed) {
  if (crossing == nullptr) return std::nullopt;
  return closed ? std::optional(crossing->closed) : crossing->open;
}

std::string_view model_of(const std::optional<Crosser>& one) { return one ? std::string_view(one->model) : ""; }

/// What a side has at a threshold without a datapoint.
std::string at_threshold(const Crossings& side, const Datapoint& of) {
  const BenchmarkCrossings* const benchmark = find_benchmark(side, of.benchmark);
  if (benchmark == nullptr) return "no_benchmark";
  const Crossing* const crossing = find_crossing(benchmark, of.threshold);
  if (crossing == nullptr) return "no_closed_model";
  if (crossing->status != Status::accepted) return crossing->reason;
  return fmt::format("other_pair: {} -> {}", crossing->closed.model, crossing->open->model);
}

/// The parts of a datapoint that differ.
std::string parts_that_differ(const Datapoint& a, const Datapoint& b) {
  std::vector<std::string> parts;
  if (a.closed.model != b.closed.model) parts.emplace_back("closed_model");
  if (a.open.model != b.open.model) parts.emplace_back("open_model");
  if (a.closed.model == b.closed.model && a.closed.date != b.closed.date) parts.emplace_back("closed_date");
  if (a.open.model == b.open.model && a.open.date != b.open.date) parts.emplace_back("open_date");
  if (a.threshold != b.threshold) parts.emplace_back("threshold");
  return join(parts, ", ");
}

using Points = std::vector<const Datapoint*>;

/// Takes pairs of equal keys off both lists and hands them to `use`.
template <typename Key, typename Use>
void match(Points& before, Points& after, const Key& key, const Use& use) {
  using KeyOf = decltype(key(*before.front()));
  std::multimap<KeyOf, const Datapoint*> there;
  for (const Datapoint* one : after) there.emplace(key(*one), one);
  std::set<const Datapoint*> taken;
  std::erase_if(before, [&](const Datapoint* was) {
    const auto [at, end] = there.equal_range(key(*was));
    if (at == end) return false;
    use(*was, *at->second);
    taken.insert(at->second);
    there.erase(at);
    return true;
  });
  std::erase_if(after, [&](const Datapoint* one) { return taken.contains(one); });
}

}  // namespace

void compare_crossers(const Crossings& before, const Crossings& after, Difference& result) {
  for (const BenchmarkCrossings& new_side : after.benchmarks) {
    const BenchmarkCrossings* const old_side = find_benchmark(before, new_side.benchmark.id);
    if (old_side == nullptr) continue;
    std::set<double> thresholds;
    for (const BenchmarkCrossings* side : {old_side, &new_side})
      for (const Crossing& crossing : side->crossings) thresholds.insert(crossing.threshold);
    for (const bool closed : {true, false}) {
      bool goes_on = false;  // the threshold before has the same change
      for (const double threshold : thresholds) {
        const auto was = crosser_of(find_crossing(old_side, threshold), closed);
        const auto is = crosser_of(find_crossing(&new_side, threshold), closed);
        const bool same = model_of(was) == model_of(is);
        if (!same && goes_on && model_of(result.crossers.back().before) == model_of(was) &&
            model_of(result.crossers.back().after) == model_of(is))
          result.crossers.back().thresholds.push_back(threshold);
        else if (!same)
          result.crossers.push_back({new_side.benchmark.id, closed, {threshold}, was, is, 0});
        goes_on = !same;
      }
    }
  }
}

void compare_datapoints(const Crossings& before, const Crossings& after, Difference& result) {
  Points was, is;
  was.reserve(before.datapoints.size());
  is.reserve(after.datapoints.size());
  for (const Datapoint& one : before.datapoints) was.push_back(&one);
  for (const Datapoint& one : after.datapoints) is.push_back(&one);
  const auto pair = [](const Datapoint& d) {
    return std::tuple<std::string_view, std::string_view, std::string_view>(d.benchmark, d.closed.model, d.open.model);
  };
  const auto place = [](const Datapoint& d) { return std::pair<std::string_view, double>(d.benchmark, d.threshold); };
  const auto note = [&](const Datapoint& a, const Datapoint& b) {
    std::string parts = parts_that_differ(a, b);
    if (!parts.empty()) result.datapoints.push_back({Change::changed, a, b, std::move(parts), 0});
  };
  match(
      was, is, [&](const Datapoint& d) { return std::pair(pair(d), d.threshold); }, note);
  match(was, is, pair, note);
  match(was, is, place, note);
  for (const Datapoint* one : was)
    result.datapoints.push_back({Change::removed, *one, {}, at_threshold(after, *one), 0});
  for (const Datapoint* one : is) result.datapoints.push_back({Change::added, {}, *one, at_threshold(before, *one), 0});
}

void find_lapsed(const Crossings& before, const Crossings& after, Difference& result) {
  // Also of a crossing that counts nevertheless, as the highest of its pair: its reason goes on to say so.
  const auto lapsed = [](const Crossing& one) { return one.reason.find("verdict_lapsed") != std::string::npos; };
  for (const BenchmarkCrossings& of : after.benchmarks)
    for (const Crossing& is : of.crossings) {
      if (!lapsed(is)) continue;
      const Crossing* const was = find_crossing(find_benchmark(before, of.benchmark.id), is.threshold);
      if (was == nullptr || !was->open || lapsed(*was)) continue;
      result.lapsed.push_back({of.benchmark.id, is.threshold, was->closed, *was->open, is.closed, is.open});
    }
}

}  // namespace gapcalc::audit
