#include "load/zip.hpp"

#include <fmt/format.h>
#include <zip.h>

#include <algorithm>

#include "gapcalc/error.hpp"

namespace gapcalc::load {
namespace {

// A hub dump has some sixty entries of at most 100 kB; these limits are far above and still stop a bomb.
constexpr zip_int64_t most_entries = 10'000;
constexpr std::uint64_t largest_entry = std::uint64_t{1} << 28;
constexpr std::uint64_t largest_total = std::uint64_t{1} << 30;

zip_t* as_zip(void* archive) { return static_cast<zip_t*>(archive); }

}  // namespace

ZipArchive::ZipArchive(std::string path) : path_(std::move(path)) {
  int code = 0;
  archive_.reset(zip_open(path_.c_str(), ZIP_RDONLY, &code));
  if (archive_ == nullptr) {
    zip_error_t error;
    zip_error_init_with_code(&error, code);
    const std::string text = zip_error_strerror(&error);
    zip_error_fini(&error);
    fail(fmt::format("cannot be read as a zip archive ({})", text), "it looks damaged or cut off; get it again");
  }
  const zip_int64_t n = zip_get_num_entries(as_zip(archive_.get()), 0);
  if (n > most_entries) fail(fmt::format("has {} entries", n), "a hub dump has some sixty; is it the right file?");
  std::uint64_t total = 0;
  for (zip_int64_t i = 0; i < n; ++i) {
    zip_stat_t stat;
    if (zip_stat_index(as_zip(archive_.get()), static_cast<zip_uint64_t>(i), 0, &stat) != 0)
      fail("has a damaged directory", "get it again");
    const std::string name = stat.name;
    if (name.ends_with('/')) continue;
    total += stat.size;
    if (stat.size > largest_entry || total > largest_total)
      fail(fmt::format("'{}' unpacks to too many bytes", name), "is it the right file?");
    entries_.push_back({name, static_cast<std::uint64_t>(i)});
  }
  std::sort(entries_.begin(), entries_.end(), [](const ZipEntry& a, const ZipEntry& b) { return a.name < b.name; });
}

void ZipArchive::Discard::operator()(void* archive) const { zip_discard(as_zip(archive)); }

void ZipArchive::fail(const std::string& message, std::string_view remedy) const {
  throw Error(ErrorCode::broken_zip, message, remedy, path_);
}

std::string ZipArchive::read(const ZipEntry& entry) const {
  zip_stat_t stat;
  zip_file_t* file = nullptr;
  if (zip_stat_index(as_zip(archive_.get()), entry.index, 0, &stat) == 0)
    file = zip_fopen_index(as_zip(archive_.get()), entry.index, 0);
  if (file == nullptr)
    fail(fmt::format("'{}' cannot be opened: {}", entry.name, zip_strerror(as_zip(archive_.get()))),
         "get it again, unencrypted");
  std::string bytes(stat.size, '\0');
  // One byte more than stated would be a lie in the directory; libzip checks the checksum at the end.
  const zip_int64_t got = zip_fread(file, bytes.data(), bytes.size());
  char more = 0;
  const bool whole = got == static_cast<zip_int64_t>(bytes.size()) && zip_fread(file, &more, 1) == 0;
  if (zip_fclose(file) != 0 || !whole) fail(fmt::format("'{}' is damaged", entry.name), "get it again");
  return bytes;
}

}  // namespace gapcalc::load
