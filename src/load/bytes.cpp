#include "load/bytes.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "gapcalc/error.hpp"

namespace gapcalc::load {
namespace {

/// Closes a descriptor that it owns.
struct Descriptor {
  int fd;
  bool owned;
  ~Descriptor() {
    if (owned) ::close(fd);
  }
};

[[noreturn]] void fail(const std::string& path, std::string_view what) {
  throw Error(ErrorCode::unreadable, fmt::format("cannot be read: {}", what), "check the path and its permissions",
              path);
}

}  // namespace

ByteStream ByteStream::open(const std::string& path) {
  const bool standard_input = path == "-";
  const int fd = standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) fail(path, std::strerror(errno));
  auto file = std::shared_ptr<Descriptor>(new Descriptor{fd, !standard_input});
  std::string shown = standard_input ? "standard input" : path;
  return ByteStream(shown, [file, shown](std::span<char> buffer) {
    for (;;) {
      const ssize_t got = ::read(file->fd, buffer.data(), buffer.size());
      if (got >= 0) return static_cast<std::size_t>(got);
      if (errno != EINTR) fail(shown, std::strerror(errno));
    }
  });
}

ByteStream ByteStream::of(std::string_view memory) {
  return ByteStream({}, [memory](std::span<char> buffer) mutable {
    const std::size_t n = std::min(buffer.size(), memory.size());
    std::copy_n(memory.data(), n, buffer.data());
    memory.remove_prefix(n);
    return n;
  });
}

ByteStream ByteStream::owning(std::string memory) {
  const auto kept = std::make_shared<const std::string>(std::move(memory));
  ByteStream stream = of(*kept);
  stream.source_ = [kept, source = std::move(stream.source_)](std::span<char> buffer) { return source(buffer); };
  return stream;
}

std::string_view ByteStream::peek(std::size_t n) {
  constexpr std::size_t step = std::size_t{1} << 16;
  while (peeked_.size() < n) {
    const std::size_t used = peeked_.size();
    peeked_.resize(std::min(n, std::max(step, 2 * used)));  // `n` may be far more than there is
    const std::size_t got = source_({peeked_.data() + used, peeked_.size() - used});
    peeked_.resize(used + got);
    if (got == 0) break;
  }
  return std::string_view(peeked_).substr(0, n);
}

std::size_t ByteStream::read(std::span<char> buffer) {
  std::size_t n = std::min(buffer.size(), peeked_.size() - peeked_used_);
  if (n > 0) {
    std::copy_n(peeked_.data() + peeked_used_, n, buffer.data());
    peeked_used_ += n;
  } else {
    n = source_(buffer);
  }
  hash_.update({buffer.data(), n});
  bytes_ += n;
  return n;
}

std::string ByteStream::read_all(std::uint64_t limit, std::string_view remedy) {
  std::string text;
  constexpr std::size_t step = std::size_t{1} << 16;
  for (std::size_t used = 0;; text.resize(used)) {
    text.resize(used + std::max(step, used));
    const std::size_t n = read({text.data() + used, text.size() - used});
    used += n;
    if (used > limit) throw Error(ErrorCode::unreadable, fmt::format("is larger than {} bytes", limit), remedy, path_);
    if (n == 0) {
      text.resize(used);
      return text;
    }
  }
}

InputText read_input(const std::string& path, const char* format) {
  constexpr std::uint64_t largest = std::uint64_t{1} << 30;
  ByteStream bytes = ByteStream::open(path);
  InputText result{bytes.read_all(largest), {}};
  result.file = {path, format, bytes.sha256(), bytes.bytes(), 0};
  return result;
}

std::string read_file(const std::string& path, std::uint64_t limit) { return ByteStream::open(path).read_all(limit); }

}  // namespace gapcalc::load
