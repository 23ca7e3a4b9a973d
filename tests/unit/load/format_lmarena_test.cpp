#include "core/text.hpp"
#include "load/interval.hpp"
#include "load/rating_board.hpp"
#include "support/error_of.hpp"
#include "support/found_in.hpp"

using namespace gapcalc;
using namespace gapcalc::load;

namespace {

const std::string arena_site =
    "\"Rank* (UB)\",Model,Arena Score,95% "
    "CI,Votes,Organization,License,Knowledge Cutoff\n"
    "1,[Gem-2](http://x?a=b),1470,+5/-4,\"26,019\",Google,Proprietary,2024/4\n"
    "2,\"<a "
    "href=\"\"http://y\"\">Deep-R1</a>\",1424,+6/"
    "-6,16047,DeepSeek,MIT,Unknown\n"
    "3,Odd,1300,,12,Lab,House licence,2023/12\n";

const std::string arena_dataset =
    "model_name,organization,license,rating,rating_lower,rating_upper,variance,"
    "vote_count,rank,category,"
    "leaderboard_publish_date\n"
    "a,Lab,mit,1500,1490,1510,2.5,42,7,overall,2026-05-10\n"
    "a,Lab,mit,1234.5,1200,1260,2.5,42,7,overall,2026-09-10\n"
    "a,Lab,mit,1200,1190,1210,2.5,42,7,coding,2026-09-10\n"
    "a,Lab,mit,1400,1390,1410,2.5,42,7,overall,2026-01-10\n";

}  // namespace

TEST_CASE(
    "a leaderboard of LMArena is told by its columns, however they are "
    "written") {
  CHECK(fits_lmarena(shape_of_text(arena_site)));
  CHECK(fits_lmarena(shape_of_text(arena_dataset)));
  CHECK(
      fits_lmarena(shape_of_text("rank,rank_stylectrl,model,arena_score,95_"
                                 "pct_ci,votes,organization,license\n")));
  CHECK_FALSE(fits_lmarena(shape_of_text("key,Model,MT-bench (score),MMLU,License,Organization,Link\n")));
  CHECK_FALSE(fits_lmarena(shape_of_text("Model version,Arena Score,Release date\n")));
  CHECK_FALSE(fits_lmarena(shape_of_text("benchmark,model,score,license\n")));
}

TEST_CASE(
    "a leaderboard gives ratings with their error, and no date of "
    "release: what a model knows until is none") {
  const OutsideScores found = found_in(read_lmarena, arena_site, "boards/lmarena.csv");
  REQUIRE(found.scores.size() == 3);
  const OutsideScore& first = found.scores[0];
  CHECK(first.benchmark == "text");
  CHECK(first.is_main);
  CHECK(first.model == "Gem-2");
  CHECK(first.organization == "Google");
  CHECK(first.accessibility == "API access");
  CHECK(first.release_date.empty());
  CHECK(first.score == "1470");
  CHECK(parse_number(first.score_se).value() == Approx(4.5 / normal_95));
  CHECK(first.settings == "26,019 votes");
  CHECK(first.line == 2);
  CHECK(found.scores[1].model == "Deep-R1");
  CHECK(found.scores[1].accessibility == "Open weights (unrestricted)");
  CHECK(found.scores[2].accessibility.empty());
  CHECK(found.scores[2].score_se.empty());
}

TEST_CASE(
    "of the dataset, the categories are metrics, and only the board of "
    "the last day is taken") {
  const OutsideScores found = found_in(read_lmarena, arena_dataset, "d.csv");
  REQUIRE(found.scores.size() == 2);
  CHECK(found.scores[0].score == "1234.5");
  CHECK(found.scores[0].metric == "overall");
  CHECK(found.scores[0].is_main);
  CHECK(parse_number(found.scores[0].score_se).value() == Approx(30 / normal_95));
  CHECK(found.scores[1].metric == "coding");
  CHECK_FALSE(found.scores[1].is_main);
  CHECK(found.notes == std::vector<std::string>{"d.csv: 2 ratings left out of boards before 2026-09-10"});
}

TEST_CASE(
    "a leaderboard is of the arena that its column names, else of the "
    "one in the name of its file, else of text") {
  const auto arena = [](const std::string& path) {
    return found_in(read_lmarena, arena_dataset, path).scores.at(0).benchmark;
  };
  CHECK(arena("a/lmarena_vision.csv") == "vision");
  CHECK(arena("text_style_control.csv") == "text-style-control");
  CHECK(arena("webdev.csv") == "webdev");
  CHECK(arena("vision/leaderboard.csv") == "text");
  const std::string with_column = "arena,model,rating,license\nsearch,m,1,MIT\n,m,1,MIT\n";
  const OutsideScores found = found_in(read_lmarena, with_column, "vision.csv");
  CHECK(found.scores.at(0).benchmark == "search");
  CHECK(found.scores.at(1).benchmark == "vision");
}

TEST_CASE(
    "rows of a leaderboard that do not fit its header are left out, and "
    "a table without ratings is refused") {
  CHECK(left_of(found_in(read_lmarena, "model,rating,license\na,1\n\"b\"x,1,MIT\n")) ==
        std::vector<std::string>{"2 bad_row", "3 bad_row"});
  const Error error = error_of([] { static_cast<void>(found_in(read_lmarena, "model,license\nm,MIT\n")); });
  CHECK(error.code == ErrorCode::missing_column);
}

TEST_CASE("the arena in the name of a file is a whole word") {
  const auto arena = [](const std::string& path) {
    return found_in(read_lmarena, arena_site, path).scores[0].benchmark;
  };
  CHECK(arena("research-board.csv") == "text");
  CHECK(arena("revisions/2026_search.csv") == "search");
  CHECK(arena("text_to_image_2026.csv") == "text-to-image");
}

TEST_CASE("a board for its shares is read by the same columns and intervals as for its ratings") {
  ByteStream bytes = ByteStream::of(arena_site);
  const Board board = read_board(bytes, "board.csv", builtin_licences());
  REQUIRE(board.rows.size() == 3);
  CHECK(*board.rows[0].battles == 26019);
  CHECK(*board.rows[0].low == 1466);
  CHECK(*board.rows[0].high == 1475);
  CHECK_FALSE(sides_of("-4/+5"));
  CHECK(sides_of("=+11/-12")->below == 12);
}
