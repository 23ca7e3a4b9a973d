// Grids of characters, and axes of dates and numbers.

#include "emit/canvas.hpp"

#include "core/random.hpp"
#include "support/catch.hpp"
#include "support/dataset.hpp"
#include "support/pages.hpp"

using namespace gapcalc;
using namespace gapcalc::test;
using emit::Canvas;
using emit::Ink;

namespace {

emit::TimeAxis axis(std::string_view first, std::string_view last, int columns) {
  return emit::time_axis(day(first), day(last), columns);
}

/// Labels at their columns, as a row of text.
std::string labels(const emit::TimeAxis& axis) {
  Canvas canvas(axis.columns + emit::label_room, 2);
  draw(canvas, axis, 0, 0, false);
  return lines_of(canvas.text(false)).back();
}

}  // namespace

TEST_CASE("a canvas holds one character per column and leaves out what lies outside") {
  Canvas canvas(4, 2);
  canvas.write(-1, 0, "abcdefg");
  canvas.write(1, 1, "─╮");
  canvas.write(0, 2, "x");
  canvas.write(0, -1, "x");
  CHECK(canvas.text(false) == "bcde\n ─╮\n");
}

TEST_CASE("a canvas has no blanks at the ends of its rows, and colours only what is drawn") {
  Canvas canvas(8, 2);
  canvas.write(0, 0, "a");
  canvas.write(1, 0, "bc", Ink::first);
  canvas.write(4, 0, "d", Ink::first);
  canvas.write(5, 0, "e");
  CHECK(canvas.text(false) == "abc de\n\n");
  CHECK(canvas.text(true) == "a\033[36mbc d\033[0me\n\n");
}

TEST_CASE("the outer columns of a time axis are its outer dates") {
  const auto time = axis("2024-01-01", "2025-01-01", 61);
  CHECK(time.column(day("2024-01-01")) == 0);
  CHECK(time.column(day("2025-01-01")) == 60);
  for (int c = 0; c < 61; ++c) CHECK(time.column(time.date(c)) == c);
}

TEST_CASE("a time axis of one day shows a month to either side") {
  const auto time = axis("2024-03-15", "2024-03-15", 40);
  CHECK(time.first == day("2024-02-14"));
  CHECK(time.last == day("2024-04-14"));
}

TEST_CASE("years are labelled first, then halves, then quarters as far as there is room") {
  CHECK(labels(axis("2023-01-01", "2026-01-01", 37)) == "2023  Jul   2024  Jul   2025  Jul   2026");
  CHECK(labels(axis("2024-01-01", "2025-12-31", 65)) == "2024    Apr     Jul     Oct     2025    Apr     Jul     Oct");
  CHECK(labels(axis("2015-01-01", "2025-01-01", 31)) == "2015  2017  2019  2021  2023  2025");
}

TEST_CASE("without a January on the axis one label names its year") {
  CHECK(labels(axis("2024-02-10", "2024-11-20", 50)) == "         Apr             Jul 2024       Oct");
}

TEST_CASE("labels of dates neither touch nor leave the axis, and ticks come in order") {
  RandomStream random(1, stream_key("ticks"), 0);
  for (int i = 0; i < 500; ++i) {
    const Date first{15000 + static_cast<int>(random.below(5000))};
    const Date last{first.days + static_cast<int>(random.below(6000))};
    const auto time = emit::time_axis(first, last, 10 + static_cast<int>(random.below(190)));
    CAPTURE(to_string(time.first), to_string(time.last), time.columns);
    int free = 0, before = -1;
    for (const emit::Tick& tick : emit::ticks(time)) {
      CHECK(tick.column > before);
      CHECK(tick.column < time.columns);
      before = tick.column;
      if (tick.label.empty()) continue;
      CHECK(tick.column >= free);
      free = tick.column + static_cast<int>(tick.label.size()) + 1;
      CHECK(free - 1 <= time.columns + emit::label_room);
    }
  }
}

TEST_CASE("a scale reaches its numbers, in round steps, on at most 19 rows") {
  RandomStream random(1, stream_key("scale"), 0);
  for (int i = 0; i < 500; ++i) {
    const double low = -static_cast<double>(random.below(400)) / 10;
    const double high = low + static_cast<double>(random.below(1000)) / 10;
    const emit::Scale scale = emit::scale(low, high);
    CAPTURE(low, high, scale.step, scale.rows_per_step, scale.lowest, scale.highest);
    CHECK(scale.rows() <= 19);
    CHECK(scale.rows() >= 8);
    CHECK(scale.row(high) >= 0);
    CHECK(scale.row(low) < scale.rows());
    for (const double value : scale.labelled()) {
      CHECK(scale.row(value) >= 0);
      CHECK(scale.row(value) < scale.rows());
    }
  }
}

TEST_CASE("a scale of -0.4 to 18.2 months is labelled in steps of 5, and begins just below 0") {
  const emit::Scale scale = emit::scale(-0.4, 18.2);
  CHECK(scale.labelled() == std::vector<double>{0, 5, 10, 15});
  CHECK(scale.rows() == 17);
  CHECK(scale.row(0) == 15);
  CHECK(scale.row(5) == 11);
}
