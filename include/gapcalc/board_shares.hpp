#pragma once
// Who gets the votes of a rating board, whom it dropped without a word, and what being the best of several gains on it.
// docs/selection.md.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "gapcalc/board.hpp"

namespace gapcalc::audit {

struct BoardOptions {
  std::vector<std::size_t> candidates = {2, 5, 10, 20, 50};  ///< numbers of variants that inflation is told for
  /// A model has faded where its recent battles are below this share of an even share: of all recent battles over all
  /// models.
  double faded_below = 0.01;
};
/// Throws Error (bad_option) where a value is impossible.
void check(const BoardOptions& options);

/// Models of a provider or under a class of licences.
struct VoteShare {
  std::string name;  ///< empty: not stated
  std::size_t models = 0;
  std::optional<double> battles, share;  ///< in all; of all. Empty where the table has no battles
  std::optional<std::size_t> faded;      ///< empty where the table has no recent battles
  std::optional<std::size_t> silent;     ///< of them, not listed as retired; empty where it does not say either
};

/// A model with a rating.
struct RatedModel {
  std::size_t row = 0;          ///< of Board::rows
  std::optional<double> lead;   ///< over the next rating, points; empty for the last
  std::optional<double> sigma;  ///< standard error from the 95 % interval: its width over 2 * 1.96; empty without
  /// e_N sigma for each of BoardOptions::candidates, and how many models it would fall behind without it; empty without
  /// sigma.
  std::vector<double> inflation;
  std::vector<std::size_t> ranks;
};

struct BoardShares {
  std::size_t models = 0;
  std::optional<double> battles;         ///< in all
  std::size_t without_battles = 0;       ///< models of which their number is blank
  std::vector<VoteShare> providers;      ///< most battles first, then most models, then by name
  std::vector<VoteShare> licences;       ///< the same for classes
  std::vector<std::string> not_classed;  ///< licences that are of no known class, by name
  std::optional<double> even_share;      ///< recent battles for each model if all had as many
  std::size_t without_recent = 0;        ///< models of which recent battles are blank: not faded, as far as is known
  std::optional<std::size_t> faded, listed, silent;  ///< models that faded; listed as retired; faded and not listed
  std::vector<std::size_t> silent_rows;              ///< of Board::rows, most battles first
  std::vector<RatedModel> rated;                     ///< best rating first, then by name
};

/// Shares, silent retirement and inflation of a board. Throws Error (bad_option).
BoardShares board_shares(const Board& board, const BoardOptions& options);

}  // namespace gapcalc::audit
