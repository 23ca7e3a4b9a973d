#include "load/outside.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <filesystem>

#include "core/text.hpp"
#include "core/units.hpp"
#include "gapcalc/error.hpp"
#include "gapcalc/load.hpp"
#include "load/formats.hpp"
#include "load/tidy.hpp"

namespace gapcalc::load {
namespace {

constexpr std::string_view tidy = "tidy";  ///< the name of our own format, for --input-format
constexpr std::uint64_t largest_outside = std::uint64_t{1} << 28;
constexpr std::string_view make_smaller =
    "256 MiB is the most: split it, or leave samples out, as `inspect log dump --header-only` does of a log";

bool goes_alone(const Shape&) { return false; }

// One line for each format.
constexpr std::array formats = {
    OutsideFormat{"lm-eval", "lm-evaluation-harness results", fits_lm_eval, goes_alone, read_lm_eval},
    OutsideFormat{"inspect", "logs of Inspect, .json or .eval", fits_inspect, goes_alone, read_inspect},
    OutsideFormat{"helm", "runs of HELM, with stats.json and run_spec.json", fits_helm, goes_along_helm, read_helm},
    OutsideFormat{"eee", "Every Eval Ever, versions 0.2 and 0.3", fits_eee, goes_alone, read_eee},
    OutsideFormat{"hf-model-index", "model cards of Hugging Face", fits_hf_model_index, goes_alone,
                  read_hf_model_index},
    OutsideFormat{"hf-eval-results", "results in model repositories of Hugging Face", fits_hf_eval_results, goes_alone,
                  read_hf_eval_results},
    OutsideFormat{"open-llm-leaderboard", "Open LLM Leaderboard of Hugging Face, version 2", fits_open_llm_leaderboard,
                  goes_alone, read_open_llm_leaderboard},
    OutsideFormat{"lmarena", "leaderboards of LMArena", fits_lmarena, goes_alone, read_lmarena},
    OutsideFormat{"metr", "METR's time horizons", fits_metr, goes_alone, read_metr},
    OutsideFormat{"eci", "the hub's tables of the Epoch Capabilities Index", fits_eci, goes_alone, read_eci},
};

bool is_tidy(const Shape& shape) { return shape.has({"benchmark", "model", "score"}); }

/// `a, b, c and 4 more`.
std::string few(const std::vector<std::string>& names) {
  constexpr std::size_t shown = 3;
  if (names.size() <= shown) return join(names, ", ");
  return fmt::format("{} and {} more", join({names.begin(), names.begin() + shown}, ", "), names.size() - shown);
}

/// Factor to the unit. A fraction above 1 there is not: where a format leaves it to the author, such a number is
/// percent.
double scale_of(const OutsideScore& score, const Alias& alias, Unit unit) {
  constexpr double percent = 0.01;
  const bool is_percent = score.may_be_percent && is_fraction(unit) && parse_number(score.score).value_or(0) > 1;
  return is_percent ? percent : alias.scale * score.scale;
}

/// The scores of a task none of whose metrics has a benchmark.
struct Unmapped {
  std::string task;
  std::vector<std::string> metrics;  ///< in order
  std::set<std::string> seen;        ///< the same
  std::size_t line = 0, n = 0;
  bool is_told = false;  ///< another metric of it has one, and these are secondary; or another task holds it

