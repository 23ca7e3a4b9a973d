#include "emit/canvas.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>

#include "core/display.hpp"

namespace gapcalc::emit {
namespace {

namespace chrono = std::chrono;

constexpr int months_of_year = 12, months_of_half = 6;

Date first_day_of(int month) {
  const chrono::year_month_day day{chrono::year{month / months_of_year},
                                   chrono::month{static_cast<unsigned>(month % months_of_year + 1)}, chrono::day{1}};
  return {static_cast<std::int32_t>(chrono::sys_days{day}.time_since_epoch().count())};
}

/// Months between ticks: the finest that leaves them apart.
int tick_step(const TimeAxis& axis) {
  constexpr double apart = 2.5;  // columns
  const double months_per_column = months(axis.last.days - axis.first.days) / std::max(axis.columns - 1, 1);
  int step = 1;
  for (const int next : {1, 3, 12, 24, 60, 120, 240, 600}) {
    step = next;
    if (step >= apart * months_per_column) break;
  }
  return step;
}

/// `2025` in January, else `Jul`.
std::string tick_name(int month) {
  const std::string name = month_name(first_day_of(month));  // `Jul 2025`
  return month % months_of_year == 0 ? name.substr(4) : name.substr(0, 3);
}

/// How early a label is placed: years, halves, quarters, months.
int rank(int month) {
  constexpr int months_of_quarter = 3;
  return month % months_of_year == 0 ? 0 : month % months_of_half == 0 ? 1 : month % months_of_quarter == 0 ? 2 : 3;
}

/// Which columns of the row of labels are taken.
class Labels {
 public:
  explicit Labels(int columns) : taken_(static_cast<std::size_t>(columns), false) {}
  /// Whether another label is in the way, or would touch this one.
  [[nodiscard]] bool crowded(int column, const std::string& label) const {
    const auto from = static_cast<std::size_t>(std::max(column - 1, 0));
    const auto to = std::min(static_cast<std::size_t>(column) + label.size() + 1, taken_.size());
    return std::find(taken_.begin() + static_cast<std::ptrdiff_t>(from),
                     taken_.begin() + static_cast<std::ptrdiff_t>(to),
                     true) != taken_.begin() + static_cast<std::ptrdiff_t>(to);
  }
  [[nodiscard]] bool fit(int column, const std::string& label) const {
    return static_cast<std::size_t>(column) + label.size() <= taken_.size() && !crowded(column, label);
  }
  void take(int column, const std::string& label) {
    for (std::size_t c = 0; c < label.size(); ++c) taken_[static_cast<std::size_t>(column) + c] = true;
  }

 private:
  std::vector<bool> taken_;
};

}  // namespace

std::string_view escape_of(Ink ink) {
  switch (ink) {
    case Ink::plain: return "";
    case Ink::bold: return "\033[1m";
    case Ink::dim: return "\033[2m";
    case Ink::first: return "\033[36m";   // cyan
    case Ink::second: return "\033[33m";  // yellow
    case Ink::third: return "\033[35m";   // magenta
  }
  return "";
}

Canvas::Canvas(int columns, int rows)
    : columns_(columns), rows_(rows), cells_(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows)) {}

void Canvas::write(int column, int row, std::string_view text, Ink ink) {
  if (row < 0 || row >= rows_) return;
  for (std::size_t at = 0; at < text.size(); ++column) {
    const std::size_t start = at;
    next_code_point(text, at);
    if (column < 0 || column >= columns_) continue;
    cells_[static_cast<std::size_t>(row) * static_cast<std::size_t>(columns_) + static_cast<std::size_t>(column)] = {
        std::string(text.substr(start, at - start)), ink};
  }
}

std::string Canvas::text(bool colour) const {
  std::string result;
  for (int row = 0; row < rows_; ++row) {
    const auto begin = cells_.begin() + static_cast<std::ptrdiff_t>(row) * columns_;
    auto end = begin + columns_;
    while (end != begin && end[-1].glyph == " ") --end;
    Ink now = Ink::plain;
    for (auto cell = begin; cell != end; ++cell) {
      if (colour && cell->ink != now && cell->glyph != " ") {
        if (now != Ink::plain) result += "\033[0m";
        result += escape_of(now = cell->ink);
      }
      result += cell->glyph;
    }
    if (now != Ink::plain) result += "\033[0m";
    result += '\n';
  }
  return result;
}

