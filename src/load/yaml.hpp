#pragma once
// A YAML document that is read whole: texts, lists and mappings, and the line of each.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc::load {

struct Yaml {
  enum class Kind { null, text, list, map };
  Kind kind = Kind::null;
  std::size_t line = 0;            ///< 1-based
  std::string text;                ///< of a text, a number or a date, as it was written
  std::vector<std::string> names;  ///< of a mapping: its keys, in order
  std::vector<Yaml> items;         ///< of a list; of a mapping, its values by the same index

  /// The value of a mapping's key, or null: also where this is no mapping.
  [[nodiscard]] const Yaml* find(std::string_view name) const;
  /// The trimmed text at a key; empty where it is not there or null, and nothing where it is a list or mapping.
  [[nodiscard]] std::optional<std::string> text_at(std::string_view name) const;
};

/// The one document of a text, which starts on `first_line` of its file. Plain texts are not interpreted: dates,
/// numbers and `no` stay as they were written. Throws Error (broken_yaml), with the line, where it is no YAML, not
/// UTF-8, or more than is sound: aliases, which can unfold without bound, keys that are no texts or there twice, more
/// than one document, 64 levels or 100,000 values.
Yaml parse_yaml(std::string_view text, const std::string& path, std::size_t first_line = 1);

/// Whether a line is three hyphens, with nothing but blanks behind them.
bool is_hyphens(std::string_view line);

/// The YAML before a text, between two lines of three hyphens.
struct FrontMatter {
  std::string_view text;
  std::size_t first_line = 1;  ///< of the file, 1-based
};
/// Throws Error (broken_yaml) where it does not begin with such a line, or no second one follows.
FrontMatter front_matter(std::string_view text, const std::string& path);

}  // namespace gapcalc::load
