#pragma once
// Entity tags: what a server calls a version of a file.

#include <algorithm>
#include <string_view>

namespace gapcalc::fetch {

/// Whether it stands for the very bytes, and can go into a header as it is.
inline bool is_strong_etag(std::string_view etag) {
  return etag.size() >= 2 && etag.starts_with('"') && etag.ends_with('"') &&
         std::none_of(etag.begin() + 1, etag.end() - 1,
                      [](char c) { return c == '"' || c == '\x7F' || (c >= 0 && c <= ' '); });
}

/// Whether it is an entity tag at all; a weak one stands for the same content.
inline bool is_etag(std::string_view etag) { return is_strong_etag(etag.starts_with("W/") ? etag.substr(2) : etag); }

}  // namespace gapcalc::fetch