int TimeAxis::column(Date date) const {
  return static_cast<int>(
      std::lround(static_cast<double>(date.days - first.days) * (columns - 1) / (last.days - first.days)));
}

Date TimeAxis::date(int column) const {
  const double days = static_cast<double>(last.days - first.days) * column / std::max(columns - 1, 1);
  return {first.days + static_cast<std::int32_t>(std::lround(days))};
}

TimeAxis time_axis(Date first, Date last, int columns) {
  constexpr int least = 60, pad = 30;  // days
  if (last.days - first.days < least) {
    first.days -= pad;
    last.days += pad;
  }
  return {first, last, columns};
}

std::vector<Tick> ticks(const TimeAxis& axis) {
  const int step = tick_step(axis);
  std::vector<int> at;  // months
  for (int month = calendar_month(axis.first) / step * step; first_day_of(month) <= axis.last; month += step)
    if (first_day_of(month) >= axis.first) at.push_back(month);

  std::vector<Tick> result;
  result.reserve(at.size());
  for (const int month : at) result.push_back({axis.column(first_day_of(month)), {}});
  Labels labels(axis.columns + label_room);
  const auto place = [&](std::size_t i, const std::string& label) {
    if (!labels.fit(result[i].column, label)) return false;
    labels.take(result[i].column, label);
    result[i].label = label;
    return true;
  };
  bool has_year = false;
  for (std::size_t i = 0; i < at.size(); ++i)
    if (rank(at[i]) == 0) has_year = place(i, tick_name(at[i])) || has_year;
  for (const int wanted : {1, 2, 3})
    for (std::size_t i = 0; i < at.size() && !has_year; ++i)
      if (rank(at[i]) == wanted) has_year = place(i, month_name(first_day_of(at[i])));
  for (const int wanted : {1, 2, 3}) {
    std::vector<std::size_t> of_rank;
    for (std::size_t i = 0; i < at.size(); ++i)
      if (rank(at[i]) == wanted && result[i].label.empty()) of_rank.push_back(i);
    Labels trial = labels;
    const auto crowded = [&](std::size_t i) {
      const std::string label = tick_name(at[i]);
      if (trial.crowded(result[i].column, label)) return true;
      if (trial.fit(result[i].column, label)) trial.take(result[i].column, label);
      return false;
    };
    if (std::any_of(of_rank.begin(), of_rank.end(), crowded)) break;
    for (const std::size_t i : of_rank) place(i, tick_name(at[i]));
  }
  return result;
}

void draw(Canvas& canvas, const TimeAxis& axis, int column, int row, bool unicode) {
  for (int c = 0; c < axis.columns; ++c) canvas.write(column + c, row, unicode ? "─" : "-", Ink::dim);
  for (const Tick& tick : ticks(axis)) {
    canvas.write(column + tick.column, row, unicode ? "┬" : "+", Ink::dim);
    canvas.write(column + tick.column, row + 1, tick.label);
  }
}

int Scale::row(double value) const { return highest - static_cast<int>(std::lround(value / step * rows_per_step)); }

std::vector<double> Scale::labelled() const {
  std::vector<double> values;
  for (int row = lowest; row <= highest; ++row)
    if (row % rows_per_step == 0) {
      const int steps = row / rows_per_step;
      values.push_back(steps * step);
    }
  return values;
}

Scale scale(double low, double high) {
  constexpr double least = 0.5, most_steps = 6;
  constexpr int most_rows = 19;
  high = std::max(high, low + least);
  double step = 0;
  for (int i = 0; step == 0 || high - low > most_steps * step; ++i) {
    constexpr std::array<double, 3> factors = {1, 2, 5};
    step = 0.1 * factors[static_cast<std::size_t>(i % 3)] * std::pow(10, i / 3);
  }
  Scale result{};
  for (int rows_per_step = 2; rows_per_step <= most_rows; ++rows_per_step) {
    const double unit = step / rows_per_step;
    const Scale finer{step, rows_per_step, static_cast<int>(std::floor(low / unit)),
                      static_cast<int>(std::ceil(high / unit))};
    if (rows_per_step > 2 && finer.rows() > most_rows) break;
    result = finer;
  }
  return result;
}

}  // namespace gapcalc::emit
