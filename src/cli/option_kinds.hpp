#pragma once
// Kinds of options: how the text of one becomes a value, and what is said of text that cannot.

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <initializer_list>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include "cli/options.hpp"
#include "core/text.hpp"
#include "gapcalc/date.hpp"

namespace gapcalc::cli {

/// What a value that cannot be used throws; becomes exit status 2.
inline CLI::ValidationError wrong(const std::string& option, const std::string& why) {
  return CLI::ValidationError(option, why);
}

/// Notes the values that an option can have, for completions(). What is said of others is up to the option.
inline CLI::Option* note_choices(CLI::Option* option, const std::vector<std::string>& values) {
  return option->check(CLI::Validator(join(values, ",")), "choices");
}

/// A single-valued option read by `read`, which throws ValidationError. Given twice, the last counts.
template <typename Read>
CLI::Option* add_text(CLI::App& app, const std::string& name, const Read& read, const std::string& help,
                      const char* type, const char* group) {
  return app.add_option_function<std::string>(name, read, help)
      ->multi_option_policy(CLI::MultiOptionPolicy::TakeLast)
      ->type_name(type)
      ->group(group);
}

inline CLI::Option* add_date(CLI::App& app, const std::string& name, std::optional<Date>& into, const std::string& help,
                             const char* group) {
  const auto read = [&into, name](const std::string& text) {
    into = parse_date(text);
    if (!into) throw wrong(name, fmt::format("'{}' is no date; write YYYY-MM-DD", text));
  };
  return add_text(app, name, read, help, "DATE", group);
}

inline void add_number(CLI::App& app, const std::string& name, double& into, const std::string& help, const char* type,
                       const char* group = smooth_group) {
  const auto read = [&into, name](const std::string& text) {
    const auto value = parse_number(trim(text));
    if (!value) throw wrong(name, fmt::format("'{}' is no number", text));
    into = *value;
  };
  add_text(app, name, read, help, type, group)->default_str(fmt::format("{}", into));
}

template <typename Integer>
void add_integer(CLI::App& app, const std::string& name, Integer& into, const std::string& help, const char* type,
                 const char* group = smooth_group) {
  const auto read = [&into, name](const std::string& text) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), into);
    if (error != std::errc{} || end != text.data() + text.size())
      throw wrong(name, fmt::format("'{}' is no whole number{}", text,
                                    std::is_unsigned_v<Integer>
                                        ? fmt::format(" from 0 to {}", std::numeric_limits<Integer>::max())
                                        : ""));
  };
  add_text(app, name, read, help, type, group)->default_str(fmt::format("{}", into));
}

/// A list whose items are separated by commas or given by repeating the option; items are checked by `check`.
template <typename Check>
CLI::Option* add_list(CLI::App& app, const std::string& name, std::vector<std::string>& into, const Check& check,
                      const std::string& help, const char* type, const char* group) {
  const auto read = [&into, check](const std::vector<std::string>& texts) {
    into.clear();
    for (const std::string& text : texts) {
      for (const std::string_view item : split(text, ',')) {
        check(std::string(item));
        into.emplace_back(item);
      }
    }
  };
  return app.add_option_function<std::vector<std::string>>(name, read, help)
      ->allow_extra_args(false)
      ->type_name(type)
      ->group(group);
}

/// A list of a few allowed values.
inline void add_list_of(CLI::App& app, const std::string& name, std::vector<std::string>& into,
                        const std::vector<std::string>& allowed, const std::string& help, const char* type,
                        const char* group) {
  const auto check = [name, allowed](const std::string& item) {
    if (std::find(allowed.begin(), allowed.end(), item) == allowed.end())
      throw wrong(name, fmt::format("'{}' is none of {}", item, join(allowed, ", ")));
  };
  note_choices(add_list(app, name, into, check, fmt::format("{}: {}", help, join(allowed, ", ")), type, group),
               allowed);
}

template <typename Enum>
std::vector<std::string> names_of(const std::vector<Enum>& values) {
  std::vector<std::string> names;
  names.reserve(values.size());
  for (const Enum value : values) names.emplace_back(name(value));
  return names;
}

/// One of a few values, by its name.
template <typename Enum>
Enum choose(const std::string& option, const std::string& text, const std::vector<Enum>& values) {
  for (const Enum value : values)
    if (name(value) == text) return value;
  throw wrong(option, fmt::format("'{}' is none of {}", text, join(names_of(values), ", ")));
}

template <typename Enum>
void add_enum(CLI::App& app, const std::string& option, Enum& into, std::initializer_list<Enum> values,
              const std::string& help, const char* group = smooth_group) {
  const std::vector<Enum> allowed(values);
  const auto read = [&into, option, allowed](const std::string& text) { into = choose(option, text, allowed); };
  note_choices(add_text(app, option, read, help, "KIND", group), names_of(allowed))
      ->default_str(std::string(name(into)));
}

}  // namespace gapcalc::cli
