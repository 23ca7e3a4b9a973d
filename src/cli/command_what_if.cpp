// gapcalc what-if: what new, other or missing scores would change.

#include <fmt/format.h>

#include <memory>
#include <utility>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "core/text.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/cross.hpp"
#include "gapcalc/diff.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "gapcalc/smooth.hpp"
#include "gapcalc/what_if.hpp"

namespace gapcalc::cli {
namespace {

/// A score as it was written: its unit is known when the benchmark is.
struct ScoreText {
  std::string model, benchmark, score;
};

struct WhatIfArgs {
  std::string path;
  Options options;
  std::vector<std::string> add, drop, drop_benchmarks;
  std::vector<ScoreText> set;
  std::string format = "table", output;
};

/// `MODEL,BENCHMARK,SCORE`; the name of a model may hold commas.
ScoreText read_set(const std::string& text) {
  const std::size_t second = text.rfind(',');
  const std::size_t first = second == text.npos || second == 0 ? text.npos : text.rfind(',', second - 1);
  if (first != text.npos) {
    ScoreText result{std::string(trim(std::string_view(text).substr(0, first))),
                     std::string(trim(std::string_view(text).substr(first + 1, second - first - 1))),
                     std::string(trim(std::string_view(text).substr(second + 1)))};
    if (!result.model.empty() && !result.benchmark.empty() && !result.score.empty()) return result;
  }
  throw CLI::ValidationError("--set", fmt::format("'{}' is not MODEL,BENCHMARK,SCORE", text));
}

/// The id that the text means, or the text, which is then refused with ids near it.
std::string id_or_text(const Dataset& data, const std::string& text) {
  std::string id = id_meant(data, text);
  return id.empty() ? text : id;
}

audit::Edits edits_of(const WhatIfArgs& args, const Dataset& data) {
  audit::Edits edits;
  edits.drop = args.drop;
  for (const std::string& text : args.drop_benchmarks) edits.drop_benchmarks.push_back(id_or_text(data, text));
  for (const ScoreText& one : args.set) {
    audit::ScoreToSet set{one.model, id_or_text(data, one.benchmark), 0};
    for (const BenchmarkRecords& of : data.benchmarks)
      if (of.benchmark.id == set.benchmark) set.score = load::score(one.score, of.benchmark);
    edits.set.push_back(std::move(set));
  }
  return edits;
}

int run(const WhatIfArgs& args) {
  const Options& options = args.options;
  smooth::check(options.smooth);
  Dataset data = load::load(args.path, options.load);
  Dataset changed = args.add.empty() ? data : load::load(args.path, options.load, args.add);
  std::vector<audit::Edit> edits =
      audit::added(changed, data, data.files.size(), load::registry(options.load).benchmarks);
  for (audit::Edit& edit : audit::apply(edits_of(args, changed), changed)) edits.push_back(std::move(edit));
  data.as_of = changed.as_of;  // what changes shall be of the scores, not of the day
  data.latest = changed.latest;
  const bool only_frontier = cross::only_frontier(data);

  const Analysis before = analyze(std::move(data), options), after = analyze(std::move(changed), options);
  const auto side = [](const Analysis& of) { return audit::Side{&of.data, &of.crossings, of.trends, of.excluded}; };
  const audit::Difference difference = audit::diff(side(before), side(after), options);
  say_notes(before.data, before.crossings);
  const emit::Style style = style_for(args.output);
  const emit::Made made = made_of(after);
  deliver(args.output, emit::what_if(difference, edits, only_frontier, made.from, args.format, style), made);
  return done;
}

/// An option that may be given again, whose values may hold commas.
void add_texts(CLI::App& app, const std::string& name, std::vector<std::string>& into, const std::string& help,
               const char* type) {
  app.add_option_function<std::vector<std::string>>(
         name, [&into](const std::vector<std::string>& texts) { into = texts; }, help)
      ->allow_extra_args(false)
      ->type_name(type)
      ->group("What is changed");
}

}  // namespace

Run add_what_if(CLI::App& command) {
  const auto args = std::make_shared<WhatIfArgs>();
  add_texts(command, "--add", args->add, "Score records to add: a file of one or more, or - for standard input",
            "FILE");
  command
      .add_option_function<std::vector<std::string>>(
          "--set",
          [args](const std::vector<std::string>& texts) {
            args->set.clear();
            for (const std::string& text : texts) args->set.push_back(read_set(text));
          },
          "A score in place of those that the model has on the benchmark; it may have none")
      ->allow_extra_args(false)
      ->type_name("MODEL,BENCHMARK,SCORE")
      ->group("What is changed");
  add_texts(command, "--drop", args->drop, "A model to leave out", "MODEL");
  add_texts(command, "--drop-benchmark", args->drop_benchmarks, "A benchmark to leave out: id or title", "ID");
  add_profile_option(command, args->options);
  add_load_options(command, args->path, args->options.load);
  add_choice(command, "--format", args->format, {"table", "markdown", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "Write to this file")->type_name("FILE")->group(output_group);
  add_group_options(command, args->options.cross);
  add_datapoint_options(command, args->options.cross);
  add_counting_options(command, args->options);
  add_smooth_options(command, args->options.smooth, {"--simultaneous"});
  command.footer("Example: gapcalc what-if --set DeepSeek-R1,gpqa-diamond,80% --drop-benchmark hle");
  command.final_callback([args] {
    if (args->add.empty() && args->set.empty() && args->drop.empty() && args->drop_benchmarks.empty())
      throw CLI::RequiredError("one of --add, --set, --drop, --drop-benchmark");
    if (args->path == "-" && !args->add.empty())
      throw CLI::ValidationError("--add", "needs records that can be read twice; give the path of a file, not -");
  });
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
