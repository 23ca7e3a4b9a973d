#include "load/zip.hpp"

#include <fmt/format.h>
#include <zstd.h>

#include <algorithm>
#include <array>
#include <tuple>

#include "gapcalc/error.hpp"
#include "load/libzip.hpp"

namespace gapcalc::load {
namespace {

// A hub dump has some sixty entries of at most 100 kB; these limits are far above and still stop a bomb.
constexpr zip_int64_t most_entries = 10'000;
constexpr std::uint64_t largest_entry = std::uint64_t{1} << 28;
constexpr std::uint64_t largest_total = std::uint64_t{1} << 30;
// Tables shrink to a tenth or so; deflate makes a thousandth of nothing but zeros. What is small may be so.
constexpr std::uint64_t highest_ratio = 200;
constexpr std::uint64_t small = std::uint64_t{1} << 20;
constexpr zip_uint32_t mode_shift = 16, type_of_mode = 0170000, folder = 0040000, regular = 0100000, link = 0120000;

zip_t* as_zip(void* archive) { return static_cast<zip_t*>(archive); }

bool is_bomb(std::uint64_t unpacked, std::uint64_t packed) {
  return unpacked > small && unpacked / highest_ratio > packed;
}

/// The checksum that zip archives state: CRC-32, as ISO 3309 has it.
std::uint32_t checksum(std::string_view bytes) {
  constexpr std::uint32_t polynomial = 0xEDB88320, all = 0xFFFFFFFF;
  constexpr std::size_t n_bytes = 256, bits = 8;
  static const auto table = [] {
    std::array<std::uint32_t, n_bytes> of{};
    for (std::uint32_t byte = 0; byte < n_bytes; ++byte) {
      std::uint32_t value = byte;
      for (std::size_t bit = 0; bit < bits; ++bit) value = value >> 1 ^ ((value & 1) != 0 ? polynomial : 0);
      of[byte] = value;
    }
    return of;
  }();
  std::uint32_t value = all;
  for (const char c : bytes) value = table[(value ^ static_cast<unsigned char>(c)) & (n_bytes - 1)] ^ value >> bits;
  return ~value;
}

/// Whether unpacking by that name would leave the folder. Nothing is unpacked here, but a good dump has no such names.
bool leads_outside(std::string_view name) {
  const auto is_separator = [](char c) { return c == '/' || c == '\\'; };
  if (!name.empty() && is_separator(name[0])) return true;
  if (name.size() > 1 && name[1] == ':') return true;  // a drive
  for (std::size_t start = 0; start <= name.size();) {
    const std::size_t end = std::min(name.find_first_of("/\\", start), name.size());
    if (name.substr(start, end - start) == "..") return true;
    start = end + 1;
  }
  return false;
}

/// Whether an entry of a log of Inspect is of one of its samples, or tells of some of them while they are run.
bool is_of_sample(std::string_view name) {
  return name.starts_with("samples/") || name.starts_with("_journal/summaries/");
}

/// Why an entry of the directory is refused, as the rest of a sentence; empty where it is not.
std::string refusal(zip_t* archive, const zip_stat_t& stat) {
  if (leads_outside(stat.name)) return "leads outside of the archive";
  if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat.encryption_method != ZIP_EM_NONE) return "is encrypted";
  if (stat.size > largest_entry) return "unpacks to too many bytes";
  if (is_bomb(stat.size, stat.comp_size)) return fmt::format("unpacks to more than {} times its size", highest_ratio);
  zip_uint8_t system = 0;
  zip_uint32_t attributes = 0;
  if (libzip().file_get_external_attributes(archive, stat.index, 0, &system, &attributes) != 0) return "is damaged";
  const zip_uint32_t type = system == ZIP_OPSYS_UNIX ? attributes >> mode_shift & type_of_mode : 0;
  if (type == link) return "is a symbolic link";
  return type == 0 || type == folder || type == regular ? "" : "is no regular file";
}

}  // namespace

/// Opens the archive in memory; empty, with the reason, where it is none.
void* ZipArchive::open(std::string_view bytes, std::string& reason) {
  zip_error_t error;
  libzip().error_init(&error);
  zip_source_t* const source = libzip().source_buffer_create(bytes.data(), bytes.size(), 0, &error);
  zip_t* const archive = source == nullptr ? nullptr : libzip().open_from_source(source, ZIP_RDONLY, &error);
  if (archive == nullptr) {
    reason = libzip().error_strerror(&error);
    if (source != nullptr) libzip().source_free(source);
  }
  libzip().error_fini(&error);
  return archive;
}

ZipArchive::ZipArchive(std::string bytes, std::string path) : path_(std::move(path)), bytes_(std::move(bytes)) {
  std::string broken;
  archive_.reset(open(bytes_, broken));
  if (archive_ == nullptr)
    fail(fmt::format("cannot be read as a zip archive ({})", broken), "it looks damaged or cut off; get it again");
  // A log of Inspect has samples by the thousand, which nobody reads, and its other entries are looked at when they are
  // read.
  is_log_ = libzip().name_locate(as_zip(archive_.get()), "header.json", 0) >= 0 ||
            libzip().name_locate(as_zip(archive_.get()), "_journal/start.json", 0) >= 0;
  list_entries();
}

