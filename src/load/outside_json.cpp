#include "load/outside_json.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "core/json_schema.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/json_bounds.hpp"
#include "load/json_document.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

constexpr std::size_t most_outside_values = 4'000'000;  // a leaderboard of thousands of models has some 300 each

std::size_t lines_above(std::string_view text, std::string_view part) {
  return static_cast<std::size_t>(std::count(text.data(), part.data(), '\n'));
}

/// The text with Python's words for numbers that are none as nulls. Lines stay where they are.
std::string without_words(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string && c == '\\' && i + 1 < text.size()) result += text[i++];
    if (c == '"') in_string = !in_string;
    bool is_word = false;
    for (const std::string_view word : {"NaN", "-Infinity", "Infinity"})
      if (!in_string && !is_word && text.substr(i).starts_with(word)) {
        result += "null";
        i += word.size() - 1;
        is_word = true;
      }
    if (!is_word) result += text[i];
  }
  return result;
}

}  // namespace

JsonMembers object_members(const OutsideInput& input) {
  JsonMembers members = members_of(input.text);
  if (!members.closed)
    throw Error(ErrorCode::broken_json, "is no whole JSON object", "it looks cut off; get it again", input.path);
  return members;
}

json bounded_json(std::string_view text, const std::string& path) {
  if (const auto what = excess(text, most_outside_values))
    throw Error(ErrorCode::broken_json, *what, "is it the right file?", path);
  const bool may_have_words = text.find("NaN") != text.npos || text.find("Infinity") != text.npos;
  return may_have_words ? parse_document(without_words(text), path) : parse_document(text, path);
}

json member_json(const OutsideInput& input, const JsonMembers& members, std::string_view name) {
  const std::string_view text = members.find(name);
  if (text.empty()) return {};
  try {
    return bounded_json(text, input.path);
  } catch (const Error& error) {
    const std::size_t line = error.line == 0 ? 0 : error.line + lines_above(input.text, text);
    throw Error(error.code, fmt::format("'{}' {}", name, error.message), error.remedy, error.file, line);
  }
}

const json& part_of(const json& object, std::string_view key) {
  static const json none;
  if (!object.is_object()) return none;
  const auto at = object.find(key);
  return at == object.end() ? none : *at;
}

std::string text_of(const json& value) {
  if (value.is_string()) return std::string(trim(value.get_ref<const std::string&>()));
  return value.is_number() || value.is_boolean() ? value.dump() : std::string{};
}

std::string text_of(const json& object, std::string_view key) { return text_of(part_of(object, key)); }

std::vector<std::size_t> lines_in(const OutsideInput& input, std::string_view member,
                                  const std::vector<std::string>& keys) {
  const std::string_view text = members_of(input.text).find(member);
  std::vector<std::string> pointers;
  pointers.reserve(keys.size());
  for (const std::string& key : keys) pointers.push_back(pointer_token(key));
  std::vector<std::size_t> lines = lines_of(text, pointers);
  for (std::size_t& line : lines)
    if (line > 0) line += lines_above(input.text, text);
  return lines;
}

}  // namespace gapcalc::load
