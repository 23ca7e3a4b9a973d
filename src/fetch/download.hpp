#pragma once
// Tries until the part of a download is whole.

#include <optional>
#include <string>

#include "fetch/part_file.hpp"
#include "gapcalc/fetch.hpp"

namespace gapcalc::fetch {

/// One download into a part, over as many requests as it takes.
class Download {
 public:
  Download(std::string address, PartFile& part, const Receipt* known, const Limits& limits, const Means& means);

  /// The receipt, without hash and size; empty where what is known is the newest. Throws Error (fetch_failed,
  /// write_failed).
  std::optional<Receipt> run();
  /// How many of the bytes an earlier run had left.
  [[nodiscard]] std::uint64_t resumed_at() const { return resumed_at_; }
  /// Whether the bytes are of several answers.
  [[nodiscard]] bool pieced_together() const { return pieced_together_; }

 private:
  enum class Next { done, unchanged, start_over, try_again };

  Answer ask();
  Request request() const;
  bool begin(const Head& head);
  bool take(std::string_view bytes);
  Next judge(const Answer& answer);
  Receipt receipt(const Head& head) const;
  void check_size(std::uint64_t bytes);
  [[noreturn]] void fail(const std::string& message, std::string_view remedy) const;
  std::string next_run() const;
  double left() const;

  std::string address_;
  PartFile& part_;
  const Receipt* known_;
  const Limits& limits_;
  const Means& means_;
  double start_;
  std::uint64_t resumed_at_;
  bool pieced_together_ = false;

  // Of the request under way.
  std::string here_;          ///< its address
  std::string type_;          ///< what the answer says that it is
  std::string trouble_;       ///< why it has to be tried again
  std::uint64_t offset_ = 0;  ///< from this byte on
  std::uint64_t total_ = 0;   ///< bytes that the file will have; 0 where unknown
  bool taken_ = false;        ///< the body is the file, or what is missing of it
  bool start_over_ = false, interrupted_ = false;
};

}  // namespace gapcalc::fetch
