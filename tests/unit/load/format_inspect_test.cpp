// Inspect: the traps of its logs.

#include <zstd.h>

#include "load/zip.hpp"
#include "support/error_of.hpp"
#include "support/outside.hpp"

using namespace gapcalc;

namespace {

using Texts = std::vector<std::string>;

/// A log of the model `open` on GSM8K with this status, configuration and these scores.
std::string inspect_log(const std::string& scores, const std::string& config = "{}", const std::string& more = "",
                        const std::string& status = "success") {
  return R"({"version": 2, "status": ")" + status +
         R"(", "eval": {"task": "gsm8k", "model": "open", "dataset": {"samples": 200}, "config": )" + config +
         R"(}, "plan": {}, "results": {)" + more + R"("scores": [)" + scores + R"(]}, "samples": [{"x": NaN}]})";
}

const std::string inspect_match =
    R"({"name": "match", "metrics": {"accuracy": {"name": "accuracy", "value": 0.5}, "stderr": {"value": 0.1}}})";

void append_number(std::string& out, std::uint64_t value, int n_bytes) {
  for (int i = 0; i < n_bytes; ++i) out += static_cast<char>(value >> (8 * i));
}

/// CRC-32, bit by bit.
std::uint32_t checksum_of(const std::string& bytes) {
  std::uint32_t value = 0xFFFFFFFF;
  for (const char byte : bytes) {
    value ^= static_cast<unsigned char>(byte);
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ ((value & 1) != 0 ? 0xEDB88320 : 0);
  }
  return ~value;
}

/// An archive with one member, packed with Zstandard; `size` is stated as that of the bytes.
std::string zstandard_archive(const std::string& name, const std::string& packed, std::uint64_t size,
                              std::uint32_t checksum = 0) {
  std::string fields;
  for (const auto& [value, n_bytes] : std::vector<std::pair<std::uint64_t, int>>{{63, 2},
                                                                                 {0, 2},
                                                                                 {93, 2},
                                                                                 {0, 2},
                                                                                 {0, 2},
                                                                                 {checksum, 4},
                                                                                 {packed.size(), 4},
                                                                                 {size, 4},
                                                                                 {name.size(), 2},
                                                                                 {0, 2}})
    append_number(fields, value, n_bytes);
  const std::string local = "PK\x03\x04" + fields + name + packed;
  std::string directory = "PK\x01\x02";
  append_number(directory, 63, 2);
  directory += fields;
  for (const int n_bytes : {2, 2, 2, 4, 4}) append_number(directory, 0, n_bytes);
  directory += name;
  std::string end = "PK\x05\x06";
  for (const auto& [value, n_bytes] : std::vector<std::pair<std::uint64_t, int>>{
           {0, 2}, {0, 2}, {1, 2}, {1, 2}, {directory.size(), 4}, {local.size(), 4}, {0, 2}})
    append_number(end, value, n_bytes);
  return local + directory + end;
}

std::string zstandard(const std::string& bytes) {
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 3));
  return packed;
}

}  // namespace

TEST_CASE("inspect: the accuracy of the first scorer is the score, with its standard error") {
  const std::string other = R"({"name": "judge", "metrics": {"accuracy": {"value": 0.9}}})";
  const Dataset data = load_outside(inspect_log(inspect_match + "," + other));
  CHECK(outside_rows(data) == Texts{"gsm8k open 2024-05-01 0.500000 0.100000 match/accuracy"});
  CHECK(data.excluded.empty());  // the second scorer is secondary
  CHECK(data.files.back().format == "inspect");
  // An alias may name another one.
  CHECK(outside_rows(load_outside(inspect_log(inspect_match + "," + other), "x.json",
                                  "inspect,gsm8k,judge/accuracy,hle,1\ninspect,gsm8k,,,1\n")) ==
        Texts{"hle open 2024-05-01 0.900000 nan judge/accuracy"});
}

