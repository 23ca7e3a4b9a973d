// What *.provenance.json says of a file that was fetched before.

#include <filesystem>
#include <nlohmann/json.hpp>

#include "fetch/etag.hpp"
#include "fetch/part_file.hpp"
#include "gapcalc/fetch.hpp"

namespace gapcalc::fetch {

std::optional<Receipt> known_receipt(std::string_view json, std::string_view address, const std::string& path) {
  const auto document = nlohmann::json::parse(json, nullptr, false);
  if (!document.is_object()) return std::nullopt;
  const auto word = [&](const char* key) {
    const auto at = document.find(key);
    return at != document.end() && at->is_string() ? at->get<std::string>() : std::string{};
  };
  Receipt known;
  known.address = word("address");
  known.final_address = word("final_address");
  known.etag = word("etag");
  known.last_modified = word("last_modified");
  known.retrieved = word("retrieved");
  known.sha256 = word("sha256");
  if (known.address != address || !is_etag(known.etag) || known.sha256.empty() || sha256_of(path) != known.sha256)
    return std::nullopt;
  std::error_code ignored;
  known.bytes = std::filesystem::file_size(path, ignored);
  return known;
}

}  // namespace gapcalc::fetch
