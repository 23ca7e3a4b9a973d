// What a misspelt name may have meant; text folded to a width.

#include "core/near.hpp"

#include "core/display.hpp"
#include "support/catch.hpp"
#include "support/pages.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

using Names = std::vector<std::string>;

TEST_CASE("a name is near when it contains the text, or few letters differ") {
  const Names names = {"arc-agi", "arc-agi-2", "gpqa-diamond", "math-level-5", "mmlu"};
  CHECK(near("gpqa-dimond", names) == Names{"gpqa-diamond"});
  CHECK(near("GPQA Diamond", names) == Names{"gpqa-diamond"});
  CHECK(near("agi", names) == Names{"arc-agi", "arc-agi-2"});
  CHECK(near("mmul", names) == Names{"mmlu"});
  CHECK(near("something else", names).empty());
  CHECK(near("", names).empty());
}

TEST_CASE("at most three names are near, the nearest first") {
  CHECK(near("abcdx", {"abcd", "abcdef", "abcde", "abc", "abcdx"}) == Names{"abcdx", "abcd", "abcde"});
}

TEST_CASE("folded text is never wider than asked for, and nothing of it is lost") {
  for (const std::string& name : awkward_names()) {
    for (const std::size_t width : {2u, 7u, 40u}) {
      CAPTURE(name, width);
      std::string together;
      for (const std::string& line : fold(name, width)) {
        CHECK(display_width(line) <= width);
        together += line;
      }
      std::string letters = name;
      for (std::string* const text : {&together, &letters})
        text->erase(std::remove(text->begin(), text->end(), ' '), text->end());
      CHECK(together == letters);
    }
  }
}

TEST_CASE("folded text is broken at blanks where words allow, and has no control characters") {
  CHECK(fold("one two three", 8) == Names{"one two", "three"});
  CHECK(fold("abcdefghij", 4) == Names{"abcd", "efgh", "ij"});
  CHECK(fold("a\033[2Jb", 20) == Names{"a [2Jb"});
  CHECK(fold("", 20) == Names{""});
}
