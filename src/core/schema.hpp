#pragma once
// The schemas of data/schema, put together.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc {

/// Of all schemas, and of the results that state it. Additive changes raise the minor number.
inline constexpr const char* schema_version = "1.1";

/// The schema of a kind as it stands in data/schema: `$defs` that it shares with others are not in it. Null for a kind
/// that there is not.
nlohmann::ordered_json schema_source(std::string_view kind);

/// The schema of a kind, whole: `$defs` has what it refers to. Throws Error (bad_option) for a kind that there is not.
nlohmann::ordered_json schema_of(std::string_view kind);

/// The types that a schema allows by name; none where it does not say.
template <typename Json>
std::vector<std::string> types_of(const Json& schema) {
  const auto type = schema.find("type");
  if (type == schema.end()) return {};
  if (type->is_string()) return {type->template get<std::string>()};
  return type->template get<std::vector<std::string>>();
}

/// Whether files of the kind are tables: CSV, or an array of its rows.
bool is_table(const nlohmann::ordered_json& schema);

}  // namespace gapcalc
