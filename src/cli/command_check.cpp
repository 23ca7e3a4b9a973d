// gapcalc check: what is wrong or odd in the data.

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "cli/command.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/display.hpp"
#include "core/text.hpp"
#include "gapcalc/check.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/emit.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

struct CheckArgs {
  std::string path;
  Options options;
  std::vector<std::string> fail_on;
  std::string format = "table", output;
  bool all = false;
};

constexpr audit::Severity severities[] = {audit::Severity::error, audit::Severity::warning, audit::Severity::note};

/// Whether a code is meant by a word of --fail-on: its name, or a severity that it has or goes beyond.
bool meant(const audit::CodeInfo& code, const std::string& word) {
  return code.name == word || std::any_of(std::begin(severities), std::end(severities), [&](audit::Severity severity) {
           return name(severity) == word && code.severity <= severity;
         });
}

void check_word(const std::string& word) {
  const auto codes = audit::codes();
  if (std::any_of(codes.begin(), codes.end(), [&](const audit::CodeInfo& code) { return meant(code, word); })) return;
  std::vector<std::string> names;
  names.reserve(std::size(severities) + codes.size());
  for (const audit::Severity severity : severities) names.emplace_back(name(severity));
  for (const audit::CodeInfo& code : codes) names.emplace_back(code.name);
  throw wrong("--fail-on", fmt::format("'{}' is none of {}", word, join(names, ", ")));
}

/// `error: A, B`, a paragraph for each severity.
std::string code_list() {
  std::string text;
  for (const audit::Severity severity : severities) {
    std::vector<std::string> names;
    for (const audit::CodeInfo& code : audit::codes())
      if (code.severity == severity) names.emplace_back(code.name);
    text += wrap(fmt::format("Codes of {}s: {}.", name(severity), join(names, ", ")), page_width) + '\n';
  }
  return text;
}

/// Says which findings trip the gate, after the output.
int judge(const audit::Check& check, const std::vector<std::string>& fail_on) {
  std::vector<std::string> tripped;
  for (const audit::CodeInfo& code : audit::codes()) {
    const bool asked =
        std::any_of(fail_on.begin(), fail_on.end(), [&](const std::string& word) { return meant(code, word); });
    if (const std::size_t n = count(check, code.code); asked && n > 0)
      tripped.push_back(fmt::format("{} {}", n, code.name));
  }
  if (tripped.empty()) return done;
  say(fmt::format("--fail-on {}: {}", join(fail_on, ","), join(tripped, ", ")));
  return gate_tripped;
}

int run(const CheckArgs& args) {
  const Dataset data = load::load(args.path, args.options.load);
  const Crossings crossings = cross::cross(data, args.options.cross);
  const load::Registry registry = load::registry(args.options.load);
  const audit::Check check = audit::check(data, crossings, registry.benchmarks, args.options.cross);
  const emit::Style style = style_for(args.output);
  const emit::Made made = made_of(args.options, data, crossings);
  deliver(args.output, emit::findings(check, made.from, args.format, style, args.all), made);
  return judge(check, args.fail_on);
}

}  // namespace

Run add_check(CLI::App& command) {
  const auto args = std::make_shared<CheckArgs>();
  args->options.load.keep_going = true;
  add_load_options(command, args->path, args->options.load);
  add_choice(command, "--format", args->format, {"table", "markdown", "csv", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  command.add_flag("--all", args->all, "Show every finding in table and markdown, not only the first of each code")
      ->group(output_group);
  add_list(command, "--fail-on", args->fail_on, check_word,
           "Exit status 3 where there is a finding of one of these codes; error, warning and note stand for theirs and "
           "all that are worse",
           "CODE,...", output_group);
  add_as_of_option(command, args->options.cross);
  command.footer(fmt::format("Example: gapcalc check --fail-on error\n\n{}", code_list()));
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
