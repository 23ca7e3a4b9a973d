// The front matter of a model card on Hugging Face: `model-index`, with results by dataset and metric. docs/readers.md

#include <fmt/format.h>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/formats.hpp"
#include "load/licences.hpp"
#include "load/yaml.hpp"

namespace gapcalc::load {
namespace {

/// What all results of a card share.
struct Card {
  std::string model, accessibility;
};

/// What the metrics of one result share.
struct CardResult {
  std::string benchmark, source, settings;
  bool is_normalised = false;  ///< scores of the Open LLM Leaderboard: less what guessing gives
};

/// `5-shot; split test`.
std::string card_settings(const Yaml& dataset) {
  const Yaml* const args = dataset.find("args");
  const std::string shots = args == nullptr ? "" : args->text_at("num_few_shot").value_or("");
  const std::string split_name = dataset.text_at("split").value_or("");
  return join_terms({shots.empty() ? "" : shots + "-shot", split_name.empty() ? "" : "split " + split_name});
}

/// `cais/mmlu:all`: the dataset, and which part of it; empty where neither has a name.
std::string card_benchmark(const Yaml& dataset) {
  const auto type = dataset.text_at("type"), name = dataset.text_at("name"), config = dataset.text_at("config");
  if (!type || !name || !config) return {};
  const std::string& benchmark = type->empty() ? *name : *type;
  const bool has_part = !config->empty() && *config != "None";  // as Python writes that there is none
  return benchmark.empty() || !has_part ? benchmark : fmt::format("{}:{}", benchmark, *config);
}

/// `20.0 ± 1.2` has its number before the sign; whether the other is a standard error, the card does not say.
std::string card_value(std::string_view text) { return std::string{trim(text.substr(0, text.find("\xC2\xB1")))}; }

/// A metric that Hugging Face measured is marked as verified. Of the others, those without a source are the author's.
std::string card_relationship(const Yaml& metric, const CardResult& result) {
  if (lower(metric.text_at("verified").value_or("")) == "true") return "third_party";
  return result.source.empty() ? "first_party" : "";
}

void add_card_metric(const Card& card, const CardResult& result, const Yaml& metric, bool is_first,
                     OutsideScores& found) {
  const auto type = metric.text_at("type"), value = metric.text_at("value");
  if (metric.kind != Yaml::Kind::map || !type || !value) {
    found.left.push_back(
        {Reason::bad_row, fmt::format("a metric on '{}' is no type with a number", result.benchmark), metric.line});
    return;
  }
  OutsideScore score;
  score.benchmark = result.benchmark;
  score.metric = result.is_normalised ? fmt::format("normalized {}", *type) : *type;
  score.is_main = is_first && !result.is_normalised;
  score.model = card.model;
  score.accessibility = card.accessibility;
  score.score = card_value(*value);
  score.may_be_percent = true;
  score.source = result.source;
  score.relationship = card_relationship(metric, result);
  score.settings = result.settings;
  score.line = metric.line;
  found.scores.push_back(std::move(score));
}

void add_card_result(const Card& card, const Yaml& entry, OutsideScores& found) {
  const Yaml* const dataset = entry.find("dataset");
  const Yaml* const metrics = entry.find("metrics");
  const std::string benchmark = dataset == nullptr ? std::string{} : card_benchmark(*dataset);
  if (benchmark.empty() || metrics == nullptr || metrics->kind != Yaml::Kind::list) {
    found.left.push_back(
        {Reason::bad_row, "a result needs 'dataset' with a type, and a list of 'metrics'", entry.line});
    return;
  }
  CardResult result{benchmark, {}, card_settings(*dataset)};
  const Yaml* const source = entry.find("source");
  if (source != nullptr) result.source = source->text_at("url").value_or("");
  result.is_normalised = result.source.find("/open-llm-leaderboard/") != std::string::npos;
  for (const Yaml& metric : metrics->items)
    add_card_metric(card, result, metric, &metric == &metrics->items.front(), found);
}

}  // namespace

bool fits_hf_model_index(const Shape& shape) {
  return shape.kind == Shape::Kind::front_matter && shape.has({"model-index"});
}

OutsideScores read_hf_model_index(const OutsideInput& input) {
  const FrontMatter front = front_matter(input.text, input.path);
  const Yaml root = parse_yaml(front.text, input.path, front.first_line);
  const Yaml* const index = root.find("model-index");
  if (index == nullptr || index->kind != Yaml::Kind::list)
    throw Error(ErrorCode::not_recognised, "has no list 'model-index' in its front matter",
                "list models there, each with 'name' and 'results'", input.path,
                index == nullptr ? front.first_line : index->line);
  OutsideScores found;
  for (const Yaml& entry : index->items) {
    const auto name = entry.text_at("name");
    const Yaml* const results = entry.find("results");
    if (!name || results == nullptr || results->kind != Yaml::Kind::list) {
      found.left.push_back({Reason::bad_row, "a model needs 'name' and a list of 'results'", entry.line});
      continue;
    }
    const Card card{*name, accessibility_of_licence(root.text_at("license").value_or(""))};
    for (const Yaml& result : results->items) add_card_result(card, result, found);
  }
  return found;
}

}  // namespace gapcalc::load
