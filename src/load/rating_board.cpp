#include "load/rating_board.hpp"

#include <fmt/format.h>

#include <initializer_list>
#include <set>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "load/arena_columns.hpp"
#include "load/csv.hpp"
#include "load/interval.hpp"

namespace gapcalc::load {
namespace {

using BoardNames = std::initializer_list<std::string_view>;

/// Where a board's table has what.
struct BoardColumns {
  std::optional<std::size_t> model, provider, licence, battles, recent, retired, rating, low, high, interval;
};

BoardColumns columns_of(const CsvTable& table) {
  const auto column = [&](const auto& names) { return arena_column(table.header(), names); };
  const auto either = [](std::optional<std::size_t> first, std::optional<std::size_t> second) {
    return first ? first : second;
  };
  return {either(column(arena_models), column(BoardNames{"key"})),
          column(BoardNames{"provider", "organization"}),
          column(arena_licences),
          column(arena_votes),
          column(BoardNames{"recent-battles"}),
          column(BoardNames{"listed-retired"}),
          either(column(arena_ratings), column(BoardNames{"elo"})),
          column(arena_lows),
          column(arena_highs),
          column(arena_sides)};
}

/// A number that is blank or from `least` on.
std::optional<double> number_of(const CsvTable& table, std::optional<std::size_t> column, std::optional<double> least) {
  const std::string_view text = table.field(column);
  if (text.empty()) return std::nullopt;
  const auto value = parse_number(without_thousands(text));
  if (!value || (least && *value < *least))
    table.refuse_row(ErrorCode::bad_review, fmt::format("'{}' is no {}", text, least ? "number of battles" : "rating"),
                     "write a number, or leave it blank");
  return value;
}

bool retired_of(const CsvTable& table, std::optional<std::size_t> column) {
  const std::string text = lower(table.field(column));
  if (text == "true" || text == "yes" || text == "1") return true;
  if (!text.empty() && text != "false" && text != "no" && text != "0")
    table.refuse_row(ErrorCode::bad_review,
                     fmt::format("'{}' does not say whether the model is listed as retired", text),
                     "write true or false");
  return false;
}

/// `+4/-5` around the rating.
void set_interval(std::string_view text, BoardRow& row) {
  const auto sides = sides_of(text);
  if (!sides || !row.rating) return;
  row.low = *row.rating - sides->below;
  row.high = *row.rating + sides->above;
}

BoardRow row_of(const CsvTable& table, const BoardColumns& at, const Licences& licences) {
  BoardRow row;
  row.line = table.line();
  row.model = table.field(at.model);
  if (row.model.empty())
    table.refuse_row(ErrorCode::bad_review, "the row names no model", "name one, or remove the row");
  row.provider = table.field(at.provider);
  row.licence = table.field(at.licence);
  if (const auto found = licences.find(lower(row.licence)); found != licences.end())
    row.licence_class = found->second.kind;
  row.battles = number_of(table, at.battles, 0);
  row.recent_battles = number_of(table, at.recent, 0);
  row.listed_retired = retired_of(table, at.retired);
  row.rating = number_of(table, at.rating, {});
  row.low = number_of(table, at.low, {});
  row.high = number_of(table, at.high, {});
  if (!row.low || !row.high) set_interval(table.field(at.interval), row);
  return row;
}

}  // namespace

Board read_board(ByteStream& bytes, const std::string& path, const Licences& licences) {
  CsvTable table(bytes, path);
  const BoardColumns at = columns_of(table);
  if (!at.model || (!at.battles && !at.rating))
    throw Error(ErrorCode::missing_column,
                fmt::format("is no table of a rating board: it has the columns {}", join(table.header(), ", ")),
                "it needs model, and battles or rating", path, 1);
  Board result;
  std::set<std::string> models;
  while (table.next()) {
    table.check_row(ErrorCode::bad_review);
    result.rows.push_back(row_of(table, at, licences));
    if (!models.insert(result.rows.back().model).second)
      table.refuse_row(ErrorCode::bad_review, fmt::format("a second row for '{}'", result.rows.back().model),
                       "keep one of them: of one day and one category");
  }
  if (result.rows.empty()) throw Error(ErrorCode::no_usable_rows, "has no models", "is it the right file?", path);
  result.has_battles = at.battles.has_value();
  result.has_recent = at.recent.has_value();
  result.has_retired = at.retired.has_value();
  return result;
}

Board board(const std::string& path, const std::string& licences) {
  std::vector<InputFile> files;
  Licences own;
  if (!licences.empty()) {
    InputText input = read_input(licences, "licences");
    ByteStream bytes = ByteStream::of(input.text);
    own = read_licences(bytes, licences);
    files.push_back(std::move(input.file));
  }
  InputText input = read_input(path, "board");
  ByteStream bytes = ByteStream::of(input.text);
  Board result = read_board(bytes, path, licences.empty() ? builtin_licences() : own);
  files.push_back(std::move(input.file));
  result.files = std::move(files);
  return result;
}

}  // namespace gapcalc::load
