#include "cli/output.hpp"

#include <fmt/format.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "core/digest.hpp"
#include "core/display.hpp"
#include "core/tally.hpp"
#include "core/text.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::cli {
namespace {

[[noreturn]] void fail(const std::string& path, int error) {
  if (error == EISDIR) throw Error(ErrorCode::write_failed, "is a folder", "name a file", path);
  throw Error(ErrorCode::write_failed, fmt::format("cannot be written: {}", std::strerror(error)),
              "check the path, its permissions and the space left", path);
}

/// Whether text in the locale is UTF-8, by the first of the variables that is set.
bool utf8_locale() {
  for (const char* const variable : {"LC_ALL", "LC_CTYPE", "LANG"}) {
    const char* const value = std::getenv(variable);
    if (value == nullptr || *value == '\0') continue;
    const std::string locale = lower(value);
    return locale.find("utf-8") != locale.npos || locale.find("utf8") != locale.npos;
  }
  return false;
}

/// Columns of the terminal that standard output is, or 0.
int terminal_width() {
  if (isatty(STDOUT_FILENO) != 1) return 0;
  if (const char* const columns = std::getenv("COLUMNS"); columns != nullptr) {
    const auto given = parse_number(columns);
    if (given && *given >= 1 && *given <= 1e6) return static_cast<int>(*given);
  }
  winsize size{};
  return ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

/// How the program was called: as constant as the arguments of main.
emit::Invocation this_run;

emit::Invocation invocation() {
  emit::Invocation result = this_run;
  if (const auto seconds = source_date_epoch()) result.created = utc(*seconds);
  return result;
}

/// What the result was made from, with the file of --config, which is known only here.
emit::Made with_config(emit::Made made) {
  for (std::size_t i = 0; i < this_run.arguments.size(); ++i) {
    constexpr std::string_view option = "--config";
    const std::string& word = this_run.arguments[i];
    const bool joined = word.starts_with(fmt::format("{}=", option));
    if (!joined && (word != option || i + 1 == this_run.arguments.size())) continue;
    const std::string path = joined ? word.substr(option.size() + 1) : this_run.arguments[i + 1];
    const std::string bytes = bytes_of(path);
    made.from.inputs.push_back({path, "config", sha256(bytes), bytes.size(), 0});
  }
  return made;
}

/// Creates the folder where it is not there; returns its path with a slash at the end.
std::string make_folder(const std::string& path) {
  std::error_code error;
  std::filesystem::create_directories(path, error);
  if (error) fail(path, error.value());
  return path.ends_with('/') ? path : path + "/";
}

}  // namespace

emit::Style style_of(const std::string& path, const Screen& screen) {
  emit::Style style = style_for(path);
  const int found = to_stdout(path) ? terminal_width() : 0;
  style.width = std::clamp(screen.width.value_or(found > 0 ? found : style.width), narrowest_screen, widest_screen);
  style.unicode = !screen.ascii && utf8_locale();
  return style;
}

emit::Style style_for(const std::string& path) {
  if (!to_stdout(path)) return {};
  const char* const no_colour = std::getenv("NO_COLOR");
  const char* const terminal = std::getenv("TERM");
  const bool wanted = no_colour == nullptr || *no_colour == '\0';
  if (std::getenv("OMPI_COMM_WORLD_SIZE") != nullptr)
    return {};  // mpirun gives ranks a terminal that is not the user's
  const bool able = terminal != nullptr && std::string_view(terminal) != "dumb" && stdout_is_terminal();
  emit::Style style;
  style.colour = wanted && able;
  return style;
}

bool stdout_is_terminal() { return isatty(STDOUT_FILENO) == 1; }

void print(std::string_view bytes) {
  const bool whole = std::fwrite(bytes.data(), 1, bytes.size(), stdout) == bytes.size() && std::fflush(stdout) == 0;
  if (!whole && errno != EPIPE)
    throw Error(ErrorCode::write_failed, fmt::format("cannot be written: {}", std::strerror(errno)),
                "is it closed, or its disk full?", "standard output");
}

bool write_file(const std::string& path, std::string_view bytes) {
  namespace fs = std::filesystem;
  if (names_folder(path)) fail(path, EISDIR);
  std::error_code ignored;
  // A link keeps pointing where it did; a pipe or device is written to, not replaced.
  const std::string target = fs::weakly_canonical(path, ignored).string();
  const bool in_place = fs::exists(target, ignored) && !fs::is_regular_file(target, ignored);
  const std::string written_to = in_place ? target : fmt::format("{}.{}.tmp", target, getpid());
  if (!in_place) std::remove(written_to.c_str());  // in a shared folder it may be somebody's link to another file
  std::FILE* const file = std::fopen(written_to.c_str(), in_place ? "wb" : "wbx");
  if (file == nullptr) fail(path, errno);
  bool whole = std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size() && std::fflush(file) == 0;
  whole = whole && (in_place || fsync(fileno(file)) == 0);
  int error = errno;
  if (std::fclose(file) != 0 && whole) {
    whole = false;
    error = errno;
  }
  if (whole && !in_place && std::rename(written_to.c_str(), target.c_str()) != 0) {
    whole = false;
    error = errno;
  }
  if (whole) return !in_place;
  if (!in_place) std::remove(written_to.c_str());
  fail(path, error);
}

bool to_stdout(const std::string& path) { return path.empty() || path == "-"; }

std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

std::optional<std::int64_t> source_date_epoch() {
  const char* const epoch = std::getenv("SOURCE_DATE_EPOCH");
  if (epoch == nullptr || *epoch == '\0') return std::nullopt;
  constexpr double last_year_of_four_digits = 253402300799;
  const auto seconds = parse_number(epoch);
  if (!seconds || *seconds < 0 || *seconds > last_year_of_four_digits || *seconds != std::floor(*seconds))
    throw Error(ErrorCode::bad_option, fmt::format("SOURCE_DATE_EPOCH is '{}'", epoch),
                "set it to a number of seconds since 1970, or to nothing");
  return static_cast<std::int64_t>(*seconds);
}

void set_arguments(int argc, const char* const* argv) { this_run.arguments.assign(argv + 1, argv + argc); }

emit::Made made_of(const Analysis& analysis) {
  return {{analysis.options, analysis.crossings.as_of, analysis.data.files}, count_by_reason(analysis.excluded)};
}

emit::Made made_of(const Options& options, const Dataset& data) {
  return {{options, cross::as_of(data, options.cross), data.files}, count_by_reason(data.excluded)};
}

emit::Made made_of(const Options& options, const Dataset& data, const Crossings& crossings) {
  emit::Made made{{options, crossings.as_of, data.files}, count_by_reason(data.excluded)};
  count_by_reason(crossings.excluded, made.excluded);
  return made;
}

void deliver(const std::string& path, std::string_view bytes, const emit::Made& made) {
  if (to_stdout(path)) return print(bytes);
  const emit::Invocation as_called = invocation();  // before anything is written
  if (!write_file(path, bytes)) return;
  const emit::File file{std::filesystem::path(path).filename().string(), std::string(bytes)};
  write_file(path + ".manifest.json", emit::manifest(as_called, with_config(made), {&file, 1}));
}

void deliver_folder(const std::string& path, std::span<const emit::File> files, const emit::Made& made) {
  const emit::Invocation as_called = invocation();
  const std::string folder = make_folder(path);
  for (const emit::File& file : files) write_file(folder + file.name, file.bytes);
  write_file(folder + "manifest.json", emit::manifest(as_called, with_config(made), files));
}

bool names_folder(const std::string& path) {
  std::error_code error;
  return path.ends_with('/') || (!to_stdout(path) && std::filesystem::is_directory(path, error));
}

void say_notes(const Dataset& data, const Crossings& crossings) {
  for (const std::string& note : data.notes) say(note);
  for (const std::string& note : crossings.notes) say(note);
}

void say(std::string_view text) { fmt::print(stderr, "gapcalc: {}\n", printable(text)); }

}  // namespace gapcalc::cli
