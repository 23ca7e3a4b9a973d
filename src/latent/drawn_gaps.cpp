#include "latent/drawn_gaps.hpp"

#include <tbb/parallel_for.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>
#include <optional>

#include "core/random.hpp"
#include "core/threads.hpp"

namespace gapcalc::latent {
namespace {

/// The true score of a cell: mean + by_capability z_model + own z_cell.
struct CellLaw {
  double mean = 0, by_capability = 0, own = 0;
};

/// A tested cell's score is drawn towards the curve by how much of its scatter is sampling error: with the interaction
/// tau^2 and the sampling variance e^2, k = tau^2 / (tau^2 + e^2), the true score is around curve + k (score - curve)
/// with variance k e^2, and what is left of the curve's own uncertainty, (1 - k) of it. The score is first made less by
/// what the best of several versions is too high in expectation.
CellLaw law_of(const BoardCell& cell, const Board& board, bool drawn) {
  if (!drawn) return {cell.best, 0, 0};
  const double score = cell.best - cell.excess, error = std::sqrt(cell.variance);
  if (cell.model == no_index || !board.has_model) return {score, 0, error};
  const Prediction& curve = board.by_drawn[cell.model];
  const double interaction = curve.interaction * curve.interaction, k = interaction / (interaction + cell.variance);
  const double mean = curve.mean - board.mean_excess;
  return {mean + k * (score - mean), (1 - k) * curve.by_capability, std::sqrt(k) * error};
}

/// Who may be first on one side of one benchmark, by date: a version that was tested, or a model that was not.
struct Entry {
  Date date;
  bool tested = false;
  std::uint32_t cell = 0;   ///< of a tested one
  double offset = 0;        ///< of it
  CellLaw law;              ///< of an untested one
  std::uint32_t model = 0;  ///< of it
};

struct Lane {
  std::vector<Entry> entries;
  std::vector<std::pair<double, std::size_t>> levels;  ///< working thresholds, ascending, with their place in `wanted`
};

struct Track {
  std::vector<CellLaw> laws;
  std::vector<std::uint32_t> model_of;
  Lane lanes[2];  ///< by Side
};

Track track_of(const Boards& all, const Board& board, const Index& index, Date as_of, DrawnKinds kinds) {
  Track track;
  for (const BoardCell& cell : board.cells) {
    track.laws.push_back(law_of(cell, board, kinds.scores));
    track.model_of.push_back(cell.model);
  }
  for (std::size_t side = 0; side < 2; ++side) {
    std::vector<Entry>& entries = track.lanes[side].entries;
    for (const BoardVersion& version : board.versions[side])
      entries.push_back({version.date, true, version.cell, version.offset, {}, 0});
    for (std::uint32_t g = 0; g < board.by_drawn.size() && kinds.missing_tests; ++g) {
      if (board.tested[g] || all.known.side[g] != static_cast<Side>(side) || index.models[g].date > as_of) continue;
      const Prediction& of = board.by_drawn[g];
      entries.push_back(
          {index.models[g].date, false, 0, 0, {of.mean - board.mean_excess, of.by_capability, of.interaction}, g});
    }
    std::stable_sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.date < b.date; });
  }
  return track;
}

/// The date of the first entry at or above each level.
void first_dates(const Lane& lane, const std::vector<double>& z, const std::vector<double>& cells, RandomStream& random,
                 std::vector<std::optional<Date>>& first) {
  std::size_t next = 0;
  for (const Entry& entry : lane.entries) {
    const double score =
        entry.tested ? cells[entry.cell] + entry.offset
                     : entry.law.mean + entry.law.by_capability * z[entry.model] + entry.law.own * random.normal();
    while (next < lane.levels.size() && score >= lane.levels[next].first - 1e-12)
      first[lane.levels[next++].second] = entry.date;
    if (next == lane.levels.size()) return;
  }
}

}  // namespace

std::vector<Wanted> wanted_of(const Crossings& crossings) {
  std::vector<Wanted> wanted;
  std::uint32_t board = 0;
  for (const Datapoint& one : crossings.datapoints) {
    while (crossings.benchmarks[board].benchmark.id != one.benchmark) ++board;
    wanted.push_back({board, one.threshold});
  }
  return wanted;
}

DrawnGaps draw_gaps(const Boards& boards, const Index& index, Date as_of, const std::vector<Wanted>& wanted,
                    int n_draws, const SmoothOptions& options, DrawnKinds kinds) {
  std::vector<Track> tracks(boards.list.size());
  std::vector<std::uint32_t> used;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    const Wanted& one = wanted[i];
    if (used.empty() || used.back() != one.board) {
      used.push_back(one.board);
      tracks[one.board] = track_of(boards, boards.list[one.board], index, as_of, kinds);
    }
    for (Lane& lane : tracks[one.board].lanes)
      lane.levels.emplace_back(working(one.threshold, boards.list[one.board].is_log), i);
  }
  for (const std::uint32_t j : used)
    for (Lane& lane : tracks[j].lanes) std::sort(lane.levels.begin(), lane.levels.end());
  DrawnGaps result;
  result.n_draws = static_cast<std::size_t>(n_draws);
  result.n_wanted = wanted.size();
  result.months.assign(result.n_draws * result.n_wanted, std::numeric_limits<double>::quiet_NaN());
  std::vector<char> open(result.months.size(), 0);  // vector<bool> is not for several threads
  const std::uint64_t stream = stream_key("true scores");
  in_arena(options.threads, [&] {
    tbb::parallel_for(std::size_t{0}, result.n_draws, [&](std::size_t d) {
      RandomStream of_models(options.seed, stream, static_cast<std::uint32_t>(d));
      std::vector<double> z(index.models.size());
      for (double& one : z) one = of_models.normal();
      std::vector<std::optional<Date>> first[2];
      for (auto& side : first) side.resize(wanted.size());
      for (const std::uint32_t j : used) {
        const Track& track = tracks[j];  // random numbers of its own: what is first elsewhere never moves it
        RandomStream random(options.seed, stream + 1 + j, static_cast<std::uint32_t>(d));
        std::vector<double> cells(track.laws.size());
        for (std::size_t c = 0; c < cells.size(); ++c) {
          const CellLaw& law = track.laws[c];
          const double shared = track.model_of[c] == no_index ? 0 : law.by_capability * z[track.model_of[c]];
          cells[c] = law.mean + shared + law.own * random.normal();
        }
        for (std::size_t side = 0; side < 2; ++side) first_dates(track.lanes[side], z, cells, random, first[side]);
      }
      for (std::size_t i = 0; i < wanted.size(); ++i) {
        const auto& closed = first[static_cast<std::size_t>(Side::closed)][i];
        const auto& opened = first[static_cast<std::size_t>(Side::open)][i];
        if (!closed) continue;
        result.months[d * result.n_wanted + i] = months(opened.value_or(as_of).days - closed->days);
        open[d * result.n_wanted + i] = opened ? 0 : 1;
      }
    });
  });
  result.still_open.assign(open.begin(), open.end());
  return result;
}

}  // namespace gapcalc::latent
