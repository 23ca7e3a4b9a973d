#include "gapcalc/load.hpp"
#include "support/error_of.hpp"
#include "support/temp_folder.hpp"

using namespace gapcalc;

TEST_CASE("the built-in claims are read, with bounds in the measure of their quantity") {
  const auto claims = load::claims("").list;
  REQUIRE(claims.size() == 4);
  for (const Claim& claim : claims) {
    CHECK_FALSE(claim.text.empty());
    CHECK_FALSE(claim.source.empty());
    CHECK((claim.low || claim.high));
  }
  CHECK(*claims[1].low == parse_date("2024-11-02")->days);
  CHECK(*claims[3].high == Approx(months(14)));
}

TEST_CASE("a file of claims is an input with its hash, the built-in ones are none") {
  const TempFolder folder;
  const std::string text = R"({"claims": [{"id": "a", "text": "t", "quantity": "q", "low": 1}]})";
  const auto claims = load::claims(folder.write("c.json", text));
  REQUIRE(claims.file);
  CHECK(claims.file->path == folder.path("c.json"));
  CHECK(claims.file->format == "claims");
  CHECK(claims.file->bytes == text.size());
  CHECK(claims.file->sha256 == "85d17ffc3baf656a0d78476be9eaea418a3a86f3e331892992e32553f0584954");  // of sha256sum
  CHECK_FALSE(load::claims("").file);
}

TEST_CASE("a wrong file of claims is refused with the reason") {
  const TempFolder folder;
  const auto refused = [&](const std::string& text) {
    return error_of([&] { load::claims(folder.write("c.json", text)); });
  };
  CHECK(refused("{").code == ErrorCode::broken_json);
  CHECK(refused("[]").message == "holds no claims");
  CHECK(refused(R"({"claims": [1]})").message == "a claim is no object");
  CHECK(refused(R"({"claims": [{"id": "a"}]})").message == "a claim has no 'text'");
  CHECK(refused(R"({"claims": [{"id": "a", "text": "t", "quantity": "q"}]})").message == "claim 'a' has no bound");
  CHECK(refused(R"({"claims": [{"id": "a", "text": "t", "quantity": "q", "low": "soon"}]})").message ==
        "'low' is neither a number nor a date");
  CHECK(refused(R"({"claims": [{"id": "a", "text": "t", "quantity": "q", "low": 2, "high": 1}]})").message ==
        "the low bound of claim 'a' is above the high one");
  CHECK(error_of([&] { load::claims(folder.path("none.json")); }).code == ErrorCode::unreadable);
}
