#pragma once
// A vector that grows without moving more than its first chunk: millions of records never need a second copy of
// themselves, and, unlike in std::deque, chunks are long enough to be read at the speed of memory.

#include <cstddef>
#include <iterator>
#include <vector>

namespace gapcalc {

/// A sequence of T that only grows at its end. References to values stay valid behind the first chunk.
template <typename T>
class ChunkedVector {
 public:
  static constexpr std::size_t chunk = 1024;  ///< values a chunk

  /// Adds a copy of the value at the end.
  void push_back(const T& value) {
    if (size_ % chunk == 0) chunks_.emplace_back().reserve(size_ == 0 ? 0 : chunk);  // a short one stays short
    chunks_.back().push_back(value);
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
      if (++at_ == chunk_->data() + chunk_->size() && ++chunk_ != last_) at_ = chunk_->data();
      return *this;
    }
    const_iterator operator++(int) {
      const const_iterator old = *this;
      ++*this;
      return old;
    }
    bool operator==(const const_iterator&) const = default;

   private:
    friend ChunkedVector;
    using Chunk = const std::vector<T>*;
    const_iterator(Chunk of, Chunk last, pointer at) : chunk_(of), last_(last), at_(at) {}
    Chunk chunk_ = nullptr, last_ = nullptr;
    pointer at_ = nullptr;
  };
  /// The first value, and the place behind the last.
  [[nodiscard]] const_iterator begin() const {
    return {chunks_.data(), last(), empty() ? nullptr : chunks_.front().data()};
  }
  [[nodiscard]] const_iterator end() const {
    return {last(), last(), empty() ? nullptr : chunks_.back().data() + chunks_.back().size()};
  }

 private:
  [[nodiscard]] const std::vector<T>* last() const { return chunks_.data() + chunks_.size(); }
  std::vector<std::vector<T>> chunks_;
  std::size_t size_ = 0;
};

}  // namespace gapcalc
