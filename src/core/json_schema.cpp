#include "core/json_schema.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "core/near.hpp"
#include "core/schema.hpp"
#include "core/text.hpp"
#include "gapcalc/date.hpp"

namespace gapcalc {
namespace {

using Json = JsonSchema::Json;

/// A value in a message, not too long.
std::string shown(const Json& value) {
  constexpr std::size_t most = 60;
  std::string text = value.dump(-1, ' ', false, Json::error_handler_t::replace);
  if (text.size() <= most) return text;
  text.resize(most);
  while (!valid_utf8(text)) text.pop_back();
  return text + "...";
}

struct TypeName {
  const char *name, *for_people;
};
constexpr TypeName types[] = {{"null", "null"},       {"boolean", "true or false"}, {"integer", "a whole number"},
                              {"number", "a number"}, {"string", "text"},           {"array", "a list"},
                              {"object", "an object"}};

/// Whether the value is of a type of JSON Schema: 2.0 is an integer (Validation, section 6.1.1).
bool is_of(const Json& value, const std::string& type) {
  if (type == "integer")
    return value.is_number() && (!value.is_number_float() || std::trunc(value.get<double>()) == value.get<double>());
  return type == value.type_name();
}

std::string listed(const std::vector<std::string>& words) {
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i)
    text += (i == 0 ? "" : i + 1 == words.size() ? " or " : ", ") + words[i];
  return text;
}

/// `text ("abc")`; null, lists and objects by their type alone.
std::string described(const Json& value) {
  std::string what;
  for (const TypeName& one : types)
    if (one.name == std::string_view(value.type_name())) what = one.for_people;
  if (value.is_boolean()) return shown(value);
  return value.is_string() || value.is_number() ? fmt::format("{} ({})", what, shown(value)) : what;
}

std::size_t characters(const std::string& text) {
  constexpr unsigned marks = 0xC0, behind_the_first = 0x80;  // of a byte of UTF-8
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & marks) != behind_the_first; }));
}

bool is_date(const std::string& text) { return text.size() == 10 && parse_date(text).has_value(); }

/// `2026-05-01T03:04:05Z`, the one form that is written.
bool is_time(const std::string& text) {
  constexpr std::string_view form = "2026-05-01T03:04:05Z";
  if (text.size() != form.size() || !is_date(text.substr(0, 10))) return false;
  for (std::size_t i = 10; i < form.size(); ++i) {
    const bool digit = form[i] >= '0' && form[i] <= '9';
    if (digit ? text[i] < '0' || text[i] > '9' : text[i] != form[i]) return false;
  }
  return text.substr(11, 2) < "24" && text.substr(14, 2) < "60" && text.substr(17, 2) < "61";
}

}  // namespace

std::string pointer_token(std::string_view key) {
  std::string text = "/";
  for (const char c : key) text += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
  return text;
}

/// One value against one schema.
struct JsonSchema::Check {
  JsonSchema& owner;
  const Json& schema;
  const Json& value;
  std::string& at;  ///< pointer to the value
  Misfits& found;

  void keep(Misfit misfit) const {
    if (owner.most_ == 0 || found.kept.size() < owner.most_) found.kept.push_back(std::move(misfit));
  }
  void say(std::string what) const {
    ++found.n;
    keep({at, std::move(what)});
  }
  /// What is below, at a token of a pointer.
  void inner(const Json& other, const Json& part, const std::string& token) const {
    const std::size_t length = at.size();
    at += token;
    Check{owner, part, other, at, found}.all();
    at.resize(length);
  }

  void all() const {
    if (schema.is_boolean()) {
      if (!schema.get<bool>()) say("may not be here");
      return;
    }
    for (const auto& [keyword, rule] : schema.items()) one(keyword, rule);
  }