void ZipArchive::list_entries() {
  const zip_int64_t n = libzip().get_num_entries(as_zip(archive_.get()), 0);
  std::uint64_t total = 0;
  zip_int64_t n_checked = 0;
  for (zip_int64_t i = 0; i < n; ++i) {
    zip_stat_t stat;
    if (libzip().stat_index(as_zip(archive_.get()), static_cast<zip_uint64_t>(i), 0, &stat) != 0)
      fail("has a damaged directory", "get it again");
    const std::string name = stat.name;
    if (is_log_ && is_of_sample(name)) continue;
    if (++n_checked > most_entries)
      fail(fmt::format("has {} entries", n), "a hub dump has some sixty; is it the right file?");
    if (!is_log_) check_entry(static_cast<std::uint64_t>(i));
    if (name.ends_with('/')) continue;
    total += stat.size;
    // Entries may share their packed bytes: only the size of the archive tells what is behind all of them.
    if (total > largest_total || (!is_log_ && is_bomb(total, bytes_.size())))
      fail(fmt::format("unpacks to too many bytes, with '{}'", name), "is it the right file?");
    entries_.push_back({name, static_cast<std::uint64_t>(i)});
  }
  // Of two with a name, the later comes first: a log that was gone on with has its last header behind the others.
  std::sort(entries_.begin(), entries_.end(),
            [](const ZipEntry& a, const ZipEntry& b) { return std::tie(a.name, b.index) < std::tie(b.name, a.index); });
  const auto same = [](const ZipEntry& a, const ZipEntry& b) { return a.name == b.name; };
  const auto twice = std::adjacent_find(entries_.begin(), entries_.end(), same);
  if (twice != entries_.end() && !is_log_)
    fail(fmt::format("has two entries called '{}'", twice->name), "keep one of them");
  entries_.erase(std::unique(entries_.begin(), entries_.end(), same), entries_.end());
}

void ZipArchive::check_entry(std::uint64_t index) const {
  zip_stat_t stat;
  if (libzip().stat_index(as_zip(archive_.get()), index, 0, &stat) != 0)
    fail("has a damaged directory", "get it again");
  const std::string reason = refusal(as_zip(archive_.get()), stat);
  if (!reason.empty())
    fail(fmt::format("'{}' {}", stat.name, reason), "is it the right file? A hub dump has no such entry");
}

void ZipArchive::Discard::operator()(void* archive) const { libzip().discard(as_zip(archive)); }

void ZipArchive::fail(const std::string& message, std::string_view remedy) const {
  throw Error(ErrorCode::broken_zip, message, remedy, path_);
}

/// For a libzip that was built without it, as that of Debian 12.
std::string ZipArchive::read_zstandard(const ZipEntry& entry) const {
  zip_stat_t stat;
  zip_file_t* file = nullptr;
  if (libzip().stat_index(as_zip(archive_.get()), entry.index, 0, &stat) == 0)
    file = libzip().fopen_index(as_zip(archive_.get()), entry.index, ZIP_FL_COMPRESSED);
  if (file == nullptr) fail(fmt::format("'{}' cannot be opened", entry.name), "get it again");
  std::string packed(stat.comp_size, '\0'), bytes(stat.size, '\0');
  const zip_int64_t got = libzip().fread(file, packed.data(), packed.size());
  const bool whole = libzip().fclose(file) == 0 && got == static_cast<zip_int64_t>(packed.size());
  const std::size_t n = whole ? ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size()) : 0;
  if (!whole || ZSTD_isError(n) != 0 || n != bytes.size() || checksum(bytes) != stat.crc)
    fail(fmt::format("'{}' is damaged", entry.name), "get it again");
  return bytes;
}

std::string ZipArchive::read(const ZipEntry& entry) const {
  if (is_log_) check_entry(entry.index);
  constexpr zip_uint16_t zstandard = 93;  // of the zip format; older headers of libzip do not name it
  zip_stat_t stat;
  zip_file_t* file = nullptr;
  if (libzip().stat_index(as_zip(archive_.get()), entry.index, 0, &stat) == 0 && stat.comp_method == zstandard)
    return read_zstandard(entry);
  if (libzip().stat_index(as_zip(archive_.get()), entry.index, 0, &stat) == 0)
    file = libzip().fopen_index(as_zip(archive_.get()), entry.index, 0);
  if (file == nullptr)
    fail(fmt::format("'{}' cannot be opened: {}", entry.name, libzip().strerror(as_zip(archive_.get()))),
         "pack it again, with deflate");
  std::string bytes(stat.size, '\0');
  // One byte more than stated would be a lie in the directory; libzip checks the checksum at the end.
  const zip_int64_t got = libzip().fread(file, bytes.data(), bytes.size());
  char more = 0;
  const bool whole = got == static_cast<zip_int64_t>(bytes.size()) && libzip().fread(file, &more, 1) == 0;
  if (libzip().fclose(file) != 0 || !whole) fail(fmt::format("'{}' is damaged", entry.name), "get it again");
  return bytes;
}

}  // namespace gapcalc::load
