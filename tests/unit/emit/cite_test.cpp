#include <nlohmann/json.hpp>

#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;

namespace {

nlohmann::json cited(const Dataset& data, bool bundled) {
  return nlohmann::json::parse(emit::citations(data, bundled, "json"));
}

}  // namespace

TEST_CASE("the program is cited by CITATION.cff, whose version is that of the program") {
  const nlohmann::json program = cited(load::load("", {}), true)["citations"][0];
  CHECK(program["type"] == "software");
  CHECK(program["version"] == std::string(version()));
  CHECK(program["author"][0]["literal"] == "The gapcalc authors");
  CHECK(program["issued"]["date-parts"][0].size() == 3);
}

TEST_CASE("every benchmark in the data has its board cited, and no other") {
  const Dataset data = load::load("", {});
  const nlohmann::json all = cited(data, true)["citations"];
  REQUIRE(all.size() == data.benchmarks.size() + 2);
  for (std::size_t i = 0; i < data.benchmarks.size(); ++i) {
    CHECK(all[i + 2]["id"] == data.benchmarks[i].benchmark.id);
    CHECK(all[i + 2]["URL"] == data.benchmarks[i].benchmark.provenance.link);
  }
}

TEST_CASE("what gapcalc does not know of somebody's own records is said, not made up") {
  const Dataset data = load_rows("my 100%_bench,a,,,API access,2024-01-01,0.5,,,\n");
  const nlohmann::json document = cited(data, false);
  const nlohmann::json board = document["citations"][2];
  CHECK_FALSE(board.contains("URL"));
  CHECK(board["note"] == "Who ran the evaluations is not known to gapcalc");
  const std::string note = document["citations"][1]["note"];
  CHECK(note == "Where the records read come from it: releases up to 2024-01-01; SHA-256 " + data.files[0].sha256);
}

TEST_CASE("signs that steer TeX are harmless in BibTeX") {
  LoadOptions options = asking_for({"all"});
  const TempFolder folder;
  options.registry = folder.write(
      "registry.json",
      R"({"benchmarks": [{"id": "b", "title": "100% & #1 {of} a_b ~^\\", "provenance": {"link": "https://a.org/~b_c"}}]})");
  const std::string text = emit::citations(load_rows("b,a,,,API access,2024-01-01,0.5,,,\n", options), false, "bibtex");
  CHECK(text.find(R"(title = {{100\% \& \#1 \{of\} a\_b \~{}\^{}\textbackslash{}}})") != text.npos);
  CHECK(text.find(R"(howpublished = {\url{https://a.org/~b_c}})") != text.npos);
}
