#pragma once
// Data of the report's figures, made small: the same names and sources stand in many rows of many figures.

#include <string>
#include <unordered_map>

#include "emit/json_common.hpp"

namespace gapcalc::emit::page {

/// Texts, each once, in the order in which they came.
class Texts {
 public:
  std::size_t index(const std::string& text);
  [[nodiscard]] const Json& list() const { return list_; }

 private:
  std::unordered_map<std::string, std::size_t> at_;
  Json list_ = Json::array();
};

/// Turns each of a spec's datasets from rows into columns: {"n": rows, "columns": {field: values}}, where the values
/// are a list, {"of": indices into the texts}, or {"all": the one value}. Numbers keep four decimals, far more than a
/// figure can show. report.js turns them back.
void pack(Json& spec, Texts& texts);

}  // namespace gapcalc::emit::page
