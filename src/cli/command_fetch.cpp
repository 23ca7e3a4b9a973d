// gapcalc fetch: the newest dump of the hub, whole and valid, or what there was before.

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <memory>
#include <thread>

#include "cli/command.hpp"
#include "cli/component.hpp"
#include "cli/option_kinds.hpp"
#include "cli/options.hpp"
#include "cli/output.hpp"
#include "cli/progress.hpp"
#include "core/text.hpp"
#include "fetch/component.hpp"
#include "gapcalc/analysis.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/fetch.hpp"
#include "gapcalc/load.hpp"

namespace gapcalc::cli {
namespace {

constexpr const char* limits_group = "Where it gives up";
constexpr double bytes_per_mib = 1 << 20;
constexpr std::uint64_t bytes_per_kb = 1000;

struct FetchArgs {
  std::string address{fetch::hub_address}, output = "benchmark_data.zip", format = "table";
  double most_mib = static_cast<double>(fetch::Limits{}.bytes) / bytes_per_mib;
  int unchanged_status = done;
  fetch::Limits limits;
};

std::string environment(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? "" : value;
}

/// The part of libcurl, loaded now: its start takes longer than most commands.
fetch::Transport transport() {
  void* const find = find_component("gapcalc_fetch", false, "fetch needs libcurl",
                                    "build or install all of gapcalc, or download the dump with another program");
  const fetch::FetchComponent* const component = reinterpret_cast<fetch::FetchComponentFunction>(find)();
  fetch::Client client{fmt::format("gapcalc/{}", version()), environment("CURL_CA_BUNDLE")};
  if (client.certificates.empty()) client.certificates = environment("SSL_CERT_FILE");
  return [component, client](const fetch::Request& request, const fetch::Receiver& receiver) {
    return component->get(request, receiver, client);
  };
}

/// Sleeps, unless Ctrl-C is pressed; whether it was not.
bool wait(double seconds) {
  using std::chrono::steady_clock;
  const auto end = steady_clock::now() + std::chrono::duration<double>(seconds);
  while (steady_clock::now() < end && !ProgressBar::interrupted())
    std::this_thread::sleep_for(
        std::min(std::chrono::duration<double>(end - steady_clock::now()), std::chrono::duration<double>(0.1)));
  return !ProgressBar::interrupted();
}

/// What analyses will make of the dump at `path`: the last release in it. Throws Error on what is no usable dump, and
/// names the address, as the file is about to be removed.
std::optional<Date> newest_of_dump(const std::string& path, const std::string& address) {
  try {
    load::check_zip(path);
    return load::load(path, LoadOptions{}).latest;
  } catch (const Error& error) {
    std::string file = error.file;
    if (file.starts_with(path)) file.replace(0, path.size(), address);
    throw Error(error.code, "does not give a usable hub dump: " + error.message, "no file was replaced", file,
                error.line);
  }
}

/// When the answer came, for a run that can be repeated: SOURCE_DATE_EPOCH; else as the server says; else by the clock.
std::string time_of(const fetch::Receipt& receipt) {
  if (const auto seconds = source_date_epoch()) return utc(*seconds);
  return receipt.retrieved.empty() ? utc(std::time(nullptr)) : receipt.retrieved;
}

int run(const FetchArgs& args) {
  std::optional<Date> newest;
  fetch::Means means;
  if (fetch::refusal(args.address).empty()) means.get = transport();
  means.clock = [] {
    return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
  };
  means.wait = wait;
  means.validate = [&](const std::string& path) { newest = newest_of_dump(path, args.address); };
  const std::string provenance = args.output + ".provenance.json";
  const auto known = fetch::known_receipt(bytes_of(provenance), args.address, args.output);
  fetch::Fetched result;
  {
    ProgressBar bar(false, " kB");
    means.progress = [&bar](std::uint64_t got, std::uint64_t of) { return bar(got / bytes_per_kb, of / bytes_per_kb); };
    result = fetch::fetch(args.address, args.output, known, args.limits, means);
  }
  const bool same_answer = known && result.unchanged && result.receipt.etag == known->etag;
  if (!same_answer) {
    result.receipt.retrieved = time_of(result.receipt);
    write_file(provenance, emit::provenance(result.receipt, args.output.substr(args.output.rfind('/') + 1)));
  }
  print(emit::fetched(result, args.output, newest, args.format));
  return result.unchanged ? args.unchanged_status : done;
}

void check(FetchArgs& args) {
  if (args.output.empty() || args.output == "-") throw wrong("--output", "a dump cannot go there; name a file");
  if (!(args.most_mib > 0 && args.most_mib <= 1 << 20))
    throw wrong("--max-size", "it must be over 0 MiB, and 1048576 at most");
  if (!(args.limits.seconds > 0)) throw wrong("--timeout", "it must be over 0 seconds");
  if (!(args.limits.stall >= 1)) throw wrong("--stall", "it must be 1 second at least");
  if (args.limits.retries < 0 || args.limits.retries > 20) throw wrong("--retries", "it must be from 0 to 20");
  const int status = args.unchanged_status;
  if (status != done && (status <= gate_tripped || status > 125))
    throw wrong("--unchanged-status", "it must be 0, or from 4 to 125: the others have a meaning");
  args.limits.bytes = static_cast<std::uint64_t>(std::llround(args.most_mib * bytes_per_mib));
}

}  // namespace

Run add_fetch(CLI::App& command) {
  const auto args = std::make_shared<FetchArgs>();
  command.add_option("URL", args->address, "An https address; without it, that of the hub's dump")
      ->type_name("")
      ->default_str(args->address);
  add_choice(command, "--format", args->format, {"table", "json"}, "The form of the result");
  command.add_option("-o,--output", args->output, "The file to keep up to date")
      ->type_name("FILE")
      ->group(output_group)
      ->default_str(args->output);
  add_integer(command, "--unchanged-status", args->unchanged_status, "Exit status where there is nothing new", "N",
              output_group);
  add_number(command, "--max-size", args->most_mib, "The largest file that is taken", "MIB", limits_group);
  add_number(command, "--timeout", args->limits.seconds, "For all tries together", "SECONDS", limits_group);
  add_number(command, "--stall", args->limits.stall, "To connect, or with next to nothing received", "SECONDS",
             limits_group);
  add_integer(command, "--retries", args->limits.retries, "Further tries after a failed one", "N", limits_group);
  command.footer("Example: gapcalc fetch && gapcalc analyze benchmark_data.zip");
  command.final_callback([args] { check(*args); });
  return [args] { return run(*args); };
}

}  // namespace gapcalc::cli
