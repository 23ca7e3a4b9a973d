#include "audit/coverage.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/quantile.hpp"

namespace gapcalc::audit {
namespace {

constexpr int months_a_year = 12, months_a_quarter = 3;

/// Models by period, from the first to the last that has one; those between that have none, too.
class ByPeriod {
 public:
  explicit ByPeriod(Period period) : length_(period == Period::year ? months_a_year : months_a_quarter) {}

  void add(const TestedModel& model) {
    TestCounts& at = counts_[calendar_month(model.date) / length_];
    if (model.open) ++at.open;
    if (model.closed) ++at.closed;
  }
  [[nodiscard]] std::vector<PeriodCounts> list() const {
    std::vector<PeriodCounts> result;
    if (counts_.empty()) return result;
    for (int at = counts_.begin()->first; at <= counts_.rbegin()->first; ++at) {
      const auto found = counts_.find(at);
      result.push_back({name_of(at), found == counts_.end() ? TestCounts{} : found->second});
    }
    return result;
  }

 private:
  [[nodiscard]] std::string name_of(int at) const {
    const int year = at * length_ / months_a_year;
    if (length_ == months_a_year) return fmt::format("{}", year);
    return fmt::format("{}-Q{}", year, at % (months_a_year / months_a_quarter) + 1);
  }

  int length_;
  std::map<int, TestCounts> counts_;
};

TestDelay delay_of(const std::vector<TestedModel>& tested, bool open) {
  std::vector<double> days;
  for (const TestedModel& model : tested)
    if ((open ? model.open : model.closed) && model.first_test)
      days.push_back(model.first_test->days - model.date.days);
  if (days.empty()) return {0, {}, "no_test_dates"};
  const std::size_t n = days.size();
  return {n, median(std::move(days)), {}};
}

/// Organizations by their tests and their first crossers.
std::vector<OrganizationTests> organizations(const Crossings& crossings,
                                             const std::vector<std::vector<TestedModel>>& tested) {
  std::map<std::string_view, OrganizationTests> found;
  double n_tests = 0, n_first = 0;
  for (const auto& models : tested) {
    for (const TestedModel& model : models) {
      if (!model.open && !model.closed) continue;
      ++n_tests;
      for (const std::string_view one : model.organizations) ++found[one].tests;
    }
  }
  for (const Datapoint& datapoint : crossings.datapoints) {
    for (const Crosser* crosser : {&datapoint.closed, &datapoint.open}) {
      ++n_first;
      for (const std::string_view one : organizations_of(crosser->organization)) ++found[one].first;
    }
  }
  std::vector<OrganizationTests> result;
  result.reserve(found.size());
  for (auto& [name, one] : found) {
    one.organization = name;
    one.share = static_cast<double>(one.tests) / n_tests;
    if (n_first > 0) one.first_share = static_cast<double>(one.first) / n_first;
    result.push_back(std::move(one));
  }
  std::stable_sort(result.begin(), result.end(), [](const auto& a, const auto& b) { return a.tests > b.tests; });
  return result;
}

}  // namespace

std::string_view name(Period period) { return period == Period::year ? "year" : "quarter"; }

void add_coverage(const Crossings& crossings, const std::vector<std::vector<TestedModel>>& tested, Period period,
                  Selection& result) {
  ByPeriod all(period);
  for (std::size_t b = 0; b < crossings.benchmarks.size(); ++b) {
    const BenchmarkCrossings& of = crossings.benchmarks[b];
    BenchmarkTests row{of.benchmark.id,
                       of.benchmark.title,
                       of.benchmark.access,
                       {of.n_open, of.n_closed},
                       of.last_open,
                       of.last_closed,
                       delay_of(tested[b], true),
                       delay_of(tested[b], false),
                       {}};
    if (!result.frontier_only) {  // else only those that set a new best have a date
      ByPeriod own(period);
      for (const TestedModel& model : tested[b]) {
        if (!model.open && !model.closed) continue;
        own.add(model);
        all.add(model);
      }
      row.periods = own.list();
    }
    result.benchmarks.push_back(std::move(row));
  }
  result.periods = all.list();
  if (!result.frontier_only) result.organizations = organizations(crossings, tested);
}

}  // namespace gapcalc::audit
