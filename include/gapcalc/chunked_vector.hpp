#pragma once
// A vector that grows without moving more than its first chunk: millions of records never need a second copy of
// themselves, and, unlike in std::deque, chunks are long enough to be read at the speed of memory.

#include <algorithm>
#include <cstddef>
#include <iterator>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>
#include <vector>

#include "gapcalc/large_array.hpp"

namespace gapcalc {

/// Memory that the chunks of many vectors come from, so that together they fill whole huge pages. It is given back when
/// the last of them is gone. Not for several threads at once.
class Arena {
 public:
  /// Memory for `bytes`, aligned for any type. Throws std::bad_alloc.
  std::byte* take(std::size_t bytes);

 private:
  std::vector<LargeArray> blocks_;
  std::byte *next_ = nullptr, *end_ = nullptr;  ///< of what is free in the last block
};

/// A sequence of T that only grows at its end. References to values stay valid behind the first chunk.
template <typename T>
class ChunkedVector {
  static_assert(std::is_trivially_copyable_v<T> && std::is_trivially_destructible_v<T>);

 public:
  static constexpr std::size_t chunk = 1024;  ///< values a chunk

  /// Takes its chunks from an arena of its own.
  ChunkedVector() : ChunkedVector(std::make_shared<Arena>()) {}
  /// Takes its chunks from `arena`.
  explicit ChunkedVector(std::shared_ptr<Arena> arena) : arena_(std::move(arena)) {}
  /// A copy has an arena of its own.
  ChunkedVector(const ChunkedVector& other) : ChunkedVector() {
    for (const T& value : other) push_back(value);
  }
  ChunkedVector& operator=(const ChunkedVector& other) { return *this = ChunkedVector(other); }
  /// What was moved from is empty, and only fit to be assigned to.
  ChunkedVector(ChunkedVector&& other) noexcept
      : arena_(std::move(other.arena_)),
        chunks_(std::move(other.chunks_)),
        size_(std::exchange(other.size_, 0)),
        capacity_(std::exchange(other.capacity_, 0)) {}
  ChunkedVector& operator=(ChunkedVector&& other) noexcept {
    arena_ = std::move(other.arena_);
    chunks_ = std::move(other.chunks_);
    size_ = std::exchange(other.size_, 0);
    capacity_ = std::exchange(other.capacity_, 0);
    return *this;
  }
  ~ChunkedVector() = default;

  /// Adds a copy of the value at the end.
  void push_back(const T& value) {
    if (size_ == capacity_) grow();
    new (chunks_.back() + size_ % chunk) T(value);
    ++size_;
  }
  /// Number of values.
  [[nodiscard]] std::size_t size() const { return size_; }
  /// Whether there are none.
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// The value at i < size().
  const T& operator[](std::size_t i) const { return chunks_[i / chunk][i % chunk]; }

  /// Goes through all values in order.
  class const_iterator {
   public:
    using iterator_category = std::forward_iterator_tag;
    using value_type = T;
    using difference_type = std::ptrdiff_t;
    using pointer = const T*;
    using reference = const T&;

    const_iterator() = default;
    reference operator*() const { return *at_; }
    pointer operator->() const { return at_; }
    const_iterator& operator++() {
      ++at_;
      if (++index_ % chunk == 0 && index_ < of_->size_) at_ = of_->chunks_[index_ / chunk];
      return *this;
    }
    const_iterator operator++(int) {
      const const_iterator old = *this;
      ++*this;
      return old;
    }
    bool operator==(const const_iterator& other) const { return index_ == other.index_; }

   private:
    friend ChunkedVector;
    const_iterator(const ChunkedVector* of, std::size_t index, pointer at) : of_(of), index_(index), at_(at) {}
    const ChunkedVector* of_ = nullptr;
    std::size_t index_ = 0;
    pointer at_ = nullptr;
  };
  /// The first value, and the place behind the last.
  [[nodiscard]] const_iterator begin() const { return {this, 0, empty() ? nullptr : chunks_.front()}; }
  [[nodiscard]] const_iterator end() const { return {this, size_, nullptr}; }

 private:
  static constexpr std::size_t least = 4;  ///< values of the smallest chunk: the first one doubles until it is whole

  T* take(std::size_t n) { return reinterpret_cast<T*>(arena_->take(n * sizeof(T))); }
  void grow() {
    if (capacity_ >= chunk) {
      chunks_.push_back(take(chunk));
      capacity_ += chunk;
      return;
    }
    capacity_ = capacity_ == 0 ? least : 2 * capacity_;
    T* const larger = take(capacity_);
    if (size_ > 0) std::copy_n(chunks_.front(), size_, larger);
    chunks_.assign(1, larger);
  }

  std::shared_ptr<Arena> arena_;
  std::vector<T*> chunks_;
  std::size_t size_ = 0, capacity_ = 0;
};

}  // namespace gapcalc
