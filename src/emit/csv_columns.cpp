#include "emit/csv_columns.hpp"

#include "core/schema.hpp"

namespace gapcalc::emit {
namespace {

using Json = nlohmann::ordered_json;

std::string type_of(const Json& column) {
  if (column.value("format", "") == "date") return "date";
  if (!column.contains("type")) return "string";  // one of a few words
  return types_of(column).front();
}

CsvColumn column_of(const std::string& name, const Json& column) {
  CsvColumn result{name, type_of(column), "", column.value("description", "")};
  std::string& text = result.description;
  const std::size_t bracket = text.ends_with(']') ? text.rfind(" [") : std::string::npos;
  if (bracket == std::string::npos) return result;
  result.unit = text.substr(bracket + 2, text.size() - bracket - 3);
  text.resize(bracket);
  return result;
}

}  // namespace

Columns csv_columns(std::string_view kind) {
  const Json rows = schema_source(kind).at("items");
  Columns columns{rows.value("description", ""), {}};
  for (const auto& [name, column] : rows.at("properties").items()) columns.list.push_back(column_of(name, column));
  return columns;
}

std::string csv_header(std::string_view kind) {
  std::string header;
  for (const CsvColumn& column : csv_columns(kind).list) (header += header.empty() ? "" : ",") += column.name;
  return header;
}

}  // namespace gapcalc::emit
