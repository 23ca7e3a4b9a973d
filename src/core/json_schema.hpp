#pragma once
// Values against a JSON Schema. Debian has no C++ library for draft 2020-12, so these are the keywords that data/schema
// uses: type, const, enum, properties, required, additionalProperties, items, minItems, minLength, pattern, minimum,
// exclusiveMinimum, exclusiveMaximum, anyOf, $ref into $defs, and format for dates, which is checked. Any other keyword
// is a mistake that throws std::logic_error, so that no rule is passed over.

#include <nlohmann/json.hpp>
#include <regex>
#include <string>
#include <unordered_map>
#include <vector>

namespace gapcalc {

/// The token of a JSON pointer that leads to a member: `/key`, escaped (RFC 6901, section 3).
std::string pointer_token(std::string_view key);

class JsonSchema {
 public:
  using Json = nlohmann::json;  // not the ordered one, in which an object of n keys takes n^2 steps

  /// A value that does not fit.
  struct Misfit {
    std::string at;    ///< JSON pointer (RFC 6901) into the value that was checked; empty: the value itself
    std::string what;  ///< why, for people
  };

  /// How many there are, and those of them that were kept.
  struct Misfits {
    std::size_t n = 0;
    std::vector<Misfit> kept;
  };

  /// `strict`: a key that `properties` does not name fits nowhere, even where additionalProperties is not given. Of the
  /// misfits of a value, the first `most` are kept; 0: all.
  JsonSchema(Json schema, bool strict, std::size_t most = 0) : root_(std::move(schema)), strict_(strict), most_(most) {}

  /// What does not fit the schema as a whole.
  Misfits misfits(const Json& value) { return misfits(value, root_); }
  /// What does not fit a part of the schema.
  Misfits misfits(const Json& value, const Json& part);

  [[nodiscard]] const Json& root() const { return root_; }

 private:
  struct Check;
  /// A compiled pattern, and what it said of the last text: rows of a table repeat themselves.
  struct Pattern {
    std::regex regex;
    std::string text;
    bool fits;
  };
  bool fits(const std::string& pattern, const std::string& text);

  Json root_;
  bool strict_;
  std::size_t most_;
  std::unordered_map<std::string, Pattern> patterns_;
};

}  // namespace gapcalc
