#include <fmt/format.h>

#include <algorithm>

#include "cross/first_crossers.hpp"

namespace gapcalc::cross {
namespace {

/// Who reached each threshold so far, as one model each, until there are k.
class Counts {
 public:
  Counts(std::size_t n_thresholds, int kth)
      : units_(n_thresholds), crossers_(n_thresholds, FirstCrossers::nowhere), kth_(static_cast<std::size_t>(kth)) {}

  /// The record at `at`, of a model that counts as `unit`, reaches the first n thresholds.
  void see(std::size_t n, const std::string& unit, std::size_t at) {
    for (std::size_t k = 0; k < n; ++k) {
      std::vector<std::string>& units = units_[k];
      if (units.size() == kth_ || std::find(units.begin(), units.end(), unit) != units.end()) continue;
      units.push_back(unit);
      if (units.size() == kth_) crossers_[k] = at;
    }
  }
  /// Whether all thresholds up to n have their k models.
  [[nodiscard]] bool is_full(std::size_t n) const {
    return std::all_of(units_.begin(), units_.begin() + static_cast<std::ptrdiff_t>(n),
                       [&](const auto& units) { return units.size() == kth_; });
  }
  std::vector<std::size_t> take() { return std::move(crossers_); }

 private:
  std::vector<std::vector<std::string>> units_;
  std::vector<std::size_t> crossers_;
  std::size_t kth_;
};

}  // namespace

std::string unit_of(std::string_view model, std::string_view organization, std::string_view group, Date date,
                    OnePer one_per) {
  if (one_per == OnePer::family && !group.empty()) return std::string(group);
  // Models whose organization is not known are not known to have the same one.
  if (one_per == OnePer::release_day && !organization.empty())
    return fmt::format("{}, {}", to_string(date), organization);
  return std::string(model);
}

FirstCrossers kth_crossers(const BenchmarkRecords& benchmark, std::span<const double> thresholds,
                           std::span<const Model> models, std::span<const Membership> members, Date as_of,
                           const CrossOptions& options) {
  const auto& records = benchmark.records;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < records.size(); ++i) {
    const Record& record = records[i];
    if (!members[record.model].excluded && record.date <= as_of && reached(thresholds, record.score) > 0)
      order.push_back(i);
  }
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (comes_first(records[a], records[b], models, options.tie)) return true;
    if (comes_first(records[b], records[a], models, options.tie)) return false;
    return a < b;
  });
  Counts closed(thresholds.size(), options.confirm.kth), open(thresholds.size(), options.confirm.kth);
  for (const std::size_t i : order) {
    const Record& record = records[i];
    const Membership& member = members[record.model];
    const std::size_t n = reached(thresholds, record.score);
    const bool for_closed = member.closed && !closed.is_full(n), for_open = member.open && !open.is_full(n);
    if (!for_closed && !for_open) continue;
    const Model& model = models[record.model];
    const std::string unit = unit_of(model.name, model.organization, model.group, record.date, options.one_per);
    if (for_closed) closed.see(n, unit, i);
    if (for_open) open.see(n, unit, i);
  }
  return {closed.take(), open.take()};
}

}  // namespace gapcalc::cross
