#include <fmt/format.h>

#include <algorithm>

#include "gapcalc/smooth.hpp"

namespace gapcalc::smooth {
namespace {

std::string value_of(const Datapoint& datapoint, Split split) {
  switch (split) {
    case Split::access: return datapoint.access;
    case Split::category: return datapoint.category.empty() ? "no-category" : datapoint.category;
    case Split::provenance: return datapoint.provenance;
    case Split::benchmark: return datapoint.benchmark;
    case Split::none: break;
  }
  return "all";
}

}  // namespace

std::string unique_name(std::string_view name, std::string_view split, std::span<const std::string> taken) {
  std::string result(name);
  while (std::find(taken.begin(), taken.end(), result) != taken.end()) result = fmt::format("{}.{}", split, result);
  return result;
}

std::vector<Series> series(std::span<const Datapoint> datapoints, std::span<const Split> by) {
  std::vector<Series> result{{"all", std::string(name(Split::none)), {}}};
  for (const Datapoint& datapoint : datapoints) result.front().datapoints.push_back(&datapoint);
  for (const Split split : by) {
    if (split == Split::none) continue;
    const std::size_t first = result.size();
    for (const Datapoint& datapoint : datapoints) {
      const std::string value = value_of(datapoint, split);
      std::size_t at = first;
      while (at < result.size() && result[at].name != value) ++at;
      if (at == result.size()) result.push_back({value, std::string(name(split)), {}});
      result[at].datapoints.push_back(&datapoint);
    }
  }
  std::vector<std::string> taken;
  taken.reserve(result.size());
  for (Series& one : result) taken.push_back(one.id = unique_name(one.name, one.split, taken));
  return result;
}

}  // namespace gapcalc::smooth
