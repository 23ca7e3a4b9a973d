#include "load/zip.hpp"

#include <zip.h>

#include <map>

#include "load/bytes.hpp"
#include "load/libzip.hpp"
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

/// An entry as an archive may hold it, whether it should or not.
struct RawEntry {
  std::string name, bytes;        ///< stored as they are
  std::uint32_t mode = 0;         ///< of Unix
  std::uint16_t flags = 0;        ///< 1: encrypted
  std::uint32_t stated_size = 0;  ///< unpacked; 0: as many as the bytes
  std::uint16_t method = 0;       ///< 0: stored, 8: deflated
};

void put(std::string& out, std::uint64_t value, int n_bytes) {
  for (int i = 0; i < n_bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

std::uint32_t crc32(std::string_view bytes) {
  std::uint32_t crc = 0xFFFFFFFF;
  for (const char byte : bytes) {
    crc ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
  }
  return ~crc;
}

/// What the local header and the directory say alike.
std::string common_fields(const RawEntry& entry) {
  std::string out;
  put(out, entry.flags, 2);
  put(out, entry.method, 2);
  put(out, 0x21 << 16, 4);  // 1980-01-01
  put(out, crc32(entry.bytes), 4);
  put(out, entry.bytes.size(), 4);
  put(out, entry.stated_size > 0 ? entry.stated_size : entry.bytes.size(), 4);
  put(out, entry.name.size(), 2);
  put(out, 0, 2);
  return out;
}

/// Entries beyond 65535 are counted modulo 65536, as by tools that know no better.
std::string raw_zip(const std::vector<RawEntry>& entries) {
  std::string out, directory;
  for (const RawEntry& entry : entries) {
    directory += "PK\x01\x02";
    put(directory, 3 << 8 | 20, 2);  // made on Unix
    put(directory, 20, 2);
    directory += common_fields(entry);
    put(directory, 0, 6);
    put(directory, std::uint64_t{entry.mode} << 16, 4);
    put(directory, out.size(), 4);
    directory += entry.name;
    out += "PK\x03\x04";
    put(out, 20, 2);
    out += common_fields(entry) + entry.name + entry.bytes;
  }
  const std::size_t start = out.size();
  out += directory + "PK\x05\x06";
  put(out, 0, 4);
  for (int i = 0; i < 2; ++i) put(out, entries.size(), 2);
  put(out, directory.size(), 4);
  put(out, start, 4);
  put(out, 0, 2);
  return out;
}

/// A dump and these entries.
std::vector<RawEntry> dump_with(const std::vector<RawEntry>& more) {
  std::vector<RawEntry> entries;
  for (const auto& [name, bytes] : dump()) entries.push_back({name, bytes, 0100644});
  entries.insert(entries.end(), more.begin(), more.end());
  return entries;
}

/// What is said of a dump with these entries.
std::string refusal_of(const std::vector<RawEntry>& more) {
  const TempFolder folder;
  const std::string path = folder.write("dump.zip", raw_zip(dump_with(more)));
  const Error error = error_of([&] { load_zip(path); });
  CHECK(error.code == ErrorCode::broken_zip);
  CHECK(error.file == path);
  return error.message;
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
  // Packed into enough bytes that the ratio is not what is wrong.
  CHECK(refusal_of({{"huge.csv", std::string(3 << 20, 'x'), 0, 0, (1 << 28) + 1, 8}}) ==
        "'huge.csv' unpacks to too many bytes");
}

TEST_CASE("entries that are too many bytes together are refused") {
  std::vector<RawEntry> entries;
  for (int i = 0; i < 5; ++i) entries.push_back({std::to_string(i), std::string(2 << 20, 'x'), 0, 0, 1 << 28, 8});
  CHECK(refusal_of(entries) == "unpacks to too many bytes, with '3'");
}

TEST_CASE("an entry that unpacks to hundreds of times its size is refused, unless it is small") {
  const std::string packed(10000, 'x');
  CHECK(refusal_of({{"zeros.csv", packed, 0, 0, 2'100'000, 8}}) ==
        "'zeros.csv' unpacks to more than 200 times its size");
  const TempFolder folder;
  auto files = dump();
  files["notes.txt"] = std::string(1000000, '0');  // deflated to a thousandth
  zip_of(folder.path("dump.zip"), files);
  CHECK(record_of(load_zip(folder.path("dump.zip")), "gpqa-diamond", "gpt-4").score == 0.35);
}

TEST_CASE("entries that share their bytes are refused by what they are together") {
  // The directory names one entry many times, under many names.
  std::string bytes = raw_zip({{"a", std::string(10000, 'x'), 0, 0, 1 << 20, 8}});
  const std::size_t start = bytes.find("PK\x01\x02"), end = bytes.find("PK\x05\x06");
  const std::string one = bytes.substr(start, end - start);
  std::string out = bytes.substr(0, start);
  for (char name = 'a'; name <= 'z'; ++name) out += one.substr(0, one.size() - 1) + name;
  out += "PK\x05\x06";
  put(out, 0, 4);
  for (int i = 0; i < 2; ++i) put(out, 26, 2);
  put(out, 26 * one.size(), 4);
  put(out, start, 4);
  put(out, 0, 2);
  const TempFolder folder;
  const Error error = error_of([&] { load_zip(folder.write("overlap.zip", out)); });
  CHECK(error.message == "unpacks to too many bytes, with 'c'");
}

TEST_CASE("a name that leads outside of the archive is refused, for files and folders") {
  for (const char* const name : {"../gpqa.csv", "a/../../gpqa.csv", "a/..", "../", "/etc/gpqa.csv", "..\\gpqa.csv",
                                 "\\gpqa.csv", "C:\\gpqa.csv", "c:gpqa.csv"}) {
    INFO(name);
    CHECK(refusal_of({{name, "x"}}).ends_with("leads outside of the archive"));
  }
  const TempFolder folder;
  const std::string path = folder.write("dump.zip", raw_zip(dump_with({{"..a/b..c", "x"}, {"a...", "x"}})));
  CHECK(record_of(load_zip(path), "gpqa-diamond", "gpt-4").score == 0.35);
}

TEST_CASE("a link or a device is refused") {
  CHECK(refusal_of({{"mmlu.csv", "/etc/passwd", 0120777}}) == "'mmlu.csv' is a symbolic link");
  CHECK(refusal_of({{"mmlu.csv", "", 0020666}}) == "'mmlu.csv' is no regular file");
  CHECK(refusal_of({{"mmlu.csv", "", 0010666}}) == "'mmlu.csv' is no regular file");
}

TEST_CASE("an entry that is there twice is refused") {
  CHECK(refusal_of({{"gpqa_diamond.csv", "other bytes"}}) == "has two entries called 'gpqa_diamond.csv'");
}

TEST_CASE("70000 entries are refused, however they are counted") {
  std::vector<RawEntry> entries;
  entries.reserve(70000);
  for (int i = 0; i < 70000; ++i) entries.push_back({std::to_string(i), ""});
  CHECK(refusal_of(entries) == "has 70002 entries");
}

TEST_CASE("a directory that is cut off before its end is an error") {
  std::string bytes = raw_zip(dump_with({}));
  const std::size_t second = bytes.rfind("PK\x01\x02");
  bytes.erase(second + 20, 10);
  const TempFolder folder;
  CHECK(error_of([&] { load_zip(folder.write("cut.zip", bytes)); }).code == ErrorCode::broken_zip);
}

TEST_CASE("an entry that unpacks to more or less than it states is an error") {
  const TempFolder folder;
  std::string bytes = zip_of(folder.path("dump.zip"), dump());
  patch(bytes, directory_header, directory_size_field, GENERATE(10u, 1000u));
  CHECK(error_of([&] { load_zip(folder.write("liar.zip", bytes)); }).code == ErrorCode::broken_zip);
}

TEST_CASE("an encrypted entry is refused, also one that nobody would read") {
  CHECK(refusal_of({{"readme.txt", "secret", 0, 1}}) == "'readme.txt' is encrypted");
}

TEST_CASE("a whole archive is checked, with the entries that a dump has no use for") {
  const TempFolder folder;
  std::string bytes = raw_zip(dump_with({{"readme.txt", "read me"}}));
  CHECK_NOTHROW(load::check_zip(folder.write("whole.zip", bytes)));
  bytes[bytes.find("read me")] = 'R';
  const std::string path = folder.write("damaged.zip", bytes);
  CHECK_NOTHROW(load_zip(path));
  CHECK(error_of([&] { load::check_zip(path); }).message == "'readme.txt' is damaged");
}

TEST_CASE("without libzip, an archive is refused with a way out") {
  const Error error = error_of([] { load::load_libzip("libnone.so.1"); });
  CHECK(error.code == ErrorCode::unreadable);
  CHECK(error.message.starts_with("zip archives cannot be read without libnone.so.1"));
  CHECK(error_of([] { load::load_libzip("libc.so.6"); }).code == ErrorCode::unreadable);
}

TEST_CASE("an archive with two files of one benchmark is refused") {
  const TempFolder folder;
  auto files = dump();
  files.emplace("old/GPQA_diamond.csv", files.at("gpqa_diamond.csv"));
  zip_of(folder.path("dump.zip"), files);
  CHECK(error_of([&] { load_zip(folder.path("dump.zip")); }).code == ErrorCode::duplicate_benchmark);
}
