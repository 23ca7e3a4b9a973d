#include "load/archive.hpp"

#include <algorithm>

#include "load/hub_dump.hpp"
#include "load/zip.hpp"

namespace gapcalc::load {

bool read_zip(ByteStream& bytes, const std::string& path, bool alone, Builder& builder, Outside& outside) {
  // From memory: a file that changes meanwhile cannot give the hash of one archive and the scores of another.
  std::string packed = bytes.read_all(
      largest_zip,
      "256 MiB is the most: unpack a dump and give the folder; of a log, give what `inspect log dump --header-only` "
      "writes");
  const ZipArchive zip(std::move(packed), path);
  std::vector<std::string> names;
  for (const ZipEntry& entry : zip.entries()) names.push_back(entry.name);
  const auto open = [&](const std::string& name) {
    const auto at =
        std::find_if(zip.entries().begin(), zip.entries().end(), [&](const ZipEntry& e) { return e.name == name; });
    return ByteStream::owning(zip.read(*at));
  };
  if (!is_hub_dump(names)) return outside.read_archive(bytes, path, names, open);
  if (!alone) return false;
  builder.end_file(builder.begin_file(path, "zip"), bytes.sha256(), bytes.bytes());
  read_hub_dump({path, "hub-zip", names, open}, builder);
  return true;
}

}  // namespace gapcalc::load
