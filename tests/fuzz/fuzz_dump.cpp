// A hub dump: the bytes of a zip archive, or the files of a dump one behind the other, each behind a line
// `=== NAME`. A mutated archive rarely gets past its checksums; the second form reaches what is in it.

#include <sys/mman.h>
#include <unistd.h>

#include <map>
#include <string>

#include "fuzz/bounded.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/load.hpp"
#include "load/hub_dump.hpp"

namespace {

using namespace gapcalc;

constexpr std::string_view mark = "=== ";

void read_archive(std::string_view bytes) {
  static const int file = memfd_create("archive", 0);  // libzip reads files, and so does everybody
  static const std::string path = "/proc/self/fd/" + std::to_string(file);
  if (ftruncate(file, 0) != 0 || pwrite(file, bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    std::abort();
  cross::cross(load::load(path, {}), {});
}

void read_files(std::string_view bytes) {
  std::map<std::string, std::string_view> files;
  while (bytes.starts_with(mark)) {
    bytes.remove_prefix(mark.size());
    const std::string_view name = bytes.substr(0, bytes.find('\n'));
    bytes.remove_prefix(std::min(bytes.size(), name.size() + 1));
    const std::size_t next = bytes.find("\n=== ");
    files[std::string(name)] = bytes.substr(0, next);
    bytes.remove_prefix(next == bytes.npos ? bytes.size() : next + 1);
  }
  std::vector<std::string> names;
  for (const auto& [name, text] : files) names.push_back(name);
  static const load::Registry registry = fuzz::small_registry();
  load::Builder builder(registry, fuzz::all_benchmarks());
  const auto open = [&](const std::string& name) { return load::ByteStream::of(files.at(name)); };
  load::read_hub_dump({"input", "hub-csv", names, open}, builder);
  cross::cross(builder.finish("input"), {});
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::bounded(data, size,
                [](std::string_view bytes) { (bytes.starts_with("PK") ? read_archive : read_files)(bytes); });
  return 0;
}
