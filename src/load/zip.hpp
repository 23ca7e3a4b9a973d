#pragma once
// A zip archive, read without ever writing to disk.

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc::load {

/// Whether bytes begin as an archive does that has an entry, or none.
constexpr bool starts_as_zip(std::string_view bytes) {
  return bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06");
}

/// Names of the regular entries with their bytes, read one at a time.
struct ZipEntry {
  std::string name;  ///< as stored, with forward slashes
  std::uint64_t index = 0;
};

class ZipArchive {
 public:
  /// Throws Error (broken_zip) on what is no zip; has more entries or bytes than a dump can have; or has an entry that
  /// is encrypted, no regular file, there twice, or leads outside. In an archive with header.json or
  /// _journal/start.json, as in a log of Inspect, an entry is checked when it is read, and of two with a name the later
  /// counts.
  ZipArchive(std::string bytes, std::string path);

  /// Entries that are no folders, in order of name; of a log of Inspect, those that are no samples.
  [[nodiscard]] const std::vector<ZipEntry>& entries() const { return entries_; }
  /// The bytes of an entry. Throws Error (broken_zip) on damage, and where they are not as many as stated
  /// or have another checksum.
  [[nodiscard]] std::string read(const ZipEntry& entry) const;

 private:
  void list_entries();
  void check_entry(std::uint64_t index) const;
  [[nodiscard]] std::string read_zstandard(const ZipEntry& entry) const;
  [[noreturn]] void fail(const std::string& message, std::string_view remedy) const;
  static void* open(std::string_view bytes, std::string& reason);
  std::string path_, bytes_;
  bool is_log_ = false;
  struct Discard {
    void operator()(void* archive) const;
  };
  std::unique_ptr<void, Discard> archive_;
  std::vector<ZipEntry> entries_;
};

}  // namespace gapcalc::load
