#include "gapcalc/error.hpp"

#include "support/catch.hpp"

using namespace gapcalc;

TEST_CASE("an error reads FILE:LINE: message; remedy, with the parts that are known") {
  const auto what = [](auto... parts) { return std::string(Error(ErrorCode::broken_csv, parts...).what()); };
  CHECK(what("is wrong", "mend it", "dir/a.csv", 12u) == "dir/a.csv:12: is wrong; mend it");
  CHECK(what("is wrong", "mend it", "dir/a.csv") == "dir/a.csv: is wrong; mend it");
  CHECK(what("is wrong", "mend it") == "is wrong; mend it");
  CHECK(what("is wrong", "", "a.csv", 3u) == "a.csv:3: is wrong");
  CHECK(what("is wrong", "") == "is wrong");
  CHECK(what("is wrong", "mend it", "", 3u) == "is wrong; mend it");  // a line without a file says nothing
}

TEST_CASE("an error keeps its parts") {
  const Error error(ErrorCode::bad_review, "is wrong", "mend it", "a.csv", 7);
  CHECK(error.code == ErrorCode::bad_review);
  CHECK(error.message == "is wrong");
  CHECK(error.remedy == "mend it");
  CHECK(error.file == "a.csv");
  CHECK(error.line == 7);
}

TEST_CASE("braces in a message stay as they are") {
  CHECK(std::string(Error(ErrorCode::bad_registry, "{} {x}", R"({"benchmarks": []})").what()) ==
        R"({} {x}; {"benchmarks": []})");
}
