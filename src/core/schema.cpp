#include "core/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/builtin.hpp"
#include "core/near.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/schema.hpp"

namespace gapcalc {
namespace {

using OrderedJson = nlohmann::ordered_json;

constexpr std::string_view folder = "schema/", extension = ".json", shared = "shared";

/// Adds to `into` the shared definitions that `schema` refers to, and those that these refer to.
void add_definitions(OrderedJson& into, const OrderedJson& schema, const OrderedJson& definitions) {
  constexpr std::string_view of_definition = "#/$defs/";
  for (const auto& [key, value] : schema.items()) {
    if (value.is_structured()) add_definitions(into, value, definitions);
    if (key != "$ref" || !value.is_string()) continue;
    const auto name = value.get<std::string>().substr(of_definition.size());
    if (into.contains(name)) continue;
    const OrderedJson& definition = definitions.at(name);
    into[name] = definition;
    add_definitions(into, definition, definitions);
  }
}

}  // namespace

OrderedJson schema_source(std::string_view kind) {
  const std::string_view text = builtin(fmt::format("{}{}{}", folder, kind, extension));
  return text.empty() || kind == shared ? OrderedJson() : OrderedJson::parse(text);
}

OrderedJson schema_of(std::string_view kind) {
  OrderedJson schema = schema_source(kind);
  if (schema.is_null()) {
    std::vector<std::string> names;
    for (const SchemaKind& one : schema_kinds()) names.push_back(one.name);
    throw Error(ErrorCode::bad_option, fmt::format("there is no kind '{}'{}", kind, near_text(kind, names)),
                "`gapcalc schema` lists them");
  }
  const OrderedJson definitions =
      OrderedJson::parse(builtin(fmt::format("{}{}{}", folder, shared, extension))).at("$defs");
  OrderedJson needed = OrderedJson::object();
  add_definitions(needed, schema, definitions);
  schema["$id"] = fmt::format("urn:gapcalc:schema:{}:{}", kind, schema_version);
  if (!needed.empty()) schema["$defs"] = std::move(needed);
  return schema;
}

bool is_table(const OrderedJson& schema) { return schema.at("type") == "array"; }

std::vector<SchemaKind> schema_kinds() {
  std::vector<SchemaKind> kinds;
  for (const BuiltinFile& file : builtin_files()) {
    if (!file.path.starts_with(folder)) continue;
    const std::string_view name = file.path.substr(folder.size(), file.path.size() - folder.size() - extension.size());
    if (name != shared)
      kinds.push_back({std::string(name), OrderedJson::parse(file.bytes).at("title").get<std::string>()});
  }
  std::sort(kinds.begin(), kinds.end(), [](const SchemaKind& a, const SchemaKind& b) { return a.name < b.name; });
  return kinds;
}

std::string schema_text(std::string_view kind) { return schema_of(kind).dump(1) + '\n'; }

}  // namespace gapcalc
