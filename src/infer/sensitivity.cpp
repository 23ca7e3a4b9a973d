#include "gapcalc/sensitivity.hpp"

#include <fmt/format.h>
#include <tbb/parallel_for.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "core/text.hpp"
#include "core/threads.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/smooth.hpp"
#include "infer/choices.hpp"
#include "infer/levels.hpp"

namespace gapcalc::infer {
namespace {

/// The datapoints of every choice that changes them, each once, by what is picked for these choices.
std::map<Picked, std::vector<Datapoint>> cross_all(const Dataset& data, const Dimensions& all,
                                                   const std::vector<Plan>& plans, const Options& options) {
  std::map<Picked, std::vector<Datapoint>> result;
  std::vector<std::pair<const Picked, std::vector<Datapoint>>*> places;
  for (const Plan& plan : plans) {
    if (!plan.row.reason.empty()) continue;
    if (const auto [at, is_new] = result.try_emplace(datapoints_key(all, plan.picked)); is_new) places.push_back(&*at);
  }
  tbb::parallel_for(std::size_t{0}, places.size(), [&](std::size_t i) {
    places[i]->second = cross::cross(data, options_of(all, places[i]->first, options).cross).datapoints;
  });
  return result;
}

}  // namespace

Sensitivity sensitivity(const Dataset& data, const Options& options, bool grid) {
  smooth::check(options.smooth);
  const auto all = dimensions(data, options);
  std::vector<Plan> plans = grid ? grid_of(all) : one_at_a_time(all);
  Sensitivity result;
  result.grid = grid;
  in_arena(options.smooth.threads, [&] {
    const auto datapoints = cross_all(data, all, plans, options);
    // Each row writes to its own place, so the result does not depend on who does what.
    tbb::parallel_for(std::size_t{0}, plans.size(), [&](std::size_t i) {
      Plan& plan = plans[i];
      if (!plan.row.reason.empty()) return;
      const SmoothOptions smoothing = options_of(all, plan.picked, options).smooth;
      plan.row.series = levels_of(datapoints.at(datapoints_key(all, plan.picked)), smoothing, !grid);
    });
    std::vector<double> list;
    for (const Value& value : all[0].values) list.push_back(*parse_number(value.text));
    result.cross_validation = cross_validate(datapoints.at(given_of(all)), list, options.smooth);
  });
  const auto base = std::find_if(plans.begin(), plans.end(), [](const Plan& plan) { return plan.row.is_default(); });
  std::vector<LevelRow> rows;
  rows.reserve(plans.size());
  for (Plan& plan : plans) rows.push_back({&plan.row.series, plan.row.reason});
  result.series = compare_levels(rows, static_cast<std::size_t>(base - plans.begin()));
  for (Plan& plan : plans) result.rows.push_back(std::move(plan.row));
  for (const Dimension& one : all)
    if (!one.reason.empty())
      result.notes.push_back(
          fmt::format("other {} classes are n/a, they need the whole dump: these records keep only what set a new best "
                      "among all open or all closed models",
                      name(one.choice)));
  return result;
}

}  // namespace gapcalc::infer
