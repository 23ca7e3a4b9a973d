#include <fmt/format.h>

#include "core/digest.hpp"
#include "emit/json_common.hpp"
#include "gapcalc/build_info.hpp"

namespace gapcalc::emit {
namespace {

/// Rows of a CSV without its header; a quoted cell may hold line ends.
std::size_t csv_rows(std::string_view text) {
  std::size_t lines = 0;
  bool quoted = false;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (c == '\n' && !quoted) ++lines;
  }
  return lines > 0 ? lines - 1 : 0;
}

Json output_json(const File& file) {
  return {{"path", file.name},
          {"sha256", sha256(file.bytes)},
          {"bytes", file.bytes.size()},
          {"rows", file.name.ends_with(".csv") ? Json(csv_rows(file.bytes)) : Json()}};
}

}  // namespace

std::string manifest(const Invocation& run, const Made& made, std::span<const File> outputs) {
  Json document = head_json("manifest", made.from);
  document["gapcalc"]["commit"] = text_json(std::string(build_info().commit));
  document["arguments"] = run.arguments;
  document["created"] = run.created ? Json(*run.created) : Json();
  document["outputs"] = Json::array();
  for (const File& file : outputs) document["outputs"].push_back(output_json(file));
  document["excluded"] = by_reason_json(made.excluded);
  return to_text(document);
}

}  // namespace gapcalc::emit
