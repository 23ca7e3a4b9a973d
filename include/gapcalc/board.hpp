#pragma once
// What is known of rating boards: their models and votes, and what was said of testing many variants on one.

#include <cstddef>
#include <cstdint>
#include <numbers>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/date.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc {

/// Points of an Elo scale per unit of the logit: a lead of 400 points wins ten times as often as it loses.
inline constexpr double elo_per_logit = 400 / std::numbers::ln10;

/// What somebody says that the best of several variants gains.
struct Statement {
  std::string id, source;
  std::optional<Date> date;          ///< on which it says so; empty where not known
  std::size_t n = 0;                 ///< variants, 2 or more
  double gain = 0;                   ///< of the best of them over one of them, points of the rating
  std::optional<std::size_t> votes;  ///< that each was rated from, where it is said
  std::string link;                  ///< address, may be empty
};

/// Statements, and the file that they are from.
struct Statements {
  std::vector<Statement> list;
  std::optional<InputFile> file;  ///< empty: the built-in ones
};

/// What a licence lets others do with a model.
enum class LicenceClass : std::uint8_t { proprietary, open_weight, open_source, other };
/// `proprietary`, `open-weight`, `open-source`, `other`: not known.
std::string_view name(LicenceClass licence);

/// A model of a board. What the file does not have is empty.
struct BoardRow {
  std::string model, provider;  ///< the provider may be empty
  std::string licence;          ///< as the file has it, may be empty
  LicenceClass licence_class = LicenceClass::other;
  std::optional<double> battles, recent_battles;  ///< in all, and in the last period
  bool listed_retired = false;
  std::optional<double> rating, low, high;  ///< with its 95 % interval
  std::size_t line = 0;                     ///< 1-based
};

/// A table of a rating board.
struct Board {
  std::vector<InputFile> files;  ///< the table, behind that of licences where one was given
  std::vector<BoardRow> rows;    ///< in the order of the file
  /// Whether the file has the column at all.
  bool has_battles = false, has_recent = false, has_retired = false;
};

}  // namespace gapcalc
