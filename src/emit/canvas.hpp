#pragma once
// Charts made of characters: a grid that is drawn on, and axes.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "gapcalc/date.hpp"

namespace gapcalc::emit {

/// What a character is drawn with, where there is colour. The colours are those that colour-blind readers tell apart.
enum class Ink { plain, bold, dim, first, second, third };

/// The escape sequence that switches to an ink; empty for plain.
std::string_view escape_of(Ink ink);

/// Rows of terminal columns, from the top left.
class Canvas {
 public:
  Canvas(int columns, int rows);

  /// Writes over what is there; what lies outside is left out. Every character takes one column: names, which may be
  /// of any script, do not go here.
  void write(int column, int row, std::string_view text, Ink ink = Ink::plain);
  /// The rows, without blanks at their ends.
  [[nodiscard]] std::string text(bool colour) const;

 private:
  struct Cell {
    std::string glyph = " ";
    Ink ink = Ink::plain;
  };
  int columns_, rows_;
  std::vector<Cell> cells_;
};

/// Where dates lie on a time axis of `columns` columns.
struct TimeAxis {
  Date first, last;  ///< dates of the outer columns; last > first
  int columns;

  [[nodiscard]] int column(Date date) const;
  /// The date in the middle of a column.
  [[nodiscard]] Date date(int column) const;
};

/// The axis from one date to the other, or a month to either side where they are closer than that.
TimeAxis time_axis(Date first, Date last, int columns);

struct Tick {
  int column;
  std::string label;  ///< `2025`, `Jul`, `Oct 2024`; empty where there is no room
};

/// First days of months, quarters or years, as fine as the axis has room for. Labels do not touch: years come first,
/// then, where all of them have room, halves of a year, quarters, months; without a year among them the first label
/// names its year. The last label may reach `label_room` columns beyond the axis.
std::vector<Tick> ticks(const TimeAxis& axis);
inline constexpr int label_room = 3;

/// Draws the line of the axis in `row`, its labels in the next, from `column` on.
void draw(Canvas& canvas, const TimeAxis& axis, int column, int row, bool unicode);

/// A scale of numbers on rows: every row is a `rows_per_step`th of a step, and multiples of the step are labelled.
struct Scale {
  double step;
  int rows_per_step;
  int lowest, highest;  ///< rows from 0 of the bottom and of the top

  [[nodiscard]] int rows() const { return highest - lowest + 1; }
  /// Row of a number, from the top; outside [0, rows()) where the scale does not reach.
  [[nodiscard]] int row(double value) const;
  /// The multiples of the step, ascending.
  [[nodiscard]] std::vector<double> labelled() const;
};

/// From `low` to `high`, with steps of 1, 2 or 5 times a power of ten, on at most 19 rows.
Scale scale(double low, double high);

}  // namespace gapcalc::emit
