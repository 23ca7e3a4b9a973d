// What the readers of other formats have in common: names, models, folders, and who reads what.

#include "support/outside.hpp"

#include "support/error_of.hpp"

using namespace gapcalc;

namespace {

using Texts = std::vector<std::string>;

const std::string mmlu_results =
    R"({"results": {"mmlu": {"acc,none": 0.5}}, "versions": {}, "configs": {}, "model_name": "open"})";

Error aliases_error(const std::string& rows) {
  return error_of([&] { load_outside(mmlu_results, "file.json", rows); });
}

}  // namespace

TEST_CASE("aliases go over the built-in ones by format, name and metric") {
  CHECK(outside_rows(load_outside(mmlu_results, "file.json", "lm-eval,mmlu,acc,hle,0.1\n")) ==
        Texts{"hle open 2024-05-01 0.050000 nan acc"});
  // A blank benchmark: the name stands for nothing.
  CHECK(error_of([] {
          load_outside(mmlu_results, "file.json", "lm-eval,mmlu,acc,,\n");
        }).message.find("1 unknown_benchmark") != std::string::npos);
}

TEST_CASE("a table of aliases that cannot be meant is refused with its line") {
  for (const std::string rows :
       {"none,mmlu,acc,mmlu,1\n", "lm-eval,,acc,mmlu,1\n", "lm-eval,mmlu,acc,mmlu,0\n", "lm-eval,mmlu,acc,mmlu,x\n"}) {
    const Error error = aliases_error(rows);
    CHECK(error.code == ErrorCode::bad_registry);
    CHECK(error.line == 2);
  }
  CHECK(aliases_error("lm-eval,a,b,mmlu,1\nlm-eval,a,b,hle,1\n").line == 3);
}

TEST_CASE("models without a date are excluded, and told with what to do") {
  const TempFolder folder;
  LoadOptions options = asking_for({"all"});
  options.undated = true;
  const std::string file = folder.write("r.json", mmlu_results);
  CHECK(load::load(file, options).notes.empty());  // for what looks at scores alone they have all it takes
  const Error error = error_of([&] { load::load(file, asking_for({"all"})); });
  CHECK(error.message.find("1 no_date") != std::string::npos);
  const std::string other =
      R"({"results": {"mmlu": {"acc,none": 0.6}}, "versions": {}, "config": {}, "model_name": "x"})";
  folder.write("s.json", other);
  options.undated = false;
  options.models = folder.write("m.csv", outside_models);
  const Dataset data = load::load(folder.path(), options);
  CHECK(outside_rows(data) == Texts{"mmlu open 2024-05-01 0.500000 nan acc"});
  CHECK(outside_left(data) == Texts{"no_date: "});
  REQUIRE(data.notes.size() == 1);  // the table of models lies there, too, and is known
  CHECK(data.notes[0].find("1 model without a release date; the first is 'x'") == 0);
}

TEST_CASE("a hub's own table of models may be joined, and does not move the as-of date") {
  const TempFolder folder;
  LoadOptions options = asking_for({"all"});
  options.models =
      folder.write("index.csv",
                   "Model version,Release date,Organization,Country,Model accessibility\n"
                   "open,2024-05-01,O,France,Open weights (unrestricted)\nlater,2026-01-01,L,,API access\n");
  const Dataset data = load::load(folder.write("in/r.json", mmlu_results), options);
  CHECK(outside_rows(data) == Texts{"mmlu open 2024-05-01 0.500000 nan acc"});
  CHECK(data.latest == parse_date("2024-05-01"));
}

TEST_CASE("a data folder may hold results, models and aliases") {
  const TempFolder folder;
  folder.write("records/r.json", mmlu_results);
  folder.write("records/t.csv", tidy_header + "gsm8k,a,,,API access,2024-01-01,0.5,,,\n");
  folder.write("registry/models.csv", outside_models);
  folder.write("registry/aliases.csv", "format,name,metric,benchmark\nlm-eval,mmlu,acc,hle\n");
  const Dataset data = load::load(folder.path(), asking_for({"all"}));
  CHECK(outside_rows(data) == Texts{"gsm8k a 2024-01-01 0.500000 nan ", "hle open 2024-05-01 0.500000 nan acc"});
}

TEST_CASE("tidy records lie beside results in a folder, and what is neither is told") {
  const TempFolder folder;
  folder.write("a/r.json", mmlu_results);
  folder.write("b/t.csv", tidy_header + "gsm8k,a,,,API access,2024-01-01,0.5,,,\n");
  folder.write("c/notes.txt", "none");
  LoadOptions options = asking_for({"all"});
  const TempFolder models;
  options.models = models.write("models.csv", outside_models);
  const Dataset data = load::load(folder.path(), options);
  CHECK(outside_rows(data).size() == 2);
  CHECK(data.notes == Texts{"1 file of no known format left out; the first is " + folder.path("c/notes.txt")});
}

TEST_CASE("the format may be named") {
  const TempFolder folder;
  LoadOptions options = asking_for({"all"});
  options.models = folder.write("models.csv", outside_models);
  const std::string bare = R"({"results": {"mmlu": {"acc,none": 0.5}}, "model_name": "open"})";
  const std::string file = folder.write("in/bare.json", bare);
  CHECK(error_of([&] { load::load(file, options); }).code == ErrorCode::not_recognised);
  options.input_format = "lm-eval";
  CHECK(outside_rows(load::load(file, options)).size() == 1);
  options.input_format = "tidy";
  CHECK(error_of([&] { load::load(folder.write("in/r.json", mmlu_results), options); }).code ==
        ErrorCode::not_recognised);
}

TEST_CASE("a file that two formats fit is refused with what to do") {
  const std::string both =
      R"({"results": {"mmlu": {"acc,none": 0.5}}, "versions": {}, "config": {}, "model_name": "open",
          "version": 2, "status": "success", "eval": {}, "plan": {}})";
  const Error error = error_of([&] { load_outside(both); });
  CHECK(error.code == ErrorCode::not_recognised);
  CHECK(error.message == "may be of the formats lm-eval, inspect");
  CHECK(error.remedy == "name the right one: --input-format lm-eval");
}
