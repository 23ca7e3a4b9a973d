#pragma once
// A number that is compared or claimed, with its interval.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace gapcalc {

enum class Measure {
  months,
  ratio,
  date,  ///< days since 1970-01-01
};
/// `months`, `ratio`, `date`.
std::string_view name(Measure measure);

/// A number from the levels of one or two series, and its percentile interval over draws.
struct Quantity {
  std::string id;    ///< stable, for instance `private-public.now`
  std::string what;  ///< in words
  Measure measure = Measure::months;
  std::optional<double> estimate;   ///< of the data; empty where it does not exist
  std::optional<double> low, high;  ///< empty where an interval would not be trusted
  std::size_t n_draws = 0;          ///< draws in which it is defined
  std::string reason;               ///< why there is no estimate or no interval; empty where there is one
};

enum class Answer { holds, does_not_hold, cannot_tell };
/// `holds`, `does_not_hold`, `cannot_tell`.
std::string_view name(Answer answer);

/// Whether a quantity lies between bounds, an empty one being no bound: it holds when the whole interval lies
/// strictly between, does not hold when all of it lies outside, and else cannot be told.
Answer within(const Quantity& quantity, std::optional<double> low, std::optional<double> high);

/// A published statement about a quantity (data/registry/claims.json).
struct Claim {
  std::string id, text, source;
  std::string quantity;             ///< id of the quantity that it is about
  std::optional<double> low, high;  ///< what it says of it: bounds in the quantity's measure; empty: none
  std::optional<Measure> measure;   ///< of the bounds; empty: plain numbers, for months or a ratio
};

}  // namespace gapcalc
