// Folders of other programs' results: what lies among them that is broken, linked, or no file.

#include <sys/stat.h>

#include "support/error_of.hpp"
#include "support/outside.hpp"

using namespace gapcalc;

namespace {

using Texts = std::vector<std::string>;

const std::string good_results =
    R"({"results": {"mmlu": {"acc,none": 0.5}}, "versions": {}, "configs": {}, "model_name": "open"})";
const std::string good_row = "mmlu open 2024-05-01 0.500000 nan acc";

/// A folder of results, and options with a table of its models, which lies elsewhere.
struct Results {
  TempFolder folder, elsewhere;
  LoadOptions options = asking_for({"all"});
  Results() {
    options.models = elsewhere.write("models.csv", outside_models);
    folder.write("good.json", good_results);
  }
  [[nodiscard]] Dataset load() const { return load::load(folder.path(), options); }
};

}  // namespace

TEST_CASE("a file that breaks off takes no other results of its folder along") {
  const Results results;
  results.folder.write("cut.json", good_results.substr(0, good_results.size() - 5));
  results.folder.write("run/x.eval", "PK\x03\x04 no archive");
  const Dataset data = results.load();
  CHECK(outside_rows(data) == Texts{good_row});
  REQUIRE(data.notes.size() == 1);
  CHECK(data.notes[0].starts_with("2 files that cannot be read left out; the first is " +
                                  results.folder.path("cut.json") + ": is no whole JSON object"));
}

TEST_CASE("a folder of which nothing can be read is refused by what its first file has") {
  const Results results;
  results.folder.write("good.json", good_results.substr(0, good_results.size() - 5));
  const Error error = error_of([&] { static_cast<void>(results.load()); });
  CHECK(error.code == ErrorCode::broken_json);
  CHECK(error.file == results.folder.path("good.json"));
}

TEST_CASE("broken records in a folder of results stay an error") {
  const Results results;
  results.folder.write("t.csv", tidy_header + "gsm8k,a,,,API access,2024-01-01,0.5,,,\n\"never closed");
  CHECK(error_of([&] { static_cast<void>(results.load()); }).code == ErrorCode::broken_csv);
}

TEST_CASE("pipes and links to nothing are passed over, and told") {
  const Results results;
  REQUIRE(::mkfifo(results.folder.path("pipe").c_str(), 0600) == 0);
  std::filesystem::create_symlink("nowhere", results.folder.path("z"));
  const Dataset data = results.load();
  CHECK(outside_rows(data) == Texts{good_row});
  CHECK(data.notes == Texts{"2 paths left out: no regular file; the first is " + results.folder.path("pipe")});
}

TEST_CASE("a cache of Hugging Face is read by its snapshots, each file once") {
  const Results results;
  const std::string cache = "models--example--open-8b/";
  results.folder.write(cache + "blobs/222", good_results);
  results.folder.write(cache + "refs/main", "abc");
  for (const std::string revision : {"abc", "def"}) {
    std::filesystem::create_directories(results.folder.path(cache + "snapshots/" + revision));
    std::filesystem::create_symlink("../../blobs/222",
                                    results.folder.path(cache + "snapshots/" + revision + "/r.json"));
  }
  const Dataset data = results.load();
  CHECK(outside_rows(data) == Texts{good_row, good_row});  // with the one beside the cache
  CHECK(data.notes == Texts{"1 path left out: a link to a file that is read; the first is " +
                            results.folder.path(cache + "snapshots/def/r.json")});
}

TEST_CASE("a format that is named is looked for in a data folder, too") {
  Results results;
  results.folder.write("records/r.json", good_results);
  results.folder.write("records/t.csv", tidy_header + "gsm8k,a,,,API access,2024-01-01,0.5,,,\n");
  results.options.input_format = "lm-eval";
  const Dataset data = results.load();
  CHECK(outside_rows(data) == Texts{good_row});
  CHECK(data.notes ==
        Texts{"1 file of no known format left out; the first is " + results.folder.path("records/t.csv")});
  results.options.input_format = "metr";
  CHECK(error_of([&] { static_cast<void>(results.load()); }).remedy == "leave --input-format out, or name another");
  results.options.input_format.clear();
  results.folder.write("records/x.json", R"({"odd": 1})");
  CHECK_FALSE(error_of([&] { static_cast<void>(results.load()); }).message.empty());
}

TEST_CASE("refusals say which option helps") {
  const std::string own =
      R"({"results": {"own": {"acc,none": 0.5}}, "versions": {}, "configs": {}, "model_name": "open"})";
  CHECK(error_of([&] { load_outside(own); }).remedy == "say by --aliases which benchmark a task is");
  const Results results;
  LoadOptions options = results.options;
  options.models = results.elsewhere.write("m.csv", "name,date\na,2024-01-01\n");
  const Error error = error_of([&] { load::load(results.folder.path("good.json"), options); });
  CHECK(error.code == ErrorCode::missing_column);
  CHECK(error.remedy.starts_with("a table of models needs the columns model and release_date"));
}
