#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/builtin.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "load/bytes.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

constexpr std::uint64_t largest_claims = std::uint64_t{1} << 30;

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

Claims claims(const std::string& path) {
  const std::string shown = path.empty() ? "built-in claims.json" : path;
  ByteStream bytes = path.empty() ? ByteStream::of(builtin("registry/claims.json")) : ByteStream::open(path);
  const json document = json::parse(bytes.read_all(largest_claims), nullptr, false);
  if (!document.is_object() || !document.contains("claims") || !document["claims"].is_array())
    fail(shown, "holds no claims", R"(a file of claims is {"claims": [ ... ]})");
  const std::string source = document.value("source", json("")).is_string() ? document.value("source", "") : "";
  Claims result;
  if (!path.empty()) result.file = InputFile{path, "claims", bytes.sha256(), bytes.bytes(), 0};
  for (const json& entry : document["claims"]) {
    if (!entry.is_object()) fail(shown, "a claim is no object", "a claim needs id, text and quantity");
    Claim claim{
        text(entry, "id", shown), text(entry, "text", shown), source, text(entry, "quantity", shown), {}, {}, {}};
    claim.low = bound(entry, "low", shown, claim.measure);
    claim.high = bound(entry, "high", shown, claim.measure);
    if (!claim.low && !claim.high)
      fail(shown, fmt::format("claim '{}' has no bound", claim.id), "give low, high, low_days or high_days");
    if (claim.low && claim.high && *claim.low > *claim.high)
      fail(shown, fmt::format("the low bound of claim '{}' is above the high one", claim.id), "swap them");
    result.list.push_back(std::move(claim));
  }
  return result;
}

}  // namespace gapcalc::load
