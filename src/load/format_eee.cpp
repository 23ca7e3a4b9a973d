// Every Eval Ever, versions 0.2 and 0.3: one model and its results in a file.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/formats.hpp"
#include "load/outside_json.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

/// What `gapcalc records --format eee` writes into the details of a result or model: there, and nowhere else, the text
/// is that of the record.
std::string own_detail(const json& of, const char* name) {
  return text_of(part_of(of, "additional_details"), fmt::format("gapcalc_{}", name));
}

std::string first_of(std::initializer_list<std::string> texts) {
  for (const std::string& text : texts)
    if (!text.empty()) return text;
  return {};
}

/// The accessibility that stands for `model_availability` of 0.3, which knows no licences: what is evaluated and has no
/// open weights can be reached.
std::string class_of(const json& model) {
  const std::string availability = text_of(part_of(model, "additional_details"), "model_availability");
  return availability == "open_weights" ? "Open weights" : availability == "closed_weights" ? "API access" : "";
}

/// Version 0.2.0 has the standard error itself, later ones an object with its value.
std::string error_of_score(const json& details) {
  const json& error = part_of(part_of(details, "uncertainty"), "standard_error");
  return error.is_object() ? text_of(error, "value") : text_of(error);
}

std::string settings_of_result(const json& result) {
  const json& metric = part_of(result, "metric_config");
  if (std::string own = own_detail(metric, "settings"); !own.empty()) return own;
  if (!own_detail(metric, "benchmark").empty()) return {};
  const json& args = part_of(part_of(result, "generation_config"), "generation_args");
  const std::string temperature = text_of(args, "temperature"), attempts = text_of(args, "max_attempts");
  return join_terms({first_of({text_of(metric, "metric_name"), text_of(metric, "metric_id")}),
                     text_of(args, "reasoning") == "true" ? "chain-of-thought" : "",
                     temperature.empty() ? "" : "temperature " + temperature,
                     attempts.empty() || attempts == "1" ? "" : attempts + " attempts"});
}

/// Percent by what the metric says of itself, or by its highest score; else as it is.
double scale_of(const json& metric) {
  constexpr double percent = 0.01;
  const std::string unit = text_of(metric, "metric_unit");
  const bool is_percent = unit.empty() ? part_of(metric, "max_score") == 100 : unit == "percent";
  return is_percent ? percent : 1;
}

/// How many results of the file are of the evaluation of each name.
std::map<std::string, std::size_t> count_names(const json& results) {
  std::map<std::string, std::size_t> counts;
  for (const json& result : results) ++counts[text_of(result, "evaluation_name")];
  return counts;
}

OutsideScore of_file(const OutsideInput& input, const JsonMembers& members) {
  const json model = member_json(input, members, "model_info"), source = member_json(input, members, "source_metadata");
  OutsideScore score;
  score.model = first_of({own_detail(model, "model"), text_of(model, "id"), text_of(model, "name")});
  score.organization = first_of({own_detail(model, "organization"), text_of(model, "developer")});
  score.country = own_detail(model, "country");
  score.accessibility = own_detail(model, "accessibility");
  score.accessibility_class = class_of(model);
  score.release_date = own_detail(model, "release_date");
  score.relationship = text_of(source, "evaluator_relationship");
  score.source = first_of({text_of(source, "source_name"), text_of(source, "source_organization_name")});
  return score;
}

void read_result(const json& result, OutsideScore score, OutsideScores& into) {
  const json& metric = part_of(result, "metric_config");
  const json& details = part_of(result, "score_details");
  score.benchmark = text_of(result, "evaluation_name");
  score.metric = first_of({text_of(metric, "metric_id"), text_of(metric, "metric_name")});
  score.scale = scale_of(metric);
  score.registry_id = own_detail(metric, "benchmark");
  score.lower_is_better = part_of(metric, "lower_is_better") == true;
  score.score = text_of(details, "score");
  score.score_se = error_of_score(details);
  score.settings = settings_of_result(result);
  if (!score.registry_id.empty()) {
    score.source = own_detail(metric, "source");
    score.relationship = own_detail(metric, "relationship");
  }
  into.scores.push_back(std::move(score));
}

}  // namespace

bool fits_eee(const Shape& shape) {
  return shape.kind == Shape::Kind::json_object &&
         shape.has({"schema_version", "evaluation_id", "model_info", "evaluation_results"});
}

OutsideScores read_eee(const OutsideInput& input) {
  OutsideScores found;
  const auto read_one = [&](const OutsideInput& one, std::size_t lines_above) {
    const JsonMembers members = object_members(one);
    const std::string version = text_of(member_json(one, members, "schema_version"));
    if (!version.starts_with("0.2") && !version.starts_with("0.3"))
      throw Error(ErrorCode::not_recognised, fmt::format("is Every Eval Ever of version '{}'", version),
                  "convert it to 0.2 or 0.3, which are read", input.path);
    OutsideScore score = of_file(one, members);
    const json results = member_json(one, members, "evaluation_results");
    if (!results.is_array())
      throw Error(ErrorCode::not_recognised, "has no list of 'evaluation_results'",
                  "check it against the schema of EEE", input.path);
    std::vector<std::string> places(results.size());
    for (std::size_t i = 0; i < places.size(); ++i) places[i] = fmt::format("{}", i);
    const std::vector<std::size_t> lines = lines_in(one, "evaluation_results", places);
    const auto counts = count_names(results);
    for (std::size_t i = 0; i < places.size(); ++i) {
      score.line = lines_above + lines[i];
      score.is_main = counts.at(text_of(results[i], "evaluation_name")) == 1;
      read_result(results[i], score, found);
    }
  };
  // `records --format eee` writes one object a line; the datastore has one a file.
  std::string_view rest = input.text;
  std::size_t lines_above = 0;
  while (!trim(rest).empty()) {
    const JsonMembers members = members_of(rest);
    const std::size_t length = members.closed ? members.length : rest.size();
    read_one({input.path, rest.substr(0, length), input.beside}, lines_above);
    lines_above +=
        static_cast<std::size_t>(std::count(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(length), '\n'));
    rest.remove_prefix(length);
  }
  return found;
}

}  // namespace gapcalc::load
