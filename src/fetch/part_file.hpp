#pragma once
// The bytes of a download that is not done: PATH.part, and PATH.part.json with what a later run needs to go on.

#include <cstdint>
#include <string>
#include <string_view>

namespace gapcalc::fetch {

/// SHA-256 of a file in lower-case hexadecimal; empty where it cannot be read.
std::string sha256_of(const std::string& path);

/// Open and locked as long as it lives; what was not committed stays for the next run.
class PartFile {
 public:
  /// Goes on with what there is, if it is of this address. Throws Error (write_failed), also where another process has
  /// it.
  PartFile(std::string target, std::string address);
  ~PartFile();
  PartFile(const PartFile&) = delete;
  PartFile& operator=(const PartFile&) = delete;

  [[nodiscard]] const std::string& path() const { return path_; }
  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  /// The strong ETag that the bytes belong to; empty where nobody can tell.
  [[nodiscard]] const std::string& etag() const { return etag_; }

  /// Begins anew with no bytes. Throws Error (write_failed).
  void restart(const std::string& etag);
  /// Throws Error (write_failed).
  void append(std::string_view bytes);
  /// Makes it the target. Throws Error (write_failed).
  void commit();
  /// Removes it.
  void discard();

 private:
  [[noreturn]] void fail(const std::string& path, int error) const;
  void open();
  void resume();

  std::string target_, path_, notes_, address_, etag_;
  int fd_ = -1;
  std::uint64_t bytes_ = 0;
};

}  // namespace gapcalc::fetch
