#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "core/units.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

constexpr std::string_view eee_version = "0.3.0";
constexpr double percent_ceiling = 100;

/// Texts of a record that the format has no place for, as its details: what is blank is left out.
Json details(std::initializer_list<std::pair<const char*, std::string_view>> texts) {
  Json result = Json::object();
  for (const auto& [name, text] : texts)
    if (!text.empty()) result[name] = text;
  return result;
}

std::string_view availability(const Model& model) {
  switch (weights(model.accessibility)) {
    case Weights::open: return "open_weights";
    case Weights::closed: return "closed_weights";
    default: return "unknown";
  }
}

Json model_json(const Model& model, Date release) {
  Json result = {{"name", model.name}, {"id", model.name}};
  if (!model.organization.empty()) result["developer"] = model.organization;
  result["additional_details"] = details({{"deployment_type", "unknown"},
                                          {"model_availability", availability(model)},
                                          {"gapcalc_country", model.country},
                                          {"gapcalc_accessibility", model.accessibility},
                                          {"gapcalc_release_date", to_string(release)}});
  return result;
}

Json metric_json(const Benchmark& benchmark, const Origin& origin) {
  Json result = {{"metric_unit", benchmark.unit == Unit::fraction ? "proportion" : name(benchmark.unit)},
                 {"lower_is_better", false}};
  if (is_fraction(benchmark.unit)) {  // a continuous score must have both ends, which other units have not
    result["score_type"] = "continuous";
    result["min_score"] = 0.0;
    result["max_score"] = benchmark.unit == Unit::percent ? percent_ceiling : 1.0;
  }
  result["additional_details"] = details({{"gapcalc_benchmark", benchmark.id},
                                          {"gapcalc_source", origin.source},
                                          {"gapcalc_relationship", origin.relationship},
                                          {"gapcalc_settings", origin.settings}});
  return result;
}

Json result_json(const Benchmark& benchmark, const Record& record, const Origin& origin) {
  Json score = {{"score", tidy_score(record.score, benchmark.unit)}};
  if (!std::isnan(record.score_se))
    score["uncertainty"] = {{"standard_error", {{"value", tidy_score(record.score_se, benchmark.unit)}}}};
  return {{"evaluation_name", benchmark.id},
          {"source_data", {{"dataset_name", benchmark.title}, {"source_type", "other"}}},
          {"metric_config", metric_json(benchmark, origin)},
          {"score_details", std::move(score)}};
}

/// Who gives the score: required, where a record may not know it.
Json source_json(const Benchmark& benchmark, const Origin& origin) {
  const auto or_unknown = [](const std::string& text) { return text.empty() ? "unknown" : text; };
  Json result = Json::object();
  if (!origin.source.empty()) result["source_name"] = origin.source;
  result["source_type"] = "documentation";
  result["source_organization_name"] = or_unknown(benchmark.provenance.evaluator);
  result["evaluator_relationship"] = origin.relationship.empty() ? "other" : origin.relationship;
  return result;
}

/// The names of ids have no slashes of their own, which part them from the rest.
std::string without_slashes(std::string name) {
  std::replace(name.begin(), name.end(), '/', '_');
  return name;
}

/// `BENCHMARK/MODEL/TIME`, with `-2` and so on behind the time where there were as many of it already.
std::string eee_id(const Benchmark& benchmark, const Model& model, std::uint64_t made,
                   std::map<std::string, std::size_t>& used) {
  std::string id = fmt::format("{}/{}/{}", without_slashes(benchmark.id), without_slashes(model.name), made);
  const std::size_t n = ++used[id];
  return n == 1 ? id : fmt::format("{}-{}", id, n);
}

}  // namespace

std::string records_eee(const Dataset& data, std::span<const std::vector<std::size_t>> chosen, std::uint64_t made) {
  std::string text;
  std::map<std::string, std::size_t> used;
  for (std::size_t b = 0; b < chosen.size(); ++b) {
    const Benchmark& benchmark = data.benchmarks[b].benchmark;
    const auto& all = data.benchmarks[b].records;
    for (const std::size_t i : chosen[b]) {
      const Model& model = data.models[all[i].model];
      const Origin& origin = data.origins[all[i].origin];
      const Json one = {{"schema_version", eee_version},
                        {"evaluation_id", eee_id(benchmark, model, made, used)},
                        {"retrieved_timestamp", fmt::format("{}", made)},
                        {"source_metadata", source_json(benchmark, origin)},
                        {"model_info", model_json(model, all[i].date)},
                        {"eval_library", {{"name", "unknown"}, {"version", "unknown"}}},
                        {"evaluation_results", Json::array({result_json(benchmark, all[i], origin)})}};
      text += one.dump(-1, ' ', false, Json::error_handler_t::replace) + '\n';
    }
  }
  return text;
}

}  // namespace gapcalc::emit
