#include "gapcalc/load.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "core/builtin.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/builder.hpp"
#include "load/hub_dump.hpp"
#include "load/model_table.hpp"
#include "load/outside.hpp"
#include "load/registry.hpp"
#include "load/tidy.hpp"
#include "load/zip.hpp"

namespace gapcalc::load {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view expected =
    "give a hub dump (folder or zip with epoch_capabilities_index.csv or model_metadata.csv), a data folder "
    "(with records/), a CSV or JSON file of score records, results in a format that `gapcalc analyze --help` names "
    "under --input-format, or - for standard input";

constexpr std::uint64_t largest_zip = std::uint64_t{1} << 28;

/// A file that steers the analysis, whole, and noted among the inputs: results depend on it as on the records.
std::string read_settings(const std::string& path, const char* format, Builder& builder) {
  InputText input = read_input(path, format);
  builder.end_file(builder.begin_file(path, format), std::move(input.file.sha256), input.file.bytes);
  return std::move(input.text);
}

void add_registry(const std::string& path, Builder& builder) {
  merge_registry(builder.registry(), read_settings(path, "registry", builder), path);
}

Accessibility overrides_from(const std::string& path, Builder& builder) {
  const std::string text = read_settings(path, "accessibility", builder);
  ByteStream bytes = ByteStream::of(text);
  return read_accessibility(bytes, path);
}

std::vector<Verdict> verdicts_from(const std::string& path, Builder& builder) {
  const std::string text = read_settings(path, "verdicts", builder);
  ByteStream bytes = ByteStream::of(text);
  return read_verdicts(bytes, path);
}

std::vector<Milestone> milestones_from(const std::string& path, Builder& builder) {
  const std::string text = read_settings(path, "milestones", builder);
  ByteStream bytes = ByteStream::of(text);
  return read_milestones(bytes, path);
}

void add_models(const std::string& path, Builder& builder, Outside& outside) {
  ByteStream bytes = ByteStream::open(path);
  const std::uint32_t file = builder.begin_file(path, "models");
  outside.set_models(read_model_table(bytes, path, file, builder));
  builder.end_file(file, bytes.sha256(), bytes.bytes());
}

void add_aliases(const std::string& path, Builder& builder, Outside& outside) {
  const std::string text = read_settings(path, "aliases", builder);
  ByteStream bytes = ByteStream::of(text);
  outside.aliases().merge(bytes, path);
}

/// What the options name goes over what the input brings along.
void apply(const LoadOptions& options, Builder& builder, Outside& outside) {
  if (!options.registry.empty()) add_registry(options.registry, builder);
  if (!options.accessibility.empty())
    builder.set_overrides(overrides_from(options.accessibility, builder), options.accessibility);
  if (!options.review.empty()) builder.set_verdicts(verdicts_from(options.review, builder), options.review);
  if (!options.milestones.empty()) builder.set_milestones(milestones_from(options.milestones, builder));
  if (!options.models.empty()) add_models(options.models, builder, outside);
  if (!options.aliases.empty()) add_aliases(options.aliases, builder, outside);
}

/// What lies below a folder.
struct Below {
  std::vector<std::string> names;   ///< paths of files, relative to the folder, sorted
  std::vector<std::string> others;  ///< paths of what can be no input: pipes, links to folders or to nothing
};

/// Files and folders that start with a dot are left out, but for those that a model's page on Hugging Face keeps its
/// results in.
bool is_hidden(const std::string& name) { return name.starts_with('.') && name != ".eval_results"; }

/// Whether a folder is what a cache of Hugging Face has beside its snapshots, which link to the files in it.
bool is_of_cache(const fs::path& path) {
  std::error_code ignored;
  return (path.filename() == "blobs" || path.filename() == "refs") &&
         fs::is_directory(path.parent_path() / "snapshots", ignored);
}

Below files_below(const std::string& folder) {
  Below found;
  std::error_code error;
  fs::recursive_directory_iterator walk(folder, error);
  for (; !error && walk != fs::recursive_directory_iterator(); walk.increment(error)) {
    std::error_code ignored;
    const bool is_folder = walk->is_directory(ignored), is_link = walk->is_symlink(ignored);
    if (is_hidden(walk->path().filename().string()) || (is_folder && is_of_cache(walk->path()))) {
      if (is_folder) walk.disable_recursion_pending();
    } else if (walk->is_regular_file(ignored)) {
      found.names.push_back(walk->path().lexically_relative(folder).generic_string());
    } else if (!is_folder || is_link) {  // what waits for a writer would never end
      found.others.push_back(walk->path().generic_string());
    }
  }
  if (error)
    throw Error(ErrorCode::unreadable, fmt::format("cannot be listed: {}", error.message()), "check its permissions",
                folder);
  std::sort(found.names.begin(), found.names.end());
  std::sort(found.others.begin(), found.others.end());
  return found;
}

/// Files that nothing is read of, by a note of how many and which is first.
void note_left(const std::vector<std::string>& paths, std::string_view what, std::string_view why, Builder& builder) {
  if (!paths.empty())
    builder.note(fmt::format("{} left out: {}; the first is {}", counted(paths.size(), what), why, paths.front()));
}

void note_others(const Below& below, Builder& builder) { note_left(below.others, "path", "no regular file", builder); }

void read_bundled(const LoadOptions& options, Builder& builder, Outside& outside) {
  for (const BuiltinFile& file : builtin_files())
    if (file.path.starts_with("records/") && file.path.ends_with(".json"))
      merge_registry(builder.registry(), file.bytes, std::string(file.path));
  apply(options, builder, outside);
  for (const BuiltinFile& file : builtin_files()) {
    if (!file.path.starts_with("records/") || !file.path.ends_with(".csv")) continue;
    ByteStream bytes = ByteStream::of(file.bytes);
    read_tidy(bytes, fmt::format("bundled/{}", file.path), builder);
  }
}

bool is_zip(ByteStream& bytes) {
  const std::string_view start = bytes.peek(4);
  return start.starts_with("PK\x03\x04") || start.starts_with("PK\x05\x06");
}

/// From memory: a file that changes meanwhile cannot give the hash of one archive and the scores of another. False
/// where no format fits, and it is no dump or one of many files, among which no dump is looked for.
bool read_zip(ByteStream& bytes, const std::string& path, bool alone, Builder& builder, Outside& outside) {
  std::string packed = bytes.read_all(
      largest_zip,
      "256 MiB is the most: unpack a dump and give the folder; of a log, give what `inspect log dump --header-only` "
      "writes");
  const ZipArchive zip(std::move(packed), path);
  std::vector<std::string> names;
  for (const ZipEntry& entry : zip.entries()) names.push_back(entry.name);
  const auto open = [&](const std::string& name) {
    const auto at =
        std::find_if(zip.entries().begin(), zip.entries().end(), [&](const ZipEntry& e) { return e.name == name; });
    return ByteStream::owning(zip.read(*at));
  };
  if (!is_hub_dump(names)) return outside.read_archive(bytes, path, names, open);
  if (!alone) return false;
  builder.end_file(builder.begin_file(path, "zip"), bytes.sha256(), bytes.bytes());
  read_hub_dump({path, "hub-zip", names, open}, builder);
  return true;
}

/// A file among others, archive or not; one that is neither results nor records is told. Whether it was read.
bool read_one_of(ByteStream& bytes, const std::string& path, Builder& builder, Outside& outside) {
  if (!is_zip(bytes)) return outside.read_one_of(bytes, path);
  if (read_zip(bytes, path, false, builder, outside)) return true;
  outside.leave_out(path);
  return false;
}

/// registry/, review/ and records/ of a folder like our own data/. A JSON file in records/ that is a
/// registry holds what can only be told from more records than are there: floors and counts.
void read_data_folder(const std::string& folder, const LoadOptions& options, Builder& builder, Outside& outside) {
  const auto at = [&](std::string_view name) { return (fs::path(folder) / name).generic_string(); };
  std::error_code ignored;
  if (const auto own = at("registry/benchmarks.json"); fs::exists(own, ignored)) add_registry(own, builder);
  if (const auto own = at("registry/accessibility.csv"); options.accessibility.empty() && fs::exists(own, ignored))
    builder.set_overrides(overrides_from(own, builder));
  if (const auto own = at("review/verdicts.csv"); options.review.empty() && fs::exists(own, ignored))
    builder.set_verdicts(verdicts_from(own, builder));
  if (const auto own = at("registry/milestones.csv"); options.milestones.empty() && fs::exists(own, ignored))
    builder.set_milestones(milestones_from(own, builder));
  if (const auto own = at("registry/models.csv"); options.models.empty() && fs::exists(own, ignored))
    add_models(own, builder, outside);
  if (const auto own = at("registry/aliases.csv"); fs::exists(own, ignored)) add_aliases(own, builder, outside);

  std::vector<std::string> records;
  const Below below = files_below(at("records"));
  note_others(below, builder);
  for (const std::string& name : below.names) {
    const std::string path = at("records/" + name);
    if (name == "manifest.json" || name.ends_with("/manifest.json") || name.ends_with(".manifest.json"))
      continue;  // written beside records by this program
    if (name == "benchmarks.json")
      add_registry(path, builder);
    else
      records.push_back(path);
  }
  apply(options, builder, outside);
  std::size_t n_read = 0;
  for (const std::string& path : records) {
    ByteStream bytes = ByteStream::open(path);
    const bool by_name = path.ends_with(".csv") || path.ends_with(".json") || path.ends_with(".jsonl");
    if (by_name && options.input_format.empty() && !outside.goes_along(shape_of(bytes, path)))
      outside.read(bytes, path);
    else if (!read_one_of(bytes, path, builder, outside))
      continue;
    ++n_read;
  }
  if (n_read == 0 && !options.input_format.empty() && !records.empty())
    throw Error(ErrorCode::no_usable_rows, fmt::format("holds no file of the format {}", options.input_format),
                "leave --input-format out, or name another", at("records"));
  if (n_read == 0)
    throw Error(ErrorCode::no_usable_rows, "holds no record files", "put .csv, .json or .jsonl files into it",
                at("records"));
}

/// Whether a file of the folder is one that an option names: that is read already.
bool is_given(const std::string& path, const LoadOptions& options) {
  for (const std::string* given : {&options.models, &options.aliases, &options.registry, &options.accessibility,
                                   &options.review, &options.milestones}) {
    std::error_code ignored;
    if (!given->empty() && fs::equivalent(path, *given, ignored)) return true;
  }
  return false;
}

/// Reads a file of a folder of results. One that breaks off is common there, as of a run that goes on, and takes no
/// others along; records do, as those before the defect would be in. Whether it was read.
bool read_result(const std::string& path, Builder& builder, Outside& outside, std::optional<Error>& first) {
  std::optional<ByteStream> bytes;
  try {
    bytes = ByteStream::open(path);
    if (is_zip(*bytes) || !outside.is_records(*bytes, path)) return read_one_of(*bytes, path, builder, outside);
  } catch (const Error& error) {
    outside.leave_out(path, error);
    if (!first) first = error;
    return false;
  }
  read_tidy(*bytes, path, builder);
  return true;
}

/// A folder of other programs' results: each file is read by the format that it has. A file that is there by several
/// links, as in the snapshots of a cache, is read once.
void read_results(const std::string& folder, const Below& below, const LoadOptions& options, Builder& builder,
                  Outside& outside) {
  apply(options, builder, outside);
  note_others(below, builder);
  bool any = false;
  std::optional<Error> first;
  std::set<std::string> seen;
  std::vector<std::string> again;
  for (const std::string& name : below.names) {
    const std::string path = (fs::path(folder) / name).generic_string();
    if (is_given(path, options)) continue;
    std::error_code ignored;
    if (const fs::path real = fs::canonical(path, ignored); !seen.insert(real.generic_string()).second) {
      again.push_back(path);
      continue;
    }
    if (read_result(path, builder, outside, first)) any = true;
  }
  note_left(again, "path", "a link to a file that is read", builder);
  if (any) return;
  if (first) throw Error(*first);
  throw Error(ErrorCode::not_recognised, "is a folder, but neither a hub dump nor a data folder", expected, folder);
}

void read_folder(const std::string& folder, const LoadOptions& options, Builder& builder, Outside& outside) {
  std::error_code ignored;
  if (fs::is_directory(fs::path(folder) / "records", ignored))
    return read_data_folder(folder, options, builder, outside);
  const Below below = files_below(folder);
  if (!is_hub_dump(below.names)) return read_results(folder, below, options, builder, outside);
  apply(options, builder, outside);
  note_others(below, builder);
  const auto open = [&](const std::string& name) {
    return ByteStream::open((fs::path(folder) / name).generic_string());
  };
  read_hub_dump({folder, "hub-csv", below.names, open}, builder);
}

/// Gives a builder what is compiled in beside the registry.
void set_up(Builder& builder) {
  ByteStream overrides = ByteStream::of(builtin("registry/accessibility.csv"));
  builder.set_overrides(read_accessibility(overrides, "built-in accessibility.csv"));
  ByteStream verdicts = ByteStream::of(builtin("review/verdicts.csv"));
  builder.set_verdicts(read_verdicts(verdicts, "built-in verdicts.csv"));
  ByteStream milestones = ByteStream::of(builtin("registry/milestones.csv"));
  builder.set_milestones(read_milestones(milestones, "built-in milestones.csv"));
}

}  // namespace

