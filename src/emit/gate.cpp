#include "gapcalc/gate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "core/text.hpp"
#include "emit/analysis_formats.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::emit {
namespace {

constexpr std::string_view form = "write it like private.current<=9 or 'as_of>=2026-01-01'";

/// The longer signs first, as the shorter ones begin them.
constexpr std::array<std::pair<std::string_view, Relation>, 6> signs = {{{"<=", Relation::at_most},
                                                                         {">=", Relation::at_least},
                                                                         {"==", Relation::equal},
                                                                         {"!=", Relation::unequal},
                                                                         {"<", Relation::less},
                                                                         {">", Relation::more}}};

[[noreturn]] void fail(const Gate& gate, std::string_view message, std::string_view remedy) {
  throw Error(ErrorCode::bad_option, fmt::format("--gate '{}': {}", gate.text, message), remedy);
}

/// Whether the path begins with the word, whole.
bool begins(std::string_view path, std::string_view word) {
  return path.starts_with(word) && (path.size() == word.size() || path[word.size()] == '.');
}

/// What entries of a list are called by: a benchmark or a difference by its id, a trend by its series, also behind its
/// split, a milestone by its name.
std::vector<std::string> names_of(const Json& entry) {
  std::vector<std::string> names;
  if (!entry.is_object()) return names;
  for (const char* const key : {"id", "series", "name"})
    if (const auto at = entry.find(key); at != entry.end() && at->is_string()) names.push_back(at->get<std::string>());
  if (entry.contains("split") && entry.contains("series") && entry["split"] != name(Split::none))
    names.push_back(fmt::format("{}.{}", entry["split"].get<std::string>(), entry["series"].get<std::string>()));
  return names;
}

/// What can follow in a path, by name.
std::vector<std::pair<std::string, const Json*>> steps(const Json& node) {
  std::vector<std::pair<std::string, const Json*>> result;
  if (node.is_object())
    for (const auto& [key, value] : node.items()) result.emplace_back(key, &value);
  else if (node.is_array())
    for (const Json& entry : node)
      for (std::string& name : names_of(entry)) result.emplace_back(std::move(name), &entry);
  return result;
}

/// The step with the longest name that the path begins with, and takes it off the path; null where there is none. Ids
/// may hold dots.
const Json* step(const Json& node, std::string_view& path) {
  const Json* best = nullptr;
  std::size_t longest = 0;
  for (const auto& [name, value] : steps(node)) {
    if (!begins(path, name) || (best != nullptr && name.size() <= longest)) continue;
    best = value;
    longest = name.size();
  }
  if (best != nullptr) path.remove_prefix(std::min(longest + 1, path.size()));
  return best;
}

/// The value at the path. What stands for a number is entered: the level of a point, the estimate of a difference, the
/// length of a list.
Json find(const Json& document, const Gate& gate) {
  std::string_view path = gate.path;
  const Json* node = &document;
  while (!path.empty()) {
    if (node->is_null()) return {};  // what is below something unknown is unknown
    const Json* next = step(*node, path);
    if (next == nullptr && node == &document) next = step(document["trends"], path);
    if (next == nullptr && node == &document) next = step(document["benchmarks"], path);
    if (next == nullptr && node->is_object() && node->contains("by_reason")) next = step((*node)["by_reason"], path);
    if (next == nullptr) {
      std::vector<std::string> known;
      for (const auto& [name, value] : steps(*node)) known.push_back(name);
      if (node->is_object() && node->contains("by_reason"))
        for (const auto& [name, value] : steps((*node)["by_reason"])) known.push_back(name);
      if (node == &document)
        for (const auto& [name, value] : steps(document["trends"])) known.push_back(name);
      const std::string_view done = std::string_view(gate.path).substr(0, gate.path.size() - path.size());
      fail(gate,
           fmt::format("there is no '{}' in {}", path, done.empty() ? "the analysis" : done.substr(0, done.size() - 1)),
           known.empty() ? std::string("end the path there") : fmt::format("there is {}", join(known, ", ")));
    }
    node = next;
  }
  if (node->is_array()) return node->size();
  if (node->is_object() && node->contains("date") && node->contains("level")) return (*node)["level"];  // of a trend
  if (node->is_object() && node->contains("estimate")) return (*node)["estimate"];  // of a difference
  return *node;
}

template <typename T>
bool holds(const T& value, Relation relation, const T& bound) {
  switch (relation) {
    case Relation::less: return value < bound;
    case Relation::at_most: return value <= bound;
    case Relation::more: return value > bound;
    case Relation::at_least: return value >= bound;
    case Relation::equal: return value == bound;
    case Relation::unequal: break;
  }
  return value != bound;
}

/// Whether the gate holds for a value that is known.
bool holds(const Gate& gate, const Json& value) {
  if (value.is_number()) {
    const auto bound = parse_number(gate.bound);
    if (!bound) fail(gate, fmt::format("{} is the number {}", gate.path, value.dump()), "compare it with a number");
    return holds(value.get<double>(), gate.relation, *bound);
  }
  const bool ordered = gate.relation != Relation::equal && gate.relation != Relation::unequal;
  if (value.is_string()) {
    const std::string text = value.get<std::string>();
    if (parse_date(text) ? !parse_date(gate.bound) : ordered)
      fail(gate, fmt::format("{} is '{}'", gate.path, text),
           parse_date(text) ? "compare it with a day, 2026-01-31" : "ask for == or !=");
    return holds(text, gate.relation, gate.bound);
  }
  if (value.is_boolean()) {
    if (ordered || (gate.bound != "true" && gate.bound != "false"))
      fail(gate, fmt::format("{} is {}", gate.path, value.dump()), "ask for ==true or ==false");
    return holds(value.dump(), gate.relation, gate.bound);
  }
  std::vector<std::string> known;
  for (const auto& [name, below] : steps(value)) known.push_back(name);
  fail(gate, fmt::format("{} is no single value", gate.path), fmt::format("add one of {}", join(known, ", ")));
}

}  // namespace

