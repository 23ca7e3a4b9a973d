#include "gapcalc/quantity.hpp"

#include <array>

namespace gapcalc {

std::string_view name(Measure measure) {
  static constexpr std::array<std::string_view, 3> names = {"months", "ratio", "date"};
  return names[static_cast<std::size_t>(measure)];
}

std::string_view name(Answer answer) {
  static constexpr std::array<std::string_view, 3> names = {"holds", "does_not_hold", "cannot_tell"};
  return names[static_cast<std::size_t>(answer)];
}

Answer within(const Quantity& quantity, std::optional<double> low, std::optional<double> high) {
  if (!quantity.low) return Answer::cannot_tell;
  if ((low && *quantity.high < *low) || (high && *quantity.low > *high)) return Answer::does_not_hold;
  const bool inside = (!low || *quantity.low > *low) && (!high || *quantity.high < *high);
  return inside ? Answer::holds : Answer::cannot_tell;
}

}  // namespace gapcalc
