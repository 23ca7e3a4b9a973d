// A folder like our own data/: records/, registry/, review/.

#include "support/error_of.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;

namespace {

const std::string row_a = "gsm8k,a,,,API access,2024-01-01,0.5,,,\n", row_b = "gsm8k,b,,,,2024-02-01,0.6,,,\n";

Dataset load_folder(const TempFolder& folder, const LoadOptions& options = asking_for({"all"})) {
  return load::load(folder.path(), options);
}

}  // namespace

TEST_CASE("all record files of a data folder are read, by name") {
  const TempFolder folder;
  folder.write("records/2.csv", tidy_header + row_a);
  folder.write(
      "records/1.jsonl",
      R"({"benchmark": "gsm8k", "model": "j", "accessibility": "", "release_date": "2024-03-01", "score": 0.7})");
  folder.write(
      "records/more/3.json",
      R"([{"benchmark": "mmlu", "model": "k", "accessibility": "", "release_date": "2024-03-01", "score": 0.7}])");
  folder.write("records/.hidden.csv", "x");
  folder.write("records/notes.txt", "x");
  const Dataset data = load_folder(folder);
  REQUIRE(data.files.size() == 3);
  CHECK(data.files[0].path == folder.path("records/1.jsonl"));
  CHECK(data.files[1].path == folder.path("records/2.csv"));
  CHECK(data.files[2].path == folder.path("records/more/3.json"));
  CHECK(records_of(data, "gsm8k").records.size() == 2);
  CHECK(records_of(data, "mmlu").records.size() == 1);
  REQUIRE(data.notes.size() == 1);
  CHECK(data.notes[0].find("notes.txt") != std::string::npos);
}

TEST_CASE("a bad row names the file that it is in") {
  const TempFolder folder;
  folder.write("records/1.csv", tidy_header + row_a + row_a);
  folder.write("records/2.csv", tidy_header + row_b + "gsm8k,c,,,,2024-02-01,high,,,\n");
  folder.write("records/0.csv", tidy_header + "gsm8k,c,,,,soon,0.5,,,\n");
  const Dataset data = load_folder(folder);
  REQUIRE(exclusions(data) == std::vector<std::string>{"2 bad_date", "3 bad_score"});
  CHECK(data.files[data.excluded[0].file].path == folder.path("records/0.csv"));
  CHECK(data.files[data.excluded[1].file].path == folder.path("records/2.csv"));
}

TEST_CASE("registry, overrides and verdicts of a data folder are used") {
  const TempFolder folder;
  folder.write("records/1.csv", tidy_header + row_a + row_b);
  folder.write("registry/benchmarks.json",
               R"({"as_of": "2024-06-01", "benchmarks": [{"id": "gsm8k", "title": "Own title"}]})");
  folder.write("registry/accessibility.csv", "model,accessibility,reason\nb,Open weights (unrestricted),known\n");
  folder.write("review/verdicts.csv", "benchmark,threshold,verdict\ngsm8k,0.5,reject\n");
  const Dataset data = load_folder(folder);
  CHECK(data.as_of == parse_date("2024-06-01"));
  CHECK(records_of(data, "gsm8k").benchmark.title == "Own title");
  CHECK(model_of(data, records_of(data, "gsm8k").records[1]).accessibility == "Open weights (unrestricted)");
  REQUIRE(data.verdicts.size() == 1);
  CHECK_FALSE(data.verdicts[0].accept);
}

TEST_CASE("files that the user names go before those of the data folder") {
  const TempFolder folder, own;
  folder.write("records/1.csv", tidy_header + row_a + row_b);
  folder.write("registry/benchmarks.json", R"({"benchmarks": [{"id": "gsm8k", "title": "Theirs", "floor": 0.1}]})");
  folder.write("registry/accessibility.csv", "model,accessibility\nb,Unreleased\n");
  folder.write("review/verdicts.csv", "benchmark,threshold,verdict\ngsm8k,0.5,reject\n");
  LoadOptions options = asking_for({"all"});
  options.registry = own.write("r.json", R"({"benchmarks": [{"id": "gsm8k", "title": "Mine"}]})");
  options.accessibility = own.write("o.csv", "model,accessibility\nb,API access\n");
  options.review = own.write("v.csv", "benchmark,threshold,verdict\ngsm8k,0.5,accept\n");
  const Dataset data = load_folder(folder, options);
  CHECK(records_of(data, "gsm8k").benchmark.title == "Mine");
  CHECK(records_of(data, "gsm8k").benchmark.floor == 0.1);
  CHECK(model_of(data, records_of(data, "gsm8k").records[1]).accessibility == "API access");
  CHECK(data.verdicts.at(0).accept);
}

