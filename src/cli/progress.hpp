#pragma once
// A bar on standard error for work that takes seconds, and Ctrl-C that stops it early.

#include <chrono>
#include <cstddef>
#include <mutex>

namespace gapcalc::cli {

/// While one lives, Ctrl-C asks the work to stop instead of ending the program. The bar is drawn only where standard
/// error is a terminal, and removed at the end.
class ProgressBar {
 public:
  /// `unit` is written behind the numbers.
  explicit ProgressBar(bool quiet, const char* unit = "");
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Draws, ten times a second at most; false where the work should stop. Any thread may call it. A total of 0 is one
  /// that nobody knows.
  bool operator()(std::size_t done, std::size_t total);
  /// Whether Ctrl-C was pressed.
  [[nodiscard]] static bool interrupted();

 private:
  bool drawn_ = false, on_;
  const char* unit_;
  std::mutex mutex_;
  std::chrono::steady_clock::time_point start_, last_;
};

}  // namespace gapcalc::cli
