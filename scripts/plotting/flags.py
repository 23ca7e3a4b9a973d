"""Names over vertical marks that neither overlap each other nor are crossed by another's mark."""
from . import style
from .style import GREY, LINE

MOST_ROWS = 7
PAD = 0.05  # inches between a name and the next mark or name


def place(marks, left, right):
    """Where names go: a list of (x, name, side, row), and the names for which there is no room.

    `marks` are (x in inches, name). Up to some mark names stand to the left of their marks, from there on to the right,
    and a name stands higher than all marks that it passes over: so a name meets no other mark, and no other name. The
    turning point is the one that needs the fewest rows; names that would still stand too high are left out.
    """
    marks = sorted(marks)
    left_out = []
    while marks:
        turn, rows = min(((turn, _rows(marks, turn, left, right)) for turn in range(len(marks) + 1)), key=_cost)
        if None not in rows:
            return [(x, name, "left" if i < turn else "right", rows[i]) for i, (x, name) in enumerate(marks)], left_out
        left_out.append(marks.pop(rows.index(None))[1])
    return [], left_out


def _cost(turn_and_rows):
    rows = turn_and_rows[1]
    return rows.count(None), max((row for row in rows if row is not None), default=0)


def _rows(marks, turn, left, right):
    """Row of each name when the first `turn` stand to the left; None where it leaves the sheet or stands too high."""
    rows = [None] * len(marks)
    for order, sign in ((range(turn), -1), (range(len(marks) - 1, turn - 1, -1), 1)):
        done = []
        for i in order:
            x, name = marks[i]
            end = x + sign * (style.text_width(name) + 2 * PAD)
            passed = [row for other, row in done if (other - end) * sign < 0]
            row = max(passed, default=-1) + 1
            done.append((x, row))
            if left <= end <= right and row < MOST_ROWS:
                rows[i] = row
    return rows


def draw(canvas, placed, top, bottom):
    """Marks from `bottom` up to their names above `top`, in inches of the canvas."""
    canvas.set_zorder(-2)
    for x, name, side, row in placed:
        y = top - 0.04 - LINE * row
        canvas.plot([x, x], [bottom, y - LINE * 0.85], color="#c4c4c4", linewidth=0.6, solid_capstyle="butt")
        sign = -1 if side == "left" else 1
        canvas.text(x + sign * PAD, y - LINE / 2, name, ha="right" if side == "left" else "left", va="center",
                    color=GREY)
