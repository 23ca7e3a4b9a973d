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
std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  constexpr std::uint64_t odd_a = 0x9E3779B97F4A7C15u, odd_b = 0xD6E8FEB86659FD93u;  // arbitrary, half of the bits set
  const Wide product = static_cast<Wide>(a ^ odd_a) * (b ^ odd_b);
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint32_t hash_of(std::initializer_list<std::string_view> parts) {
  std::uint64_t hash = 0;
  for (const std::string_view part : parts) {
    const char* p = part.data();
    std::size_t left = part.size();
    hash ^= left;
    for (; left > 16; p += 16, left -= 16) hash = mix(eight_bytes(p) ^ hash, eight_bytes(p + 8));
    std::uint64_t first = 0, last = 0;
    if (left >= 8) {  // two words that may overlap
      first = eight_bytes(p);
      last = eight_bytes(p + left - 8);
    } else {
      for (std::size_t i = 0; i < left; ++i) first = (first << 8) | static_cast<unsigned char>(p[i]);
    }
    hash = mix(first ^ hash, last);
  }
  return static_cast<std::uint32_t>(hash >> 32);
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

std::uint32_t length_at(const char* at) {
  std::uint32_t length;
  std::memcpy(&length, at, sizeof length);
  return length;
}

/// Whether the text is these parts, each behind its length.
bool is(const char* text, std::initializer_list<std::string_view> parts) {
  for (const std::string_view part : parts) {
    if (length_at(text) != part.size() || !same(text + sizeof(std::uint32_t), part.data(), part.size())) return false;
    text += sizeof(std::uint32_t) + part.size();
  }
  return true;
}

}  // namespace

Interner::Interner() : slots_(first_slots), texts_(1, '\0') {}

/// The slot that holds the parts, or the free one where they belong.
std::size_t Interner::find(Parts parts, std::uint32_t hash) const {
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].text != 0 && (slots_[at].hash != hash || !is(texts_.data() + slots_[at].text, parts)))
    at = (at + 1) & (slots_.size() - 1);
  return at;
}

Interner::Found Interner::intern(Parts parts) {
  const std::uint32_t hash = hash_of(parts);
  std::size_t at = find(parts, hash);
  if (slots_[at].text != 0) return {slots_[at].number, false};
  if ((std::size_t{size_} + 1) * 2 > slots_.size()) {
    grow();
    at = find(parts, hash);
  }
  slots_[at] = {hash, size_++, texts_.size()};
  for (const std::string_view part : parts) {
    const auto length = static_cast<std::uint32_t>(part.size());
    texts_.append(reinterpret_cast<const char*>(&length), sizeof length);
    texts_ += part;
  }
  return {slots_[at].number, true};
}

bool Interner::contains(std::string_view text) const { return slots_[find({text}, hash_of({text}))].text != 0; }

void Interner::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.text == 0) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].text != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

}  // namespace gapcalc::load
