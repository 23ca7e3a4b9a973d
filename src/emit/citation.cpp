#include "emit/citation.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "core/builtin.hpp"
#include "core/text.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/analysis.hpp"

namespace gapcalc::emit {
namespace {

/// The values of a key in our own CITATION.cff, which has one key a line, as `key: value` or `- key: "value"`.
std::vector<std::string> cff_values(std::string_view key) {
  std::vector<std::string> values;
  for (std::string_view line : split(builtin("CITATION.cff"), '\n')) {
    if (line.starts_with("- ")) line.remove_prefix(2);
    if (!line.starts_with(key) || !line.substr(key.size()).starts_with(": ")) continue;
    std::string_view value = trim(line.substr(key.size() + 1));
    if (value.size() >= 2 && value.starts_with('"') && value.ends_with('"')) value = value.substr(1, value.size() - 2);
    values.emplace_back(value);
  }
  return values;
}

Citation program() {
  const auto only = [](std::string_view key) { return cff_values(key).at(0); };
  Citation citation{
      Work::program, only("title"), join(cff_values("name"), "; "), only("title"), only("version"), {}, {}, {}, {}, {}};
  citation.issued = parse_date(only("date-released"));
  citation.licence = only("license");
  return citation;
}

/// The hash of the input, where it is one file: a zip counts as one.
std::string hash_of(const Dataset& data) {
  std::vector<const InputFile*> read;
  for (const InputFile& file : data.files) {
    if (file.format == "zip") return fmt::format("; SHA-256 {}", file.sha256);
    if (file.records > 0) read.push_back(&file);
  }
  return read.size() == 1 ? fmt::format("; SHA-256 {}", read[0]->sha256) : "";
}

/// Which state of the hub the data are.
std::string hub_note(const Dataset& data, bool bundled) {
  const auto as_of = data.as_of ? data.as_of : data.latest;
  const std::string until = as_of ? fmt::format("releases up to {}", to_string(*as_of)) : "no dated release";
  const bool dump = std::any_of(data.files.begin(), data.files.end(), std::mem_fn(&InputFile::of_dump));
  if (bundled)
    return fmt::format("As bundled with gapcalc {}: reduced to scores that set a new best; {}", version(), until);
  return fmt::format("{}: {}{}", dump ? "Dump" : "Where the records read come from it", until, hash_of(data));
}

Citation hub(const Dataset& data, bool bundled) {
  const Json facts = Json::parse(builtin("registry/hub.json"));
  const auto fact = [&](const char* key) { return facts.at(key).get<std::string>(); };
  return {Work::hub, fact("id"),      fact("author"),       fact("title"), {},
          {},        fact("licence"), fact("licence_link"), fact("link"),  hub_note(data, bundled)};
}

}  // namespace

std::vector<Citation> citations_of(const Dataset& data, bool bundled) {
  std::vector<Citation> citations{program(), hub(data, bundled)};
  for (const BenchmarkRecords& one : data.benchmarks) {
    const Provenance& provenance = one.benchmark.provenance;
    citations.push_back({Work::board,
                         one.benchmark.id,
                         {},
                         one.benchmark.title,
                         {},
                         {},
                         {},
                         {},
                         provenance.link,
                         provenance.evaluator.empty() ? "Who ran the evaluations is not known to gapcalc"
                                                      : "Evaluations: " + provenance.evaluator});
  }
  return citations;
}

}  // namespace gapcalc::emit
