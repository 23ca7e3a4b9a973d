#include "load/interner.hpp"

#include <cstring>

namespace gapcalc::load {
namespace {

constexpr std::size_t first_slots = 256;

__extension__ using Wide = unsigned __int128;

std::uint64_t eight_bytes(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return word;
}

/// Both halves of the 128-bit product, folded: every bit of the words reaches every bit of the result.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t odd_a = 0x9E3779B97F4A7C15u, odd_b = 0xD6E8FEB86659FD93u;  // arbitrary, half of the bits set
  const Wide product = static_cast<Wide>(a ^ odd_a) * (b ^ odd_b);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t hash_of(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = 0;
  for (const std::string_view part : parts) {
    const char* p = part.data();
    std::size_t left = part.size();
    hash ^= left;
    for (; left > 16; p += 16, left -= 16) hash = fold(eight_bytes(p) ^ hash, eight_bytes(p + 8));
    std::uint64_t first = 0, last = 0;
    if (left >= 8) {  // two words that may overlap
      first = eight_bytes(p);
      last = eight_bytes(p + left - 8);
    } else {
      for (std::size_t i = 0; i < left; ++i) first = (first << 8) | static_cast<unsigned char>(p[i]);
    }
    hash = fold(first ^ hash, last);
  }
  return hash;
}

/// Whether n bytes are the same. Names are short: a call of memcmp would cost more than the comparison.
bool same(const char* a, const char* b, std::size_t n) {
  if (n < 8) {
    while (n > 0 && a[n - 1] == b[n - 1]) --n;
    return n == 0;
  }
  for (std::size_t i = 0; i + 8 < n; i += 8)
    if (eight_bytes(a + i) != eight_bytes(b + i)) return false;
  return eight_bytes(a + n - 8) == eight_bytes(b + n - 8);
}

/// Whether `text` is the parts, each ended by a NUL.
bool is(std::string_view text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (text.size() <= part.size() || text[part.size()] != '\0' || !same(text.data(), part.data(), part.size()))
      return false;
    text.remove_prefix(part.size() + 1);
  }
  return text.empty();
}

}  // namespace

Interner::Interner() : slots_(first_slots) {}

/// The slot that holds the parts, or the free one where they belong.
std::size_t Interner::find(Parts parts, std::uint64_t hash) const {
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].text != nullptr && (slots_[at].hash != hash || !is(slots_[at].text->bytes, parts)))
    at = (at + 1) & (slots_.size() - 1);
  return at;
}

Interner::Found Interner::intern(Parts parts) {
  const std::uint64_t hash = hash_of(parts);
  std::size_t at = find(parts, hash);
  if (slots_[at].text != nullptr) return {slots_[at].text->number, false};
  if ((texts_.size() + 1) * 2 > slots_.size()) {
    grow();
    at = find(parts, hash);
  }
  Text& text = texts_.emplace_back(Text{{}, static_cast<std::uint32_t>(texts_.size())});
  for (const std::string_view part : parts) (text.bytes += part) += '\0';
  slots_[at] = {hash, &text};
  return {text.number, true};
}

bool Interner::contains(std::string_view text) const { return slots_[find({text}, hash_of({text}))].text != nullptr; }

void Interner::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.text == nullptr) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].text != nullptr) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

}  // namespace gapcalc::load
