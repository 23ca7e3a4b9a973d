// Inspect: logs of one evaluation, `.json`, or `.eval`, a zip archive whose header.json is the same without samples.

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/formats.hpp"
#include "load/outside_json.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

constexpr std::string_view inspect_header = "header.json";         // written when the run ends
constexpr std::string_view inspect_start = "_journal/start.json";  // and this when it begins

std::int64_t whole(const json& value, std::int64_t otherwise) {
  return value.is_number_integer() ? value.get<std::int64_t>() : otherwise;
}

/// `partial run 50 of 198` where a limit or failures left samples out. Old logs do not count them.
std::string partial_run(const json& eval, const json& results) {
  const std::int64_t epochs = std::max<std::int64_t>(1, whole(part_of(part_of(eval, "config"), "epochs"), 1));
  const std::int64_t asked = whole(part_of(results, "total_samples"), 0);
  const std::int64_t completed = whole(part_of(results, "completed_samples"), asked);
  const std::int64_t all = std::max(asked, epochs * whole(part_of(part_of(eval, "dataset"), "samples"), 0));
  if (asked > 0 && completed < all) return fmt::format("partial run {} of {}", completed / epochs, all / epochs);
  const json& limit = part_of(part_of(eval, "config"), "limit");
  return limit.is_null() ? std::string{} : fmt::format("partial run, limit {}", limit.dump());
}

/// `5-shot` where the task was told so, as most tasks call it.
std::string inspect_shots(const json& eval) {
  for (const char* const name : {"fewshot", "num_fewshot", "num_shots"}) {
    const json& shots = part_of(part_of(eval, "task_args"), name);
    if (shots.is_number_integer()) return fmt::format("{}-shot", shots.get<std::int64_t>());
  }
  return {};
}

bool is_inspect_error(std::string_view metric) {
  return metric == "stderr" || metric.ends_with("_stderr") || metric == "std" || metric == "var";
}

/// The metric of a scorer that is its score: accuracy, else the mean, else the only one.
std::string main_metric(const json& metrics) {
  for (const char* const name : {"accuracy", "mean"})
    if (metrics.contains(name)) return name;
  std::string only;
  for (const auto& [name, metric] : metrics.items()) {
    if (is_inspect_error(name)) continue;
    if (!only.empty()) return {};
    only = name;
  }
  return only;
}

/// The scorers of a log. Before 2024-11 there was one, `scorer`, with `metrics` beside it.
json scores_of(const json& results) {
  const json& scores = part_of(results, "scores");
  if (scores.is_array()) return scores;
  json only = part_of(results, "scorer");
  if (!only.is_object()) return json::array();
  if (!only.contains("metrics")) only["metrics"] = part_of(results, "metrics");
  return json::array({only});
}

void read_scorer(const json& scorer, bool is_first, const OutsideScore& of_log, OutsideScores& into) {
  const json& metrics = part_of(scorer, "metrics");
  if (!metrics.is_object()) return;
  const std::string main = main_metric(metrics), scorer_name = text_of(scorer, "name");
  for (const auto& [name, metric] : metrics.items()) {
    if (is_inspect_error(name)) continue;
    OutsideScore score = of_log;
    score.metric = scorer_name.empty() ? name : fmt::format("{}/{}", scorer_name, name);
    score.is_main = is_first && name == main;
    score.score = text_of(metric, "value");
    if (name == main) score.score_se = text_of(part_of(metrics, "stderr"), "value");
    score.settings = join_terms({score.metric, score.settings});
    into.scores.push_back(std::move(score));
  }
}

OutsideScores read_log(const OutsideInput& log) {
  const JsonMembers members = object_members(log);
  const json eval = member_json(log, members, "eval"), results = member_json(log, members, "results");
  OutsideScore of_log;
  of_log.benchmark = text_of(eval, "task");
  of_log.model = text_of(eval, "model");
  of_log.source = "Inspect";
  const std::string epochs = text_of(part_of(eval, "config"), "epochs");
  of_log.settings = join_terms(
      {inspect_shots(eval), epochs.empty() || epochs == "1" ? "" : epochs + " epochs", partial_run(eval, results)});
  OutsideScores found;
  if (const std::string status = text_of(member_json(log, members, "status")); status != "success") {
    found.left.push_back({Reason::no_score, fmt::format("'{}': the run ended as '{}'", of_log.benchmark, status)});
    return found;
  }
  bool is_first = true;
  for (const json& scorer : scores_of(results)) {
    read_scorer(scorer, is_first, of_log, found);
    is_first = false;
  }
  if (found.scores.empty())
    found.left.push_back({Reason::no_score, fmt::format("'{}': the run has no scores", of_log.benchmark)});
  return found;
}

}  // namespace

bool fits_inspect(const Shape& shape) {
  if (shape.kind == Shape::Kind::zip) return shape.has({inspect_header}) || shape.has({inspect_start});
  return shape.kind == Shape::Kind::json_object && shape.has({"version", "status", "eval", "plan"});
}

OutsideScores read_inspect(const OutsideInput& input) {
  if (!input.text.empty()) return read_log(input);
  const auto header = input.beside(inspect_header);
  if (!header) {
    OutsideScores unfinished;
    unfinished.left.push_back(
        {Reason::no_score, "the run never ended: there is no header.json; `inspect eval-retry` ends it"});
    return unfinished;
  }
  const OutsideInput log{input.path, *header, input.beside};
  const JsonMembers members = object_members(log);
  if (members.find("status").empty() || members.find("eval").empty())
    throw Error(ErrorCode::not_recognised, "is a zip archive whose header.json is none of Inspect",
                "give a log that Inspect wrote, or a hub dump", input.path);
  return read_log(log);
}

}  // namespace gapcalc::load
