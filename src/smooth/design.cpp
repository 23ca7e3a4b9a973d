#include <algorithm>
#include <cmath>
#include <map>
#include <tuple>

#include "gapcalc/smooth.hpp"

namespace gapcalc::smooth {
namespace {

std::vector<const Datapoint*> in_order(std::vector<const Datapoint*> datapoints) {
  std::sort(datapoints.begin(), datapoints.end(), [](const Datapoint* a, const Datapoint* b) {
    const auto key = [](const Datapoint& d) {
      return std::tie(d.open.date, d.benchmark, d.threshold, d.closed.model, d.open.model);
    };
    return key(*a) < key(*b);
  });
  return datapoints;
}

/// Numbers texts in order of first appearance.
class Labels {
 public:
  std::uint32_t operator()(std::string_view text) {
    return numbers_.emplace(text, static_cast<std::uint32_t>(numbers_.size())).first->second;
  }
  [[nodiscard]] std::uint32_t size() const { return static_cast<std::uint32_t>(numbers_.size()); }

 private:
  std::map<std::string_view, std::uint32_t> numbers_;
};

void set_kernel(Design& design, const SmoothOptions& options) {
  design.n_moments = options.level == LevelKind::local_linear ? 3 : 1;
  design.kernel.resize(design.grid.size() * design.n_moments * design.dates.size());
  double* out = design.kernel.data();
  for (const Date g : design.grid) {
    for (std::size_t k = 0; k < design.n_moments; ++k) {
      for (const Date date : design.dates) {
        const double days = date.days - g.days, distance = days / options.bandwidth;
        const double weight = kernel(days, options.bandwidth);
        // A weight of 0 stays 0: with a tiny bandwidth the distance may be infinite.
        *out++ = weight == 0 || k == 0 ? weight : weight * (k == 1 ? distance : distance * distance);
      }
    }
  }
}

Design lay_out_one(const std::vector<const Datapoint*>& datapoints, const std::vector<Date>& grid,
                   const SmoothOptions& options) {
  Design result;
  for (const Datapoint* datapoint : datapoints) {
    if (result.dates.empty() || result.dates.back() != datapoint->open.date)
      result.dates.push_back(datapoint->open.date);
    result.date_of.push_back(static_cast<std::uint32_t>(result.dates.size() - 1));
    result.gap.push_back(datapoint->gap_days());
  }
  result.grid = grid;
  if (grid.empty() && !datapoints.empty())
    for (std::int32_t day = result.dates.front().days; day <= result.dates.back().days; day += options.step)
      result.grid.push_back(Date{day});
  set_kernel(result, options);
  return result;
}

}  // namespace

double kernel(double days, double sigma) {
  const double z = days / sigma;
  return std::exp(-z * z / 2);
}

double settle(double value) { return std::round(value * 1e9) / 1e9 + 0.0; }

JointDesign lay_out(std::span<const Series> series, const SmoothOptions& options,
                    std::span<const std::vector<Date>> grids) {
  JointDesign result;
  std::vector<std::vector<const Datapoint*>> ordered;
  std::vector<const Datapoint*> everything;
  for (const Series& one : series) {
    ordered.push_back(in_order(one.datapoints));
    everything.insert(everything.end(), ordered.back().begin(), ordered.back().end());
  }
  // Series may share datapoints; each is one unit.
  std::map<std::tuple<std::string_view, double, std::string_view, std::string_view>, std::uint32_t> units;
  const auto unit = [](const Datapoint& d) {
    return std::tuple<std::string_view, double, std::string_view, std::string_view>(d.benchmark, d.threshold,
                                                                                    d.closed.model, d.open.model);
  };
  Labels benchmarks, open_models;
  for (const Datapoint* d : in_order(std::move(everything))) {
    if (!units.emplace(unit(*d), static_cast<std::uint32_t>(units.size())).second) continue;
    result.pool.benchmark_of.push_back(benchmarks(d->benchmark));
    result.pool.open_model_of.push_back(open_models(d->open.model));
  }
  result.pool.n_benchmarks = benchmarks.size();
  result.pool.n_open_models = open_models.size();
  for (std::size_t i = 0; i < ordered.size(); ++i) {
    result.series.push_back(lay_out_one(ordered[i], i < grids.size() ? grids[i] : std::vector<Date>{}, options));
    for (const Datapoint* d : ordered[i]) result.series.back().unit_of.push_back(units.at(unit(*d)));
  }
  return result;
}

}  // namespace gapcalc::smooth
