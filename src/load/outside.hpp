#pragma once
// Files of other programs and of leaderboards: what their readers have in common, and the table of them. A format is
// one file, format_NAME.cpp, and one line of the table.

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/record.hpp"
#include "load/aliases.hpp"
#include "load/builder.hpp"
#include "load/model_table.hpp"
#include "load/shape.hpp"

namespace gapcalc::load {

/// A score as a format has it: in its own words. Texts that are not known are empty.
struct OutsideScore {
  std::string benchmark;         ///< the format's own name of the task
  std::string metric;            ///< the format's own name of the metric; empty where the format has but one
  bool is_main = true;           ///< the metric that the format itself puts first: an alias without a metric means it
  bool is_part = false;          ///< of another task of the file, whose score holds it: not told where it is not known
  bool is_aside = false;         ///< perhaps no score at all: of use, or excluded, only where an alias names it
  bool lower_is_better = false;  ///< such a score is not used, as no threshold is reached from above
  std::string registry_id;  ///< id of the benchmark where the file itself states it; then no alias is looked for, and
                            ///< the score is one of a tidy record
  std::string model, organization, country, accessibility, release_date;
  std::string accessibility_class;  ///< an accessibility without its licence, where `accessibility` is empty: what a
                                    ///< table of models says goes before it
  std::string score, score_se;      ///< numbers as text; what is no number becomes `no_score` or `bad_score`
  double scale = 1;                 ///< factor that the file itself states, besides that of the alias; 0.01 for percent
  bool may_be_percent = false;  ///< written as a fraction or in percent: above 1 it is percent, whatever the alias says
  std::string source, relationship, settings;
  std::size_t line = 0;  ///< 1-based; 0 where it has no line
};

/// Terms of OutsideScore::settings that are not blank, separated as audits part them.
std::string join_terms(std::initializer_list<std::string> terms);

/// Something of a file that is no score, though it might have been taken for one.
struct OutsideLeft {
  Reason reason;
  std::string detail;
  std::size_t line = 0;  ///< 1-based; 0 where it has no line
};

/// What a file holds.
struct OutsideScores {
  std::vector<OutsideScore> scores;
  std::vector<OutsideLeft> left;
  std::vector<std::string> notes;  ///< each begins with the path
};

/// A file for a reader.
struct OutsideInput {
  std::string path;       ///< as shown
  std::string_view text;  ///< all of it, without a byte order mark; empty for an archive
  /// The text of another file in the same folder, which then is an input, too, or of an entry of the archive; empty
  /// where there is none. On standard input there is none.
  std::function<std::optional<std::string>(std::string_view name)> beside;
};

/// A format of other programs or leaderboards.
struct OutsideFormat {
  std::string_view name;   ///< for --input-format and InputFile::format
  std::string_view title;  ///< for people
  /// Whether a file of this shape is of the format. No two formats should fit a file.
  bool (*fits)(const Shape& shape);
  /// Whether a file of this shape belongs to one that is: it is read with that, and no file that was left out.
  bool (*goes_along)(const Shape& shape);
  /// Reads one. Throws Error (broken_json, not_recognised, ...) where it cannot be read at all.
  OutsideScores (*read)(const OutsideInput& input);
};

/// All of them.
std::span<const OutsideFormat> outside_formats();
/// The one of that name, or null.
const OutsideFormat* outside_format(std::string_view name);
/// Their names, in order of the table.
std::vector<std::string> outside_format_names();

/// Reads files of any format, and tidy records, into a builder.
class Outside {
 public:
  /// `format`: as LoadOptions::input_format.
  Outside(Builder& builder, std::string format) : builder_(builder), asked_(std::move(format)) {}

  /// Names that go over the built-in ones.
  Aliases& aliases() { return aliases_; }
  /// What is known of models beside the files.
  void set_models(ModelTable models) { models_ = std::move(models); }

  /// Reads a file of that shape: by the format that fits, else as tidy records. Throws Error (not_recognised) where
  /// more than one fits, and what the readers throw.
  void read(ByteStream& bytes, const std::string& path, const Shape& shape);
  /// The same for a file of many: one that no format fits, and that has no tidy records either, is left out and told by
  /// finish(). Whether it was read.
  bool read_one_of(ByteStream& bytes, const std::string& path, const Shape& shape);
  /// Reads an archive that holds entries of these paths, of which `open` gives the bytes. False where no format fits.
  bool read_archive(ByteStream& archive, const std::string& path, const std::vector<std::string>& entries,
                    const std::function<ByteStream(const std::string&)>& open);
  /// Whether a file of many has tidy records and is of no other format.
  [[nodiscard]] bool is_records(const Shape& shape) const;
  /// Tells of a file of many that is not read.
  void leave_out(const std::string& path) { left_out_.push_back(path); }
  /// The same of one that might have been, but for this.
  void leave_out(const std::string& path, const Error& error);
  /// Whether a file of this shape is read with another one, and is none of its own.
  [[nodiscard]] static bool goes_along(const Shape& shape);

  /// Notes what all files together lack.
  void finish();

 private:
  const OutsideFormat* format_of(const Shape& shape, const std::string& path) const;
  void read_as(const OutsideFormat& format, ByteStream& bytes, const std::string& path);
  std::optional<std::string> read_beside(const OutsideFormat& format, const std::string& path, std::string_view name);
  void add(const OutsideFormat& format, std::uint32_t file, OutsideScores found);
  bool add_score(const OutsideFormat& format, std::uint32_t file, OutsideScore& score);

  Builder& builder_;
  std::string asked_;
  Aliases aliases_;
  ModelTable models_;
  std::set<std::string> undated_;      ///< models without a date
  std::vector<std::string> left_out_;  ///< files that no format fits
  std::vector<std::string> unread_;    ///< files that cannot be read, and why
  bool any_unmapped_ = false;          ///< a task of which no metric stands for a benchmark
  bool any_not_asked_ = false;         ///< a score on a benchmark that was not asked for
};

}  // namespace gapcalc::load
