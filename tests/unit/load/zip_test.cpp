#include "load/zip.hpp"

#include <zip.h>

#include <map>

#include "load/bytes.hpp"
#include "support/error_of.hpp"
#include "support/hub_folder.hpp"

using namespace gapcalc;

namespace {

/// Writes an archive of these files, uncompressed or deflated; returns its bytes.
std::string zip_of(const std::string& path, const std::map<std::string, std::string>& files, bool stored = false) {
  int code = 0;
  zip_t* archive = zip_open(path.c_str(), ZIP_CREATE | ZIP_TRUNCATE, &code);
  REQUIRE(archive != nullptr);
  for (const auto& [name, bytes] : files) {
    if (name.ends_with('/')) {
      REQUIRE(zip_dir_add(archive, name.c_str(), ZIP_FL_ENC_UTF_8) >= 0);
      continue;
    }
    zip_source_t* source = zip_source_buffer(archive, bytes.data(), bytes.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), source, ZIP_FL_ENC_UTF_8);
    REQUIRE(index >= 0);
    if (stored) zip_set_file_compression(archive, static_cast<zip_uint64_t>(index), ZIP_CM_STORE, 0);
  }
  REQUIRE(zip_close(archive) == 0);
  return load::read_file(path);
}

std::map<std::string, std::string> dump(const std::string& top = "") {
  return {{top + "epoch_capabilities_index.csv",
           "Model version,Release date,Organization,Country,Model accessibility\n"
           "gpt-4,2023-03-14,OpenAI,United States of America,API access\n"},
          {top + "gpqa_diamond.csv", "Model version,Best score (across scorers),Release date\ngpt-4,0.35,\n"}};
}

Dataset load_zip(const std::string& path) { return load::load(path, LoadOptions{}); }

/// Puts a little-endian number of four bytes `offset` behind the first `mark`.
void patch(std::string& bytes, std::string_view mark, std::size_t offset, std::uint32_t value) {
  const std::size_t at = bytes.find(mark);
  REQUIRE(at != std::string::npos);
  for (std::size_t i = 0; i < 4; ++i) bytes[at + offset + i] = static_cast<char>(value >> (8 * i));
}

const std::string_view local_header = "PK\x03\x04", directory_header = "PK\x01\x02";
constexpr std::size_t directory_size_field = 24;  // of the unpacked bytes

}  // namespace

TEST_CASE("a zip archive gives the same records as its folder, whatever its top folder is called") {
  const TempFolder folder;
  const std::string top = GENERATE("", "benchmark_data/", "a/b/");
  const std::string path = folder.path("dump.zip");
  auto files = dump(top);
  if (!top.empty()) files.emplace(top, "");
  zip_of(path, files);
  const Dataset data = load_zip(path);
  CHECK(record_of(data, "gpqa-diamond", "gpt-4").score == 0.35);
  CHECK(model_of(data, record_of(data, "gpqa-diamond", "gpt-4")).accessibility == "API access");
  REQUIRE(data.files.size() == 3);
  CHECK(data.files[0].path == path);
  CHECK(data.files[0].format == "zip");
  CHECK(data.files[2].path == path + "/" + top + "gpqa_diamond.csv");
  CHECK(data.files[2].format == "hub-zip");
}

TEST_CASE("an archive is known by its content, not its name") {
  const TempFolder folder;
  zip_of(folder.path("dump.csv"), dump());
  CHECK(record_of(load_zip(folder.path("dump.csv")), "gpqa-diamond", "gpt-4").score == 0.35);
}

TEST_CASE("an archive cut off anywhere is an error") {
  const TempFolder folder;
  const std::string whole = zip_of(folder.path("dump.zip"), dump());
  for (const std::size_t size : {std::size_t{4}, std::size_t{30}, whole.size() / 2, whole.size() - 1}) {
    INFO(size << " of " << whole.size() << " bytes");
    const std::string path = folder.write("cut.zip", whole.substr(0, size));
    const Error error = error_of([&] { load_zip(path); });
    CHECK(error.code == ErrorCode::broken_zip);
    CHECK(error.file == path);
  }
}

TEST_CASE("bytes that only begin like an archive are an error") {
  const TempFolder folder;
  const std::string path = folder.write("odd.zip", "PK\x03\x04 and then text, more of it than any header has");
  CHECK(error_of([&] { load_zip(path); }).code == ErrorCode::broken_zip);
}

TEST_CASE("an archive that is no hub dump is not recognised") {
  const TempFolder folder;
  zip_of(folder.path("other.zip"), {{"readme.txt", "text"}});
  const Error error = error_of([&] { load_zip(folder.path("other.zip")); });
  CHECK(error.code == ErrorCode::not_recognised);
  const std::string empty("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 22);
  CHECK(error_of([&] { load_zip(folder.write("empty.zip", empty)); }).code == ErrorCode::not_recognised);
}

TEST_CASE("a damaged entry is an error that names it") {
  const TempFolder folder;
  std::string bytes = zip_of(folder.path("dump.zip"), dump(), true);
  bytes[bytes.find("0.35")] = '9';  // the checksum no longer fits
  const Error error = error_of([&] { load_zip(folder.write("damaged.zip", bytes)); });
  CHECK(error.code == ErrorCode::broken_zip);
  CHECK(error.message.find("gpqa_diamond.csv") != std::string::npos);
}

TEST_CASE("an entry that states more bytes than a dump can have is refused before it is unpacked") {
  const TempFolder folder;
  std::string bytes = zip_of(folder.path("dump.zip"), dump());
  patch(bytes, directory_header, directory_size_field, 0x7FFFFFFF);
  const Error error = error_of([&] { load_zip(folder.write("bomb.zip", bytes)); });
  CHECK(error.code == ErrorCode::broken_zip);
  CHECK(error.message.find("too many bytes") != std::string::npos);
}

TEST_CASE("an entry that unpacks to more or less than it states is an error") {
  const TempFolder folder;
  std::string bytes = zip_of(folder.path("dump.zip"), dump());
  patch(bytes, directory_header, directory_size_field, GENERATE(10u, 1000u));
  CHECK(error_of([&] { load_zip(folder.write("liar.zip", bytes)); }).code == ErrorCode::broken_zip);
}

TEST_CASE("an encrypted entry is an error") {
  const TempFolder folder;
  std::string bytes = zip_of(folder.path("dump.zip"), dump());
  bytes[bytes.find(local_header) + 6] |= 1;
  bytes[bytes.find(directory_header) + 8] |= 1;
  const Error error = error_of([&] { load_zip(folder.write("secret.zip", bytes)); });
  CHECK(error.code == ErrorCode::broken_zip);
}

TEST_CASE("an archive with two files of one benchmark is refused") {
  const TempFolder folder;
  auto files = dump();
  files.emplace("old/GPQA_diamond.csv", files.at("gpqa_diamond.csv"));
  zip_of(folder.path("dump.zip"), files);
  CHECK(error_of([&] { load_zip(folder.path("dump.zip")); }).code == ErrorCode::duplicate_benchmark);
}
