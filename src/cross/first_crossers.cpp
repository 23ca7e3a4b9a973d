#include "cross/first_crossers.hpp"

#include <algorithm>
#include <utility>

#include "core/units.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::cross {

std::vector<Membership> memberships(const Dataset& data, const CrossOptions& options) {
  std::vector<Membership> result;
  result.reserve(data.models.size());
  for (const Model& model : data.models) {
    Membership member{contains(options.closed, model), contains(options.open, model), std::nullopt};
    if (!member.closed && !member.open) {
      switch (weights(model.accessibility)) {
        case Weights::unclassified: member.excluded = Reason::unclassified; break;
        case Weights::not_released: member.excluded = Reason::not_released; break;
        case Weights::open:
        case Weights::closed: member.excluded = Reason::not_in_group; break;
      }
    }
    result.push_back(member);
  }
  return result;
}

bool comes_first(const Record& a, const Record& b, std::span<const Model> models, Tie tie) {
  const bool tied = a.date == b.date || (tie == Tie::month && calendar_month(a.date) == calendar_month(b.date));
  if (!tied) return a.date < b.date;
  if (!same_score(a.score, b.score)) return a.score > b.score;
  if (a.date != b.date) return a.date < b.date;
  if (const int order = models[a.model].name.compare(models[b.model].name); order != 0) return order < 0;
  return a.score > b.score;
}

std::size_t reached(std::span<const double> thresholds, double score) {
  // A binary search without branches: the scores of a benchmark are as good as random.
  std::size_t n = thresholds.size(), below = 0;
  while (n > 0) {
    const std::size_t half = (n + 1) / 2;
    below += thresholds[below + half - 1] <= score ? half : 0;
    n -= half;
  }
  return below;
}

FirstCrossers first_crossers(const BenchmarkRecords& benchmark, std::span<const double> thresholds,
                             std::span<const Model> models, std::span<const Membership> members, Date as_of, Tie tie) {
  struct Place {
    const Record* record = nullptr;
    std::size_t at = FirstCrossers::nowhere;
  };
  std::vector<Place> closed(thresholds.size()), open(thresholds.size());
  const auto take = [&](Place& place, const Place& other) {
    if (other.record != nullptr && (place.record == nullptr || comes_first(*other.record, *place.record, models, tie)))
      place = other;
  };
  std::size_t at = 0;
  for (const Record& record : benchmark.records) {
    const std::size_t here = at++;
    const Membership& member = members[record.model];
    const std::size_t n = reached(thresholds, record.score);
    if (n == 0 || record.date > as_of) continue;
    if (member.closed) take(closed[n - 1], {&record, here});
    if (member.open) take(open[n - 1], {&record, here});
  }
  FirstCrossers first;
  for (auto [group, into] : {std::pair{&closed, &first.closed}, std::pair{&open, &first.open}}) {
    for (std::size_t k = thresholds.size(); k-- > 1;) take((*group)[k - 1], (*group)[k]);
    into->reserve(group->size());
    for (const Place& place : *group) into->push_back(place.at);
  }
  return first;
}

}  // namespace gapcalc::cross
