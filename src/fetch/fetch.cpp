#include "gapcalc/fetch.hpp"

#include <fmt/format.h>

#include <filesystem>

#include "fetch/download.hpp"
#include "fetch/part_file.hpp"
#include "gapcalc/error.hpp"

namespace gapcalc::fetch {
namespace {

/// Where the file will lie: a link keeps pointing where it did. Throws Error (write_failed) where that is no file.
std::string target_of(const std::string& path) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (path.ends_with('/') || fs::is_directory(path, ignored))
    throw Error(ErrorCode::write_failed, "is a folder", "name a file", path);
  const std::string target = fs::weakly_canonical(path, ignored).string();
  if (fs::exists(target, ignored) && !fs::is_regular_file(target, ignored))
    throw Error(ErrorCode::write_failed, "is no regular file", "name another", path);
  return target.empty() ? path : target;
}

/// A valid file in the part and its receipt, or nothing where what is known is the newest.
std::optional<Fetched> download(const std::string& address, PartFile& part, const Receipt* known, const Limits& limits,
                                const Means& means) {
  for (bool anew = false;; anew = true) {
    Download download(address, part, known, limits, means);
    const std::optional<Receipt> receipt = download.run();
    if (!receipt) return std::nullopt;
    try {
      means.validate(part.path());
      return Fetched{false, download.resumed_at(), *receipt};
    } catch (const Error&) {
      const bool pieced_together = download.pieced_together();
      part.restart("");
      if (anew || !pieced_together) throw;  // else the pieces may be of different files: once more, in one piece
    }
  }
}

}  // namespace

Fetched fetch(const std::string& address, const std::string& path, const std::optional<Receipt>& known,
              const Limits& limits, const Means& means) {
  if (const std::string reason = refusal(address); !reason.empty())
    throw Error(ErrorCode::bad_option, fmt::format("'{}' {}", address, reason),
                "give an https address; http is for this machine only");
  const std::string target = target_of(path);
  PartFile part(target, address);
  try {
    std::optional<Fetched> fetched = download(address, part, known ? &*known : nullptr, limits, means);
    if (!fetched) {
      part.discard();
      return {true, 0, *known};
    }
    fetched->receipt.sha256 = sha256_of(part.path());
    fetched->receipt.bytes = part.bytes();
    fetched->unchanged = fetched->receipt.sha256 == sha256_of(target);
    if (fetched->unchanged)
      part.discard();
    else
      part.commit();
    return *fetched;
  } catch (...) {
    if (part.bytes() == 0 || part.etag().empty()) part.discard();  // nothing that a later run could use
    throw;
  }
}

}  // namespace gapcalc::fetch
