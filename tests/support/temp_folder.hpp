#pragma once
// A folder of its own below the system's temporary folder, gone at the end of the test.

#include <unistd.h>

#include <atomic>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <string_view>

class TempFolder {
 public:
  TempFolder() {
    static std::atomic<int> count{0};
    const std::string name = "gapcalc-test-" + std::to_string(::getpid()) + "-" + std::to_string(count++);
    root_ = std::filesystem::temp_directory_path() / name;
    std::filesystem::create_directories(root_);
  }
  ~TempFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;

  /// The folder itself.
  [[nodiscard]] std::string path() const { return root_.generic_string(); }
  /// A path below it; nothing is made.
  [[nodiscard]] std::string path(std::string_view name) const { return (root_ / name).generic_string(); }
  /// Writes a file, with the folders above it; returns its path.
  std::string write(std::string_view name, std::string_view bytes) const {
    const std::filesystem::path file = root_ / name;
    std::filesystem::create_directories(file.parent_path());
    std::ofstream out(file, std::ios::binary);
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (!out.flush()) throw std::runtime_error("cannot write " + file.string());
    return file.generic_string();
  }

 private:
  std::filesystem::path root_;
};
