// gapcalc validate: whether files are as the schema of their kind wants them.

#include <fmt/format.h>

#include <memory>

#include "cli/command.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/display.hpp"
#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/schema.hpp"
#include "gapcalc/validate.hpp"

namespace gapcalc::cli {
namespace {

constexpr std::size_t misfits_shown = 20;  // of a file

struct ValidateArgs {
  std::vector<std::string> paths;
  load::ValidateOptions options;
  bool all = false;
};

/// `FILE:LINE: AT: WHAT`, as compilers say it, so that editors find the place.
std::string line_of(const std::string& path, const load::Misfit& misfit) {
  std::string text = path;
  if (misfit.line > 0) text += fmt::format(":{}", misfit.line);
  if (!misfit.at.empty()) text += ": " + misfit.at;
  return printable(text + ": " + misfit.what) + '\n';
}

bool check_one(const std::string& file, const load::ValidateOptions& options) {
  const load::Validation found = load::validate(file, options);
  const std::string path = file == "-" ? "standard input" : file;
  std::string text;
  for (const load::Misfit& misfit : found.misfits) text += line_of(path, misfit);
  if (found.n_misfits > found.misfits.size())
    text += fmt::format("{}: {} more; --all shows them\n", printable(path), found.n_misfits - found.misfits.size());
  text += found.n_misfits == 0
              ? fmt::format("{}: valid {}\n", printable(path), found.kind)
              : fmt::format("{}: {}, not valid: {}\n", printable(path), found.kind, counted(found.n_misfits, "misfit"));
  print(text);
  return found.n_misfits == 0;
}

/// Each file is checked, whatever is wrong with those before it. One that cannot be read outweighs one that is not
/// valid.
int run(const ValidateArgs& args) {
  load::ValidateOptions options = args.options;
  options.most_misfits = args.all ? 0 : misfits_shown;
  int status = done;
  for (const std::string& path : args.paths) {
    try {
      if (!check_one(path, options) && status == done) status = gate_tripped;
    } catch (const Error& error) {
      if (error.code == ErrorCode::bad_option || error.code == ErrorCode::write_failed) throw;
      say(error.what());
      status = failed;
    }
  }
  return status;
}

}  // namespace

Run add_validate(CLI::App& command) {
  const auto args = std::make_shared<ValidateArgs>();
  command.add_option("FILE", args->paths, "Files to check; - is standard input")->required()->type_name("");
  std::vector<std::string> kinds;
  for (const SchemaKind& kind : schema_kinds()) kinds.push_back(kind.name);
  note_choices(command.add_option("--kind", args->options.kind,
                                  "What the files are (`gapcalc schema` lists the kinds); else their content tells"),
               kinds)
      ->type_name("KIND");
  command.add_flag("--strict", args->options.strict,
                   "Keys and columns that the schema does not describe are misfits, too");
  command.add_flag("--all", args->all, "Show every misfit, not only the first 20 of a file");
  command.footer("Example: gapcalc analyze --format json | gapcalc validate -");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