TEST_CASE("inspect: without accuracy the mean, or the only metric, is the score") {
  const auto metrics = [](const std::string& text) {
    return outside_rows(load_outside(inspect_log(R"({"name": "s", "metrics": {)" + text + "}}"))).size();
  };
  CHECK(metrics(R"("mean": {"value": 0.5}, "other": {"value": 0.6})") == 1);
  CHECK(metrics(R"("pass_at_1": {"value": 0.5}, "stderr": {"value": 0.6})") == 1);
  CHECK_THROWS(metrics(R"("one": {"value": 0.5}, "other": {"value": 0.6})"));  // which of them, nobody says
}

TEST_CASE("inspect: what a limit or failures left out makes a run partial") {
  const auto settings = [](const std::string& config, const std::string& counts) {
    const Dataset data = load_outside(inspect_log(inspect_match, config, counts));
    return data.origins[0].settings;
  };
  const std::string all = R"("total_samples": 800, "completed_samples": 800, )";
  CHECK(settings(R"({"epochs": 4})", all) == "match/accuracy; 4 epochs");
  CHECK(settings(R"({"epochs": 4})", R"("total_samples": 800, "completed_samples": 400, )") ==
        "match/accuracy; 4 epochs; partial run 100 of 200");
  CHECK(settings(R"({"limit": 50})", R"("total_samples": 50, "completed_samples": 50, )") ==
        "match/accuracy; partial run 50 of 200");
  CHECK(settings(R"({"limit": [0, 200]})", R"("total_samples": 200, "completed_samples": 200, )") ==
        "match/accuracy; partial run, limit [0,200]");
}

TEST_CASE("inspect: a run that failed has no score, and one of before 2024-11 has one scorer") {
  const Error failed = error_of([] { load_outside(inspect_log(inspect_match, "{}", "", "error")); });
  CHECK(failed.message.find("1 no_score") != std::string::npos);
  const Dataset data = load_outside(
      R"({"version": 1, "status": "success", "eval": {"task": "gsm8k", "model": "open"}, "plan": {},
          "results": {"scorer": {"name": "match"}, "metrics": {"accuracy": {"value": 0.5}}}})");
  CHECK(outside_rows(data) == Texts{"gsm8k open 2024-05-01 0.500000 nan match/accuracy"});
}

TEST_CASE("inspect: of an archive the header alone is read, packed with Zstandard or not") {
  const std::string log = inspect_log(inspect_match);
  const auto archive = [](const std::string& name, const std::string& text) {
    return zstandard_archive(name, zstandard(text), text.size(), checksum_of(text));
  };
  const Dataset data = load_outside(archive("header.json", log), "x.eval");
  CHECK(outside_rows(data) == Texts{"gsm8k open 2024-05-01 0.500000 0.100000 match/accuracy"});
  CHECK(data.files.back().format == "inspect");
  const std::string bad[] = {zstandard_archive("header.json", zstandard(log), log.size() + 1, checksum_of(log)),
                             zstandard_archive("header.json", zstandard(log), log.size(), checksum_of(log) + 1),
                             zstandard_archive("header.json", "no frame of it", log.size(), checksum_of(log))};
  for (const std::string& bytes : bad)
    CHECK(error_of([&] { load_outside(bytes, "x.eval"); }).code == ErrorCode::broken_zip);
  const Error started = error_of([&] { load_outside(archive("_journal/start.json", "{}"), "x.eval"); });
  CHECK(started.message.find("1 no_score") != std::string::npos);
  CHECK(started.message.find("never ended") != std::string::npos);
  CHECK(error_of([&] { load_outside(archive("header.json", R"({"a": 1})"), "x.zip"); }).code ==
        ErrorCode::not_recognised);
}

TEST_CASE("inspect: a run that ended well without scores is told") {
  const Error none = error_of([] { load_outside(inspect_log("")); });
  CHECK(none.message.find("1 no_score") != std::string::npos);
  CHECK(none.message.find("'gsm8k': the run has no scores") != std::string::npos);
}
