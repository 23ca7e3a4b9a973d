#include "gapcalc/load.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "core/builtin.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/archive.hpp"
#include "load/builder.hpp"
#include "load/folder.hpp"
#include "load/outside.hpp"
#include "load/registry.hpp"
#include "load/settings.hpp"
#include "load/tidy.hpp"
#include "load/zip.hpp"

namespace gapcalc::load {
namespace {

namespace fs = std::filesystem;

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
    if (starts_as_zip(bytes.peek(4))) {
      if (!read_zip(bytes, bytes.path(), true, builder, outside))
        throw Error(ErrorCode::not_recognised, "is a zip archive, but no hub dump", expected_input, bytes.path());
    } else if (trim(bytes.peek(4096)).empty()) {
      throw Error(ErrorCode::not_recognised, "is empty", expected_input, bytes.path());
    } else {
      outside.read(bytes, bytes.path(), shape_of(bytes, bytes.path()));
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
