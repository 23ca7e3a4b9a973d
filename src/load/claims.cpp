#include "load/claims.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/builtin.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "load/bytes.hpp"
#include "load/json_document.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

[[noreturn]] void fail(const std::string& path, std::string_view what, std::string_view remedy) {
  throw Error(ErrorCode::bad_claims, what, remedy, path);
}

/// A bound in the measure of the quantity: `low` is a number or a date, `low_days` a number of days, as months.
std::optional<double> bound(const json& claim, const std::string& key, const std::string& path,
                            std::optional<Measure>& measure) {
  if (const auto at = claim.find(key); at != claim.end()) {
    if (at->is_number()) return at->get<double>();
    const auto date = at->is_string() ? parse_date(at->get<std::string>()) : std::nullopt;
    if (!date) fail(path, fmt::format("'{}' is neither a number nor a date", key), "write 1.5 or \"2025-01-31\"");
    measure = Measure::date;
    return date->days;
  }
  if (const auto at = claim.find(key + "_days"); at != claim.end()) {
    if (!at->is_number()) fail(path, fmt::format("'{}_days' is no number", key), "write a number of days");
    measure = Measure::months;
    return months(at->get<double>());
  }
  return std::nullopt;
}

std::string text(const json& object, const char* key, const std::string& path) {
  const auto at = object.find(key);
  if (at == object.end() || !at->is_string() || at->get<std::string>().empty())
    fail(path, fmt::format("a claim has no '{}'", key), "a claim needs id, text and quantity");
  return at->get<std::string>();
}

}  // namespace

std::vector<Claim> read_claims(std::string_view text_of_all, const std::string& path) {
  const json document = parse_list(text_of_all, path, "claims");
  const std::string source = document.value("source", json("")).is_string() ? document.value("source", "") : "";
  std::vector<Claim> list;
  for (const json& entry : document["claims"]) {
    if (!entry.is_object()) fail(path, "a claim is no object", "a claim needs id, text and quantity");
    Claim claim{text(entry, "id", path), text(entry, "text", path), source, text(entry, "quantity", path), {}, {}, {}};
    claim.low = bound(entry, "low", path, claim.measure);
    claim.high = bound(entry, "high", path, claim.measure);
    if (!claim.low && !claim.high)
      fail(path, fmt::format("claim '{}' has no bound", claim.id), "give low, high, low_days or high_days");
    if (claim.low && claim.high && *claim.low > *claim.high)
      fail(path, fmt::format("the low bound of claim '{}' is above the high one", claim.id), "swap them");
    list.push_back(std::move(claim));
  }
  return list;
}

Claims claims(const std::string& path) {
  if (path.empty()) return {read_claims(builtin("registry/claims.json"), "built-in claims.json"), {}};
  InputText input = read_input(path, "claims");
  return {read_claims(input.text, path), std::move(input.file)};
}

}  // namespace gapcalc::load
