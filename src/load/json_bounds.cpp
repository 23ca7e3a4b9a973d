#include "load/json_bounds.hpp"

#include <fmt/format.h>

namespace gapcalc::load {

std::optional<std::string> excess(std::string_view json, std::size_t most_values) {
  constexpr std::size_t deepest = 64;  // a registry has brackets four deep, an analysis six
  std::size_t depth = 0, values = 1;
  bool in_string = false;
  for (std::size_t i = 0; i < json.size(); ++i) {
    const char c = json[i];
    if (in_string) {
      if (c == '\\') ++i;
      in_string = c != '"';
    } else if (c == '"') {
      in_string = true;
    } else if (c == '[' || c == '{') {
      if (++depth > deepest) return fmt::format("has brackets more than {} deep", deepest);
    } else if (c == ']' || c == '}') {
      if (depth > 0) --depth;
    } else if (c == ',' && ++values > most_values) {
      return fmt::format("holds more than {} values", most_values);
    }
  }
  return std::nullopt;
}

}  // namespace gapcalc::load
