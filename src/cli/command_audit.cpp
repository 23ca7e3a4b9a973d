// gapcalc audit: whether claimed scores hold where others reproduced them.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/tally.hpp"
#include "core/text.hpp"
#include "gapcalc/claimed.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

constexpr const char* audit_group = "How it is judged";
constexpr std::string_view example_name = "opus";

struct AuditArgs {
  std::string path, claimed, reproduced;
  bool example = false;
  LoadOptions load;
  audit::ClaimedOptions options;
  std::vector<std::string> fail_on;
  std::string format = "table", output;
};

/// Adds what an input says of itself.
void add_input(const Dataset& data, emit::ClaimedFrom& from) {
  from.inputs.insert(from.inputs.end(), data.files.begin(), data.files.end());
  count_by_reason(data.excluded, from.excluded);
  from.notes.insert(from.notes.end(), data.notes.begin(), data.notes.end());
  std::vector<std::string>& ids = from.not_selected;
  ids.insert(ids.end(), data.not_selected.begin(), data.not_selected.end());
  std::sort(ids.begin(), ids.end());
  ids.erase(std::unique(ids.begin(), ids.end()), ids.end());
}

/// Says which models trip the gate, after the output.
int judge_verdicts(const audit::ClaimAudit& result, const std::vector<std::string>& fail_on) {
  std::vector<std::string> tripped;
  for (const auto verdict :
       {audit::ClaimVerdict::inflated, audit::ClaimVerdict::cannot_tell, audit::ClaimVerdict::consistent}) {
    if (std::find(fail_on.begin(), fail_on.end(), name(verdict)) == fail_on.end()) continue;
    std::vector<std::string> names;
    for (const audit::ModelClaims& model : result.models)
      if (model.verdict == verdict) names.push_back(model.model);
    const std::size_t n = names.size();
    constexpr std::size_t few = 3;
    if (n > few) {
      names.resize(few);
      names.emplace_back("...");
    }
    if (n > 0) tripped.push_back(fmt::format("{} {} ({})", n, name(verdict), join(names, ", ")));
  }
  if (tripped.empty()) return done;
  say(fmt::format("--fail-on {}: {}", join(fail_on, ","), join(tripped, ", ")));
  return gate_tripped;
}

int run(const AuditArgs& args) {
  audit::check(args.options);
  emit::ClaimedFrom from;
  from.options.load = args.load;
  from.claimed = args.options;
  from.claims = args.claimed;
  from.reproductions = args.reproduced;
  audit::ClaimAudit result;
  if (args.claimed.empty()) {
    const Dataset data = args.example ? load::load_example(example_name, args.load) : load::load(args.path, args.load);
    add_input(data, from);
    result = audit::audit_claims(data, args.options);
  } else {
    const Dataset claimed = load::load(args.claimed, args.load), reproduced = load::load(args.reproduced, args.load);
    add_input(claimed, from);
    add_input(reproduced, from);
    result = audit::audit_claims(claimed, reproduced, args.options);
  }
  const emit::Style style = style_for(args.output);
  deliver(args.output, emit::claimed(result, from, args.format, style), {from, from.excluded});
  return judge_verdicts(result, args.fail_on);
}

}  // namespace

Run add_audit(CLI::App& command) {
  const auto args = std::make_shared<AuditArgs>();
  args->load.benchmarks = {"all"};
  args->load.undated = true;
  add_load_options(command, args->path, args->load);
  for (const char* const without : {"--accessibility", "--review"}) command.remove_option(command.get_option(without));
  command.get_option("PATH")->description(
      "Score records whose relationship says who measured: first_party claims, third_party reproduces (CSV, JSON), or "
      "- "
      "for standard input");
  command.get_option("--benchmarks")->description("Which benchmarks: ids, or selected, or all [all]");
  const auto add_side = [&](const char* name, std::string& into, const char* help) {
    return add_text(
        command, name,
        [&into, name](const std::string& text) {
          if (text.empty()) throw wrong(name, "is empty; give a file of score records");
          into = text;
        },
        help, "FILE", input_group);
  };
  CLI::Option* const claimed = add_side("--claimed", args->claimed, "Scores that were claimed, whoever measured");
  CLI::Option* const reproduced =
      add_side("--reproduced", args->reproduced, "Scores that were reproduced, whoever measured");
  claimed->needs(reproduced);
  reproduced->needs(claimed);
  CLI::Option* const example =
      command.add_flag("--example", args->example, "An example that is built in: a model whose claims did not hold");
  example->group(input_group);
  CLI::Option* const path = command.get_option("PATH");
  claimed->excludes(path);  // which --reproduced needs: one reason is told, whatever the order of options in memory
  for (CLI::Option* const other : {claimed, path}) example->excludes(other);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  add_list_of(command, "--fail-on", args->fail_on, {"inflated", "cannot_tell", "consistent"},
              "Exit status 3 where a model has one of these verdicts", "VERDICT,...", output_group);
  add_number(command, "--fdr", args->options.fdr, "False discovery rate at which a single drop is clear", "X",
             audit_group);
  add_number(command, "--confidence", args->options.confidence, "Of the intervals", "X", audit_group);
  add_integer(command, "--min-pairs", args->options.min_pairs, "Benchmarks that a verdict on a model needs", "N",
              audit_group);
  add_number(command, "--margin", args->options.margin, "Points of mean drop that would matter", "X", audit_group);
  command.footer("Example: gapcalc audit --example");
  command.final_callback([args] {
    if (args->path.empty() && args->claimed.empty() && !args->example)
      throw CLI::RequiredError("PATH, --claimed with --reproduced, or --example");
    if (args->claimed == "-" && args->reproduced == "-")
      throw wrong("--reproduced", "standard input can be read once; give the path of a file, not -");
  });
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
