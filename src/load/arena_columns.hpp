#pragma once
// The columns of tables of a rating board, whose makers and mirrors do not agree on their names.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/text.hpp"

namespace gapcalc::load {

// As slug() writes them: `Arena Score` and `arena_score` are one.
constexpr std::array arena_models = {std::string_view("model"), std::string_view("model-name")};
constexpr std::array arena_ratings = {std::string_view("rating"), std::string_view("arena-score"),
                                      std::string_view("arena-elo"), std::string_view("elo-rating"),
                                      std::string_view("score")};
constexpr std::array arena_sides = {std::string_view("95-ci"), std::string_view("95-pct-ci"),
                                    std::string_view("score-95-ci"), std::string_view("ci")};
constexpr std::array arena_lows = {std::string_view("rating-lower"), std::string_view("rating-q025"),
                                   std::string_view("95-ci-low"), std::string_view("ci-lower"),
                                   std::string_view("score-ci-lower")};
constexpr std::array arena_highs = {std::string_view("rating-upper"), std::string_view("rating-q975"),
                                    std::string_view("95-ci-high"), std::string_view("ci-upper"),
                                    std::string_view("score-ci-upper")};
constexpr std::array arena_votes = {std::string_view("votes"), std::string_view("vote-count"),
                                    std::string_view("num-battles"), std::string_view("battles")};
constexpr std::array arena_licences = {std::string_view("license"), std::string_view("licence")};

/// The first of the names, written as by slug(), that the header has.
template <typename Names>
std::optional<std::size_t> arena_column(const std::vector<std::string>& header, const Names& names) {
  for (const std::string_view name : names)
    for (std::size_t i = 0; i < header.size(); ++i)
      if (slug(header[i]) == name) return i;
  return std::nullopt;
}

/// A count of votes as boards print it, `26,019`, without what parts its thousands: each comma has three digits behind
/// it. Any other text stays as it is.
inline std::string without_thousands(std::string_view text) {
  constexpr std::size_t group = 3;
  const std::vector<std::string_view> parts = split(text, ',');
  std::string digits;
  for (const std::string_view part : parts) {
    const bool is_number = !part.empty() && part.find_first_not_of("0123456789") == std::string_view::npos;
    if (!is_number || part.size() > group || (!digits.empty() && part.size() != group)) return std::string(text);
    digits += part;
  }
  return digits;
}

}  // namespace gapcalc::load
