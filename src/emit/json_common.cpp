#include "emit/json_common.hpp"

namespace gapcalc::emit {

Json options_json(const Options& options, std::initializer_list<const char*> without) {
  Json by = Json::array();
  for (const Split split : options.smooth.by) by.push_back(name(split));
  const auto or_null = [](const std::string& path) { return path.empty() ? Json() : Json(path); };
  // No thread count here: it never changes the result, so it must not change the bytes.
  Json result = {
      {"benchmarks", options.load.benchmarks},
      {"registry", or_null(options.load.registry)},
      {"accessibility", or_null(options.load.accessibility)},
      {"review", or_null(options.load.review)},
      {"models", or_null(options.load.models)},
      {"aliases", or_null(options.load.aliases)},
      {"input_format", or_null(options.load.input_format)},
      {"closed", to_string(options.cross.closed)},
      {"open", to_string(options.cross.open)},
      {"as_of", date_json(options.cross.as_of)},
      {"thresholds", options.cross.thresholds.empty() ? Json() : Json(options.cross.thresholds)},
      {"thresholds_of", options.cross.thresholds_of.empty() ? Json::object() : Json(options.cross.thresholds_of)},
      {"since", date_json(options.cross.since)},
      {"until", date_json(options.cross.until)},
      {"verdicts", name(options.cross.verdicts)},
      {"pairs", name(options.cross.pairs)},
      {"provenance", options.cross.provenance.empty() ? Json() : Json(options.cross.provenance)},
      {"tie", name(options.cross.tie)},
      {"evaluators", options.cross.evaluators.empty() ? Json() : Json(options.cross.evaluators)},
      {"exclude_relationships",
       options.cross.exclude_relationships.empty() ? Json() : Json(options.cross.exclude_relationships)},
      {"confirm", to_string(options.cross.confirm)},
      {"one_per", name(options.cross.one_per)},
      {"handicap", text_json(to_string(options.cross.handicap))},
      {"handicap_scale", name(options.cross.handicap.scale)},
      {"by", by},
      {"bandwidth_days", options.smooth.bandwidth},
      {"step_days", options.smooth.step},
      {"min_mass", options.smooth.min_mass},
      {"min_draw_mass", options.smooth.min_draw_mass},
      {"level", name(options.smooth.level)},
      {"band", name(options.smooth.band)},
      {"show_band", name(options.smooth.show)},
      {"simultaneous", options.smooth.simultaneous},
      {"resamples", options.smooth.resamples},
      {"confidence", options.smooth.confidence},
      {"seed", options.smooth.seed}};
  for (const char* key : without) result.erase(key);
  return result;
}

Json inputs_json(std::span<const InputFile> files) {
  Json result = Json::array();
  for (const InputFile& file : files)
    result.push_back({{"path", file.path},
                      {"format", file.format},
                      {"sha256", text_json(file.sha256)},
                      {"bytes", file.sha256.empty() ? Json() : Json(file.bytes)},
                      {"records", file.records}});
  return result;
}

Json level_json(const infer::SpecifiedLevel& one) {
  return {{"series", one.series},
          {"n_datapoints", one.n_datapoints},
          {"date", date_json(one.date)},
          {"level_months", number_json(one.level)},
          {"low_months", number_json(one.low)},
          {"high_months", number_json(one.high)},
          {"change_months", number_json(one.change)},
          {"reason", text_json(one.reason)}};
}

Json opening_json(std::string_view kind) {
  return {{"schema_version", schema_version}, {"kind", kind}, {"gapcalc", {{"version", version()}}}};
}

Json head_json(std::string_view kind, const Source& from, std::initializer_list<const char*> without) {
  Json head = opening_json(kind);
  head["inputs"] = inputs_json(from.inputs);
  head["options"] = options_json(from.options, without);
  head["as_of"] = date_json(from.as_of);
  return head;
}

}  // namespace gapcalc::emit
