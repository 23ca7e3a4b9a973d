#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/json_elements.hpp"
#include "load/tidy.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

/// A field as the text that a CSV would hold; a list of texts is joined by commas.
std::string text(const json& record, const char* field) {
  const auto at = record.find(field);
  if (at == record.end() || at->is_null()) return {};
  if (at->is_string()) return std::string{trim(at->get_ref<const std::string&>())};
  if (!at->is_array()) return at->dump();
  std::vector<std::string> parts;
  for (const json& part : *at) parts.push_back(part.is_string() ? part.get<std::string>() : part.dump());
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
  constexpr std::array fields = {"benchmark",    "model", "organization", "country", "accessibility",
                                 "release_date", "score", "score_se",     "source",  "relationship"};
  std::array<std::string, fields.size()> cells;
  for (std::size_t i = 0; i < fields.size(); ++i) cells[i] = text(record, fields[i]);
  add_tidy(builder, file,
           {cells[0], cells[1], cells[2], cells[3], cells[4], cells[5], cells[6], cells[7], cells[8], cells[9]}, line);
}

}  // namespace

void read_tidy_json(ByteStream& bytes, const std::string& path, Builder& builder) {
  const std::uint32_t file = builder.begin_file(path, "tidy-json");
  JsonElements elements(bytes, path);
  bool first = true;
  for (std::string_view element; elements.next(element); first = false) {
    json record;
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
