#include "gapcalc/board_shares.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

#include "core/statistics.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/selection.hpp"

namespace gapcalc::audit {
namespace {

constexpr double upper_end = 0.975;  // of a 95 % interval

/// Sum of a column over the models that have it; empty where the table has no such column.
std::optional<double> total_of(const Board& board, bool has, std::optional<double> BoardRow::*column,
                               std::size_t& without) {
  if (!has) return std::nullopt;
  double sum = 0;
  for (const BoardRow& row : board.rows) {
    sum += (row.*column).value_or(0);
    if (!(row.*column)) ++without;
  }
  return sum;
}

/// Whether each model has faded; empty where that cannot be told.
std::vector<bool> faded_rows(const Board& board, const BoardOptions& options, BoardShares& result) {
  const auto recent = total_of(board, board.has_recent, &BoardRow::recent_battles, result.without_recent);
  if (!recent || !(*recent > 0)) return {};
  result.even_share = *recent / static_cast<double>(board.rows.size());
  std::vector<bool> faded;
  faded.reserve(board.rows.size());
  for (const BoardRow& row : board.rows)
    faded.push_back(row.recent_battles && *row.recent_battles < options.faded_below * *result.even_share);
  return faded;
}

/// Models by a text of theirs, with what they have together.
template <typename TextOf>
std::vector<VoteShare> shares_by(const Board& board, const std::vector<bool>& faded, const BoardShares& of,
                                 const TextOf& text_of) {
  std::map<std::string, VoteShare> found;
  for (std::size_t i = 0; i < board.rows.size(); ++i) {
    const BoardRow& row = board.rows[i];
    VoteShare& share = found[std::string(text_of(row))];
    ++share.models;
    if (of.battles) share.battles = share.battles.value_or(0) + row.battles.value_or(0);
    if (faded.empty()) continue;
    share.faded = share.faded.value_or(0) + std::size_t{faded[i]};
    if (board.has_retired) share.silent = share.silent.value_or(0) + std::size_t{faded[i] && !row.listed_retired};
  }
  std::vector<VoteShare> result;
  result.reserve(found.size());
  for (auto& [name, share] : found) {
    share.name = name;
    if (of.battles && *of.battles > 0) share.share = *share.battles / *of.battles;
    result.push_back(std::move(share));
  }
  std::stable_sort(result.begin(), result.end(), [](const VoteShare& a, const VoteShare& b) {
    return std::pair(a.battles.value_or(0), a.models) > std::pair(b.battles.value_or(0), b.models);
  });
  return result;
}

void count_retired(const Board& board, const std::vector<bool>& faded, BoardShares& result) {
  if (!faded.empty()) result.faded = static_cast<std::size_t>(std::count(faded.begin(), faded.end(), true));
  if (!board.has_retired) return;
  result.listed = static_cast<std::size_t>(
      std::count_if(board.rows.begin(), board.rows.end(), [](const BoardRow& row) { return row.listed_retired; }));
  if (faded.empty()) return;
  for (std::size_t i = 0; i < board.rows.size(); ++i)
    if (faded[i] && !board.rows[i].listed_retired) result.silent_rows.push_back(i);
  result.silent = result.silent_rows.size();
  std::stable_sort(result.silent_rows.begin(), result.silent_rows.end(), [&](std::size_t a, std::size_t b) {
    return board.rows[a].battles.value_or(0) > board.rows[b].battles.value_or(0);
  });
}

std::vector<RatedModel> rated_models(const Board& board, const BoardOptions& options) {
  std::vector<RatedModel> result;
  for (std::size_t i = 0; i < board.rows.size(); ++i)
    if (board.rows[i].rating) result.push_back({i, {}, {}, {}, {}});
  const auto row = [&](const RatedModel& of) -> const BoardRow& { return board.rows[of.row]; };
  std::sort(result.begin(), result.end(), [&](const RatedModel& a, const RatedModel& b) {
    return std::tuple(-*row(a).rating, std::string_view(row(a).model)) <
           std::tuple(-*row(b).rating, std::string_view(row(b).model));
  });
  std::vector<double> maxima;
  maxima.reserve(options.candidates.size());
  for (const std::size_t n : options.candidates) maxima.push_back(expected_maximum(n));
  for (std::size_t i = 0; i < result.size(); ++i) {
    RatedModel& one = result[i];
    const double rating = *row(one).rating;
    if (i + 1 < result.size()) one.lead = rating - *row(result[i + 1]).rating;
    if (!row(one).low || !row(one).high || *row(one).high < *row(one).low) continue;
    one.sigma = (*row(one).high - *row(one).low) / (2 * normal_quantile(upper_end));
    for (const double e : maxima) {
      const double inflation = e * *one.sigma;
      one.inflation.push_back(inflation);
      const auto behind =
          std::find_if(result.begin() + static_cast<std::ptrdiff_t>(i) + 1, result.end(),
                       [&](const RatedModel& other) { return *row(other).rating <= rating - inflation; });
      one.ranks.push_back(static_cast<std::size_t>(behind - result.begin()) - i - 1);
    }
  }
  return result;
}

}  // namespace

void check(const BoardOptions& options) {
  if (options.candidates.empty() || *std::min_element(options.candidates.begin(), options.candidates.end()) < 1)
    throw Error(ErrorCode::bad_option, "--candidates needs whole numbers from 1 on", "give for instance 10,20,50");
  if (!(options.faded_below > 0 && options.faded_below <= 1))
    throw Error(ErrorCode::bad_option, fmt::format("--faded-below cannot be {}", options.faded_below),
                "give a number above 0 and up to 1");
}

BoardShares board_shares(const Board& board, const BoardOptions& options) {
  check(options);
  BoardShares result;
  result.models = board.rows.size();
  result.battles = total_of(board, board.has_battles, &BoardRow::battles, result.without_battles);
  const std::vector<bool> faded = faded_rows(board, options, result);
  result.providers = shares_by(board, faded, result, [](const BoardRow& row) { return row.provider; });
  result.licences = shares_by(board, faded, result, [](const BoardRow& row) { return name(row.licence_class); });
  std::set<std::string> not_classed;
  for (const BoardRow& row : board.rows)
    if (row.licence_class == LicenceClass::other && !row.licence.empty()) not_classed.insert(row.licence);
  result.not_classed.assign(not_classed.begin(), not_classed.end());
  count_retired(board, faded, result);
  result.rated = rated_models(board, options);
  return result;
}

}  // namespace gapcalc::audit
