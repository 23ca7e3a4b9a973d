#include "load/libzip.hpp"

#include <dlfcn.h>
#include <fmt/format.h>

#include "gapcalc/error.hpp"

namespace gapcalc::load {
namespace {

[[noreturn]] void fail(const char* name) {
  const char* const reason = dlerror();
  throw Error(ErrorCode::unreadable,
              fmt::format("zip archives cannot be read without {} ({})", name, reason == nullptr ? "empty" : reason),
              "install libzip, or unpack the archive and give the folder");
}

template <typename Function>
void find(void* library, const char* library_name, const char* name, Function& into) {
  into = reinterpret_cast<Function>(dlsym(library, name));
  if (into == nullptr) fail(library_name);
}

}  // namespace

Libzip load_libzip(const char* name) {
  void* const library = dlopen(name, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) fail(name);
  Libzip zip{};
  find(library, name, "zip_discard", zip.discard);
  find(library, name, "zip_error_fini", zip.error_fini);
  find(library, name, "zip_error_init", zip.error_init);
  find(library, name, "zip_error_strerror", zip.error_strerror);
  find(library, name, "zip_fclose", zip.fclose);
  find(library, name, "zip_file_get_external_attributes", zip.file_get_external_attributes);
  find(library, name, "zip_fopen_index", zip.fopen_index);
  find(library, name, "zip_fread", zip.fread);
  find(library, name, "zip_get_num_entries", zip.get_num_entries);
  find(library, name, "zip_name_locate", zip.name_locate);
  find(library, name, "zip_open_from_source", zip.open_from_source);
  find(library, name, "zip_source_buffer_create", zip.source_buffer_create);
  find(library, name, "zip_source_free", zip.source_free);
  find(library, name, "zip_stat_index", zip.stat_index);
  find(library, name, "zip_strerror", zip.strerror);
  return zip;
}

const Libzip& libzip() {
  static const Libzip zip = load_libzip(GAPCALC_LIBZIP);
  return zip;
}

}  // namespace gapcalc::load
