#pragma once
// Gives each distinct text, or row of texts, a number, 0, 1, 2, ... Loading ten million records asks thirty million
// times, so this is a flat table with a hash that takes eight bytes at a step; std::unordered_map took a third of the
// whole load.

#include <cstdint>
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
  /// The number of the row that the parts make; a new one if it was not there. Always of as many parts, each under
  /// 4 GiB.
  Found intern(std::initializer_list<std::string_view> parts);

  [[nodiscard]] bool contains(std::string_view text) const;

 private:
  struct Slot {
    std::uint32_t hash = 0;
    std::uint32_t number = 0;
    std::uint64_t text = 0;  ///< place in texts_; 0: free
  };
  using Parts = std::initializer_list<std::string_view>;
  [[nodiscard]] std::size_t find(Parts parts, std::uint32_t hash) const;
  void grow();

  std::vector<Slot> slots_;  ///< a power of two, at most half full; linear probing
  std::string texts_;        ///< of each row its parts, each behind its length in four bytes: one look from a slot
  std::uint32_t size_ = 0;
};

}  // namespace gapcalc::load
