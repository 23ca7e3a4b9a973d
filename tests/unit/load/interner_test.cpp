#include "load/interner.hpp"

#include <map>
#include <random>

#include "support/catch.hpp"

using namespace gapcalc::load;

TEST_CASE("distinct texts are numbered from 0 in order of first appearance") {
  Interner texts;
  CHECK(texts.intern({"a"}).index == 0);
  CHECK(texts.intern({"b"}).index == 1);
  CHECK(texts.intern({""}).index == 2);
  const auto again = texts.intern({"a"});
  CHECK(again.index == 0);
  CHECK_FALSE(again.is_new);
  CHECK(texts.contains("b"));
  CHECK(texts.contains(""));
  CHECK_FALSE(texts.contains("c"));
}

TEST_CASE("texts of any length are told apart, and known again") {
  Interner texts;
  for (const std::size_t length : {1u, 7u, 8u, 9u, 15u, 16u, 17u, 24u, 31u, 32u, 33u, 200u})
    for (std::size_t at = 0; at < length; ++at) {  // each differs from the others in one place only
      std::string text(length, 'x');
      text[at] = 'y';
      REQUIRE(texts.intern({text}).is_new);
      REQUIRE_FALSE(texts.intern({text}).is_new);
    }
}

TEST_CASE("rows of the same letters that are split otherwise are different") {
  Interner rows;
  CHECK(rows.intern({"ab", "c"}).index == 0);
  CHECK(rows.intern({"a", "bc"}).index == 1);
  CHECK(rows.intern({"abc", ""}).index == 2);
  CHECK(rows.intern({"", "abc"}).index == 3);
  CHECK(rows.intern({"ab", "c"}).index == 0);
  constexpr std::string_view with_nul("a\0b", 3), with_nul_too("b\0c", 3);
  CHECK(rows.intern({with_nul, "c"}).index == 4);
  CHECK(rows.intern({"a", with_nul_too}).index == 5);
}

TEST_CASE("many rows keep the numbers that a map gives them") {
  Interner rows;
  std::map<std::pair<std::string, std::string>, std::uint32_t> expected;
  std::mt19937 bits(1);
  for (int i = 0; i < 200'000; ++i) {
    const std::string first = "model-" + std::to_string(bits() % 500), second(bits() % 40, 'z');
    const auto [at, is_new] = expected.emplace(std::pair(first, second), static_cast<std::uint32_t>(expected.size()));
    const auto found = rows.intern({first, second});
    REQUIRE(found.index == at->second);
    REQUIRE(found.is_new == is_new);
  }
  CHECK(expected.size() > 15'000);
}
