// `.eval_results/*.yaml` in a model's repository on Hugging Face: a list of results by benchmark dataset and task.
// Their model is the one of the folder; the date in them is that of the measurement. docs/readers.md

#include <fmt/format.h>

#include <filesystem>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/formats.hpp"
#include "load/yaml.hpp"

namespace gapcalc::load {
namespace {

constexpr std::string_view results_folder = ".eval_results";

/// `models--ORG--NAME`, as the cache of Hugging Face calls the folder of a model: `ORG/NAME`. Empty for other names.
std::string cached_model(std::string_view folder) {
  constexpr std::string_view prefix = "models--";
  if (!folder.starts_with(prefix)) return {};
  std::string name(folder.substr(prefix.size()));
  if (const std::size_t between = name.find("--"); between != std::string::npos) name.replace(between, 2, "/");
  return name;
}

/// The model whose folder holds the file. Throws Error (not_recognised) where the path does not tell.
std::string model_of_path(const std::string& path) {
  // `.` and `..` have names, too.
  const bool is_file = path != "standard input";
  const std::string whole = is_file ? std::filesystem::absolute(path).lexically_normal().generic_string() : path;
  const std::vector<std::string_view> parts = split(whole, '/');
  constexpr std::size_t cache_levels = 3;  // models--ORG--NAME/snapshots/REVISION
  for (std::size_t i = parts.size(); i-- > 1;) {
    if (parts[i] != results_folder) continue;
    if (i >= cache_levels && parts[i - 2] == "snapshots")
      if (std::string cached = cached_model(parts[i - cache_levels]); !cached.empty()) return cached;
    const std::string_view folder = parts[i - 1];
    if (!folder.empty() && folder != "." && folder != "..") return std::string(folder);
  }
  throw Error(ErrorCode::not_recognised, "does not tell which model its results are of",
              "the folder of its .eval_results is the model's name: give MODEL, or MODEL/.eval_results/FILE", path);
}

/// `Idavidrein/gpqa:gpqa_diamond`; older files have `config` in place of the task. Empty where there is no dataset.
std::string task_of(const Yaml* dataset) {
  if (dataset == nullptr) return {};
  const auto id = dataset->text_at("id"), task = dataset->text_at("task_id"), config = dataset->text_at("config");
  if (!id || !task || !config || id->empty()) return {};
  const std::string& part = task->empty() ? *config : *task;
  return part.empty() ? *id : fmt::format("{}:{}", *id, part);
}

/// `entry` or one of its metrics, with the value.
void add_value(const OutsideScore& shared, const Yaml& holder, bool is_first, OutsideScores& found) {
  const auto metric = holder.text_at("metric_id"), value = holder.text_at("value");
  if (holder.kind != Yaml::Kind::map || !metric || !value) {
    found.left.push_back({Reason::bad_row, fmt::format("a value on '{}' is no number", shared.benchmark), holder.line});
    return;
  }
  OutsideScore score = shared;
  score.metric = *metric;
  score.is_main = is_first;
  score.score = *value;
  score.line = holder.line;
  found.scores.push_back(std::move(score));
}

void add_eval_result(const std::string& model, const Yaml& entry, OutsideScores& found) {
  OutsideScore shared;
  shared.benchmark = task_of(entry.find("dataset"));
  const Yaml* const metrics = entry.find("metrics");
  if (shared.benchmark.empty() || (metrics != nullptr && metrics->kind != Yaml::Kind::list)) {
    found.left.push_back(
        {Reason::bad_row, "a result needs 'dataset' with an id, and 'value' or a list of 'metrics'", entry.line});
    return;
  }
  shared.model = model;
  shared.may_be_percent = true;
  shared.settings = entry.text_at("notes").value_or("");
  if (const Yaml* const source = entry.find("source"); source != nullptr)
    shared.source = source->text_at("url").value_or("");
  if (metrics == nullptr) return add_value(shared, entry, true, found);
  for (const Yaml& metric : metrics->items) add_value(shared, metric, &metric == &metrics->items.front(), found);
}

}  // namespace

bool fits_hf_eval_results(const Shape& shape) {
  return shape.kind == Shape::Kind::yaml && shape.has({"dataset"}) && (shape.has({"value"}) || shape.has({"metrics"}));
}

OutsideScores read_hf_eval_results(const OutsideInput& input) {
  const Yaml root = parse_yaml(input.text, input.path);
  if (root.kind != Yaml::Kind::list)
    throw Error(ErrorCode::not_recognised, "is no list of results", "begin each with a hyphen: `- dataset:`",
                input.path, root.line);
  const std::string model = model_of_path(input.path);
  OutsideScores found;
  for (const Yaml& entry : root.items) add_eval_result(model, entry, found);
  return found;
}

}  // namespace gapcalc::load
