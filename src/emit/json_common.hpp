#pragma once
// Small pieces that the JSON outputs share. What is unknown is null, never 0 and never NaN.

#include <cmath>
#include <initializer_list>
#include <nlohmann/json.hpp>
#include <optional>
#include <span>
#include <string>

#include "core/schema.hpp"
#include "gapcalc/datapoint.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/options.hpp"
#include "gapcalc/quantity.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::emit {

using Json = nlohmann::ordered_json;

inline Json number_json(std::optional<double> value) { return value ? Json(*value) : Json(); }
inline Json count_json(std::optional<std::size_t> n) { return n ? Json(*n) : Json(); }
inline Json date_json(std::optional<Date> value) { return value ? Json(to_string(*value)) : Json(); }
inline Json text_json(const std::string& text) { return text.empty() ? Json() : Json(text); }

/// Rows that were not used: pairs of a reason and a count, in their order.
template <typename Counts>
Json by_reason_json(const Counts& excluded) {
  Json json = Json::object();
  for (const auto& [reason, count] : excluded) json[std::string(name(reason))] = count;
  return json;
}

inline Json provenance_json(const Provenance& provenance) {
  return {{"evaluator", text_json(provenance.evaluator)},
          {"hub", text_json(provenance.hub)},
          {"verdict", provenance.verdict},
          {"caveat", text_json(provenance.caveat)},
          {"link", text_json(provenance.link)}};
}

/// A number in a quantity's measure: days of dates as dates.
inline Json measured_json(const Quantity& quantity, std::optional<double> value) {
  if (!value) return {};
  return quantity.measure == Measure::date ? Json(to_string(Date{static_cast<std::int32_t>(std::lround(*value))}))
                                           : Json(*value);
}

inline Json quantity_json(const Quantity& quantity) {
  return {{"id", quantity.id},
          {"what", quantity.what},
          {"measure", name(quantity.measure)},
          {"estimate", measured_json(quantity, quantity.estimate)},
          {"low", measured_json(quantity, quantity.low)},
          {"high", measured_json(quantity, quantity.high)},
          {"n_draws", quantity.n_draws},
          {"reason", text_json(quantity.reason)}};
}

inline Json quantities_json(std::span<const Quantity> quantities) {
  Json list = Json::array();
  for (const Quantity& quantity : quantities) list.push_back(quantity_json(quantity));
  return list;
}

/// All options as resolved, but not those that never change the result, nor the keys in `without`: what a command does
/// not offer.
Json options_json(const Options& options, std::initializer_list<const char*> without = {});

/// A benchmark with its crossings and frontiers; `as_of` is the day looked from.
Json benchmark_json(const BenchmarkCrossings& of, Date as_of);

/// The level of a series under a specification, with its name.
Json level_json(const infer::SpecifiedLevel& one);

/// The files that were read; those that were only seen have no hash and no size.
Json inputs_json(std::span<const InputFile> files);

/// What an analysis was made from.
inline Source source_of(const Analysis& analysis) {
  return {analysis.options, analysis.crossings.as_of, analysis.data.files};
}

/// What every JSON but registries begins with: schema version, kind and program.
Json opening_json(std::string_view kind);

/// What every result begins with: schema version, kind, program, inputs, options and the day looked from. `without` as
/// in options_json.
Json head_json(std::string_view kind, const Source& from, std::initializer_list<const char*> without = {});

/// One blank of indentation and a line end: fit for diffs. Paths that are no UTF-8 get replacement characters.
inline std::string to_text(const Json& document) {
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace gapcalc::emit
