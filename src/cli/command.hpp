#pragma once
// What main.cpp knows of a command: a function that gives it its options.

#include <CLI/CLI.hpp>
#include <functional>
#include <span>

namespace gapcalc::cli {

/// Exit statuses. "The answer is no" (a gate) is not "it failed".
enum Exit : int { done = 0, failed = 1, wrong_call = 2, gate_tripped = 3 };

/// Gives the command its options, its example and its exceptions; returns what runs it. Parsing opens no file.
using Run = std::function<int()>;

/// A command before it has its options: telling those of all commands takes longer than some of them run.
struct Command {
  const char *name, *description;
  Run (*add)(CLI::App& command);
};
/// All of them, in the order of help.
std::span<const Command> all_commands();
/// What the program takes before a command: help, version, --config.
void add_program_options(CLI::App& program);

Run add_analyze(CLI::App& command);
Run add_audit(CLI::App& command);
Run add_benchmarks(CLI::App& command);
Run add_calibrate(CLI::App& command);
Run add_catch_up(CLI::App& command);
Run add_cite(CLI::App& command);
Run add_check(CLI::App& command);
Run add_compare(CLI::App& command);
Run add_completions(CLI::App& command);
Run add_diff(CLI::App& command);
Run add_explain(CLI::App& command);
Run add_fetch(CLI::App& command);
Run add_index(CLI::App& command);
Run add_influence(CLI::App& command);
Run add_records(CLI::App& command);
Run add_report(CLI::App& command);
Run add_schema(CLI::App& command);
Run add_selection(CLI::App& command);
Run add_sensitivity(CLI::App& command);
Run add_timeline(CLI::App& command);
Run add_validate(CLI::App& command);
Run add_what_if(CLI::App& command);

}  // namespace gapcalc::cli
