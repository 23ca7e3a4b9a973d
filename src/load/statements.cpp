#include "load/statements.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "core/builtin.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "load/bytes.hpp"
#include "load/json_document.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

[[noreturn]] void refuse(const std::string& path, std::string_view what) {
  throw Error(ErrorCode::bad_claims, what, "a statement needs id, source, n from 2 on, and gain", path);
}

/// A text that is there, or empty.
std::string text_or_none(const json& entry, const char* key, const std::string& path) {
  const auto at = entry.find(key);
  if (at == entry.end() || at->is_null()) return {};
  if (!at->is_string()) refuse(path, fmt::format("'{}' of a statement is no text", key));
  return at->get<std::string>();
}

/// A whole number from `least` on.
std::size_t whole(const json& value, const char* key, std::size_t least, const std::string& path) {
  if (!value.is_number_unsigned() || value.get<std::size_t>() < least)
    refuse(path, fmt::format("'{}' of a statement is no whole number from {} on", key, least));
  return value.get<std::size_t>();
}

Statement read_statement(const json& entry, const std::string& path) {
  if (!entry.is_object()) refuse(path, "a statement is no object");
  Statement result;
  result.id = text_or_none(entry, "id", path);
  result.source = text_or_none(entry, "source", path);
  if (result.id.empty() || result.source.empty()) refuse(path, "a statement has no 'id' or no 'source'");
  if (const std::string date = text_or_none(entry, "date", path); !date.empty()) {
    result.date = parse_date(date);
    if (!result.date) refuse(path, fmt::format("'{}' is no date", date));
  }
  result.n = whole(entry.value("n", json()), "n", 2, path);
  const json gain = entry.value("gain", json());
  if (!gain.is_number()) refuse(path, fmt::format("statement '{}' has no 'gain'", result.id));
  result.gain = gain.get<double>();
  if (const auto votes = entry.find("votes"); votes != entry.end() && !votes->is_null())
    result.votes = whole(*votes, "votes", 1, path);
  result.link = text_or_none(entry, "link", path);
  return result;
}

}  // namespace

std::vector<Statement> read_statements(std::string_view text_of_all, const std::string& path) {
  const json document = parse_list(text_of_all, path, "statements");
  std::vector<Statement> list;
  list.reserve(document["statements"].size());
  for (const json& entry : document["statements"]) list.push_back(read_statement(entry, path));
  return list;
}

Statements statements(const std::string& path) {
  if (path.empty()) return {read_statements(builtin("registry/statements.json"), "built-in statements.json"), {}};
  InputText input = read_input(path, "statements");
  return {read_statements(input.text, path), std::move(input.file)};
}

}  // namespace gapcalc::load
