#include "cli/component.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include <filesystem>

#include "gapcalc/error.hpp"

namespace gapcalc::cli {

void* find_component(const char* name, bool global, std::string_view need, std::string_view remedy) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  const fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  const std::string file = fmt::format("{}.so", name);
  for (const fs::path& path : {folder / file, folder / GAPCALC_COMPONENTS / file}) {
    if (!fs::exists(path, ignored)) continue;
    void* const library = dlopen(path.c_str(), RTLD_NOW | (global ? RTLD_GLOBAL : RTLD_LOCAL));
    void* const function = library == nullptr ? nullptr : dlsym(library, name);
    if (function != nullptr) return function;
    const char* const reason = dlerror();
    throw Error(ErrorCode::not_recognised,
                fmt::format("{}, but its component cannot be loaded ({})", need, reason == nullptr ? "empty" : reason),
                remedy);
  }
  throw Error(ErrorCode::not_recognised, fmt::format("{}, but the component {} is missing", need, file), remedy);
}

}  // namespace gapcalc::cli