  void one(const std::string& keyword, const Json& rule) const {
    using Rule = void (Check::*)(const Json&) const;
    static const std::unordered_map<std::string_view, Rule> keywords = {{"$ref", &Check::reference},
                                                                        {"type", &Check::type},
                                                                        {"const", &Check::constant},
                                                                        {"enum", &Check::choice},
                                                                        {"anyOf", &Check::any},
                                                                        {"properties", &Check::properties},
                                                                        {"required", &Check::required},
                                                                        {"additionalProperties", &Check::additional},
                                                                        {"items", &Check::items},
                                                                        {"minItems", &Check::fewest},
                                                                        {"minLength", &Check::shortest},
                                                                        {"pattern", &Check::pattern},
                                                                        {"format", &Check::format},
                                                                        {"minimum", &Check::minimum},
                                                                        {"exclusiveMinimum", &Check::above},
                                                                        {"exclusiveMaximum", &Check::below},
                                                                        {"$schema", &Check::nothing},
                                                                        {"$id", &Check::nothing},
                                                                        {"$defs", &Check::nothing},
                                                                        {"title", &Check::nothing},
                                                                        {"description", &Check::nothing}};
    const auto known = keywords.find(keyword);
    if (known == keywords.end()) throw std::logic_error(fmt::format("the schema keyword '{}' is not known", keyword));
    (this->*known->second)(rule);
  }

  void nothing(const Json& /*annotation*/) const {}

  const Json& referred(const Json& rule) const {
    constexpr std::size_t behind_the_hash = 1;
    return owner.root_.at(Json::json_pointer(rule.get<std::string>().substr(behind_the_hash)));
  }
  void reference(const Json& rule) const { inner(value, referred(rule), ""); }

  /// The types that a schema allows, by the names for people; none where it does not say.
  void add_types(const Json& part, std::vector<std::string>& names) const {
    if (const auto ref = part.find("$ref"); ref != part.end()) add_types(referred(*ref), names);
    if (const auto any_of = part.find("anyOf"); any_of != part.end())
      for (const Json& branch : *any_of) add_types(branch, names);
    for (const std::string& one : types_of(part))
      for (const TypeName& known : types)
        if (one == known.name) names.emplace_back(known.for_people);
  }

  [[nodiscard]] bool may_be(const Json& part) const {
    std::vector<std::string> names;
    add_types(part, names);
    if (names.empty()) return true;
    return std::any_of(std::begin(types), std::end(types), [&](const TypeName& type) {
      return is_of(value, type.name) && std::find(names.begin(), names.end(), type.for_people) != names.end();
    });
  }

  void type(const Json& /*rule*/) const {
    const auto allowed = types_of(schema);
    if (std::any_of(allowed.begin(), allowed.end(), [&](const std::string& one) { return is_of(value, one); })) return;
    std::vector<std::string> names;
    add_types(schema, names);
    say(fmt::format("is {}, not {}", described(value), listed(names)));
  }
  void constant(const Json& rule) const {
    if (value != rule) say(fmt::format("is {}, not {}", shown(value), shown(rule)));
  }
  void choice(const Json& rule) const {
    if (std::find(rule.begin(), rule.end(), value) != rule.end()) return;
    std::vector<std::string> names;
    for (const Json& one : rule) names.push_back(one.is_string() ? one.get<std::string>() : shown(one));
    say(fmt::format("is {}, none of {}", shown(value), join(names, ", ")));
  }
  /// Where no branch fits, what is wrong with the first that has the type.
  void any(const Json& rule) const {
    Misfits of_the_likely;
    for (const Json& branch : rule) {
      Misfits misfits;
      Check{owner, branch, value, at, misfits}.all();
      if (misfits.n == 0) return;
      if (of_the_likely.n == 0 && may_be(branch)) of_the_likely = std::move(misfits);
    }
    if (of_the_likely.n == 0) {
      std::vector<std::string> names;
      for (const Json& branch : rule) add_types(branch, names);
      return say(fmt::format("is {}, not {}", described(value), listed(names)));
    }
    for (Misfit& misfit : of_the_likely.kept) keep(std::move(misfit));
    found.n += of_the_likely.n;
  }

