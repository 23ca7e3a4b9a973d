#pragma once
// libzip, loaded when the first archive is read: with the libcrypto that it needs it takes a millisecond or more to
// start, for which a run on a folder or on the bundled records should not wait.

#include <zip.h>

namespace gapcalc::load {

/// The functions of it that are used, without their `zip_`.
struct Libzip {
  decltype(&zip_discard) discard;
  decltype(&zip_error_fini) error_fini;
  decltype(&zip_error_init) error_init;
  decltype(&zip_error_strerror) error_strerror;
  decltype(&zip_fclose) fclose;
  decltype(&zip_file_get_external_attributes) file_get_external_attributes;
  decltype(&zip_fopen_index) fopen_index;
  decltype(&zip_fread) fread;
  decltype(&zip_get_num_entries) get_num_entries;
  decltype(&zip_name_locate) name_locate;
  decltype(&zip_open_from_source) open_from_source;
  decltype(&zip_source_buffer_create) source_buffer_create;
  decltype(&zip_source_free) source_free;
  decltype(&zip_stat_index) stat_index;
  decltype(&zip_strerror) strerror;
};

/// Those of the library of that name. Throws Error (unreadable) where it, or one of them, is missing.
Libzip load_libzip(const char* name);

/// Those of the libzip that was there to build with; it stays loaded. Throws as load_libzip.
const Libzip& libzip();

}  // namespace gapcalc::load
