#pragma once
// A dump of the Epoch AI Benchmarking Hub: flat layout (until mid 2026) and layout of October 2026.

#include <functional>
#include <string>
#include <vector>

#include "load/builder.hpp"
#include "load/bytes.hpp"

namespace gapcalc::load {

/// The files of a dump, whether in a folder or a zip.
struct DumpFiles {
  std::string path;                                    ///< as the user named it
  std::string format;                                  ///< `hub-csv` or `hub-zip`
  std::vector<std::string> names;                      ///< paths below the dump's root, sorted
  std::function<ByteStream(const std::string&)> open;  ///< one of them
};

/// Whether these files are a hub dump: one of them is a model table.
bool is_hub_dump(const std::vector<std::string>& names);

/// Reads the benchmarks asked for into the builder. Throws Error (missing_column, duplicate_benchmark, ...).
void read_hub_dump(const DumpFiles& dump, Builder& builder);

}  // namespace gapcalc::load
