#pragma once
// Where results go: whole or not at all.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "gapcalc/analysis.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::cli {

/// How text looks that goes to the file, or to standard output: colour when that is a terminal that has it, and
/// NO_COLOR is not set.
emit::Style style_for(const std::string& path);

/// Whether standard output is a terminal.
bool stdout_is_terminal();
/// Columns that charts are made for: fewer show nothing, more are hard to follow across.
inline constexpr int narrowest_screen = 40, widest_screen = 200;

/// What a user says of the screen that charts are for.
struct Screen {
  std::optional<int> width;  ///< empty: that of the terminal, or 80
  bool ascii = false;        ///< even where the locale is one of UTF-8
};

/// How charts look that go to the file, or to standard output. The width is between 40 and 200: that of a terminal by
/// COLUMNS or as it says itself, else 80. Only ASCII where the locale is not one of UTF-8.
emit::Style style_of(const std::string& path, const Screen& screen);

/// Writes to standard output and makes sure that it arrived. A reader that has gone is no error.
/// Throws Error (write_failed).
void print(std::string_view bytes);

/// Writes a file whole: under a temporary name in the same folder, then renamed. Pipes and devices are written
/// to as they are: then it returns false. Throws Error (write_failed).
bool write_file(const std::string& path, std::string_view bytes);

/// The bytes of a file; none where it cannot be read.
std::string bytes_of(const std::string& path);

/// The time that outputs state instead of the clock's: seconds since 1970 in SOURCE_DATE_EPOCH; empty where it is not
/// set. Throws Error (bad_option) where it is no such number.
std::optional<std::int64_t> source_date_epoch();

/// Notes how the program was called, for manifests. Once, before anything is delivered.
void set_arguments(int argc, const char* const* argv);

/// What a manifest says of an analysis, of data that were crossed, and of data that were only read.
emit::Made made_of(const Analysis& analysis);
emit::Made made_of(const Options& options, const Dataset& data, const Crossings& crossings);
emit::Made made_of(const Options& options, const Dataset& data);

/// To standard output, or to the file and, where it is none of the system (a pipe, a device), its manifest to
/// FILE.manifest.json. Throws Error (write_failed).
void deliver(const std::string& path, std::string_view bytes, const emit::Made& made);

/// The files and their manifest, manifest.json, into a folder that is created where it is not there. Throws Error
/// (write_failed).
void deliver_folder(const std::string& path, std::span<const emit::File> files, const emit::Made& made);

/// Whether a path means standard output: it is empty or `-`.
bool to_stdout(const std::string& path);

/// Whether a path names a folder: it is one, or ends with a slash.
bool names_folder(const std::string& path);

/// A line on standard error: `gapcalc: ...`, without control characters.
void say(std::string_view text);

/// Notes of the input and of the crossings, on standard error: for commands whose result has no place for them.
void say_notes(const Dataset& data, const Crossings& crossings);

}  // namespace gapcalc::cli
