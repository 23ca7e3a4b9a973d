// gapcalc schema: what the machine-readable inputs and outputs look like.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/schema.hpp"

namespace gapcalc::cli {
namespace {

struct SchemaArgs {
  std::string kind, format = "json";
};

std::string list_of_kinds() {
  const auto kinds = schema_kinds();
  std::size_t width = 0;
  for (const SchemaKind& kind : kinds) width = std::max(width, kind.name.size());
  std::string text;
  for (const SchemaKind& kind : kinds) text += fmt::format("{:<{}}  {}\n", kind.name, width, kind.title);
  return text;
}

int run(const SchemaArgs& args) {
  if (!args.kind.empty() || args.format == "markdown") {
    const std::string schema = args.kind.empty() ? "" : schema_text(args.kind);  // refuses a kind that there is not
    print(args.format == "json" ? schema : emit::schema_tables(args.kind));
  } else {
    print(list_of_kinds());
  }
  return done;
}

}  // namespace

Run add_schema(CLI::App& command) {
  const auto args = std::make_shared<SchemaArgs>();
  std::vector<std::string> names;
  for (const SchemaKind& one : schema_kinds()) names.push_back(one.name);
  note_choices(command.add_option("KIND", args->kind, "What to describe; without it, all kinds are listed"), names)
      ->type_name("");
  add_choice(command, "--format", args->format, {"json", "markdown"}, "The schema, or its keys as tables for people");
  command.footer("Example: gapcalc schema analysis");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
