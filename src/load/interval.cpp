#include "load/interval.hpp"

#include <fmt/format.h>

#include "core/text.hpp"

namespace gapcalc::load {
namespace {

constexpr std::string_view plus_minus = "\xC2\xB1";  // U+00B1

std::string error_of_width(double width, double quantile) {
  return width < 0 ? std::string{} : fmt::format("{}", width / 2 / quantile);
}

}  // namespace

std::string error_of_ends(std::string_view low, std::string_view high, double quantile) {
  const auto from = parse_number(trim(low)), to = parse_number(trim(high));
  return from && to ? error_of_width(*to - *from, quantile) : std::string{};
}

std::optional<Sides> sides_of(std::string_view text) {
  text = trim(text);
  if (text.starts_with('=')) text.remove_prefix(1);  // as a spreadsheet has it
  if (text.starts_with(plus_minus)) {
    const auto side = parse_number(trim(text.substr(plus_minus.size())));
    return side && *side >= 0 ? std::optional(Sides{*side, *side}) : std::nullopt;
  }
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return std::nullopt;
  const auto above = parse_number(trim(text.substr(0, slash))), below = parse_number(trim(text.substr(slash + 1)));
  if (!above || !below || *above < 0 || *below > 0) return std::nullopt;
  return Sides{-*below, *above};
}

std::string error_of_sides(std::string_view sides, double quantile) {
  const auto both = sides_of(sides);
  return both ? error_of_width(both->above + both->below, quantile) : std::string{};
}

}  // namespace gapcalc::load
