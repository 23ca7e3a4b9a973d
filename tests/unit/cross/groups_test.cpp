// Who is open, who is closed, and who is compared (METHOD, section 2).

#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"

using namespace gapcalc;
using namespace gapcalc::test;

namespace {

Model model(const std::string& accessibility, const std::string& country = "", const std::string& organization = "") {
  return {"m", organization, country, accessibility};
}

CrossOptions comparing(std::string_view closed, std::string_view open) {
  CrossOptions options;
  options.closed = parse_group(closed);
  options.open = parse_group(open);
  return options;
}

}  // namespace

TEST_CASE("the accessibility text alone tells open from closed") {
  CHECK(weights("Open weights") == Weights::open);
  CHECK(weights("Open weights (unrestricted)") == Weights::open);
  CHECK(weights("Open weights (restricted use)") == Weights::open);
  CHECK(weights("Open weights (non-commercial)") == Weights::open);
  CHECK(weights("API access") == Weights::closed);
  CHECK(weights("Hosted access (no API)") == Weights::closed);
  CHECK(weights("Unreleased") == Weights::not_released);
}

TEST_CASE("any other accessibility text is unclassified, never guessed") {
  const std::string text = GENERATE("", "open weights", "Weights open", "API access (waitlist)", "API", "Hosted access",
                                    "unreleased", "Unreleased (soon)", "GPT-4", " Open weights");
  CAPTURE(text);
  CHECK(weights(text) == Weights::unclassified);
}

TEST_CASE("the licence class is the text in brackets of open weights") {
  CHECK(cross::licence("Open weights (unrestricted)") == "unrestricted");
  CHECK(cross::licence("Open weights (restricted use)") == "restricted use");
  CHECK(cross::licence("Open weights ( non-commercial )") == "non-commercial");
  CHECK(cross::licence("Open weights") == "");
  CHECK(cross::licence("Open weights )(") == "");
  CHECK(cross::licence("Hosted access (no API)") == "");
}

TEST_CASE("a list contains its whole trimmed entries only") {
  CHECK(cross::list_contains("Hong Kong,China", "China"));
  CHECK(cross::list_contains("Hong Kong, China ", "China"));
  CHECK(cross::list_contains("Hong Kong,China", " Hong Kong"));
  CHECK_FALSE(cross::list_contains("Hong Kong,China", "Hong"));
  CHECK_FALSE(cross::list_contains("Hong Kong,China", "china"));
  CHECK_FALSE(cross::list_contains("Hong Kong,China", "Hong Kong,China"));
  CHECK_FALSE(cross::list_contains("", "China"));
}

TEST_CASE("every filter of a group that is set must let a model pass") {
  const Group group = parse_group("open,country=China,country=France,organization=Qwen,licence=unrestricted");
  CHECK(cross::contains(group, model(open_text, "Hong Kong,China", "Alibaba,Qwen")));
  CHECK(cross::contains(group, model(open_text, "France", "Qwen")));
  CHECK_FALSE(cross::contains(group, model(closed_text, "China", "Qwen")));
  CHECK_FALSE(cross::contains(group, model(open_text, "Germany", "Qwen")));
  CHECK_FALSE(cross::contains(group, model(open_text, "China", "DeepSeek")));
  CHECK_FALSE(cross::contains(group, model("Open weights (non-commercial)", "China", "Qwen")));
  CHECK_FALSE(cross::contains(group, model(open_text, "", "Qwen")));
}

TEST_CASE("a group of any weights still needs a known accessibility") {
  const Group any = parse_group("any");
  CHECK(cross::contains(any, model(open_text)));
  CHECK(cross::contains(any, model(closed_text)));
  CHECK_FALSE(cross::contains(any, model("")));
  CHECK_FALSE(cross::contains(any, model("Unreleased")));
}

TEST_CASE("a group is written as it is read") {
  const std::string text = GENERATE("any", "open", "closed,organization=OpenAI",
                                    "open,country=China,country=France,organization=Qwen,licence=restricted use");
  CHECK(to_string(parse_group(text)) == text);
  CHECK(to_string(CrossOptions{}.closed) == "closed");
  CHECK(to_string(CrossOptions{}.open) == "open");
  CHECK(to_string(parse_group(" open , country = Hong Kong ")) == "open,country=Hong Kong");
}

TEST_CASE("a term that is no part of a group is a bad option") {
  const std::string text = GENERATE("", "opne", "open,", "country=", "country", "open=1", "nation=China", "Open");
  CAPTURE(text);
  CHECK_THROWS_AS(parse_group(text), Error);
  try {
    parse_group(text);
  } catch (const Error& error) {
    CHECK(error.code == ErrorCode::bad_option);
  }
}

TEST_CASE("records in neither group are listed with the reason and their place") {
  std::vector<Row> rows = {closed_row("c", "2024-01-01", 0.5), open_row("o", "2024-02-01", 0.5)};
  rows[1].country = "Hong Kong,China";
  rows.push_back({"b", "french", open_text, day("2024-01-02"), 0.5, "France"});
  rows.push_back({"b", "blank", "", day("2024-01-02"), 0.5});
  rows.push_back({"b", "unknown", "Leaked", day("2024-01-02"), 0.5});
  rows.push_back({"b", "secret", "Unreleased", day("2024-01-02"), 0.5});
  const Dataset data = dataset(rows);
  const Crossings result = cross::cross(data, comparing("closed", "open,country=China"));

  using Listed = std::tuple<std::string, Reason, std::uint32_t>;
  std::vector<Listed> listed;
  for (const Excluded& row : result.excluded) {
    CHECK(row.file == 0);
    CHECK(row.benchmark == 0);
    listed.emplace_back(data.models[row.model].name, row.reason, row.line);
  }
  CHECK(listed == std::vector<Listed>{{"french", Reason::not_in_group, 4},
                                      {"blank", Reason::unclassified, 5},
                                      {"unknown", Reason::unclassified, 6},
                                      {"secret", Reason::not_released, 7}});
  CHECK(result.benchmarks[0].n_open == 1);
  CHECK(result.benchmarks[0].crossings.front().open->model == "o");
}

TEST_CASE("any two groups can be compared, even such that share models") {
  std::vector<Row> rows = {closed_row("leader", "2024-01-01", 0.5), open_row("first", "2024-02-01", 0.5),
                           open_row("second", "2024-05-01", 0.5)};
  for (std::size_t i = 0; i < rows.size(); ++i) rows[i].organization = "Lab " + std::to_string(i);
  const auto pair = [&](const CrossOptions& options) {
    const auto result = cross::cross(dataset(rows), options).benchmarks[0].crossings.at(0);
    return std::tuple(result.closed.model, result.open->model, *result.gap_days());
  };
  CHECK(pair(comparing("any,organization=Lab 1", "any,organization=Lab 2")) == std::tuple("first", "second", 90));
  CHECK(pair(comparing("open,organization=Lab 2", "closed")) == std::tuple("second", "leader", -121));
  CHECK(pair(comparing("any", "open")) == std::tuple("leader", "first", 31));
  CHECK(pair(comparing("open", "open")) == std::tuple("first", "first", 0));
}

TEST_CASE("a group without a model is noted") {
  const std::vector<Row> rows = {closed_row("c", "2024-01-01", 0.5)};
  const auto notes = cross::cross(dataset(rows), comparing("closed", "open,country=Chile")).notes;
  REQUIRE(notes.size() == 1);
  CHECK(notes[0].find("open,country=Chile") != std::string::npos);
}
