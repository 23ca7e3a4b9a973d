#include "emit/report_data.hpp"

#include <algorithm>
#include <cmath>

namespace gapcalc::emit::page {
namespace {

constexpr double ten_thousand = 10000;

Json rounded(const Json& value) {
  return value.is_number_float() ? Json(std::round(value.get<double>() * ten_thousand) / ten_thousand) : value;
}

/// Rows are not none.
Json column(const Json& rows, const std::string& field, Texts& texts) {
  const bool text = std::all_of(rows.begin(), rows.end(),
                                [&](const Json& row) { return row.contains(field) && row[field].is_string(); });
  Json values = Json::array();
  for (const Json& row : rows)
    values.push_back(text ? Json(texts.index(row[field].get_ref<const std::string&>()))
                          : rounded(row.value(field, Json())));
  const bool constant =
      std::all_of(values.begin(), values.end(), [&](const Json& value) { return value == values[0]; });
  if (constant) return {{"all", rows[0].value(field, Json())}};
  return text ? Json{{"of", values}} : values;
}

}  // namespace

std::size_t Texts::index(const std::string& text) {
  const auto [at, added] = at_.emplace(text, at_.size());
  if (added) list_.push_back(text);
  return at->second;
}

void pack(Json& spec, Texts& texts) {
  for (auto& [name, rows] : spec["datasets"].items()) {
    Json columns = Json::object();
    if (!rows.empty())
      for (const auto& [field, value] : rows[0].items()) columns[field] = column(rows, field, texts);
    rows = {{"n", rows.size()}, {"columns", columns}};
  }
}

}  // namespace gapcalc::emit::page
