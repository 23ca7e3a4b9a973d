#pragma once
// What the start of a file tells of its format.

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "load/bytes.hpp"

namespace gapcalc::load {

struct Shape {
  enum class Kind {
    json_object,   ///< begins with an object; JSON Lines of objects, too
    json_array,    ///< begins with an array
    csv,           ///< a row of names
    yaml,          ///< a mapping or list of YAML
    front_matter,  ///< a text with YAML between two lines of three hyphens before it
    zip,           ///< a zip archive
    empty,         ///< nothing but white space
  };
  Kind kind = Kind::empty;
  std::string name;  ///< of the file, without its folder
  /// Names at the top: members of the JSON object, or of the first object in the array; columns of the CSV; keys of the
  /// YAML, or of the first mapping in its list; paths of the entries of the archive.
  std::vector<std::string> keys;

  /// Whether all of these are among the keys.
  [[nodiscard]] bool has(std::initializer_list<std::string_view> wanted) const;
};

/// The shape of a stream of which nothing was read yet, and which stays so. Of JSON, 64 KiB are looked at, or all of it
/// where its first object does not end within them; of YAML behind hyphens all until the next ones; of anything else,
/// 64 KiB. Throws Error (unreadable).
Shape shape_of(ByteStream& bytes, const std::string& path);

/// The shape of an archive with entries of these paths.
Shape shape_of_archive(std::vector<std::string> entries, const std::string& path);

}  // namespace gapcalc::load