  void see(const OutsideScore& score) {
    if (score.is_aside) return;
    ++n;
    is_told = is_told || score.is_part;
    if (!score.metric.empty() && seen.insert(score.metric).second) metrics.push_back(score.metric);
  }
  [[nodiscard]] std::string detail() const {
    return fmt::format("'{}'{}{}", task, metrics.empty() ? "" : fmt::format(" ({})", few(metrics)),
                       n > 1 ? fmt::format(", {} scores", n) : "");
  }
};

}  // namespace

std::string join_terms(std::initializer_list<std::string> terms) {
  std::string text;
  for (const std::string& term : terms)
    if (!term.empty()) text += (text.empty() ? "" : "; ") + term;
  return text;
}

std::span<const OutsideFormat> outside_formats() { return formats; }

const OutsideFormat* outside_format(std::string_view name) {
  const auto at = std::find_if(formats.begin(), formats.end(), [&](const OutsideFormat& f) { return f.name == name; });
  return at == formats.end() ? nullptr : &*at;
}

std::vector<std::string> outside_format_names() {
  std::vector<std::string> names;
  names.reserve(formats.size());
  for (const OutsideFormat& format : formats) names.emplace_back(format.name);
  return names;
}

std::vector<std::string> input_formats() {
  std::vector<std::string> names = outside_format_names();
  names.insert(names.begin(), std::string(tidy));
  return names;
}

/// The only format that fits, or null: tidy records, or nothing.
const OutsideFormat* Outside::format_of(const Shape& shape, const std::string& path) const {
  std::vector<std::string> fitting;
  const OutsideFormat* found = nullptr;
  for (const OutsideFormat& format : formats) {
    if (!format.fits(shape)) continue;
    fitting.emplace_back(format.name);
    found = &format;
  }
  if (is_tidy(shape)) fitting.emplace_back(tidy);
  if (fitting.size() > 1)
    throw Error(ErrorCode::not_recognised, fmt::format("may be of the formats {}", join(fitting, ", ")),
                fmt::format("name the right one: --input-format {}", fitting.front()), path);
  return found;
}

/// The text of a file in the folder of `path`: results depend on it as on the file itself.
std::optional<std::string> Outside::read_beside(const OutsideFormat& format, const std::string& path,
                                                std::string_view name) {
  const std::string beside = (std::filesystem::path(path).parent_path() / name).generic_string();
  std::error_code ignored;
  if (path == "standard input" || !std::filesystem::is_regular_file(beside, ignored)) return std::nullopt;
  ByteStream bytes = ByteStream::open(beside);
  std::string text = bytes.read_all(largest_outside, make_smaller);
  builder_.end_file(builder_.begin_file(beside, std::string(format.name)), bytes.sha256(), bytes.bytes());
  return text;
}

void Outside::read(ByteStream& bytes, const std::string& path, const Shape& shape) {
  const OutsideFormat* const format = asked_.empty() ? format_of(shape, path) : outside_format(asked_);
  if (format == nullptr) return read_tidy(bytes, path, builder_);
  read_as(*format, bytes, path);
}

bool Outside::read_one_of(ByteStream& bytes, const std::string& path, const Shape& shape) {
  const OutsideFormat* const format = asked_.empty() ? format_of(shape, path) : outside_format(asked_);
  if (format != nullptr && format->fits(shape)) return read_as(*format, bytes, path), true;
  if ((asked_.empty() || asked_ == tidy) && is_tidy(shape)) return read_tidy(bytes, path, builder_), true;
  if (!goes_along(shape)) leave_out(path);
  return false;
}

bool Outside::is_records(const Shape& shape) const {
  return (asked_.empty() || asked_ == tidy) && is_tidy(shape) &&
         std::none_of(formats.begin(), formats.end(), [&](const OutsideFormat& f) { return f.fits(shape); });
}

void Outside::leave_out(const std::string& path, const Error& error) {
  unread_.push_back(fmt::format("{}{}: {}", error.file.empty() ? path : error.file,
                                error.line == 0 ? "" : fmt::format(":{}", error.line), error.message));
}

bool Outside::goes_along(const Shape& shape) {
  return std::any_of(formats.begin(), formats.end(), [&](const OutsideFormat& f) { return f.goes_along(shape); });
}

bool Outside::read_archive(ByteStream& archive, const std::string& path, const std::vector<std::string>& entries,
                           const std::function<ByteStream(const std::string&)>& open) {
  const Shape shape = shape_of_archive(entries, path);
  const OutsideFormat* const format = asked_.empty() ? format_of(shape, path) : outside_format(asked_);
  if (format == nullptr || !format->fits(shape)) return false;
  const std::uint32_t file = builder_.begin_file(path, std::string(format->name));
  builder_.end_file(file, archive.sha256(), archive.bytes());
  const auto beside = [&](std::string_view name) {
    return shape.has({name}) ? std::optional(open(std::string(name)).read_all(largest_outside, make_smaller))
                             : std::nullopt;
  };
  add(*format, file, format->read({path, {}, beside}));
  return true;
}

void Outside::read_as(const OutsideFormat& format, ByteStream& bytes, const std::string& path) {
  const std::string text = bytes.read_all(largest_outside, make_smaller);
  const std::uint32_t file = builder_.begin_file(path, std::string(format.name));
  builder_.end_file(file, bytes.sha256(), bytes.bytes());
  const auto beside = [&](std::string_view name) { return read_beside(format, path, name); };
  add(format, file, format.read({path, without_mark(text), beside}));
}

void Outside::add(const OutsideFormat& format, std::uint32_t file, OutsideScores found) {
  std::map<std::string, Unmapped, std::less<>> tasks;
  for (OutsideScore& score : found.scores) {
    Unmapped& task = tasks.try_emplace(score.benchmark, Unmapped{score.benchmark, {}, {}, score.line}).first->second;
    if (add_score(format, file, score))
      task.is_told = true;
    else
      task.see(score);
  }
  for (const auto& [name, task] : tasks) {
    if (task.is_told || task.n == 0) continue;
    any_unmapped_ = true;
    builder_.exclude(Reason::unknown_benchmark, file, task.line, no_index, no_index, task.detail());
  }
  for (OutsideLeft& left : found.left)
    builder_.exclude(left.reason, file, left.line, no_index, no_index, std::move(left.detail));
  for (std::string& note : found.notes) builder_.note(std::move(note));
}

/// Makes a row of it; false where the name stands for no benchmark.
bool Outside::add_score(const OutsideFormat& format, std::uint32_t file, OutsideScore& score) {
  const bool stated = !score.registry_id.empty();
  const Alias* const alias =
      stated ? nullptr : aliases_.find(format.name, score.benchmark, score.metric, score.is_main);
  if (alias == nullptr && !stated) return false;
  if (score.lower_is_better) {
    builder_.exclude(Reason::bad_score, file, score.line, no_index, no_index,
                     fmt::format("'{}' ({}): lower is better", score.benchmark, score.metric));
    return true;
  }
  static const ModelRow unknown;
  const auto at = models_.find(score.model);
  const ModelRow& model = at == models_.end() ? unknown : at->second;
  const auto either = [](std::string_view first, std::string_view second) { return first.empty() ? second : first; };
  RowText row;
  row.benchmark = stated ? score.registry_id : alias->benchmark;
  row.model = trim(score.model);
  row.organization = either(score.organization, model.organization);
  row.country = either(score.country, model.country);
  row.accessibility = either(either(score.accessibility, model.accessibility), score.accessibility_class);
  row.release_date = either(score.release_date, model.release_date);
  row.score = score.score;
  row.score_se = score.score_se;
  row.source = score.source;
  row.relationship = score.relationship;
  row.settings = score.settings;
  const std::uint32_t benchmark = builder_.tidy_benchmark(row.benchmark);
  if (benchmark == no_index) {
    any_not_asked_ = true;
    if (const auto date = parse_date(row.release_date)) builder_.see_release(*date, row.model, row.accessibility);
    return true;
  }
  if (row.release_date.empty() && !row.model.empty() && !builder_.takes_undated()) undated_.insert(score.model);
  const Unit unit = builder_.unit(benchmark);
  builder_.add(file, benchmark, row, stated ? tidy_scale(unit) : scale_of(score, *alias, unit), score.line);
  return true;
}

void Outside::finish() {
  constexpr std::string_view name_tasks = "say by --aliases which benchmark a task is";
  std::string remedy;
  if (!undated_.empty()) {
    remedy = "give --models a table of the models with their release dates";
    builder_.note(fmt::format("{} without a release date; the first is '{}'; {}", counted(undated_.size(), "model"),
                              *undated_.begin(), remedy));
  }
  if (any_unmapped_ && !any_not_asked_) remedy += fmt::format("{}{}", remedy.empty() ? "" : "; ", name_tasks);
  if (!remedy.empty()) builder_.set_remedy(std::move(remedy));
  if (!left_out_.empty())
    builder_.note(fmt::format("{} of no known format left out; the first is {}", counted(left_out_.size(), "file"),
                              left_out_.front()));
  if (!unread_.empty())
    builder_.note(fmt::format("{} that cannot be read left out; the first is {}", counted(unread_.size(), "file"),
                              unread_.front()));
}

}  // namespace gapcalc::load
