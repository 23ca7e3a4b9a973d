// gapcalc selection --board: votes by provider and licence, silent retirement, what the best of N gains.

#include <fmt/format.h>

#include <algorithm>

#include "core/text.hpp"
#include "emit/csv_columns.hpp"
#include "emit/csv_writer.hpp"
#include "emit/json_common.hpp"
#include "emit/layout.hpp"
#include "gapcalc/board_shares.hpp"
#include "gapcalc/emit.hpp"

namespace gapcalc::emit {
namespace {

using audit::BoardOptions;
using audit::BoardShares;
using audit::RatedModel;
using audit::VoteShare;

/// What fits on a few screens.
constexpr std::size_t providers_listed = 12, rated_listed = 12, silent_listed = 8, gains_listed = 5;

std::string votes_text(const BoardShares& of) {
  if (!of.battles) return "The table has no battles, and so no shares of them.";
  std::vector<std::string> parts;
  parts.reserve(of.licences.size());
  for (const VoteShare& one : of.licences)
    if (one.name != name(LicenceClass::other) && one.share)
      parts.push_back(fmt::format("{} to {} ({})", percent_or_dash(one.share), one.name, counted(one.models, "model")));
  return fmt::format("{} battles of {}{}{}.", whole_or_dash(of.battles), counted(of.models, "model"),
                     parts.empty() ? "" : ": ", join(parts, ", "));
}

/// Who was dropped without a word, as far as the table tells.
std::string retired_text(const BoardShares& of, const BoardOptions& options) {
  if (!of.faded)
    return of.listed ? fmt::format(
                           "{} of {} listed as retired. The table has no recent battles, so nothing tells who "
                           "was retired without being listed.",
                           *of.listed, counted(of.models, "model"))
                     : "The table has no recent battles, so nothing tells who was retired without being listed.";
  std::string text = fmt::format(
      "{} of {} get nearly no battles any more: fewer than {:.4g} % of an even share, {} of {} recent "
      "battles each.",
      *of.faded, counted(of.models, "model"), 100 * options.faded_below,
      one_decimal(options.faded_below * *of.even_share), one_decimal(*of.even_share));
  text += of.listed ? fmt::format(" {} listed as retired; {} get nearly none and are not listed: retired in silence.",
                                  *of.listed == 1 ? "1 is" : fmt::format("{} are", *of.listed), *of.silent)
                    : " The table does not say who is listed as retired.";
  return text;
}

Table shares_table(const std::vector<VoteShare>& list, const char* title, const char* what, std::size_t listed) {
  Table table{
      title, {{what}, {"models", true}, {"battles", true}, {"share", true}, {"faded", true}, {"silent", true}}, {}};
  for (std::size_t i = 0; i < std::min(list.size(), listed); ++i) {
    const VoteShare& one = list[i];
    table.rows.push_back({one.name.empty() ? "(not stated)" : one.name, std::to_string(one.models),
                          whole_or_dash(one.battles), percent_or_dash(one.share), or_dash(one.faded),
                          or_dash(one.silent)});
  }
  return table;
}

Table rated_table(const BoardShares& of, const Board& board, const BoardOptions& options) {
  Table table{"Best ratings, and what the best of N gains by chance",
              {{"model"}, {"rating", true}, {"se", true}, {"lead", true}},
              {}};
  const std::size_t n_gains = std::min(options.candidates.size(), gains_listed);
  for (std::size_t c = 0; c < n_gains; ++c)
    table.columns.push_back({fmt::format("N = {}", options.candidates[c]), true});
  table.columns.push_back({"ranks", true});
  for (std::size_t i = 0; i < std::min(of.rated.size(), rated_listed); ++i) {
    const RatedModel& one = of.rated[i];
    std::vector<std::string> row{board.rows[one.row].model, one_decimal(*board.rows[one.row].rating),
                                 or_dash(one.sigma), or_dash(one.lead)};
    for (std::size_t c = 0; c < n_gains; ++c) row.push_back(one.sigma ? one_decimal(one.inflation[c]) : "-");
    row.push_back(one.sigma ? std::to_string(one.ranks[n_gains - 1]) : "-");
    table.rows.push_back(std::move(row));
  }
  return table;
}

std::vector<Block> board_page(const BoardShares& of, const Board& board, const BoardOptions& options) {
  std::vector<Block> page;
  page.push_back({votes_text(of), {}});
  page.push_back({retired_text(of, options), {}});
  page.push_back({{}, shares_table(of.providers, "Battles by provider", "provider", providers_listed)});
  page.push_back({{}, shares_table(of.licences, "Battles by class of licence", "licence", of.licences.size())});
  if (!of.silent_rows.empty()) {
    std::vector<std::string> names;
    for (std::size_t i = 0; i < std::min(of.silent_rows.size(), silent_listed); ++i)
      names.push_back(board.rows[of.silent_rows[i]].model);
    if (of.silent_rows.size() > silent_listed)
      names.push_back(fmt::format("and {} more", of.silent_rows.size() - silent_listed));
    page.push_back({fmt::format("Retired in silence, most battles first: {}.", join(names, ", ")), {}});
  }
  if (!of.rated.empty()) {
    page.push_back({{}, rated_table(of, board, options)});
    page.push_back({fmt::format("se: standard error, from the 95 % interval. lead: over the next rating. N: gain of "
                                "the best of N equals by chance, e_N se; ranks: models that it would fall behind "
                                "without the gain of N = {}. Votes that came after it was chosen dilute the gain.",
                                options.candidates[std::min(options.candidates.size(), gains_listed) - 1]),
                    {}});
  }
  if (!of.not_classed.empty())
    page.push_back(
        {fmt::format("Licences of no known class: {}. --licences gives others.", join(of.not_classed, ", ")), {}});
  if (of.without_battles > 0)
    page.push_back({fmt::format("Battles are blank for {}.", counted(of.without_battles, "model")), {}});
  if (of.without_recent > 0)
    page.push_back({fmt::format("Recent battles are blank for {}, which are not taken as faded.",
                                counted(of.without_recent, "model")),
                    {}});
  page.push_back(
      {"battles: each counts for both of its models. faded: gets nearly no battles any more; silent: and is "
       "not listed as retired. --format csv has every model.",
       {}});
  return page;
}

std::string models_csv(const BoardShares& of, const Board& board, const BoardOptions& options) {
  CsvWriter out(csv_header("selection-board.csv"));
  std::vector<const RatedModel*> rated(board.rows.size(), nullptr);
  for (const RatedModel& one : of.rated) rated[one.row] = &one;
  std::vector<bool> silent(board.rows.size(), false);
  for (const std::size_t row : of.silent_rows) silent[row] = true;
  for (std::size_t i = 0; i < board.rows.size(); ++i) {
    const BoardRow& row = board.rows[i];
    const RatedModel* const one = rated[i];
    const auto cells = [&](std::optional<std::size_t> c) {
      out.cell(row.model).cell(row.provider).cell(row.licence).cell(name(row.licence_class)).number(row.battles);
      out.number(row.recent_battles).truth(board.has_retired ? std::optional(row.listed_retired) : std::nullopt);
      out.truth(of.silent ? std::optional<bool>(silent[i]) : std::nullopt).number(row.rating);
      out.number(one != nullptr ? one->sigma : std::nullopt).number(one != nullptr ? one->lead : std::nullopt);
      out.cell(c ? std::to_string(options.candidates[*c]) : "");
      out.number(c ? std::optional(one->inflation[*c]) : std::nullopt);
      out.cell(c ? std::to_string(one->ranks[*c]) : "").end_row();
    };
    if (one == nullptr || !one->sigma) {
      cells({});
      continue;
    }
    for (std::size_t c = 0; c < options.candidates.size(); ++c) cells(c);
  }
  return out.take();
}

std::string shares_csv(const BoardShares& of) {
  CsvWriter out(csv_header("selection-board-shares.csv"));
  const auto rows = [&](std::string_view by, const std::vector<VoteShare>& list) {
    for (const VoteShare& one : list) {
      out.cell(by).cell(one.name).count(one.models).number(one.battles).number(one.share);
      out.count(one.faded).count(one.silent).end_row();
    }
  };
  rows("provider", of.providers);
  rows("licence", of.licences);
  return out.take();
}

Json shares_json(const std::vector<VoteShare>& list) {
  Json result = Json::array();
  for (const VoteShare& one : list)
    result.push_back({{"name", text_json(one.name)},
                      {"models", one.models},
                      {"battles", number_json(one.battles)},
                      {"share", number_json(one.share)},
                      {"faded", count_json(one.faded)},
                      {"silent", count_json(one.silent)}});
  return result;
}

std::string board_json(const BoardShares& of, const Board& board, const BoardOptions& options) {
  Json document = opening_json("selection-board");
  document["inputs"] = inputs_json(board.files);
  document["options"] = {{"candidates", options.candidates}, {"faded_below", options.faded_below}};
  Json silent = Json::array(), rated = Json::array();
  for (const std::size_t row : of.silent_rows) silent.push_back(board.rows[row].model);
  for (const RatedModel& one : of.rated) {
    Json gains = Json::array();
    for (std::size_t c = 0; c < one.inflation.size(); ++c)
      gains.push_back({{"n", options.candidates[c]}, {"inflation", one.inflation[c]}, {"ranks", one.ranks[c]}});
    rated.push_back({{"model", board.rows[one.row].model},
                     {"rating", *board.rows[one.row].rating},
                     {"sigma", number_json(one.sigma)},
                     {"lead", number_json(one.lead)},
                     {"gains", gains}});
  }
  document.update({{"n_models", of.models},
                   {"battles", number_json(of.battles)},
                   {"without_battles", of.without_battles},
                   {"even_share", number_json(of.even_share)},
                   {"without_recent", of.without_recent},
                   {"n_faded", count_json(of.faded)},
                   {"n_listed_retired", count_json(of.listed)},
                   {"n_silent", count_json(of.silent)},
                   {"providers", shares_json(of.providers)},
                   {"licences", shares_json(of.licences)},
                   {"not_classed", of.not_classed},
                   {"silent", silent},
                   {"rated", rated}});
  return to_text(document);
}

}  // namespace

std::string board_shares(const BoardShares& shares, const Board& board, const BoardOptions& options,
                         std::string_view format, std::string_view table, const Style& style) {
  if (format == "json") return board_json(shares, board, options);
  if (format == "csv") return table == "shares" ? shares_csv(shares) : models_csv(shares, board, options);
  return render(board_page(shares, board, options), format, style);
}

}  // namespace gapcalc::emit
