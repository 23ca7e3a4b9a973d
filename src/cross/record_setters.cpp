#include "cross/record_setters.hpp"

#include <algorithm>
#include <limits>
#include <utility>

namespace gapcalc::cross {
namespace {

constexpr double no_score = -std::numeric_limits<double>::infinity();

/// Best scores per group among the releases before a day or, with Tie::month, before its month.
class BestBefore {
 public:
  BestBefore(std::int32_t first, std::int32_t last)
      : first_(first), best_(static_cast<std::size_t>(last - first) + 1) {}
  void see(std::int32_t when, const Membership& member, double score) {
    auto& [closed, open] = best_[static_cast<std::size_t>(when - first_)];
    if (member.closed) closed = std::max(closed, score);
    if (member.open) open = std::max(open, score);
  }
  /// After all were seen.
  void accumulate() {
    for (Best best; Best & here : best_) {
      std::swap(best, here);
      best = {std::max(best.closed, here.closed), std::max(best.open, here.open)};
    }
  }
  [[nodiscard]] bool is_beaten(std::int32_t when, const Membership& member, double score) const {
    const auto& [closed, open] = best_[static_cast<std::size_t>(when - first_)];
    return (member.closed && score > closed) || (member.open && score > open);
  }

 private:
  struct Best {
    double closed = no_score, open = no_score;
  };
  std::int32_t first_;
  std::vector<Best> best_;
};

}  // namespace

std::vector<RecordSetter> record_setters(const BenchmarkRecords& benchmark, std::span<const Model> models,
                                         std::span<const Membership> members, Date as_of, Tie tie) {
  const auto& records = benchmark.records;
  const auto when = [tie](Date date) { return tie == Tie::month ? calendar_month(date) : date.days; };
  const auto counts = [&](const Record& record) { return !members[record.model].excluded && record.date <= as_of; };
  Date first = as_of;
  for (const Record& record : records) first = std::min(first, record.date);
  // Only what beats everything of earlier days can set a record: a handful, whatever the number of records.
  BestBefore best(when(first), when(as_of));
  for (const Record& record : records)
    if (counts(record)) best.see(when(record.date), members[record.model], record.score);
  best.accumulate();
  std::vector<std::size_t> order;
  std::size_t at = 0;
  for (const Record& record : records) {
    if (counts(record) && best.is_beaten(when(record.date), members[record.model], record.score)) order.push_back(at);
    ++at;
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (comes_first(records[a], records[b], models, tie)) return true;
    if (comes_first(records[b], records[a], models, tie)) return false;
    return a < b;
  });
  std::vector<RecordSetter> result;
  double best_closed = no_score, best_open = no_score;
  for (const std::size_t i : order) {
    const Membership& member = members[records[i].model];
    const RecordSetter setter{i, member.closed && records[i].score > best_closed,
                              member.open && records[i].score > best_open};
    if (setter.closed) best_closed = records[i].score;
    if (setter.open) best_open = records[i].score;
    if (setter.closed || setter.open) result.push_back(setter);
  }
  return result;
}

}  // namespace gapcalc::cross
