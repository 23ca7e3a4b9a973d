#include "latent/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

#include "gapcalc/error.hpp"

namespace gapcalc::latent {
namespace {

// A logit of 0 or 1 is infinite: shares stay a thousandth away, as in the hub's fit.
constexpr double least_share = 0.001, largest_share = 0.999;

/// A group with its best shares by benchmark of the data.
struct Group {
  IndexedModel model;
  std::map<std::uint32_t, double> best;
};

void add(Group& group, const Model& version, const Record& record, std::uint32_t benchmark, double share) {
  if (group.best.empty()) {
    group.model.name = version.group.empty() ? version.name : version.group;
    group.model.organization = version.organization;
    group.model.country = version.country;
    group.model.published = version.published_index;
  }
  // Versions may differ in what is known of them: one that is classified tells for all, the smaller text of two.
  if (const Weights known = weights(version.accessibility); known != Weights::unclassified)
    group.model.weights = group.model.weights == Weights::unclassified ? known : std::min(group.model.weights, known);
  if (!group.model.date || record.date < *group.model.date) group.model.date = record.date;
  const auto [at, is_new] = group.best.emplace(benchmark, share);
  if (!is_new) at->second = std::max(at->second, share);
}

}  // namespace

Cells cells(const Dataset& data, const IndexOptions& options) {
  std::map<std::string_view, Group> groups;  // by key, so that the order of rows never shows
  for (std::uint32_t b = 0; b < data.benchmarks.size(); ++b) {
    const auto& range = data.benchmarks[b].benchmark.index;
    if (!range) continue;
    for (const Record& record : data.benchmarks[b].records) {
      const Model& version = data.models[record.model];
      const double share = (record.score - range->baseline) / (range->ceiling - range->baseline);
      add(groups[version.group_key.empty() ? version.name : version.group_key], version, record, b, share);
    }
  }
  std::vector<Group*> kept;
  for (auto& [key, group] : groups) {
    std::erase_if(group.best, [](const auto& one) { return one.second < 0; });  // worse than guessing tells nothing
    if (options.since && group.model.date && *group.model.date < *options.since) continue;
    if (options.published_only && !group.model.published) continue;
    if (group.best.empty() || group.best.size() < static_cast<std::size_t>(options.min_cells)) continue;
    kept.push_back(&group);
  }
  if (kept.empty())
    throw Error(ErrorCode::no_usable_rows,
                fmt::format("no model has scores on {} benchmarks of the index", options.min_cells),
                "give a whole dump, or a smaller --min-cells");
  Cells result;
  std::map<std::uint32_t, std::uint32_t> place;  // of the data's benchmarks
  for (const Group* group : kept)
    for (const auto& [benchmark, share] : group->best) place.emplace(benchmark, 0);
  for (auto& [benchmark, at] : place) {
    at = static_cast<std::uint32_t>(result.benchmarks.size());
    IndexedBenchmark one;
    one.id = data.benchmarks[benchmark].benchmark.id;
    one.title = data.benchmarks[benchmark].benchmark.title;
    result.benchmarks.push_back(std::move(one));
  }
  for (Group* group : kept) {
    for (const auto& [benchmark, share] : group->best) {
      const std::uint32_t b = place.at(benchmark);
      result.list.push_back(
          {static_cast<std::uint32_t>(result.groups.size()), b, std::clamp(share, least_share, largest_share)});
      ++result.benchmarks[b].n_models;
    }
    group->model.n_cells = group->best.size();
    result.groups.push_back(std::move(group->model));
  }
  return result;
}

}  // namespace gapcalc::latent
