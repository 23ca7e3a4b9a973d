// gapcalc cite: what to cite beside a result.

#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

struct CiteArgs {
  std::string path;
  LoadOptions load;
  std::string format = "text", output;
};

int run(const CiteArgs& args) {
  const Dataset data = load::load(args.path, args.load);
  deliver(args.output, emit::citations(data, args.path.empty(), args.format), made_of({args.load, {}, {}}, data));
  return done;
}

}  // namespace

Run add_cite(CLI::App& command) {
  const auto args = std::make_shared<CiteArgs>();
  add_load_options(command, args->path, args->load);
  for (const char* const without : {"--accessibility", "--review"}) command.remove_option(command.get_option(without));
  add_choice(command, "--format", args->format, {"text", "bibtex", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  command.footer("Example: gapcalc cite --format bibtex");
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
