// gapcalc fetch: what was fetched, and where a file is from.

#include "gapcalc/fetch.hpp"

#include <fmt/format.h>

#include "emit/json_common.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using fetch::Fetched;
using fetch::Receipt;

void add_receipt(Json& document, const Receipt& receipt) {
  document["address"] = receipt.address;
  document["final_address"] = receipt.final_address;
  document["bytes"] = receipt.bytes;
  document["sha256"] = receipt.sha256;
  document["etag"] = text_json(receipt.etag);
  document["last_modified"] = text_json(receipt.last_modified);
  document["retrieved"] = text_json(receipt.retrieved);
}

}  // namespace

std::string provenance(const Receipt& receipt, std::string_view file) {
  Json document = opening_json("provenance");
  document["file"] = file;
  add_receipt(document, receipt);
  return to_text(document);
}

std::string fetched(const Fetched& fetched, const std::string& path, std::optional<Date> newest,
                    std::string_view format) {
  const Receipt& receipt = fetched.receipt;
  const char* const status = fetched.unchanged ? "unchanged" : "new";
  if (format == "json") {
    Json document = opening_json("fetch");
    document["status"] = status;
    document["file"] = path;
    add_receipt(document, receipt);
    document["resumed_at"] = fetched.resumed_at;
    document["newest_release"] = date_json(newest);
    return to_text(document);
  }
  std::string text = fmt::format("{}: {}, {} bytes", status, path, receipt.bytes);
  if (newest) text += fmt::format(", newest release {}", to_string(*newest));
  text += fmt::format("\nfrom {}", receipt.final_address);
  if (!receipt.last_modified.empty()) text += fmt::format("\nlast modified {}", receipt.last_modified);
  return text + fmt::format("\nSHA-256 {}\n", receipt.sha256);
}

}  // namespace gapcalc::emit
