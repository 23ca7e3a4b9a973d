#include "load/json_document.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "core/json_schema.hpp"
#include "gapcalc/error.hpp"
#include "load/json_bounds.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

std::size_t lines_before(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(
      std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(std::min(text.size(), at)), '\n'));
}

/// Goes through a text that is valid JSON, and notes the lines of the values that are asked for.
struct Walk {
  std::string_view text;
  std::unordered_map<std::string, std::size_t> lines;  ///< by pointer; 0: not met yet
  std::string pointer;
  std::size_t at = 0, line = 1;

  /// To the next character that means something.
  void skip() {
    for (; at < text.size() && std::string_view(" \t\r\n,:\xEF\xBB\xBF").find(text[at]) != std::string_view::npos; ++at)
      if (text[at] == '\n') ++line;
  }
  std::string_view string() {
    const std::size_t start = at++;
    for (; text[at] != '"'; ++at)
      if (text[at] == '\\') ++at;
    return text.substr(start, ++at - start);
  }

  void value() {
    skip();
    if (const auto wanted = lines.find(pointer); wanted != lines.end()) wanted->second = line;
    const char opening = text[at];
    if (opening == '"') {
      string();
    } else if (opening == '{' || opening == '[') {
      ++at;
      skip();
      for (std::size_t i = 0; text[at] != '}' && text[at] != ']'; ++i) {
        const std::size_t length = pointer.size();
        pointer += opening == '{' ? pointer_token(json::parse(string()).get<std::string>()) : fmt::format("/{}", i);
        value();
        pointer.resize(length);
        skip();
      }
      ++at;
    } else {
      at = std::min(text.size(), text.find_first_of(" \t\r\n,:]}", at));
    }
  }
};

}  // namespace

json parse_document(std::string_view text, const std::string& path) {
  try {
    return json::parse(text);
  } catch (const json::parse_error& error) {
    std::string_view what = error.what();
    what.remove_prefix(std::min(what.size(), what.find(": ") + 2));
    throw Error(ErrorCode::broken_json, fmt::format("is no valid JSON: {}", what), "mend it", path,
                1 + lines_before(text, error.byte));
  } catch (const json::exception&) {  // a number such as 1e400
    throw Error(ErrorCode::broken_json, "holds a number out of range", "mend it", path);
  }
}

nlohmann::json parse_list(std::string_view text, const std::string& path, std::string_view key) {
  if (const auto what = excess(text)) throw Error(ErrorCode::bad_claims, *what, "is it the right file?", path);
  nlohmann::json document = parse_document(text, path);
  const auto list = document.find(key);
  if (!document.is_object() || list == document.end() || !list->is_array())
    throw Error(ErrorCode::bad_claims, fmt::format("holds no {}", key),
                fmt::format(R"(a file of {0} is {{"{0}": [ ... ]}})", key), path);
  return document;
}

std::vector<std::size_t> lines_of(std::string_view text, std::span<const std::string> pointers) {
  if (pointers.empty()) return {};
  Walk walk{text, {}, {}};
  for (const std::string& pointer : pointers) walk.lines[pointer] = 0;
  walk.value();
  std::vector<std::size_t> lines;
  lines.reserve(pointers.size());
  for (const std::string& pointer : pointers) lines.push_back(walk.lines[pointer]);
  return lines;
}

}  // namespace gapcalc::load
