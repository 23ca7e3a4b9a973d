#include "load/settings.hpp"

#include <filesystem>

#include "core/builtin.hpp"
#include "load/model_table.hpp"
#include "load/overrides.hpp"
#include "load/registry.hpp"

namespace gapcalc::load {
namespace {

namespace fs = std::filesystem;

/// A file that steers the analysis, whole, and noted among the inputs: results depend on it as on the records.
std::string read_settings(const std::string& path, const char* format, Builder& builder) {
  InputText input = read_input(path, format);
  builder.end_file(builder.begin_file(path, format), std::move(input.file.sha256), input.file.bytes);
  return std::move(input.text);
}

/// What `read` makes of such a table.
template <typename Read>
auto table_from(const std::string& path, const char* format, Builder& builder, const Read& read) {
  const std::string text = read_settings(path, format, builder);
  ByteStream bytes = ByteStream::of(text);
  return read(bytes, path);
}

Accessibility overrides_from(const std::string& path, Builder& builder) {
  return table_from(path, "accessibility", builder, read_accessibility);
}

std::vector<Verdict> verdicts_from(const std::string& path, Builder& builder) {
  return table_from(path, "verdicts", builder, read_verdicts);
}

std::vector<Milestone> milestones_from(const std::string& path, Builder& builder) {
  return table_from(path, "milestones", builder, read_milestones);
}

void add_models(const std::string& path, Builder& builder, Outside& outside) {
  ByteStream bytes = ByteStream::open(path);
  const std::uint32_t file = builder.begin_file(path, "models");
  outside.set_models(read_model_table(bytes, path, file, builder));
  builder.end_file(file, bytes.sha256(), bytes.bytes());
}

void add_aliases(const std::string& path, Builder& builder, Outside& outside) {
  table_from(path, "aliases", builder,
             [&](ByteStream& bytes, const std::string& from) { outside.aliases().merge(bytes, from); });
}

}  // namespace

void set_up(Builder& builder) {
  ByteStream overrides = ByteStream::of(builtin("registry/accessibility.csv"));
  builder.set_overrides(read_accessibility(overrides, "built-in accessibility.csv"));
  ByteStream verdicts = ByteStream::of(builtin("review/verdicts.csv"));
  builder.set_verdicts(read_verdicts(verdicts, "built-in verdicts.csv"));
  ByteStream milestones = ByteStream::of(builtin("registry/milestones.csv"));
  builder.set_milestones(read_milestones(milestones, "built-in milestones.csv"));
}

void add_registry(const std::string& path, Builder& builder) {
  merge_registry(builder.registry(), read_settings(path, "registry", builder), path);
}

void apply(const LoadOptions& options, Builder& builder, Outside& outside) {
  if (!options.registry.empty()) add_registry(options.registry, builder);
  if (!options.accessibility.empty())
    builder.set_overrides(overrides_from(options.accessibility, builder), options.accessibility);
  if (!options.review.empty()) builder.set_verdicts(verdicts_from(options.review, builder), options.review);
  if (!options.milestones.empty()) builder.set_milestones(milestones_from(options.milestones, builder));
  if (!options.models.empty()) add_models(options.models, builder, outside);
  if (!options.aliases.empty()) add_aliases(options.aliases, builder, outside);
}

void apply_folder(const std::string& folder, const LoadOptions& options, Builder& builder, Outside& outside) {
  const auto at = [&](std::string_view name) { return (fs::path(folder) / name).generic_string(); };
  std::error_code ignored;
  if (const auto own = at("registry/benchmarks.json"); fs::exists(own, ignored)) add_registry(own, builder);
  if (const auto own = at("registry/accessibility.csv"); options.accessibility.empty() && fs::exists(own, ignored))
    builder.set_overrides(overrides_from(own, builder));
  if (const auto own = at("review/verdicts.csv"); options.review.empty() && fs::exists(own, ignored))
    builder.set_verdicts(verdicts_from(own, builder));
  if (const auto own = at("registry/milestones.csv"); options.milestones.empty() && fs::exists(own, ignored))
    builder.set_milestones(milestones_from(own, builder));
  if (const auto own = at("registry/models.csv"); options.models.empty() && fs::exists(own, ignored))
    add_models(own, builder, outside);
  if (const auto own = at("registry/aliases.csv"); fs::exists(own, ignored)) add_aliases(own, builder, outside);
}

bool is_given(const std::string& path, const LoadOptions& options) {
  for (const std::string* given : {&options.models, &options.aliases, &options.registry, &options.accessibility,
                                   &options.review, &options.milestones}) {
    std::error_code ignored;
    if (!given->empty() && fs::equivalent(path, *given, ignored)) return true;
  }
  return false;
}

}  // namespace gapcalc::load
