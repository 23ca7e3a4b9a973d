// The results of METR's time-horizon repository, `benchmark_results*.yaml`: `results`, by model, each with
// `release_date` and, since version 1.1, `metrics`, before it `agents`, by scaffold. Horizons are minutes.
// docs/readers.md

#include <fmt/format.h>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/formats.hpp"
#include "load/yaml.hpp"

namespace gapcalc::load {
namespace {

constexpr std::string_view horizon_metric = "p50_horizon_length";

/// One model of the file.
struct MetrModel {
  std::string name, release_date, benchmark;
};

/// `METR-Horizon-v1.1; agent; 95% interval 4.9 to 21.5`. The interval is no standard error: on the upper side it is
/// many times as wide.
std::string metr_settings(const MetrModel& model, std::string_view agent, const Yaml& metric) {
  const auto low = metric.text_at("ci_low"), high = metric.text_at("ci_high");
  const bool has_interval = low && high && parse_number(*low) && parse_number(*high);
  return join_terms(
      {model.benchmark, std::string(agent), has_interval ? fmt::format("95% interval {} to {}", *low, *high) : ""});
}

/// The metrics that have an estimate; `is_sota`, `usage` and the like have none. That the horizon itself has none is
/// told.
void add_metrics(const MetrModel& model, std::string_view agent, const Yaml& metrics, OutsideScores& found) {
  const Yaml* const horizon = metrics.find(horizon_metric);
  if (horizon == nullptr || horizon->find("estimate") == nullptr)
    found.left.push_back({Reason::no_score,
                          fmt::format("'{}'{} has no estimate of '{}'", model.name,
                                      agent.empty() ? "" : fmt::format(" ({})", agent), horizon_metric),
                          metrics.line});
  for (std::size_t i = 0; i < metrics.names.size(); ++i) {
    const Yaml& metric = metrics.items[i];
    if (metric.find("estimate") == nullptr) continue;
    const auto estimate = metric.text_at("estimate");
    if (!estimate) {
      found.left.push_back({Reason::bad_row,
                            fmt::format("'{}': the estimate of '{}' is no number", model.name, metrics.names[i]),
                            metric.line});
      continue;
    }
    OutsideScore score;
    score.benchmark = model.benchmark;
    score.metric = metrics.names[i];
    score.is_main = score.metric == horizon_metric;
    score.model = model.name;
    score.release_date = model.release_date;
    score.score = *estimate;
    score.source = "METR";
    score.relationship = "third_party";
    score.settings = metr_settings(model, agent, metric);
    score.line = metric.line;
    found.scores.push_back(std::move(score));
  }
}

void add_model(const Yaml& entry, MetrModel model, OutsideScores& found) {
  const auto date = entry.text_at("release_date"), benchmark = entry.text_at("benchmark_name");
  const Yaml* const metrics = entry.find("metrics");
  const Yaml* const agents = entry.find("agents");
  const Yaml* const either = metrics != nullptr ? metrics : agents;
  if (!date || !benchmark || either == nullptr || either->kind != Yaml::Kind::map) {
    found.left.push_back({Reason::bad_row,
                          fmt::format("'{}' has no 'metrics' or 'agents' as METR writes them", model.name),
                          entry.line});
    return;
  }
  model.release_date = *date;
  if (!benchmark->empty()) model.benchmark = *benchmark;  // of an older version, taken over into this file
  if (metrics != nullptr) return add_metrics(model, {}, *metrics, found);
  for (std::size_t i = 0; i < agents->names.size(); ++i) add_metrics(model, agents->names[i], agents->items[i], found);
}

}  // namespace

bool fits_metr(const Shape& shape) {
  return shape.kind == Shape::Kind::yaml && shape.has({"benchmark_name", "results"});
}

OutsideScores read_metr(const OutsideInput& input) {
  const Yaml root = parse_yaml(input.text, input.path);
  const Yaml* const results = root.find("results");
  const auto benchmark = root.text_at("benchmark_name");
  if (results == nullptr || results->kind != Yaml::Kind::map || !benchmark || benchmark->empty())
    throw Error(ErrorCode::not_recognised,
                "is no file of METR's results: it needs 'benchmark_name', a text, and 'results', a mapping by model",
                "give benchmark_results.yaml of its time-horizon repository", input.path,
                results == nullptr ? root.line : results->line);
  OutsideScores found;
  for (std::size_t i = 0; i < results->names.size(); ++i)
    add_model(results->items[i], {results->names[i], {}, *benchmark}, found);
  return found;
}

}  // namespace gapcalc::load
