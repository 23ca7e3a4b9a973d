#include "load/interval.hpp"

#include <fmt/format.h>

#include <optional>

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

std::string error_of_sides(std::string_view sides, double quantile) {
  sides = trim(sides);
  if (sides.starts_with('=')) sides.remove_prefix(1);  // as a spreadsheet has it
  if (sides.starts_with(plus_minus)) {
    const auto side = parse_number(trim(sides.substr(plus_minus.size())));
    return side ? error_of_width(2 * *side, quantile) : std::string{};
  }
  const std::size_t slash = sides.find('/');
  if (slash == std::string_view::npos) return {};
  const auto above = parse_number(trim(sides.substr(0, slash)));
  const auto below = parse_number(trim(sides.substr(slash + 1)));
  if (!above || !below || *above < 0 || *below > 0) return {};
  return error_of_width(*above - *below, quantile);
}

}  // namespace gapcalc::load
