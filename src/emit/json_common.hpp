#pragma once
// Small pieces that the JSON outputs share. What is unknown is null, never 0 and never NaN.

#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "gapcalc/benchmark.hpp"

namespace gapcalc::emit {

using Json = nlohmann::ordered_json;

inline Json number_json(std::optional<double> value) { return value ? Json(*value) : Json(); }
inline Json date_json(std::optional<Date> value) { return value ? Json(to_string(*value)) : Json(); }
inline Json text_json(const std::string& text) { return text.empty() ? Json() : Json(text); }

inline Json provenance_json(const Provenance& provenance) {
  return {{"evaluator", text_json(provenance.evaluator)},
          {"hub", text_json(provenance.hub)},
          {"verdict", provenance.verdict},
          {"caveat", text_json(provenance.caveat)},
          {"link", text_json(provenance.link)}};
}

/// One blank of indentation and a line end: fit for diffs. Paths that are no UTF-8 get replacement characters.
inline std::string to_text(const Json& document) {
  return document.dump(1, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace gapcalc::emit
