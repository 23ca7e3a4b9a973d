// lm-evaluation-harness: results_*.json, of versions with `metric,filter` keys and of those before.

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/formats.hpp"
#include "load/outside_json.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

/// The parts of a results file that are used. Samples, which may be large, are none of them.
struct LmEval {
  json results, configs, config, n_shot, n_samples, higher_is_better, group_subtasks;
  std::string model;
};

/// A value of the arguments, which are a text of `key=value,...` or an object.
std::string argument(const json& arguments, std::string_view key) {
  if (!arguments.is_string()) return text_of(arguments, key);
  for (const std::string_view part : split(arguments.get_ref<const std::string&>(), ',')) {
    const std::size_t sign = std::min(part.find('='), part.size());
    if (trim(part.substr(0, sign)) == key) return std::string(trim(part.substr(std::min(part.size(), sign + 1))));
  }
  return {};
}

/// The model of the arguments. An adapter or delta comes first: its scores are not those of the model below it.
std::string model_of_arguments(const json& arguments) {
  for (const char* const key : {"peft", "delta", "pretrained", "model", "path", "engine"})
    if (std::string name = argument(arguments, key); !name.empty()) return name;
  return {};
}

LmEval read_parts(const OutsideInput& input) {
  const JsonMembers members = object_members(input);
  const auto part = [&](std::string_view name) { return member_json(input, members, name); };
  LmEval log{part("results"),   part("configs"),          part("config"),         part("n-shot"),
             part("n-samples"), part("higher_is_better"), part("group_subtasks"), text_of(part("model_name"))};
  if (log.model.empty()) log.model = model_of_arguments(part_of(log.config, "model_args"));
  return log;
}

/// A metric's key, `acc`, `acc,none` or `exact_match,strict-match`, without its filter where that is none; and the key
/// of its standard error.
struct MetricKey {
  std::string name, metric, stderr_key;
};
MetricKey metric_key(const std::string& key) {
  const std::size_t comma = key.find(',');
  const std::string metric = key.substr(0, comma);
  if (comma == key.npos) return {metric, metric, metric + "_stderr"};
  const std::string filter = key.substr(comma + 1);
  return {filter == "none" ? metric : key, metric, fmt::format("{}_stderr,{}", metric, filter)};
}

bool is_error(const std::string& key) {
  const std::size_t comma = key.find(',');
  return key.substr(0, comma).ends_with("_stderr");
}

/// A NaN is a score that is missing; a text is one where an alias names its key, and else a title or the like.
bool may_be_score(const json& value) { return value.is_number() || value.is_null() || value.is_string(); }

/// The shots of a task: of the whole run where it states none.
std::string shots_of(const LmEval& log, const std::string& task) {
  for (const json* shots : {&part_of(log.n_shot, task), &part_of(part_of(log.configs, task), "num_fewshot"),
                            &part_of(log.config, "num_fewshot")})
    if (shots->is_number_integer()) return fmt::format("{}-shot", shots->get<std::int64_t>());
  return {};
}

/// `partial run 100 of 1319` where a limit left items out.
std::string partial_of(const LmEval& log, const std::string& task) {
  const json& samples = part_of(log.n_samples, task);
  const json& all = part_of(samples, "original");
  const json& used = part_of(samples, "effective");
  if (all.is_number_integer() && used.is_number_integer()) {
    if (used.get<std::int64_t>() >= all.get<std::int64_t>()) return {};
    return fmt::format("partial run {} of {}", used.get<std::int64_t>(), all.get<std::int64_t>());
  }
  const json& limit = part_of(log.config, "limit");
  return limit.is_number() ? fmt::format("partial run, limit {}", limit.dump()) : std::string{};
}

std::string settings_of(const LmEval& log, const std::string& task, const std::string& metric) {
  return join_terms({shots_of(log, task), metric, partial_of(log, task)});
}

bool has_score(const json& metrics) {
  return metrics.is_object() &&
         std::any_of(metrics.begin(), metrics.end(), [](const json& value) { return value.is_number(); });
}

/// Names of tasks that are parts of another one: its score holds theirs.
std::set<std::string> subtasks_of(const LmEval& log) {
  std::set<std::string> parts;
  for (const auto& [group, list] : log.group_subtasks.items()) {
    if (!list.is_array() || !has_score(part_of(log.results, group))) continue;
    for (const json& name : list)
      if (name.is_string()) parts.insert(name.get<std::string>());
  }
  return parts;
}

bool lower_is_better(const LmEval& log, const std::string& task, const std::string& metric) {
  const json& better = part_of(part_of(log.higher_is_better, task), metric);
  return better.is_boolean() && !better.get<bool>();
}

void read_task(const LmEval& log, const std::string& task, const json& metrics, std::size_t line, bool is_part,
               OutsideScores& into) {
  if (!metrics.is_object()) return;
  for (const auto& [key, value] : metrics.items()) {
    if (!may_be_score(value) || is_error(key)) continue;
    const MetricKey metric = metric_key(key);
    OutsideScore score;
    score.benchmark = task;
    score.metric = metric.name;
    score.is_main = false;  // each has several, none of which the file puts first
    score.is_part = is_part;
    score.is_aside = value.is_string();
    score.lower_is_better = lower_is_better(log, task, metric.metric);
    score.model = log.model;
    score.score = text_of(value);
    score.score_se = text_of(metrics, metric.stderr_key);
    score.settings = settings_of(log, task, metric.name);
    score.source = "lm-evaluation-harness";
    score.line = line;
    into.scores.push_back(std::move(score));
  }
}

}  // namespace

bool fits_lm_eval(const Shape& shape) {
  // Versions before 0.4 have no `configs`; all say of which version of each task a score is.
  return shape.kind == Shape::Kind::json_object && shape.has({"results", "versions"}) &&
         (shape.has({"config"}) || shape.has({"configs"}));
}

OutsideScores read_lm_eval(const OutsideInput& input) {
  const LmEval log = read_parts(input);
  if (!log.results.is_object())
    throw Error(ErrorCode::not_recognised, "has no 'results' by task", "give a results_*.json of lm_eval", input.path);
  std::vector<std::string> tasks;
  for (const auto& [task, metrics] : log.results.items()) tasks.push_back(task);
  const std::vector<std::size_t> lines = lines_in(input, "results", tasks);
  const std::set<std::string> parts = subtasks_of(log);
  OutsideScores found;
  for (std::size_t i = 0; i < tasks.size(); ++i)
    read_task(log, tasks[i], part_of(log.results, tasks[i]), lines[i], parts.contains(tasks[i]), found);
  return found;
}

}  // namespace gapcalc::load
