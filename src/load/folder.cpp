#include "load/folder.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <set>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/archive.hpp"
#include "load/hub_dump.hpp"
#include "load/settings.hpp"
#include "load/tidy.hpp"

namespace gapcalc::load {
namespace {

namespace fs = std::filesystem;

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

/// A file among others, archive or not; one that is neither results nor records is told. Whether it was read.
bool read_one_of(ByteStream& bytes, const std::string& path, const Shape& shape, Builder& builder, Outside& outside) {
  if (shape.kind != Shape::Kind::zip) return outside.read_one_of(bytes, path, shape);
  if (read_zip(bytes, path, false, builder, outside)) return true;
  outside.leave_out(path);
  return false;
}

/// registry/, review/ and records/ of a folder like our own data/. A JSON file in records/ that is a
/// registry holds what can only be told from more records than are there: floors and counts.
void read_data_folder(const std::string& folder, const LoadOptions& options, Builder& builder, Outside& outside) {
  const std::string all = (fs::path(folder) / "records").generic_string();
  apply_folder(folder, options, builder, outside);

  std::vector<std::string> records;
  const Below below = files_below(all);
  note_others(below, builder);
  for (const std::string& name : below.names) {
    const std::string path = fmt::format("{}/{}", all, name);
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
    const Shape shape = shape_of(bytes, path);
    const bool by_name = path.ends_with(".csv") || path.ends_with(".json") || path.ends_with(".jsonl");
    if (by_name && options.input_format.empty() && !outside.goes_along(shape))
      outside.read(bytes, path, shape);
    else if (!read_one_of(bytes, path, shape, builder, outside))
      continue;
    ++n_read;
  }
  if (n_read == 0 && !options.input_format.empty() && !records.empty())
    throw Error(ErrorCode::no_usable_rows, fmt::format("holds no file of the format {}", options.input_format),
                "leave --input-format out, or name another", all);
  if (n_read == 0)
    throw Error(ErrorCode::no_usable_rows, "holds no record files", "put .csv, .json or .jsonl files into it", all);
}

/// Reads a file of a folder of results. One that breaks off is common there, as of a run that goes on, and takes no
/// others along; records do, as those before the defect would be in. Whether it was read.
bool read_result(const std::string& path, Builder& builder, Outside& outside, std::optional<Error>& first) {
  std::optional<ByteStream> bytes;
  try {
    bytes = ByteStream::open(path);
    const Shape shape = shape_of(*bytes, path);
    if (!outside.is_records(shape)) return read_one_of(*bytes, path, shape, builder, outside);
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
  throw Error(ErrorCode::not_recognised, "is a folder, but neither a hub dump nor a data folder", expected_input,
              folder);
}

}  // namespace

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

}  // namespace gapcalc::load
