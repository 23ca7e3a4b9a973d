#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "cross/claims.hpp"
#include "cross/counted.hpp"
#include "cross/first_crossers.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::cross {
namespace {

/// A record as it counts, and where it is in its benchmark.
struct Place {
  const Record* record = nullptr;
  std::size_t at = 0;
};
using ByModel = std::map<std::string_view, Place>;

/// Keeps the record of a model that `better` puts first.
template <typename Better>
void keep(ByModel& records, std::string_view model, const Place& one, const Better& better) {
  Place& place = records[model];
  if (place.record == nullptr || better(*one.record, *place.record)) place = one;
}

template <typename Before>
std::vector<Crosser> in_order(const Counted& counted, const ByModel& records, const Before& before) {
  std::vector<Place> list;
  list.reserve(records.size());
  for (const auto& [model, place] : records) list.push_back(place);
  std::sort(list.begin(), list.end(), [&](const Place& a, const Place& b) { return before(*a.record, *b.record); });
  std::vector<Crosser> result;
  result.reserve(list.size());
  for (const Place& place : list) result.push_back(counted.crosser(place.at));
  return result;
}

/// The first crosser among those that reached a threshold, in order; null where too few did.
const Crosser* kth_of(const std::vector<Crosser>& reached, const CrossOptions& options) {
  std::vector<std::string> units;
  for (const Crosser& one : reached) {
    const std::string unit = unit_of(one.model, one.organization, one.group, one.date, options.one_per);
    if (std::find(units.begin(), units.end(), unit) != units.end()) continue;
    units.push_back(unit);
    if (std::ssize(units) == options.confirm.kth) return &one;
  }
  return nullptr;
}

}  // namespace

Reach reach(const Dataset& data, const BenchmarkRecords& benchmark, double threshold, const CrossOptions& options) {
  const auto members = memberships(data, options);
  const Date last = as_of(data, options);
  const auto first = [&](const Record& a, const Record& b) { return comes_first(a, b, data.models, options.tie); };
  const auto higher = [&](const Record& a, const Record& b) {
    return a.score != b.score ? a.score > b.score : comes_first(a, b, data.models, options.tie);
  };
  ByModel closed, open, closed_below, open_below;
  const Counted counted(data, benchmark, members, options);
  std::size_t at = 0;
  for (const Record& record : counted.records().records) {
    const Place place{&record, at++};
    if (record.date > last || counted.excluded(place.at)) continue;
    const std::string_view model = data.models[record.model].name;
    const Membership& member = members[record.model];
    const bool reaches = record.score >= threshold;
    if (member.closed) reaches ? keep(closed, model, place, first) : keep(closed_below, model, place, higher);
    if (member.open) reaches ? keep(open, model, place, first) : keep(open_below, model, place, higher);
  }
  Reach result{in_order(counted, closed, first), in_order(counted, open, first), {}};
  std::vector<Reached> crossers;
  for (std::vector<Crosser>* const group : {&result.closed, &result.open})
    for (Crosser& one : *group) crossers.push_back({&one, threshold});
  confirm_claims(data, benchmark, counted, crossers);
  const Crosser* const leader = kth_of(result.closed, options);
  const Crosser* const follower = kth_of(result.open, options);
  if (leader == nullptr) return result;
  // Of the group that came second.
  Date from = leader->date, until = follower == nullptr ? last : follower->date;
  const bool open_led = until < from;
  if (open_led) std::swap(from, until);
  ByModel& below = open_led ? closed_below : open_below;
  std::erase_if(below, [&, &reached = open_led ? closed : open](const auto& one) {
    return reached.contains(one.first) || one.second.record->date < from || one.second.record->date > until;
  });
  result.short_of_it = in_order(counted, below, higher);
  return result;
}

}  // namespace gapcalc::cross
