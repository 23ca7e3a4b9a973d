#include "load/json_members.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "core/text.hpp"

namespace gapcalc::load {
namespace {

constexpr std::string_view json_blanks = " \t\r\n";

/// Goes through the text from member to member. Positions are at most its size.
struct MemberWalk {
  std::string_view text;
  std::size_t at = 0;

  void skip(std::string_view what) { at = std::min(text.size(), text.find_first_not_of(what, at)); }
  [[nodiscard]] bool ended() const { return at >= text.size(); }

  /// Behind the string that starts here; false where the text ends inside it.
  bool string() {
    for (++at; at < text.size(); ++at) {
      if (text[at] == '\\')
        ++at;
      else if (text[at] == '"')
        return ++at, true;
    }
    at = text.size();
    return false;
  }

  /// Behind the value that starts here; false where the text ends inside it.
  bool value() {
    std::size_t depth = 0;
    while (!ended()) {
      const char c = text[at];
      if (c == '"') {
        if (!string()) return false;
        if (depth == 0) return true;
        continue;
      }
      if (depth == 0 && (c == ',' || c == '}' || c == ']')) return true;
      ++at;
      if (c == '{' || c == '[') ++depth;
      if ((c == '}' || c == ']') && --depth == 0) return true;
    }
    return false;
  }
};

}  // namespace

std::string_view JsonMembers::find(std::string_view name) const {
  const auto is_it = [&](const Member& member) { return member.name == name; };
  const auto found = std::find_if(list.begin(), list.end(), is_it);
  return found == list.end() ? std::string_view{} : found->value;
}

JsonMembers members_of(std::string_view text) {
  JsonMembers members;
  MemberWalk walk{text, text.size() - without_mark(text).size()};
  walk.skip(json_blanks);
  if (walk.ended() || text[walk.at] != '{') return members;
  ++walk.at;
  for (;;) {
    walk.skip(" \t\r\n,");
    if (walk.ended()) return members;
    if (text[walk.at] != '"') {
      members.closed = text[walk.at] == '}';
      members.length = members.closed ? walk.at + 1 : 0;
      return members;
    }
    const std::size_t start = walk.at;
    if (!walk.string()) return members;
    const auto name = nlohmann::json::parse(text.substr(start, walk.at - start), nullptr, false);
    walk.skip(json_blanks);
    if (walk.ended() || text[walk.at] != ':' || !name.is_string()) return members;
    ++walk.at;
    walk.skip(json_blanks);
    const std::size_t value = walk.at;
    if (!walk.value()) return members;
    members.list.push_back({name.get<std::string>(), text.substr(value, walk.at - value)});
  }
}

}  // namespace gapcalc::load
