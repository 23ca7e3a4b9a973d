#include <algorithm>
#include <map>
#include <string_view>
#include <utility>

#include "cross/first_crossers.hpp"
#include "gapcalc/cross.hpp"

namespace gapcalc::cross {
namespace {

using ByModel = std::map<std::string_view, const Record*>;

/// Keeps the record of a model that `better` puts first.
template <typename Better>
void keep(ByModel& records, std::string_view model, const Record& record, const Better& better) {
  const Record*& place = records[model];
  if (place == nullptr || better(record, *place)) place = &record;
}

template <typename Before>
std::vector<Crosser> in_order(const Dataset& data, const ByModel& records, const Before& before) {
  std::vector<const Record*> list;
  list.reserve(records.size());
  for (const auto& [model, record] : records) list.push_back(record);
  std::sort(list.begin(), list.end(), [&](const Record* a, const Record* b) { return before(*a, *b); });
  std::vector<Crosser> result;
  result.reserve(list.size());
  for (const Record* record : list) result.push_back(crosser(data, *record));
  return result;
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
  for (const Record& record : benchmark.records) {
    if (record.date > last) continue;
    const std::string_view model = data.models[record.model].name;
    const Membership& member = members[record.model];
    const bool reaches = record.score >= threshold;
    if (member.closed) reaches ? keep(closed, model, record, first) : keep(closed_below, model, record, higher);
    if (member.open) reaches ? keep(open, model, record, first) : keep(open_below, model, record, higher);
  }
  Reach result{in_order(data, closed, first), in_order(data, open, first), {}};
  if (result.closed.empty()) return result;
  // Of the group that came second.
  Date from = result.closed.front().date, until = result.open.empty() ? last : result.open.front().date;
  const bool open_led = until < from;
  if (open_led) std::swap(from, until);
  ByModel& below = open_led ? closed_below : open_below;
  std::erase_if(below, [&, &reached = open_led ? closed : open](const auto& one) {
    return reached.contains(one.first) || one.second->date < from || one.second->date > until;
  });
  result.short_of_it = in_order(data, below, higher);
  return result;
}

}  // namespace gapcalc::cross