void check_zip(const std::string& path) {
  const ZipArchive zip(read_file(path, largest_zip), path);
  for (const ZipEntry& entry : zip.entries()) static_cast<void>(zip.read(entry));
}

Dataset load_example(std::string_view name, const LoadOptions& options) {
  const std::string file = fmt::format("examples/{}.csv", name);
  const std::string_view text = builtin(file);
  if (text.empty())
    throw Error(ErrorCode::bad_option, fmt::format("there is no example '{}'", name),
                "`gapcalc audit --help` tells more");
  Builder builder(builtin_registry(), options);
  set_up(builder);
  Outside outside(builder, {});
  apply(options, builder, outside);
  ByteStream bytes = ByteStream::of(text);
  read_tidy(bytes, fmt::format("bundled/{}", file), builder);
  return builder.finish(fmt::format("bundled/{}", file));
}

Dataset load(const std::string& path, const LoadOptions& options, std::span<const std::string> additions) {
  Builder builder(builtin_registry(), options);
  set_up(builder);
  Outside outside(builder, options.input_format);
  std::error_code ignored;
  if (path.empty()) {
    read_bundled(options, builder, outside);
  } else if (path != "-" && fs::is_directory(path, ignored)) {
    read_folder(path, options, builder, outside);
  } else {
    apply(options, builder, outside);
    ByteStream bytes = ByteStream::open(path);
    if (is_zip(bytes)) {
      if (!read_zip(bytes, bytes.path(), true, builder, outside))
        throw Error(ErrorCode::not_recognised, "is a zip archive, but no hub dump", expected, bytes.path());
    } else if (trim(bytes.peek(4096)).empty()) {
      throw Error(ErrorCode::not_recognised, "is empty", expected, bytes.path());
    } else {
      outside.read(bytes, bytes.path());
    }
  }
  outside.finish();
  for (const std::string& addition : additions) {
    ByteStream bytes = ByteStream::open(addition);
    if (trim(bytes.peek(4096)).empty())
      throw Error(ErrorCode::not_recognised, "is empty", "give a score record, or an array of them", bytes.path());
    read_tidy(bytes, bytes.path(), builder);
  }
  return builder.finish(path.empty() ? "bundled records" : path == "-" ? "standard input" : path);
}

}  // namespace gapcalc::load
