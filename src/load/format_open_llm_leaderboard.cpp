// The Open LLM Leaderboard of Hugging Face, version 2: rows of its dataset `contents` (as JSON, JSON Lines, or a page
// of the dataset viewer), or what its own interface gives, with `model` and `evaluations`. Raw scores are taken, not
// those from which the score of guessing was subtracted. docs/readers.md

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "gapcalc/error.hpp"
#include "load/formats.hpp"
#include "load/json_elements.hpp"
#include "load/licences.hpp"
#include "load/outside_json.hpp"

namespace gapcalc::load {
namespace {

using nlohmann::json;

constexpr std::string_view raw_suffix = " Raw";
/// The board runs weights that anybody can download: a licence that is not in the table says how free they are, no
/// more.
constexpr const char* of_some_licence = "Open weights";
/// Repositories from before the hub noted such days have this one.
constexpr std::string_view no_day = "2022-03-02";

/// A model of the board, in either shape.
struct BoardModel {
  std::string name, licence, uploaded, precision;
  bool with_template = false, is_flagged = false;
};

BoardModel flat_model(const json& row) {
  return {text_of(row, "fullname"),  text_of(row, "Hub License"),           text_of(row, "Upload To Hub Date"),
          text_of(row, "Precision"), part_of(row, "Chat Template") == true, part_of(row, "Flagged") == true};
}

BoardModel formatted_model(const json& row) {
  const json& model = part_of(row, "model");
  const json& metadata = part_of(row, "metadata");
  // `is_not_available_on_hub` is not looked at: the board fills it with the opposite.
  return {text_of(model, "name"),
          text_of(metadata, "hub_license"),
          text_of(metadata, "upload_date"),
          text_of(model, "precision"),
          part_of(model, "has_chat_template") == true,
          part_of(part_of(row, "features"), "is_flagged") == true};
}

/// Reads the rows of one file.
class LlmBoard {
 public:
  explicit LlmBoard(const std::string& path) : path_(path) {}

  /// A row, or a page of rows.
  void add(const json& element, std::size_t line) {
    const json& rows = part_of(element, "rows");
    if (!rows.is_array()) return add_row(element, line);
    for (const json& entry : rows) {
      const json& row = entry.is_object() ? part_of(entry, "row") : entry;
      if (row.is_object())
        add_row(row, line);
      else
        leave(line, "a row of the page is no object");
    }
  }

  void leave(std::size_t line, std::string why) { found_.left.push_back({Reason::bad_row, std::move(why), line}); }

  OutsideScores take() {
    if (found_.scores.empty() && n_flagged_ == 0)
      throw Error(ErrorCode::not_recognised, "holds no scores of the Open LLM Leaderboard",
                  "give rows with 'fullname' and columns such as 'BBH Raw', or with 'model' and 'evaluations'", path_);
    if (n_flagged_ > 0)
      found_.notes.push_back(fmt::format("{}: {} left out that the board flags", path_, counted(n_flagged_, "model")));
    return std::move(found_);
  }

 private:
  void add_row(const json& row, std::size_t line) {
    const json& evaluations = part_of(row, "evaluations");
    const BoardModel model = evaluations.is_object() ? formatted_model(row) : flat_model(row);
    if (model.is_flagged) {  // for instance trained on the test items
      ++n_flagged_;
      return;
    }
    if (!evaluations.is_object()) {
      for (const auto& [column, value] : row.items())
        if (column.ends_with(raw_suffix))
          add_score(model, column.substr(0, column.size() - raw_suffix.size()), value, line);
      return;
    }
    for (const auto& [key, evaluation] : evaluations.items()) {
      const std::string name = text_of(evaluation, "name");
      add_score(model, name.empty() ? key : name, evaluation.is_object() ? part_of(evaluation, "value") : evaluation,
                line);
    }
  }

  void add_score(const BoardModel& model, std::string benchmark, const json& value, std::size_t line) {
    if (!value.is_number() && !value.is_null())
      return leave(line, fmt::format("the score of '{}' on {} is no number", model.name, benchmark));
    OutsideScore score;
    score.benchmark = std::move(benchmark);
    score.model = model.name;
    score.accessibility = accessibility_of_licence(model.licence);
    score.accessibility_class = of_some_licence;
    if (!model.uploaded.starts_with(no_day)) score.release_date = model.uploaded;
    if (value.is_number()) score.score = value.dump();
    score.source = "Open LLM Leaderboard";
    score.relationship = "third_party";
    score.settings = join_terms({model.precision, model.with_template ? "chat template" : ""});
    score.line = line;
    found_.scores.push_back(std::move(score));
  }

  const std::string& path_;
  OutsideScores found_;
  std::size_t n_flagged_ = 0;
};

}  // namespace

bool fits_open_llm_leaderboard(const Shape& shape) {
  if (shape.kind != Shape::Kind::json_object && shape.kind != Shape::Kind::json_array) return false;
  const bool has_raw = std::any_of(shape.keys.begin(), shape.keys.end(),
                                   [](const std::string& key) { return key.ends_with(raw_suffix); });
  return shape.has({"model", "evaluations"}) || (shape.has({"fullname"}) && has_raw) ||
         shape.has({"features", "rows", "num_rows_total"});
}

OutsideScores read_open_llm_leaderboard(const OutsideInput& input) {
  ByteStream bytes = ByteStream::of(input.text);
  JsonElements elements(bytes, input.path);
  LlmBoard board(input.path);
  for (std::string_view element; elements.next(element);) {
    try {
      const json row = bounded_json(element, input.path);
      if (row.is_object())
        board.add(row, elements.line());
      else
        board.leave(elements.line(), "is no JSON object");
    } catch (const Error& error) {  // the other rows are of use without it
      board.leave(elements.line(), error.message);
    }
  }
  return board.take();
}

}  // namespace gapcalc::load
