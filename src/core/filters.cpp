// The options that say which scores count, and for how much: their texts.

#include <fmt/format.h>

#include <utility>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/options.hpp"

namespace gapcalc {
namespace {

constexpr std::string_view confirm_remedy = "use first, lower-bound or kth=K, separated by commas";
constexpr std::string_view handicap_remedy = "use open=X or closed=X, separated by a comma; for instance open=+0.02";

/// `2nd`, `3rd`, `11th`.
std::string ordinal(int n) {
  constexpr int ten = 10, hundred = 100, eleven = 11, thirteen = 13;
  const int last = n % ten, tail = n % hundred;
  const bool teen = tail >= eleven && tail <= thirteen;
  return fmt::format("{}{}", n, teen || last < 1 || last > 3 ? "th" : last == 1 ? "st" : last == 2 ? "nd" : "rd");
}

std::string shift_text(const Group& group, double shift, std::string_view after) {
  return fmt::format("scores of the group '{}' {:+g}{}", to_string(group), shift, after);
}

}  // namespace

std::string to_string(const Confirm& confirm) {
  std::vector<std::string> terms;
  if (confirm.lower_bound) terms.emplace_back("lower-bound");
  if (confirm.kth > 1) terms.push_back(fmt::format("kth={}", confirm.kth));
  return terms.empty() ? "first" : join(terms, ",");
}

Confirm parse_confirm(std::string_view text) {
  constexpr int most = 100;
  Confirm confirm;
  for (const std::string_view untrimmed : split(text, ',')) {
    const std::string_view term = trim(untrimmed);
    constexpr std::string_view kth = "kth=";
    if (term == "first") continue;
    if (term == "lower-bound") {
      confirm.lower_bound = true;
      continue;
    }
    const auto k = term.starts_with(kth) ? parse_number(term.substr(kth.size())) : std::nullopt;
    if (!k || *k < 1 || *k > most || *k != static_cast<int>(*k))
      throw Error(ErrorCode::bad_option, fmt::format("'{}' confirms nothing", term), confirm_remedy);
    confirm.kth = static_cast<int>(*k);
  }
  return confirm;
}

std::string to_string(const Handicap& handicap) {
  std::vector<std::string> terms;
  if (handicap.closed != 0) terms.push_back(fmt::format("closed={:+}", handicap.closed));
  if (handicap.open != 0) terms.push_back(fmt::format("open={:+}", handicap.open));
  return join(terms, ",");
}

Handicap parse_handicap(std::string_view text) {
  constexpr double most = 100;
  Handicap handicap;
  bool has_open = false, has_closed = false;
  for (const std::string_view term : split(text, ',')) {
    const std::size_t equals = term.find('=');
    const std::string_view group = trim(term.substr(0, equals));
    auto number = equals == term.npos ? std::string_view{} : trim(term.substr(equals + 1));
    if (number.starts_with('+') && !number.starts_with("+-")) number.remove_prefix(1);
    const auto shift = parse_number(number);
    if (!shift || !(*shift >= -most && *shift <= most) || (group != "open" && group != "closed"))
      throw Error(ErrorCode::bad_option, fmt::format("'{}' is no shift of a group", term), handicap_remedy);
    if (std::exchange(group == "open" ? has_open : has_closed, true))
      throw Error(ErrorCode::bad_option, fmt::format("'{}' shifts a group again", term), handicap_remedy);
    (group == "open" ? handicap.open : handicap.closed) = *shift;
  }
  return handicap;
}

std::vector<std::string> filter_clauses(const CrossOptions& options) {
  constexpr double percent = 100;
  std::vector<std::string> result;
  if (!options.provenance.empty())
    result.push_back(fmt::format("only benchmarks whose scores are {}", join(options.provenance, " or ")));
  if (!options.evaluators.empty())
    result.push_back(fmt::format("only scores that {} measured", join(options.evaluators, " or ")));
  if (!options.exclude_relationships.empty())
    result.push_back(fmt::format("no scores that {} measured", join(options.exclude_relationships, " or ")));
  if (options.confirm.lower_bound)
    result.push_back(
        fmt::format("the lower end of a score's {:.4g}% interval must reach a threshold", bound_confidence * percent));
  if (options.confirm.kth > 1)
    result.push_back(
        fmt::format("the {} model to reach a threshold stands for the first", ordinal(options.confirm.kth)));
  if (options.one_per == OnePer::release_day)
    result.emplace_back("what an organization releases on one day counts as one model");
  if (options.one_per == OnePer::family) result.emplace_back("the versions of a model count as one");
  const std::string_view after = options.handicap.scale == Handicap::Scale::logit ? " on the logit" : "";
  if (options.handicap.closed != 0) result.push_back(shift_text(options.closed, options.handicap.closed, after));
  if (options.handicap.open != 0) result.push_back(shift_text(options.open, options.handicap.open, after));
  return result;
}

}  // namespace gapcalc
