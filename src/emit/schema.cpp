// Schemas as tables for people.

#include "core/schema.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/schema.hpp"

namespace gapcalc::emit {
namespace {

std::string type_text(const std::string& type, const Json& schema) {
  if (type == "string") return schema.contains("format") ? schema["format"] == "date" ? "date" : "time" : "text";
  if (type == "integer") return "whole number";
  return type == "boolean" ? "true or false" : type == "array" ? "list" : type;
}

std::string sentence_case(std::string text) {
  const bool names_a_file = text.find('.') < text.find(' ');
  if (!text.empty() && text[0] >= 'a' && text[0] <= 'z' && !names_a_file)
    text[0] = static_cast<char>(text[0] - 'a' + 'A');
  return text;
}

/// A list, or null, and nothing else.
bool is_list(const Json& schema) {
  auto types = types_of(schema);
  std::erase(types, "null");
  return types == std::vector<std::string>{"array"};
}

/// The tables of a schema; what several places refer to has one of its own.
class Page {
 public:
  explicit Page(Json definitions) : definitions_(std::move(definitions)) {}

  std::string table(const Json& schema) {
    rows_.clear();
    members(is_list(schema) ? schema.at("items") : schema, "");
    return rows_.empty() ? "" : "| key | type | meaning |\n|---|---|---|\n" + rows_;
  }
  [[nodiscard]] bool has_table(const Json& definition) const {
    return definition.contains("properties") ||
           (definition.contains("items") && definition["items"].contains("properties"));
  }

 private:
  [[nodiscard]] const Json& referred(const Json& schema) const { return definitions_.at(name_of(schema)); }
  static std::string name_of(const Json& schema) {
    const auto reference = schema.at("$ref").get<std::string>();
    return reference.substr(reference.rfind('/') + 1);
  }

  /// The types that a value may have, for people.
  [[nodiscard]] std::vector<std::string> types(const Json& schema) const {
    if (schema.contains("$ref"))
      return has_table(referred(schema)) ? std::vector{fmt::format("[{0}](#{0})", name_of(schema))}
                                         : types(referred(schema));
    std::vector<std::string> found;
    const auto add = [&](const std::vector<std::string>& more) { found.insert(found.end(), more.begin(), more.end()); };
    if (schema.contains("anyOf"))
      for (const Json& branch : schema["anyOf"]) add(types(branch));
    if (schema.contains("const")) found.push_back(fmt::format("`{}`", schema["const"].get<std::string>()));
    if (schema.contains("enum"))
      for (const Json& word : schema["enum"])
        found.push_back(word.is_null() ? "null" : fmt::format("`{}`", word.get<std::string>()));
    for (const std::string& type : types_of(schema)) {
      if (type == "array" && is_list(schema))
        add(types(schema["items"]));  // that it is a list, the key tells
      else if (type == "array")
        found.push_back(fmt::format("list of {}", join(types(schema["items"]), ", ")));
      else
        found.push_back(type_text(type, schema));
    }
    std::vector<std::string> once;
    for (std::string& one : found)
      if (std::find(once.begin(), once.end(), one) == once.end()) once.push_back(std::move(one));
    return once;
  }

  void row(const std::string& key, const Json& schema, bool optional) {
    const Json& plain = schema.contains("$ref") && !has_table(referred(schema)) ? referred(schema) : schema;
    const auto meaning = schema.value("description", plain.value("description", ""));
    rows_ += fmt::format("| `{}` | {}{} | {} |\n", key, join(types(schema), ", "), optional ? "; may be absent" : "",
                         meaning);
  }

  void members(const Json& object, const std::string& path) {
    if (!object.contains("properties")) return;
    const Json required = object.value("required", Json::array());
    for (const auto& [name, schema] : object["properties"].items())
      value(path + name, schema, std::find(required.begin(), required.end(), name) == required.end());
  }

  void value(std::string key, const Json& schema, bool optional) {
    const Json& whole = schema.contains("$ref") ? referred(schema) : schema;
    if (is_list(whole)) key += "[]";
    row(key, schema, optional);
    if (schema.contains("additionalProperties") && schema["additionalProperties"].is_object())
      row(key + (is_list(schema["additionalProperties"]) ? ".*[]" : ".*"), schema["additionalProperties"], false);
    members(schema, key + ".");
    if (schema.contains("items")) members(schema["items"], key + ".");
    if (schema.contains("anyOf"))
      for (const Json& branch : schema["anyOf"]) members(branch, key + ".");
  }

  Json definitions_;
  std::string rows_;
};

}  // namespace

std::string schema_tables(std::string_view kind) {
  Json shared = Json::object();
  std::string text;
  if (kind.empty())
    text = R"(# Keys and columns

What the machine-readable inputs and outputs hold, by kind: `gapcalc schema KIND` prints the JSON Schema from
which these tables are made. A key ends in `[]` where it is a list, of entries of that type. Tables are described
by their columns; a blank cell is null. [Formats](formats.md) has what goes beyond single keys.

)";
  for (const SchemaKind& one : schema_kinds()) {
    if (!kind.empty() && one.name != kind) continue;
    const Json schema = schema_of(one.name);
    const Json definitions = schema.value("$defs", Json::object());
    const auto what = schema.value("description", schema.value("items", Json::object()).value("description", ""));
    text += fmt::format("## {}\n\n{}.{}{}\n\n{}\n", one.name, sentence_case(one.title), what.empty() ? "" : " ", what,
                        Page(definitions).table(schema));
    shared.update(definitions);
  }
  std::string tables;
  Page page(shared);
  for (const auto& [name, definition] : shared.items()) {
    if (!page.has_table(definition)) continue;
    tables += fmt::format("\n## {}\n\n", name);
    if (definition.contains("description")) tables += sentence_case(definition["description"]) + ".\n\n";
    tables += page.table(definition);
  }
  if (!tables.empty()) text += "# Shared\n" + tables;
  return text;
}

}  // namespace gapcalc::emit
