#pragma once
// The schemas of data/schema, put together.

#include <nlohmann/json.hpp>
#include <string_view>

namespace gapcalc {

/// The schema of a kind as it stands in data/schema: `$defs` that it shares with others are not in it. Null for a kind
/// that there is not.
nlohmann::ordered_json schema_source(std::string_view kind);

/// The schema of a kind, whole: `$defs` has what it refers to. Throws Error (bad_option) for a kind that there is not.
nlohmann::ordered_json schema_of(std::string_view kind);

/// Whether files of the kind are tables: CSV, or an array of its rows.
bool is_table(const nlohmann::ordered_json& schema);

}  // namespace gapcalc
