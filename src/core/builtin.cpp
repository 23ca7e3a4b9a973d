#include "core/builtin.hpp"

namespace gapcalc {

std::string_view builtin(std::string_view path) {
  for (const auto& file : builtin_files())
    if (file.path == path) return file.bytes;
  return {};
}

}  // namespace gapcalc
