#pragma once
// What this library was built from.

#include <span>
#include <string_view>

namespace gapcalc {

/// A library that was built against.
struct Library {
  std::string_view name, version;  ///< the version is empty where the library does not state one
};

struct BuildInfo {
  std::string_view version;            ///< `MAJOR.MINOR.PATCH`, as version()
  std::string_view commit;             ///< 12 digits, and `-dirty` where the sources differ from it; empty: unknown
  std::string_view compiler;           ///< name and version
  std::string_view build_type;         ///< `Release`, ...; may be empty
  std::span<const Library> libraries;  ///< by name
};

/// Never changes while the program runs; throws nothing.
BuildInfo build_info();

}  // namespace gapcalc
