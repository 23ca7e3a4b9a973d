#include "load/hub_index.hpp"

#include <fmt/format.h>

#include <limits>

#include "core/text.hpp"

namespace gapcalc::load {

IndexRange range_of(std::string_view baseline, std::string_view ceiling) {
  constexpr double impossible = std::numeric_limits<double>::quiet_NaN();
  return {baseline.empty() ? 0 : parse_number(baseline).value_or(impossible),
          ceiling.empty() ? 1 : parse_number(ceiling).value_or(impossible),
          "",
          {}};
}

Benchmark as_indexed(const Benchmark& benchmark, const Benchmark* own, bool has_policy) {
  Benchmark result = benchmark;
  if (has_policy) {
    result.index = own == nullptr ? std::nullopt : own->index;
    if (result.index) {
      result.index->score_column = own->score_column;
      result.index->scale = own->scale;
    }
  }
  if (!result.index) return result;
  if (!result.index->score_column.empty() && result.index->score_column != result.score_column) {
    result.score_column = result.index->score_column;
    result.se_column.clear();  // that of the other column
    result.unit = Unit::fraction;
  }
  result.scale = result.index->scale.value_or(result.scale);
  return result;
}

GroupOf group_of(std::string_view version, const ModelRow& model, const Models& models) {
  GroupOf group{model.group.empty() ? std::string(version) : model.group, {}, parse_number(model.index)};
  group.key = group.name;
  if (!models.october)
    group.key += group.published ? fmt::format("\n{}", *group.published) : fmt::format("\n{}", model.release_date);
  if (const auto at = models.published.find(group.name); at != models.published.end()) group.published = at->second;
  return group;
}

}  // namespace gapcalc::load
