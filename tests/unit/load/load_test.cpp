// Which kind of input it is, told by content.

#include "gapcalc/load.hpp"

#include "load/bytes.hpp"
#include "support/error_of.hpp"
#include "support/load_text.hpp"

using namespace gapcalc;

namespace {

Error refusal(const std::string& path) {
  return error_of([&] { load::load(path, LoadOptions{}); });
}

}  // namespace

TEST_CASE("without a path the bundled records are read") {
  const Dataset data = load::load("", LoadOptions{});
  CHECK(data.benchmarks.size() >= 16);
  CHECK(data.excluded.empty());
  CHECK(data.as_of);
}

TEST_CASE("a path that leads nowhere is unreadable") {
  const TempFolder folder;
  const Error error = refusal(folder.path("absent"));
  CHECK(error.code == ErrorCode::unreadable);
  CHECK(error.file == folder.path("absent"));
}

TEST_CASE("an empty file is not recognised") {
  const TempFolder folder;
  for (const char* bytes : {"", "\n", "  \r\n\t "}) {
    const Error error = refusal(folder.write("empty", bytes));
    CHECK(error.code == ErrorCode::not_recognised);
    CHECK(error.message.find("empty") != std::string::npos);
  }
}

TEST_CASE("a folder that is neither dump nor data folder is not recognised") {
  const TempFolder folder;
  CHECK(refusal(folder.path()).code == ErrorCode::not_recognised);
  folder.write("gpqa_diamond.csv", "Model version\n");
  const Error error = refusal(folder.path());
  CHECK(error.code == ErrorCode::not_recognised);
  CHECK(error.remedy.find("epoch_capabilities_index.csv") != std::string::npos);
}

TEST_CASE("a file of something else is an error, not a crash") {
  const TempFolder folder;
  CHECK(refusal(folder.write("a", "hello world\n")).code == ErrorCode::missing_column);
  CHECK(refusal(folder.write("a", std::string("\x7F"
                                              "ELF\x02\x01\x01\0\0\0\xFF\xD8",
                                              12)))
            .code == ErrorCode::broken_csv);
  CHECK(refusal(folder.write("a", std::string("\xFF\xFE"
                                              "b\0",
                                              4)))
            .code == ErrorCode::broken_csv);
  CHECK(refusal(folder.write("a", "<html><body>Not found</body></html>\n")).code == ErrorCode::missing_column);
  CHECK(refusal(folder.write("a", "{}")).code == ErrorCode::not_recognised);
}

TEST_CASE("JSON is known behind white space and a byte order mark") {
  const std::string record =
      R"({"benchmark": "gsm8k", "model": "m", "accessibility": "", "release_date": "2024-01-01", "score": 0.5})";
  for (const std::string start : {"", "\n\n  ", "\xEF\xBB\xBF", "\xEF\xBB\xBF\r\n"}) {
    CHECK(load_text(start + record).files[0].format == "tidy-json");
    CHECK(load_text(start + "[" + record + "]").files[0].format == "tidy-json");
  }
}

TEST_CASE("a file is described by its path, size and SHA-256") {
  const TempFolder folder;
  const std::string text = tidy_header + "gsm8k,m,,,API access,2024-01-01,0.5,,,\n";
  const std::string path = folder.write("r.csv", text);
  const Dataset data = load::load(path, LoadOptions{});
  REQUIRE(data.files.size() == 1);
  CHECK(data.files[0].path == path);
  CHECK(data.files[0].bytes == text.size());
  Sha256 hash;
  hash.update(text);
  CHECK(data.files[0].sha256 == hash.finish());
}

TEST_CASE("a long file has the same SHA-256 and size as its bytes, in either format") {
  std::string csv = tidy_header, json = "[";
  for (int i = 0; i < 3000; ++i) {
    csv += "gsm8k,m" + std::to_string(i) + ",,,API access,2024-01-01,0.5,,,\n";
    json += std::string(i > 0 ? "," : "") + R"({"benchmark": "gsm8k", "model": "m)" + std::to_string(i) +
            R"(", "accessibility": "API access", "release_date": "2024-01-01", "score": 0.5})" + "\n";
  }
  for (const std::string& text : {csv, json + "]\n\n"}) {
    const Dataset data = load_text(text);
    Sha256 hash;
    hash.update(text);
    CHECK(data.files[0].bytes == text.size());
    CHECK(data.files[0].sha256 == hash.finish());
    CHECK(data.files[0].records == 3000);
  }
}
