// HELM: a folder for each run, with stats.json and run_spec.json among others.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/formats.hpp"
#include "load/outside_json.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

constexpr std::string_view run_spec_file = "run_spec.json";

/// Arguments in the name of a run that say how it was run, and not on what. Any other is part of the task: a run on one
/// subject must not pass for the whole benchmark.
constexpr std::array how = {"model",
                            "model_deployment",
                            "method",
                            "stop",
                            "data_augmentation",
                            "max_eval_instances",
                            "max_train_instances",
                            "num_train_trials",
                            "num_outputs",
                            "num_trials",
                            "groups",
                            "eval_split",
                            "instructions",
                            "temperature",
                            "follow_the_format_instructions",
                            "use_chain_of_thought",
                            "use_few_shot",
                            "num_output_tokens",
                            "global_prefix",
                            "output_format_instructions",
                            "tokenizer"};

/// `mmlu_pro:subject=all` of `mmlu_pro:subject=all,use_few_shot=false,model=openai_gpt-4`, the arguments in order.
std::string task_of(std::string_view run) {
  const std::size_t colon = std::min(run.find(':'), run.size());
  std::vector<std::string> arguments;
  for (const std::string_view argument : split(run.substr(std::min(run.size(), colon + 1)), ','))
    if (!argument.empty() && std::find(how.begin(), how.end(), argument.substr(0, argument.find('='))) == how.end())
      arguments.emplace_back(argument);
  std::sort(arguments.begin(), arguments.end());
  const std::string scenario{run.substr(0, colon)};
  return arguments.empty() ? scenario : fmt::format("{}:{}", scenario, join(arguments, ","));
}

std::string settings_of_run(const json& adapter) {
  const std::string shots = text_of(adapter, "max_train_instances"), most = text_of(adapter, "max_eval_instances"),
                    trials = text_of(adapter, "num_train_trials");
  return join_terms({shots.empty() ? "" : shots + "-shot", text_of(adapter, "method"),
                     most.empty() ? "" : fmt::format("at most {} items", most),
                     trials.empty() || trials == "1" ? "" : trials + " trials"});
}

/// Whether a statistic is of the items as they are, on one split: of the perturbed ones, the worst, and of parts there
/// are more.
bool is_plain(const json& name) {
  return part_of(name, "perturbation").is_null() && part_of(name, "sub_split").is_null();
}

/// The metrics that have a value on the test split: those of other splits are of use where they have none there.
std::set<std::string> tested_metrics(const json& stats) {
  std::set<std::string> names;
  for (const json& stat : stats) {
    const json& name = part_of(stat, "name");
    if (is_plain(name) && text_of(name, "split") == "test") names.insert(text_of(name, "name"));
  }
  return names;
}

}  // namespace

bool fits_helm(const Shape& shape) {
  return shape.kind == Shape::Kind::json_array && shape.has({"name", "count", "sum", "sum_squared"});
}

bool goes_along_helm(const Shape& shape) {
  constexpr std::array others = {"per_instance_stats.json", "scenario_state.json",      "scenario.json",
                                 "instances.json",          "display_predictions.json", "display_requests.json"};
  return std::find(others.begin(), others.end(), shape.name) != others.end() ||
         (shape.kind == Shape::Kind::json_object && shape.has({"name", "scenario_spec", "adapter_spec"}));
}

OutsideScores read_helm(const OutsideInput& input) {
  const auto spec_text = input.beside(run_spec_file);
  if (!spec_text)
    throw Error(ErrorCode::not_recognised, "has no run_spec.json beside it", "give the whole folder of the run",
                input.path);
  const json stats = bounded_json(input.text, input.path);
  const json spec = bounded_json(*spec_text, fmt::format("{} ({})", input.path, run_spec_file));
  const json& adapter = part_of(spec, "adapter_spec");
  OutsideScore of_run;
  of_run.benchmark = task_of(text_of(spec, "name"));
  of_run.is_main = false;  // a run has dozens of statistics, of which the leaderboard, not the run, picks one
  of_run.model = text_of(adapter, "model");
  of_run.source = "HELM";
  of_run.settings = settings_of_run(adapter);
  const std::set<std::string> tested = tested_metrics(stats);
  OutsideScores found;
  for (const json& stat : stats) {
    const json& name = part_of(stat, "name");
    const std::string metric = text_of(name, "name"), split_name = text_of(name, "split");
    if (metric.empty() || !is_plain(name) || (split_name != "test" && tested.contains(metric))) continue;
    OutsideScore score = of_run;
    score.metric = metric;
    score.score = text_of(stat, "mean");  // `stddev` is over trials, and no standard error of it
    score.settings =
        join_terms({score.settings, metric, split_name.empty() || split_name == "test" ? "" : split_name + " split"});
    found.scores.push_back(std::move(score));
  }
  return found;
}

}  // namespace gapcalc::load
