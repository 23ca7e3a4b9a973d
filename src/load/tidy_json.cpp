#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>
#include <optional>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/json_bounds.hpp"
#include "load/json_elements.hpp"
#include "load/tidy.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

/// A text, number or truth value as a CSV would hold it; empty for anything else.
std::optional<std::string> scalar(const json& value) {
  if (value.is_string()) return std::string{trim(value.get_ref<const std::string&>())};
  if (value.is_null()) return std::string{};
  if (value.is_number() || value.is_boolean()) return value.dump();
  return std::nullopt;
}

/// A field as text; a list of texts is joined by commas. Empty where it is neither.
std::optional<std::string> text(const json& record, const char* field) {
  const auto at = record.find(field);
  if (at == record.end()) return std::string{};
  if (!at->is_array()) return scalar(*at);
  std::vector<std::string> parts;
  for (const json& part : *at) {
    auto one = scalar(part);
    if (!one) return std::nullopt;
    parts.push_back(std::move(*one));
  }
  return join(parts, ",");
}

/// The library's message without its own numbers, and without the place: ours is the line of the record.
std::string plain(const json::exception& error) {
  std::string_view text = error.what();
  text.remove_prefix(std::min(text.size(), text.find("] ") + 2));
  if (text.starts_with("parse error")) text.remove_prefix(std::min(text.size(), text.find(": ") + 2));
  return std::string(text);
}

void add_record(Builder& builder, std::uint32_t file, const json& record, std::size_t line) {
  constexpr std::array fields = {"benchmark",     "model",        "organization", "country",
                                 "accessibility", "release_date", "score",        "score_se",
                                 "source",        "relationship", "settings"};
  std::array<std::string, fields.size()> cells;
  for (std::size_t i = 0; i < fields.size(); ++i) {
    auto cell = text(record, fields[i]);
    if (!cell)
      return builder.exclude(Reason::bad_row, file, line, no_index, no_index,
                             fmt::format("'{}' is neither text nor number", fields[i]));
    cells[i] = std::move(*cell);
  }
  add_tidy(
      builder, file,
      {cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9], cells[10]},
      line);
}

}  // namespace

void read_tidy_json(ByteStream& bytes, const std::string& path, Builder& builder) {
  const std::uint32_t file = builder.begin_file(path, "tidy-json");
  JsonElements elements(bytes, path);
  bool first = true;
  for (std::string_view element; elements.next(element); first = false) {
    json record;
    if (const auto what = excess(element)) {
      builder.exclude(Reason::bad_row, file, elements.line(), no_index, no_index, *what);
      continue;
    }
    try {
      record = json::parse(element);
    } catch (const json::out_of_range& error) {  // a number such as 1e400
      builder.exclude(Reason::bad_score, file, elements.line(), no_index, no_index, plain(error));
      continue;
    } catch (const json::exception& error) {
      const bool not_text = !valid_utf8(element);
      builder.exclude(not_text ? Reason::bad_text : Reason::bad_row, file, elements.line(), no_index, no_index,
                      not_text ? "" : plain(error));
      continue;
    }
    if (!record.is_object()) {
      builder.exclude(Reason::bad_row, file, elements.line(), no_index, no_index, "is no JSON object");
      continue;
    }
    if (first && !record.contains("model") && !record.contains("benchmark"))
      throw Error(ErrorCode::not_recognised, "is JSON, but holds no score records",
                  "give an array of records, or one record a line", path, elements.line());
    add_record(builder, file, record, elements.line());
  }
  builder.end_file(file, bytes.sha256(), bytes.bytes());
}

}  // namespace gapcalc::load
