#pragma once
// Where bytes come from: a file, standard input, or memory; and what was read, by SHA-256.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/digest.hpp"
#include "gapcalc/record.hpp"

namespace gapcalc::load {

/// A stream of bytes that counts and hashes what passes.
class ByteStream {
 public:
  /// A file, or standard input for `-`. Throws Error (unreadable).
  static ByteStream open(const std::string& path);
  /// Memory, which must outlive the stream.
  static ByteStream of(std::string_view memory);
  /// Memory of its own.
  static ByteStream owning(std::string memory);

  /// Fills as much of `buffer` as there is; 0 at the end. Throws Error (unreadable).
  std::size_t read(std::span<char> buffer);
  /// The first bytes, at most `n`, without taking them. Only before the first read.
  std::string_view peek(std::size_t n);
  /// Everything that is left. Throws Error (unreadable) with that remedy over `limit` bytes.
  std::string read_all(std::uint64_t limit, std::string_view remedy = "is it the right file?");

  [[nodiscard]] std::uint64_t bytes() const { return bytes_; }
  std::string sha256() { return hash_.finish(); }
  [[nodiscard]] const std::string& path() const { return path_; }

 private:
  explicit ByteStream(std::string path, std::function<std::size_t(std::span<char>)> source)
      : path_(std::move(path)), source_(std::move(source)) {}

  std::string path_;
  std::function<std::size_t(std::span<char>)> source_;
  Sha256 hash_;
  std::uint64_t bytes_ = 0;
  std::string peeked_;
  std::size_t peeked_used_ = 0;
};

/// A small file, whole, and what it was.
struct InputText {
  std::string text;
  InputFile file;
};
/// A file that steers an analysis; `format` as in InputFile. At most 1 GiB. Throws Error (unreadable).
InputText read_input(const std::string& path, const char* format);

/// The whole file at `path` (`-`: standard input), at most `limit` bytes. Throws Error (unreadable).
std::string read_file(const std::string& path, std::uint64_t limit = std::uint64_t{1} << 30);

}  // namespace gapcalc::load
