#pragma once
// Gives each distinct text, or row of texts, a number, 0, 1, 2, ... Loading ten million records asks thirty million
// times, so this is a flat table with a hash that takes eight bytes at a step; std::unordered_map took a third of the
// whole load.

#include <cstdint>
#include <deque>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

namespace gapcalc::load {

class Interner {
 public:
  Interner();

  struct Found {
    std::uint32_t index;
    bool is_new;
  };
  /// The number of the text that the parts make, each ended by a NUL; a new one if it was not there.
  Found intern(std::initializer_list<std::string_view> parts);

  [[nodiscard]] bool contains(std::string_view text) const;

 private:
  struct Text {
    std::string bytes;  ///< the parts, each ended by a NUL
    std::uint32_t number;
  };
  struct Slot {
    std::uint64_t hash = 0;
    const Text* text = nullptr;  ///< null: free
  };
  using Parts = std::initializer_list<std::string_view>;
  [[nodiscard]] std::size_t find(Parts parts, std::uint64_t hash) const;
  void grow();

  std::vector<Slot> slots_;  ///< a power of two, at most half full; linear probing
  std::deque<Text> texts_;
};

}  // namespace gapcalc::load
