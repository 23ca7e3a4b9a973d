#include "audit/compare_gaps.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "core/text.hpp"

namespace gapcalc::audit {
namespace {

/// The crossings of one side, to be found by benchmark and threshold.
class Places {
 public:
  explicit Places(const Crossings& side) {
    for (const BenchmarkCrossings& of : side.benchmarks) {
      auto& thresholds = of_[of.benchmark.id];
      for (const Crossing& crossing : of.crossings) thresholds.emplace(crossing.threshold, &crossing);
    }
  }
  [[nodiscard]] bool has(std::string_view benchmark) const { return of_.contains(benchmark); }
  /// By threshold; none where the side does not have the benchmark.
  [[nodiscard]] const std::map<double, const Crossing*>& of(std::string_view benchmark) const {
    static const std::map<double, const Crossing*> none;
    const auto at = of_.find(benchmark);
    return at == of_.end() ? none : at->second;
  }
  /// Null where there is none.
  [[nodiscard]] const Crossing* find(std::string_view benchmark, double threshold) const {
    const auto& thresholds = of(benchmark);
    const auto at = thresholds.find(threshold);
    return at == thresholds.end() ? nullptr : at->second;
  }

 private:
  std::map<std::string_view, std::map<double, const Crossing*>> of_;
};

std::optional<Crosser> crosser_of(const Crossing* crossing, bool closed) {
  if (crossing == nullptr) return std::nullopt;
  return closed ? std::optional(crossing->closed) : crossing->open;
}

std::string_view model_of(const std::optional<Crosser>& one) { return one ? std::string_view(one->model) : ""; }

/// What a side has at a threshold without a datapoint.
std::string at_threshold(const Places& side, const Datapoint& of) {
  if (!side.has(of.benchmark)) return "no_benchmark";
  const Crossing* const crossing = side.find(of.benchmark, of.threshold);
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
  const Places old_side(before), new_side(after);
  for (const BenchmarkCrossings& of : after.benchmarks) {
    const std::string& id = of.benchmark.id;
    if (!old_side.has(id)) continue;
    std::set<double> thresholds;
    for (const Places* side : {&old_side, &new_side})
      for (const auto& [threshold, crossing] : side->of(id)) thresholds.insert(threshold);
    for (const bool closed : {true, false}) {
      bool goes_on = false;  // the threshold before has the same change
      for (const double threshold : thresholds) {
        const auto was = crosser_of(old_side.find(id, threshold), closed);
        const auto is = crosser_of(new_side.find(id, threshold), closed);
        const bool same = model_of(was) == model_of(is);
        if (!same && goes_on && model_of(result.crossers.back().before) == model_of(was) &&
            model_of(result.crossers.back().after) == model_of(is))
          result.crossers.back().thresholds.push_back(threshold);
        else if (!same)
          result.crossers.push_back({id, closed, {threshold}, was, is, 0});
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
  const Places old_side(before), new_side(after);
  for (const Datapoint* one : was)
    result.datapoints.push_back({Change::removed, *one, {}, at_threshold(new_side, *one), 0});
  for (const Datapoint* one : is)
    result.datapoints.push_back({Change::added, {}, *one, at_threshold(old_side, *one), 0});
}

void find_lapsed(const Crossings& before, const Crossings& after, Difference& result) {
  const Places old_side(before);
  for (const BenchmarkCrossings& of : after.benchmarks)
    for (const Crossing& is : of.crossings) {
      if (!is.verdict_lapsed()) continue;
      const Crossing* const was = old_side.find(of.benchmark.id, is.threshold);
      if (was == nullptr || !was->open || was->verdict_lapsed()) continue;
      result.lapsed.push_back({of.benchmark.id, is.threshold, was->closed, *was->open, is.closed, is.open});
    }
}

}  // namespace gapcalc::audit