TEST_CASE("files that steer the analysis are inputs too, with their SHA-256") {
  const TempFolder folder, own;
  folder.write("records/1.csv", tidy_header + row_a + row_b);
  folder.write("registry/benchmarks.json", R"({"benchmarks": [{"id": "gsm8k", "floor": 0.1}]})");
  folder.write("registry/accessibility.csv", "model,accessibility\nnobody,Unreleased\n");
  LoadOptions options = asking_for({"all"});
  options.review = own.write("v.csv", "benchmark,threshold,verdict\ngsm8k,0.5,accept\n");
  const Dataset data = load_folder(folder, options);
  std::vector<std::string> formats;
  for (const InputFile& file : data.files) {
    formats.push_back(file.format);
    CHECK(file.sha256.size() == 64);
    CHECK(file.bytes > 0);
  }
  CHECK(formats == std::vector<std::string>{"registry", "accessibility", "verdicts", "tidy-csv"});
  CHECK(data.notes.empty());  // what comes along may know more than the records do
}

TEST_CASE("a file that the user names should match something") {
  const TempFolder folder, own;
  folder.write("records/1.csv", tidy_header + row_a + row_b);
  LoadOptions options = asking_for({"all"});
  options.accessibility = own.write("o.csv", "model,accessibility\nz,API access\nb,API access\ny,API access\n");
  options.review = own.write("v.csv", "benchmark,threshold,verdict\ngsm9k,0.5,accept\ngsm9k,0.6,accept\n");
  const Dataset data = load_folder(folder, options);
  CHECK(data.notes ==
        std::vector<std::string>{options.accessibility + ": names 2 models without any record; the first is 'y'",
                                 options.review + ": names 1 benchmark without any record; the first is 'gsm9k'"});
}

TEST_CASE("a registry beside the records tells what only more records could") {
  const TempFolder folder;
  folder.write("records/1.csv", tidy_header + row_a);
  folder.write("records/benchmarks.json", R"({"kind": "registry", "as_of": "2026-04-23", "benchmarks": [{"id": "gsm8k",
    "floor": 0.3, "tested": {"open": 50, "closed": 60, "first_date": "2023-01-01", "last_date": "2026-01-01"}}]})");
  const Dataset data = load_folder(folder);
  CHECK(data.as_of == parse_date("2026-04-23"));
  CHECK(records_of(data, "gsm8k").benchmark.floor == 0.3);
  CHECK(records_of(data, "gsm8k").benchmark.tested->open == 50);
}

TEST_CASE("a wrong file of a data folder is an error that names it") {
  const TempFolder folder;
  folder.write("records/1.csv", tidy_header + row_a);
  SECTION("the registry") {
    const std::string path = folder.write("registry/benchmarks.json", "{");
    CHECK(error_of([&] { load_folder(folder); }).file == path);
  }
  SECTION("the verdicts") {
    const std::string path = folder.write("review/verdicts.csv", "benchmark,threshold,verdict\ngsm8k,0.5,perhaps\n");
    const Error error = error_of([&] { load_folder(folder); });
    CHECK(error.file == path);
    CHECK(error.line == 2);
  }
  SECTION("one of the records") {
    const std::string path = folder.write("records/2.csv", "benchmark,model\n");
    CHECK(error_of([&] { load_folder(folder); }).file == path);
  }
}

TEST_CASE("a data folder without records is an error") {
  const TempFolder folder;
  folder.write("records/notes.txt", "x");
  CHECK(error_of([&] { load_folder(folder); }).code == ErrorCode::no_usable_rows);
}

TEST_CASE("manifests among the records are passed over, and no other file whose name only ends alike") {
  const TempFolder folder;
  folder.write("records/1.csv", tidy_header + row_a);
  for (const char* name : {"records/manifest.json", "records/deep/manifest.json", "records/1.csv.manifest.json"})
    folder.write(name, "{}");
  CHECK_NOTHROW(load_folder(folder));
  const std::string path = folder.write("records/mymanifest.json", R"([{"records": 1}])");
  CHECK(error_of([&] { load_folder(folder); }).file == path);
}
