#include <nlohmann/json.hpp>
#include <set>

#include "emit/csv_columns.hpp"
#include "gapcalc/emit.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"

using namespace gapcalc;
using nlohmann::json;

namespace {

// SHA-256 of "abc", FIPS 180-2, appendix B.1.
const std::string of_abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

Analysis of_two_models() {
  Analysis analysis;
  analysis.data = test::dataset({test::closed_row("a", "2024-01-01", 0.5), test::open_row("b", "2024-07-01", 0.6)});
  analysis.crossings = cross::cross(analysis.data, {});
  return analysis;
}

}  // namespace

TEST_CASE("a manifest holds the hash, size and rows of each output, and what was not used") {
  const std::vector<emit::File> files = {{"a.csv", "x,y\n1,\"two\nlines\"\n3,4\n"}, {"b.json", "abc"}};
  emit::Made made;
  made.from.as_of = test::day("2026-04-23");
  made.excluded = {{Reason::no_date, 2}};
  const json manifest = json::parse(emit::manifest({{"analyze", "x"}, {}}, made, files));
  CHECK(manifest["kind"] == "manifest");
  CHECK(manifest["as_of"] == "2026-04-23");
  CHECK(manifest["arguments"] == json{"analyze", "x"});
  CHECK(manifest["created"].is_null());
  CHECK(manifest["outputs"][0]["rows"] == 2);
  CHECK(manifest["outputs"][1] == json{{"path", "b.json"}, {"sha256", of_abc}, {"bytes", 3}, {"rows", nullptr}});
  CHECK(manifest["excluded"] == json{{"no_date", 2}});
}

TEST_CASE("every CSV table of an analysis has the columns that the data package describes") {
  const Analysis analysis = of_two_models();
  const std::vector<emit::File> files = emit::csv_files(analysis);
  const json package = json::parse(emit::data_package(analysis, files));
  REQUIRE(package["resources"].size() == emit::csv_tables().size());
  for (std::size_t i = 0; i < emit::csv_tables().size(); ++i) {
    const json& resource = package["resources"][i];
    CHECK(resource["path"] == files[i].name);
    CHECK(resource["bytes"] == files[i].bytes.size());
    std::string header;
    for (const json& field : resource["schema"]["fields"]) {
      (header += header.empty() ? "" : ",") += field["name"].get<std::string>();
      const std::string type = field["type"];
      const std::set<std::string> known = {"string", "number", "integer", "boolean", "date"};
      CHECK(known.contains(type));
    }
    CHECK(files[i].bytes.substr(0, files[i].bytes.find('\n')) == header);
  }
}

TEST_CASE("a data package names the hub's licence only where the scores are the hub's") {
  Analysis analysis = of_two_models();
  CHECK_FALSE(json::parse(emit::data_package(analysis, {})).contains("licenses"));
  analysis.data.files.front().format = "hub-csv";
  CHECK(json::parse(emit::data_package(analysis, {}))["licenses"][0]["name"] == "CC-BY-4.0");
}
