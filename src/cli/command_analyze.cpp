// gapcalc analyze: records -> gaps, trends and tables.

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <memory>

#include "cli/command.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::cli {
namespace {

struct Args {
  std::string path;
  Options options;
  std::string format = "table", output, table = "datapoints";
  bool strict = false;
};

void write(const Analysis& analysis, const Args& args) {
  if (args.format == "csv") {
    const auto files = emit::csv_files(analysis);
    if (to_stdout(args.output))
      return print(std::find_if(files.begin(), files.end(), [&](const auto& f) {
                     return f.name == args.table + ".csv";
                   })->bytes);
    const std::string folder = make_folder(args.output);
    for (const emit::File& file : files) write_file(folder + file.name, file.bytes);
    return;
  }
  const emit::Style style = to_stdout(args.output) ? style_of_stdout() : emit::Style{};
  for (const emit::Format& format : emit::formats())
    if (format.name == args.format) deliver(args.output, format.emit(analysis, style));
}

/// --strict: exclusions that point at broken data trip the gate, after the output.
int judge(const Analysis& analysis) {
  std::map<std::string_view, std::size_t> counts;
  for (const Excluded& row : analysis.excluded)
    if (row.reason == Reason::bad_score || row.reason == Reason::bad_date || row.reason == Reason::unknown_benchmark)
      ++counts[name(row.reason)];
  if (counts.empty()) return done;
  std::string list;
  for (const auto& [reason, count] : counts) list += fmt::format("{}{} {}", list.empty() ? "" : ", ", count, reason);
  say(fmt::format("--strict: {}; --format csv --table excluded lists them", list));
  return gate_tripped;
}

int run(const Args& args) {
  const Analysis analysis = analyze(args.path, args.options);
  write(analysis, args);
  return args.strict ? judge(analysis) : done;
}

}  // namespace

Command add_analyze(CLI::App& program) {
  CLI::App* const app = program.add_subcommand(
      "analyze", "How many months open models are behind closed ones, per benchmark and over time");
  const auto args = std::make_shared<Args>();
  add_load_options(*app, args->path, args->options.load);
  std::vector<std::string> formats;
  for (const emit::Format& format : emit::formats()) formats.emplace_back(format.name);
  add_choice(*app, "--format", args->format, formats, "The form of the result");
  app->add_option("-o,--output", args->output, "Write to this file; with csv, all tables into this folder")
      ->type_name("PATH")
      ->group(output_group);
  CLI::Option* const table =
      add_choice(*app, "--table", args->table, {"datapoints", "crossings", "trends", "benchmarks", "excluded"},
                 "Which table csv writes to standard output");
  app->add_flag("--strict", args->strict,
                "Exit status 3 when rows were excluded as bad_score, bad_date or unknown_benchmark")
      ->group(output_group);
  add_group_options(*app, args->options.cross);
  add_datapoint_options(*app, args->options.cross);
  add_smooth_options(*app, args->options.smooth);
  app->footer("Example: gapcalc analyze data/ --by access,category --format json -o gaps.json");
  app->final_callback([args, table] {
    if (table->count() > 0 && (args->format != "csv" || !to_stdout(args->output)))
      throw CLI::ValidationError("--table", "goes with --format csv on standard output");
  });
  return {app, [args] { return run(*args); }};
}

}  // namespace gapcalc::cli
