// A leaderboard of LMArena as CSV: rating, interval, votes, organization, licence. A table does not say which arena it
// is of, and its dates are of its making or of what models know, never of a release. docs/readers.md

#include <fmt/format.h>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/arena_columns.hpp"
#include "load/csv.hpp"
#include "load/formats.hpp"
#include "load/interval.hpp"
#include "load/licences.hpp"

namespace gapcalc::load {
namespace {

using ArenaNames = std::initializer_list<std::string_view>;

/// The arena by whole words in the name of the file; the one of text is the one that has no other name.
std::string arena_of_file(const std::string& path) {
  const std::string file = fmt::format("-{}-", slug(path.substr(path.rfind('/') + 1)));
  for (const std::string_view arena :
       {"text-style-control", "vision-style-control", "text-to-image", "text-to-video", "image-to-video", "image-edit",
        "webdev", "vision", "search", "document", "copilot", "video", "image", "agent"})
    if (file.find(fmt::format("-{}-", arena)) != std::string::npos) return std::string(arena);
  return "text";
}

/// `[Name](address)` and `<a href="address">Name</a>` -> `Name`.
std::string_view without_link(std::string_view text) {
  if (const std::size_t end = text.find("]("); text.starts_with('[') && end != std::string_view::npos)
    return trim(text.substr(1, end - 1));
  if (const std::size_t start = text.find('>'); text.starts_with("<a") && start != std::string_view::npos)
    return trim(text.substr(start + 1, text.find("</a>") - start - 1));
  return text;
}

/// Where the columns of a leaderboard are.
struct ArenaColumns {
  std::optional<std::size_t> model, rating, sides, low, high, votes, organization, licence, category, arena, published;

  explicit ArenaColumns(const std::vector<std::string>& header)
      : model(arena_column(header, arena_models)),
        rating(arena_column(header, arena_ratings)),
        sides(arena_column(header, arena_sides)),
        low(arena_column(header, arena_lows)),
        high(arena_column(header, arena_highs)),
        votes(arena_column(header, arena_votes)),
        organization(arena_column(header, ArenaNames{"organization"})),
        licence(arena_column(header, arena_licences)),
        category(arena_column(header, ArenaNames{"category"})),
        arena(arena_column(header, ArenaNames{"arena", "subset", "leaderboard"})),
        published(arena_column(header, ArenaNames{"leaderboard-publish-date"})) {}
};

/// One row; `arena`: of a table that does not say.
OutsideScore arena_score(const CsvTable& table, const ArenaColumns& columns, const std::string& arena) {
  OutsideScore score;
  score.benchmark = slug(table.field(columns.arena));
  if (score.benchmark.empty()) score.benchmark = arena;
  score.metric = table.field(columns.category);
  score.is_main = score.metric.empty() || lower(score.metric) == "overall";
  score.model = without_link(table.field(columns.model));
  score.organization = table.field(columns.organization);
  score.accessibility = accessibility_of_licence(table.field(columns.licence));
  score.score = table.field(columns.rating);
  score.score_se = error_of_ends(table.field(columns.low), table.field(columns.high), normal_95);
  if (score.score_se.empty()) score.score_se = error_of_sides(table.field(columns.sides), normal_95);
  score.source = "LMArena";
  score.relationship = "third_party";
  if (const std::string_view votes = table.field(columns.votes); !votes.empty())
    score.settings = fmt::format("{} votes", votes);
  score.line = table.line();
  return score;
}

/// Of a table with the boards of several days, those of the last one so far: ratings drift as models come, so an old
/// one says nothing on the same scale.
class LatestBoard {
 public:
  /// Whether a row of that day is of the latest board; if of a later one, those before it are dropped.
  bool takes(std::string_view day, std::vector<OutsideScore>& scores) {
    if (day < latest_) {
      ++n_older_;
      return false;
    }
    if (day > latest_) {
      n_older_ += scores.size();
      scores.clear();
      latest_ = day;
    }
    return true;
  }
  void note(const std::string& path, OutsideScores& found) const {
    if (n_older_ > 0)
      found.notes.push_back(
          fmt::format("{}: {} left out of boards before {}", path, counted(n_older_, "rating"), latest_));
  }

 private:
  std::string latest_;  ///< YYYY-MM-DD; empty before the first row, and in tables without such days
  std::size_t n_older_ = 0;
};

}  // namespace

bool fits_lmarena(const Shape& shape) {
  return shape.kind == Shape::Kind::csv && arena_column(shape.keys, arena_models) &&
         arena_column(shape.keys, arena_ratings) && arena_column(shape.keys, arena_licences) &&
         !arena_column(shape.keys, ArenaNames{"benchmark"});
}

OutsideScores read_lmarena(const OutsideInput& input) {
  ByteStream bytes = ByteStream::of(input.text);
  CsvTable table(bytes, input.path);
  const ArenaColumns columns(table.header());
  if (!columns.model || !columns.rating)
    throw Error(ErrorCode::missing_column, "has no column for models, or none for their ratings",
                fmt::format("a leaderboard has for instance 'model' and 'rating'; the header names {}",
                            join(table.header(), ", ")),
                input.path, 1);
  const std::string arena = arena_of_file(input.path);
  OutsideScores found;
  LatestBoard board;
  while (table.next()) {
    if (const auto defect = table.defect()) {
      found.left.push_back({defect->reason, defect->detail, table.line()});
      continue;
    }
    if (board.takes(table.field(columns.published), found.scores))
      found.scores.push_back(arena_score(table, columns, arena));
  }
  board.note(input.path, found);
  return found;
}

}  // namespace gapcalc::load