Gate parse_gate(std::string_view text, std::string_view option) {
  Gate gate{std::string(text), {}, {}, {}};
  const auto wrong = [&](std::string_view message) {
    return Error(ErrorCode::bad_option, fmt::format("{} '{}': {}", option, text, message), form);
  };
  const std::size_t at = text.find_first_of("<>=!");
  if (at == text.npos) throw wrong("compares nothing");
  const auto sign =
      std::find_if(signs.begin(), signs.end(), [&](const auto& one) { return text.substr(at).starts_with(one.first); });
  if (sign == signs.end()) throw wrong("has a sign that is none of <=, >=, <, >, ==, !=");
  gate.relation = sign->second;
  gate.path = trim(text.substr(0, at));
  gate.bound = trim(text.substr(at + sign->first.size()));
  if (gate.path.empty() || gate.path.ends_with('.') || gate.bound.empty() ||
      gate.bound.find_first_of("<>=!") != gate.bound.npos)
    throw wrong("is not PATH, sign, bound");
  return gate;
}

std::vector<std::string> tripped_gates(std::span<const Gate> gates, const Analysis& analysis) {
  std::vector<std::string> result;
  if (gates.empty()) return result;
  Json document = Json::parse(json(analysis, {}));
  Json& by_reason = document["excluded"]["by_reason"];
  for (const Reason reason : all_reasons())  // none of a kind is a count too
    if (!by_reason.contains(name(reason))) by_reason[std::string(name(reason))] = 0;
  for (const Gate& gate : gates) {
    const Json value = find(document, gate);
    if (value.is_null())
      result.push_back(fmt::format("gate '{}' does not hold: {} is not known", gate.text, gate.path));
    else if (!holds(gate, value))
      result.push_back(fmt::format("gate '{}' does not hold: {} is {}", gate.text, gate.path,
                                   value.is_string() ? value.get<std::string>() : value.dump()));
  }
  return result;
}

}  // namespace gapcalc::emit
