// The options that say which scores count, as text.

#include "gapcalc/options.hpp"
#include "support/error_of.hpp"

using namespace gapcalc;

TEST_CASE("what confirms a crosser is read back from its text") {
  for (const std::string text : {"first", "lower-bound", "kth=2", "lower-bound,kth=10"})
    CHECK(to_string(parse_confirm(text)) == text);
  CHECK(parse_confirm(" kth=3 , lower-bound ") == Confirm{true, 3});
  CHECK(parse_confirm("kth=1") == Confirm{});
  for (const std::string text :
       {"", "second", "kth", "kth=", "kth=0", "kth=1.5", "kth=101", "kth=-1", "lower-bound,"}) {
    INFO("'" << text << "'");
    const Error error = error_of([&] { parse_confirm(text); });
    CHECK(error.code == ErrorCode::bad_option);
    CHECK(error.message.find("confirms nothing") != std::string::npos);
    CHECK_FALSE(error.remedy.empty());
  }
}

TEST_CASE("a handicap is read back from its text") {
  for (const std::string text : {"open=+0.02", "closed=-0.1", "closed=+0.05,open=-0.5"})
    CHECK(to_string(parse_handicap(text)) == text);
  CHECK(parse_handicap(" open = 0.02 ") == Handicap{0, 0.02});
  CHECK(to_string(parse_handicap("open=0")).empty());
  for (const std::string text :
       {"", "open", "open=", "open=x", "open=+-1", "any=0.1", "open=nan", "open=101", "open=1,open=2"}) {
    INFO("'" << text << "'");
    const Error error = error_of([&] { parse_handicap(text); });
    CHECK(error.code == ErrorCode::bad_option);
    CHECK_FALSE(error.remedy.empty());
  }
}

TEST_CASE("every filter is named, and none where all scores count as they are") {
  CrossOptions options;
  CHECK(filter_clauses(options).empty());
  options.provenance = {"independent", "caveat"};
  options.evaluators = {"third_party"};
  options.exclude_relationships = {"first_party", "other"};
  options.confirm = {true, 23};
  options.one_per = OnePer::family;
  options.handicap = {-0.01, 0.02, Handicap::Scale::logit};
  CHECK(filter_clauses(options) ==
        std::vector<std::string>{
            "only benchmarks whose scores are independent or caveat", "only scores that third_party measured",
            "no scores that first_party or other measured",
            "the lower end of a score's 90% interval must reach a threshold",
            "the 23rd model to reach a threshold stands for the first", "the versions of a model count as one",
            "scores of the group 'closed' -0.01 on the logit", "scores of the group 'open' +0.02 on the logit"});
  options = {};
  for (const auto& [k, word] :
       std::vector<std::pair<int, std::string>>{{2, "2nd"}, {4, "4th"}, {11, "11th"}, {13, "13th"}, {21, "21st"}}) {
    options.confirm.kth = k;
    CHECK(filter_clauses(options).at(0).find(word) == 4);
  }
}
