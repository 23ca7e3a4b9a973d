#include "cli/output.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>

#include "core/display.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::cli {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  if (error == EISDIR) throw Error(ErrorCode::write_failed, "is a folder", "name a file", path);
  throw Error(ErrorCode::write_failed, fmt::format("cannot be written: {}", std::strerror(error)),
              "check the path, its permissions and the space left", path);
}

}  // namespace

emit::Style style_of_stdout() {
  const char* const no_colour = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool wanted = no_colour == nullptr || *no_colour == '\0';
  const bool able = terminal != nullptr && std::string_view(terminal) != "dumb" && isatty(STDOUT_FILENO) == 1;
  return {wanted && able};
}

void print(std::string_view bytes) {
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
  if (!whole && errno != EPIPE)
    throw Error(ErrorCode::write_failed, fmt::format("cannot be written: {}", std::strerror(errno)),
                "is it closed, or its disk full?", "standard output");
}

void write_file(const std::string& path, std::string_view bytes) {
  if (names_folder(path)) fail(path, EISDIR);
  const std::string temporary = fmt::format("{}.{}.tmp", path, getpid());
  std::FILE* const file = std::fopen(temporary.c_str(), "wb");
  if (file == nullptr) fail(path, errno);
  const bool written = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() && std::fflush(file) == 0 &&
                       fsync(fileno(file)) == 0;
  const int error = errno;
  const bool closed = std::fclose(file) == 0;
  if (!written || !closed || std::rename(temporary.c_str(), path.c_str()) != 0) {
    const int cause = written && closed ? errno : error;
    std::remove(temporary.c_str());
    fail(path, cause);
  }
}

bool to_stdout(const std::string& path) { return path.empty() || path == "-"; }

void deliver(const std::string& path, std::string_view bytes) {
  if (to_stdout(path))
    print(bytes);
  else
    write_file(path, bytes);
}

bool names_folder(const std::string& path) {
  std::error_code error;
  return path.ends_with('/') || (!to_stdout(path) && std::filesystem::is_directory(path, error));
}

std::string make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) fail(path, error.value());
  return path.ends_with('/') ? path : path + "/";
}

void say(std::string_view text) { fmt::print(stderr, "gapcalc: {}\n", printable(text)); }

}  // namespace gapcalc::cli
