#include "fetch/part_file.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "core/digest.hpp"
#include "fetch/etag.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::fetch {
std::string sha256_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  Sha256 hash;
  std::string buffer(std::size_t{1} << 16, '\0');
  while (file) {
    file.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    hash.update({buffer.data(), static_cast<std::size_t>(file.gcount())});
  }
  return file.eof() ? hash.finish() : std::string{};
}

PartFile::PartFile(std::string target, std::string address)
    : target_(std::move(target)), path_(target_ + ".part"), notes_(path_ + ".json"), address_(std::move(address)) {
  open();
  resume();
}

PartFile::~PartFile() { ::close(fd_); }

void PartFile::fail(const std::string& path, int error) const {
  throw Error(ErrorCode::write_failed, fmt::format("cannot be written: {}", std::strerror(error)),
              "check the path, its permissions and the space left", path);
}

void PartFile::open() {
  for (;;) {
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
    if (fd_ < 0) fail(path_, errno);
    struct stat mine {
    }, there{};
    if (flock(fd_, LOCK_EX | LOCK_NB) != 0 || fstat(fd_, &mine) != 0) {
      const int error = errno;
      ::close(fd_);
      if (error != EWOULDBLOCK) fail(path_, error);
      throw Error(ErrorCode::write_failed, "another gapcalc fetch is at work on it", "wait for it to end", path_);
    }
    // One that ended in between has renamed or removed what was opened: that is not the part any more.
    if (stat(path_.c_str(), &there) == 0 && there.st_ino == mine.st_ino && there.st_dev == mine.st_dev) {
      bytes_ = static_cast<std::uint64_t>(mine.st_size);
      return;
    }
    ::close(fd_);
  }
}

void PartFile::resume() {
  std::ostringstream text;
  text << std::ifstream(notes_, std::ios::binary).rdbuf();
  const auto notes = nlohmann::json::parse(text.str(), nullptr, false);
  const auto word = [&](const char* key) {
    return notes.is_object() && notes.contains(key) && notes[key].is_string() ? notes[key].get<std::string>() : "";
  };
  if (word("address") == address_ && is_strong_etag(word("etag"))) etag_ = word("etag");
}

void PartFile::restart(const std::string& etag) {
  if (ftruncate(fd_, 0) != 0 || lseek(fd_, 0, SEEK_SET) != 0) fail(path_, errno);
  bytes_ = 0;
  etag_ = is_strong_etag(etag) ? etag : "";
  std::remove(notes_.c_str());
  if (etag_.empty()) return;
  std::ofstream notes(notes_, std::ios::binary);
  notes << nlohmann::ordered_json{{"address", address_}, {"etag", etag_}}.dump(1, ' ', false,
                                                                               nlohmann::json::error_handler_t::replace)
        << '\n';
  if (!notes.flush()) fail(notes_, errno);
}

void PartFile::append(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = pwrite(fd_, bytes.data(), bytes.size(), static_cast<off_t>(bytes_));
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail(path_, errno);
    bytes_ += static_cast<std::uint64_t>(written);
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void PartFile::commit() {
  if (fsync(fd_) != 0) fail(path_, errno);
  if (std::rename(path_.c_str(), target_.c_str()) != 0) fail(target_, errno);
  std::remove(notes_.c_str());
}

void PartFile::discard() {
  std::remove(path_.c_str());
  std::remove(notes_.c_str());
}

}  // namespace gapcalc::fetch
