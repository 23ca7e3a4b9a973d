#include "latent/cells.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

#include "gapcalc/error.hpp"

namespace gapcalc::latent {
namespace {

/// What the earliest of the versions that tell it says: the order of rows never shows.
struct Told {
  std::string text;
  std::pair<Date, std::string_view> by;

  void take(const std::string& said, Date date, std::string_view version) {
    if (said.empty() || (!text.empty() && by <= std::pair(date, version))) return;
    text = said;
    by = {date, version};
  }
};

/// A group with its best shares by benchmark of the data.
struct Group {
  IndexedModel model;
  Told organization, country;
  std::map<std::uint32_t, double> best;
};

void add(Group& group, const Model& version, const Record& record, std::uint32_t benchmark, double share) {
  IndexedModel& model = group.model;
  const Weights known = weights(version.accessibility);
  if (group.best.empty()) {
    model.name = version.group.empty() ? version.name : version.group;
    model.published = version.published_index;
    model.date = record.date;
    model.weights = known;
  }
  model.weights = std::min(model.weights, known);  // open, closed, not released, unclassified
  model.date = std::min(model.date, record.date);
  group.organization.take(version.organization, record.date, version.name);
  group.country.take(version.country, record.date, version.name);
  const auto [at, is_new] = group.best.emplace(benchmark, share);
  if (!is_new) at->second = std::max(at->second, share);
}

[[noreturn]] void fail_without_groups(const LeftOut& left_out, const IndexOptions& options) {
  throw Error(
      ErrorCode::no_usable_rows,
      fmt::format("no model is left: {} released before {}, {} without a published index, {} with scores on fewer "
                  "than {} benchmarks of the index",
                  left_out.early, options.since ? to_string(*options.since) : "any date", left_out.not_published,
                  left_out.few_cells, options.min_cells),
      "give a whole dump, or other --since, --min-cells");
}

}  // namespace

Cells cells(const Dataset& data, const IndexOptions& options) {
  std::map<std::string_view, Group> groups;  // by key
  for (std::uint32_t b = 0; b < data.benchmarks.size(); ++b) {
    const auto& range = data.benchmarks[b].benchmark.index;
    if (!range) continue;
    for (const Record& record : data.benchmarks[b].records) {
      const Model& version = data.models[record.model];
      const double share = (record.score - range->baseline) / (range->ceiling - range->baseline);
      add(groups[key_of(version)], version, record, b, share);
    }
  }
  LeftOut left_out;
  std::vector<Group*> kept;
  for (auto& [key, group] : groups) {
    if (options.since && group.model.date < *options.since) {
      ++left_out.early;
      continue;
    }
    if (options.published_only && !group.model.published) {
      ++left_out.not_published;
      continue;
    }
    left_out.below_guessing +=
        std::erase_if(group.best, [](const auto& one) { return one.second < 0; });  // that tells nothing
    if (group.best.size() < static_cast<std::size_t>(options.min_cells)) {
      ++left_out.few_cells;
      continue;
    }
    group.model.key = key;
    group.model.organization = std::move(group.organization.text);
    group.model.country = std::move(group.country.text);
    kept.push_back(&group);
  }
  if (kept.empty()) fail_without_groups(left_out, options);
  Cells result;
  result.left_out = left_out;
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
