#pragma once
// Splits a JSON object into its members without parsing them, so that a large one that is of no use costs no memory.

#include <string>
#include <string_view>
#include <vector>

namespace gapcalc::load {

/// The members of an object in a text.
struct JsonMembers {
  struct Member {
    std::string name;
    std::string_view value;  ///< its text, within the text that was given
  };
  std::vector<Member> list;  ///< in the order of the text
  std::size_t length = 0;    ///< of the text up to and with the closing bracket; 0 where that is not there
  bool closed = false;       ///< the closing bracket was there; else the last member may be missing

  /// The text of the first member of that name; empty where there is none.
  [[nodiscard]] std::string_view find(std::string_view name) const;
};

/// Those of the object that `text` begins with, white space and byte order mark aside; none where it begins with
/// anything else. What is in the values is not looked at: they may be broken.
JsonMembers members_of(std::string_view text);

}  // namespace gapcalc::load
