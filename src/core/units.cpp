#include "core/units.hpp"

#include <fmt/format.h>

#include <cmath>

#include "core/text.hpp"

namespace gapcalc {
namespace {

/// A number in the benchmark's unit.
std::string measured(const std::string& number, Unit unit) {
  switch (unit) {
    case Unit::fraction:
    case Unit::percent: return number + "%";
    case Unit::minutes: return number + " min";
    case Unit::usd: return number.starts_with('-') ? "-$" + number.substr(1) : "$" + number;
    case Unit::points: break;
  }
  return number;
}

}  // namespace

double rescale(double value, double scale) {
  const double parts = 1 / scale;
  return scale < 1 && std::abs(parts - std::round(parts)) < 1e-9 ? value / std::round(parts) : value * scale;
}

std::optional<double> parse_scaled(std::string_view decimal, double scale) {
  const auto value = parse_number(decimal);
  if (!value || scale == 1) return value;
  const std::string_view exponent = scale == 0.01 ? "e-2" : scale == 0.1 ? "e-1" : "";
  if (!exponent.empty() && decimal.find_first_of("eE") == decimal.npos)
    return parse_number(fmt::format("{}{}", decimal, exponent));
  return rescale(*value, scale);
}

double tidy_score(double score, Unit unit) {
  if (unit != Unit::percent) return score;
  const std::string shortest = fmt::format("{}", score);
  if (shortest.find('e') != shortest.npos) return score * 100;  // below 1e-4: no decimal point to move
  return *parse_number(shortest + "e2");
}

std::string threshold_text(double threshold, Unit unit) {
  return measured(fmt::format("{:.10g}", is_fraction(unit) ? threshold * 100 : threshold), unit);
}

std::string threshold_text(std::span<const double> thresholds, Unit unit) {
  const std::string first = threshold_text(thresholds.front(), unit);
  return thresholds.size() == 1 ? first : fmt::format("{} to {}", first, threshold_text(thresholds.back(), unit));
}

std::string score_text(double score, Unit unit) {
  return measured(one_decimal(is_fraction(unit) ? score * 100 : score), unit);
}

}  // namespace gapcalc
