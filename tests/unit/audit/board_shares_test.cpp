// Votes of a rating board.

#include "gapcalc/board_shares.hpp"

#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "support/catch.hpp"
#include "support/error_of.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;

namespace {

Board board_of(const std::string& text) {
  TempFolder folder;
  return load::board(folder.write("board.csv", text), "");
}

const std::string small_table =
    "model,provider,licence,battles,recent_battles,listed_retired\n"
    "a,X,Proprietary,600,990,false\n"
    "b,X,Proprietary,200,3,false\n"
    "c,Y,MIT,100,2,true\n"
    "d,Y,Pet licence,100,,\n"
    "e,Z,llama 4,,5,no\n";

}  // namespace

TEST_CASE("votes are shared by provider and by class of licence") {
  const auto of = audit::board_shares(board_of(small_table), {});
  CHECK(of.models == 5);
  CHECK(*of.battles == 1000);
  CHECK(of.without_battles == 1);
  REQUIRE(of.providers.size() == 3);
  CHECK(of.providers[0].name == "X");
  CHECK(*of.providers[0].share == Approx(0.8));
  CHECK(of.providers[2].name == "Z");
  CHECK(*of.providers[2].battles == 0);
  REQUIRE(of.licences.size() == 4);
  CHECK(of.licences[0].name == "proprietary");
  CHECK(of.not_classed == std::vector<std::string>{"Pet licence"});
}

TEST_CASE("a model has faded below a part of an even share, and in silence where it is not listed") {
  audit::BoardOptions options;
  const auto of = audit::board_shares(board_of(small_table), options);
  CHECK(*of.even_share == Approx(200));
  CHECK(*of.faded == 0);  // 2 of them is not below 2
  options.faded_below = 0.02;
  const auto more = audit::board_shares(board_of(small_table), options);
  CHECK(*more.faded == 2);
  CHECK(*more.listed == 1);
  CHECK(*more.silent == 1);
  CHECK(more.silent_rows == std::vector<std::size_t>{1});
  CHECK(more.without_recent == 1);  // not known, so not faded
  CHECK(*more.providers[0].silent == 1);
}

TEST_CASE("what a table does not have is not told") {
  const auto of = audit::board_shares(board_of("model,rating\na,1200\nb,1100\n"), {});
  CHECK(!of.battles);
  CHECK(!of.faded);
  CHECK(!of.listed);
  CHECK(!of.silent);
  CHECK(!of.providers[0].share);
  REQUIRE(of.rated.size() == 2);
  CHECK(*of.rated[0].lead == 100);
  CHECK(!of.rated[0].sigma);
  CHECK(of.rated[0].inflation.empty());
}

TEST_CASE("an interval tells the error of a rating, however it is written") {
  for (const std::string text : {"model,rating,rating_lower,rating_upper\na,1200,1190.2,1209.8\nb,1195,,\n",
                                 "model_name,rating,rating_q025,rating_q975\na,1200,1190.2,1209.8\nb,1195,,\n",
                                 "Model,Arena Score,95% CI\na,1200,+9.8/-9.8\nb,1195,\n"}) {
    audit::BoardOptions options;
    options.candidates = {2, 50};
    const auto of = audit::board_shares(board_of(text), options);
    CHECK(*of.rated[0].sigma == Approx(5).epsilon(1e-4));
    CHECK(of.rated[0].inflation[0] == Approx(2.8209).epsilon(1e-4));
    CHECK(of.rated[0].inflation[1] == Approx(11.2454).epsilon(1e-4));
    CHECK(of.rated[0].ranks == std::vector<std::size_t>{0, 1});
  }
}

TEST_CASE("tables that are no boards are refused") {
  const auto code = [](const std::string& text) { return error_of([&] { board_of(text); }).code; };
  CHECK(code("model,licence\na,MIT\n") == ErrorCode::missing_column);
  CHECK(code("battles\n1\n") == ErrorCode::missing_column);
  CHECK(code("model,battles\n") == ErrorCode::no_usable_rows);
  CHECK(code("model,battles\n,3\n") == ErrorCode::bad_review);
  CHECK(code("model,battles\na,-3\n") == ErrorCode::bad_review);
  CHECK(code("model,battles\na,3\na,4\n") == ErrorCode::bad_review);
  CHECK(code("model,battles,listed_retired\na,3,perhaps\n") == ErrorCode::bad_review);
  audit::BoardOptions options;
  options.faded_below = 2;
  CHECK(error_of([&] { audit::check(options); }).code == ErrorCode::bad_option);
}
