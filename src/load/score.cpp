#include "load/score.hpp"

#include <fmt/format.h>

#include "core/text.hpp"
#include "core/units.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::load {
bool is_missing(std::string_view text) {
  if (text.empty() || text == "-") return true;
  constexpr std::size_t longest = std::string_view("-infinity").size();
  if (text.size() > longest || (text.front() >= '0' && text.front() <= '9')) return false;
  const bool sign = text.front() == '+' || text.front() == '-';
  const std::string word = lower(text.substr(sign ? 1 : 0));
  for (const std::string_view missing : {"n/a", "na", "nan", "none", "null", "inf", "infinity"})
    if (word == missing) return true;
  return false;
}

ScoreCell parse_score(std::string_view text, Unit unit, double scale) {
  text = trim(text);
  const bool percent_sign = text.ends_with('%');
  const std::string_view digits = percent_sign ? trim(text.substr(0, text.size() - 1)) : text;
  if (is_missing(digits)) return MissingScore{};
  const auto value = parse_scaled(digits, percent_sign ? 0.01 : scale);
  if (!value) return BadScore{fmt::format("'{}' is not a number in range", text)};
  if (percent_sign && !is_fraction(unit))
    return BadScore{fmt::format("'{}' has a percent sign, but the unit is {}", text, name(unit))};
  const double score = *value;
  if (is_fraction(unit) && (score < 0 || score > 1))
    return BadScore{fmt::format("'{}' is outside 0..1 as a fraction", text)};
  if ((unit == Unit::minutes || unit == Unit::usd) && score < 0) return BadScore{fmt::format("'{}' is negative", text)};
  return score;
}

double score(std::string_view text, const Benchmark& benchmark) {
  const ScoreCell cell = parse_score(text, benchmark.unit, tidy_scale(benchmark.unit));
  if (const auto* const value = std::get_if<double>(&cell)) return *value;
  const auto* const bad = std::get_if<BadScore>(&cell);
  throw Error(ErrorCode::bad_option,
              bad != nullptr ? fmt::format("the score {} on {}", bad->why, benchmark.id)
                             : fmt::format("'{}' is no score", text),
              is_fraction(benchmark.unit) ? "write it like 85%"
                                          : fmt::format("write it in {}, the benchmark's unit", name(benchmark.unit)));
}

}  // namespace gapcalc::load