  void properties(const Json& rule) const {
    if (!value.is_object()) return;
    for (const auto& [key, part] : rule.items())
      if (const auto member = value.find(key); member != value.end()) inner(*member, part, pointer_token(key));
    if (owner.strict_ && !schema.contains("additionalProperties")) additional(false);
  }
  void required(const Json& rule) const {
    if (!value.is_object()) return;
    for (const Json& key : rule)
      if (!value.contains(key.get_ref<const std::string&>())) say(fmt::format("lacks '{}'", key.get<std::string>()));
  }
  void additional(const Json& rule) const {
    if (!value.is_object()) return;
    static const Json none = Json::object();
    const auto described = schema.find("properties");
    const Json& known = described != schema.end() ? *described : none;
    std::vector<std::string> names;
    for (const auto& [key, member] : value.items()) {
      if (known.contains(key)) continue;
      if (!rule.is_boolean()) {
        inner(member, rule, pointer_token(key));
      } else if (!rule.get<bool>()) {
        if (names.empty())
          for (const auto& [name, part] : known.items()) names.push_back(name);
        say(fmt::format("has {}, which is not known here{}", shown(key), near_text(key, names)));
      }
    }
  }

  void items(const Json& rule) const {
    if (!value.is_array()) return;
    for (std::size_t i = 0; i < value.size(); ++i) inner(value[i], rule, fmt::format("/{}", i));
  }
  void fewest(const Json& rule) const {
    if (value.is_array() && value.size() < rule.get<std::size_t>())
      say(value.empty() ? "is empty" : fmt::format("has fewer than {} entries", rule.get<std::size_t>()));
  }

  void shortest(const Json& rule) const {
    if (value.is_string() && characters(value.get_ref<const std::string&>()) < rule.get<std::size_t>())
      say(value.get_ref<const std::string&>().empty()
              ? "is empty"
              : fmt::format("has fewer than {} characters", rule.get<std::size_t>()));
  }
  void pattern(const Json& rule) const {
    constexpr std::size_t longest = 1000;  // the library's matching takes stack for each character
    if (!value.is_string()) return;
    const auto& text = value.get_ref<const std::string&>();
    if (text.size() <= longest && owner.fits(rule.get<std::string>(), text)) return;
    const auto wanted = schema.value("description", "of the form " + rule.get<std::string>());
    say(fmt::format("is {}, not {}", shown(value), wanted.substr(0, wanted.find(';'))));  // in words where there are
  }
  void format(const Json& rule) const {
    if (!value.is_string()) return;
    const auto& text = value.get_ref<const std::string&>();
    if (rule == "date" && !is_date(text)) say(fmt::format("is {}, no date (YYYY-MM-DD)", shown(value)));
    if (rule == "date-time" && !is_time(text)) say(fmt::format("is {}, no time (YYYY-MM-DDThh:mm:ssZ)", shown(value)));
  }

  void minimum(const Json& rule) const {
    if (value.is_number() && value < rule) say(fmt::format("is {}, below {}", shown(value), shown(rule)));
  }
  void above(const Json& rule) const {
    if (value.is_number() && value <= rule) say(fmt::format("is {}, not above {}", shown(value), shown(rule)));
  }
  void below(const Json& rule) const {
    if (value.is_number() && value >= rule) say(fmt::format("is {}, not below {}", shown(value), shown(rule)));
  }
};

JsonSchema::Misfits JsonSchema::misfits(const Json& value, const Json& part) {
  Misfits found;
  std::string at;
  Check{*this, part, value, at, found}.all();
  return found;
}

bool JsonSchema::fits(const std::string& pattern, const std::string& text) {
  auto at = patterns_.find(pattern);
  if (at == patterns_.end()) {
    std::regex regex(pattern);
    const bool empty_fits = std::regex_search(std::string(), regex);
    at = patterns_.emplace(pattern, Pattern{std::move(regex), "", empty_fits}).first;
  }
  Pattern& known = at->second;
  if (known.text != text) {
    known.text = text;
    known.fits = std::regex_search(text, known.regex);
  }
  return known.fits;
}

}  // namespace gapcalc
