// gapcalc_conformance SHARED [Catch2 options]: figures on real dumps. Exit status 77 (skipped) where SHARED/hub
// is not there.
#include <cstdio>
#include <filesystem>
#include <string>

#include "conformance/shared.hpp"
#include "support/run_tests.hpp"

namespace {
std::string shared;
}
std::string shared_path(const std::string& name) { return shared + "/" + name; }

int main(int argc, char** argv) {
  constexpr int skipped = 77;
  if (argc < 2 || !std::filesystem::is_directory(std::string(argv[1]) + "/hub")) {
    std::puts("skipped: the real dumps (shared/hub) are not beside the project");
    return skipped;
  }
  shared = argv[1];
  return run_tests(argc - 1, argv + 1);
}
