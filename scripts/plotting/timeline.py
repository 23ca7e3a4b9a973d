"""The timeline of one benchmark: for each threshold who reached it first on either side, and the months between."""
from statistics import median

from . import style
from .analysis import MONTH, Refusal, day, day_name, in_unit, one_decimal
from .style import GREY, INK, LINE, MARGIN, PALE, SMALL, WIDTH

CLOSED, OPEN, BEHIND, AHEAD, UNCOUNTED = INK, style.GREEN, style.ORANGE, style.SKY, "#dedede"
PITCH, BAR = 0.19, 0.125  # inches from row to row, and of a bar
DOT = 0.045  # radius in inches
GAP = 0.05  # between a dot and its name
REASONS = {  # of docs/formats.md, in a few words
    "not_listed": "not in the reviewed list", "not_above_floor": "not above floor", "same_pair": "same pair",
    "verdict": "rejected by a verdict", "verdict_lapsed": "needs a new verdict", "no_open_model": "not reached yet",
    "outside_window": "outside the dates", "other_provenance": "other provenance"}


class Row:
    """One threshold. Days are ordinals; names are those of the earlier and the later side of the bar."""

    def __init__(self, crossing, unit, as_of):
        self.threshold = in_unit(crossing["threshold"], unit)
        self.status = crossing["status"]
        self.counted = self.status == "accepted"
        self.reason = "" if self.counted else reason(crossing["reason"], unit)
        closed, following = crossing["closed"], crossing["open"]
        self.waiting = following is None
        if self.waiting:
            self.begin, self.end = day(closed["date"]), day(as_of)
            self.names, self.colours = [closed["model"], ""], [CLOSED, CLOSED]
            self.label = one_decimal(crossing["gap_so_far_days"] / MONTH) + " so far"
        else:
            sides = [(day(closed["date"]), closed["model"], CLOSED), (day(following["date"]), following["model"], OPEN)]
            if crossing["gap_days"] < 0:
                sides.reverse()
            self.begin, self.end = sides[0][0], sides[1][0]
            self.names, self.colours = [s[1] for s in sides], [s[2] for s in sides]
            self.label = one_decimal(crossing["gap_months"])
        self.ahead = not self.waiting and crossing["gap_days"] < 0
        self.label_width = style.text_width(self.label, SMALL, True)
        self.label_outside = self.waiting

    def fit_names(self, cap):
        self.shown = [style.shorten(style.clean(name), cap) for name in self.names]

    def room(self):
        """Inches needed left of the begin and right of the end."""
        left, right = (DOT + GAP + style.text_width(name) for name in self.shown)
        return left, right + (self.label_width + GAP if self.label_outside else 0)


def reason(text, unit):
    """A reason in a word or two: `same pair, kept at 70%`."""
    code, _, rest = text.partition(": ")
    words = REASONS.get(code, code.replace("_", " "))
    try:
        if rest.startswith("kept at "):
            return f"{words}, kept at {in_unit(float(rest[8:]), unit)}"
        if code == "not_above_floor":
            return f"{words} {in_unit(float(f'{float(rest):.3g}'), unit)}"
    except ValueError:
        pass
    return words


def draw(analysis, name):
    benchmark = analysis.benchmark(name)
    rows = [Row(c, benchmark["unit"], analysis.as_of) for c in benchmark["crossings"]]
    if not rows:
        raise Refusal(f"{analysis.name}: no {analysis.leader_short()} reached a threshold of {benchmark['title']}, so "
                      "there is no timeline; choose another benchmark, or lower gapcalc analyze --thresholds")
    left = MARGIN + max(style.text_width(row.threshold) for row in rows) + 0.1
    aside = max((style.text_width(row.reason) for row in rows if row.reason), default=0)
    width = WIDTH - MARGIN - left - (aside + 0.12 if aside else 0)
    scale, origin = fit(rows, width)

    height = PITCH * len(rows) + 0.08
    sheet = style.Sheet(title(analysis, benchmark, rows), subtitle(analysis, rows), LINE + 0.12 + height + 0.3,
                        analysis.footnote())
    canvas = sheet.canvas()
    draw_keys(canvas, analysis, rows, sheet.top + LINE / 2)
    top = sheet.top + LINE + 0.12
    first, last = (-origin) / scale, (width - origin) / scale  # days since the first row's begin
    base = min(row.begin for row in rows)
    axes = sheet.axes(left, top, width, height, zorder=-1)
    axes.set(xlim=(base + first, base + last), ylim=(0, 1), yticks=[])
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=PALE, linewidth=0.4)
    style.date_ticks(axes, base + first, min(base + last, day(analysis.as_of)), 7)
    axes.spines["bottom"].set_bounds(base + first, min(base + last, day(analysis.as_of)))
    for position, row in enumerate(reversed(rows)):
        y = top + 0.04 + PITCH * (position + 0.5)
        draw_row(canvas, row, y, [left + origin + scale * (d - base) for d in (row.begin, row.end)])
        canvas.text(left - 0.1, y, row.threshold, ha="right", va="center_baseline",
                    color=INK if row.counted or row.waiting else GREY)
        if row.reason:
            canvas.text(WIDTH - MARGIN, y, row.reason, ha="right", va="center_baseline", color=GREY)
    return sheet.figure


def fit(rows, width):
    """Inches a day, and inches from the left of the plot to the first begin, so that every name has room. Names are
    shortened until bars take at least two fifths of the width; labels that do not fit into their bar go behind it."""
    base = min(row.begin for row in rows)
    span = max(max(row.end for row in rows) - base, 1)
    for cap in (2.2, 2.0, 1.8, 1.6, 1.4, 1.2, 1.0):
        for row in rows:
            row.fit_names(cap)
            row.label_outside = row.waiting
        while True:
            scale, origin = widest(rows, base, width)
            narrow = [r for r in rows if not r.label_outside
                      and scale * (r.end - r.begin) < r.label_width + 2 * DOT + 0.06]
            if not narrow:
                break
            for row in narrow:
                row.label_outside = True
        if scale * span >= 0.4 * width:
            break
    return scale, origin


def widest(rows, base, width):
    low, high = 0.0, width
    for _ in range(60):
        scale = (low + high) / 2
        origin = max(row.room()[0] - scale * (row.begin - base) for row in rows)
        if all(origin + scale * (row.end - base) + row.room()[1] <= width for row in rows):
            low = scale
        else:
            high = scale
    scale = max(low, 1e-6)
    return scale, max(row.room()[0] - scale * (row.begin - base) for row in rows)


def draw_row(canvas, row, y, x):
    text = INK if row.counted or row.waiting else GREY
    if row.waiting:
        canvas.annotate("", xy=(x[1], y), xytext=(x[0] + DOT, y),
                        arrowprops={"arrowstyle": "-|>", "linestyle": (0, (3, 2)), "color": GREY, "linewidth": 0.9,
                                    "shrinkA": 0, "shrinkB": 0, "mutation_scale": 6})
    else:
        colour = UNCOUNTED if not row.counted else AHEAD if row.ahead else BEHIND
        canvas.fill_between(x, y - BAR / 2, y + BAR / 2, color=colour, linewidth=0)
    for at, colour in list(zip(x, row.colours))[:1 if row.waiting else 2]:
        canvas.plot(at, y, "o", color=colour, markersize=2 * DOT * 72, markeredgewidth=0,
                    alpha=1 if row.counted or row.waiting else 0.45)
    canvas.text(x[0] - DOT - GAP, y, row.shown[0], ha="right", va="center_baseline", color=text, bbox=UNDER)
    right = x[1] + DOT + GAP
    weight = "bold" if row.counted else "normal"
    if row.label_outside:
        canvas.text(right, y, row.label, ha="left", va="center_baseline", color=text, weight=weight, bbox=UNDER)
        right += row.label_width + GAP
    else:
        canvas.text(sum(x) / 2, y, row.label, ha="center", va="center_baseline", color=text, weight=weight)
    if row.shown[1]:
        canvas.text(right, y, row.shown[1], ha="left", va="center_baseline", color=text, bbox=UNDER)


UNDER = {"facecolor": "white", "edgecolor": "none", "pad": 0.4}  # keeps grid lines out of names


def title(analysis, benchmark, rows):
    gaps = [float(c["gap_months"]) for c in benchmark["crossings"] if c["status"] == "accepted"]
    waiting = sum(row.waiting for row in rows)
    what = f"{benchmark['title']}: "
    left = f"; {waiting} threshold{'s' * (waiting != 1)} not reached yet" if waiting else ""
    who = analysis.follower()
    who = who[0].lower() + who[1:]
    if gaps:
        middle = median(gaps)
        side = "before" if middle < 0 else "after"
        what += (f"{who} came {one_decimal(abs(middle))} months {side} {analysis.leader()} "
                 f"(median of {len(gaps)} gap{'s' * (len(gaps) != 1)})")
        return what + left
    if waiting == len(rows):
        return f"{what}{who} have reached none of the {len(rows)} thresholds that {analysis.leader()} have"
    return what + "no gap is counted" + left


def subtitle(analysis, rows):
    text = (f"For each score: the first {analysis.leader_short()} and the first {analysis.follower_short()} at or "
            "above it, by release date, and the months between.")
    if any(row.waiting for row in rows):
        text += f" Dashed: not reached by {day_name(analysis.as_of)}."
    return text


def draw_keys(canvas, analysis, rows, y):
    """One line of keys; only for what is there."""
    keys = [(CLOSED, "o", f"first {analysis.leader_short()}")]
    if any(not row.waiting for row in rows):
        keys.append((OPEN, "o", f"first {analysis.follower_short()}"))
    for colour, text, wanted in ((BEHIND, "counted gap", lambda r: r.counted and not r.ahead),
                                 (AHEAD, "counted, in the lead", lambda r: r.counted and r.ahead),
                                 (UNCOUNTED, "not counted", lambda r: not r.counted and not r.waiting)):
        if any(wanted(row) for row in rows):
            keys.append((colour, "s", text))
    x = MARGIN
    for colour, shape, text in keys:
        if shape == "o":
            canvas.plot(x + DOT, y, "o", color=colour, markersize=2 * DOT * 72, markeredgewidth=0)
            x += 2 * DOT + GAP
        else:
            canvas.fill_between([x, x + 0.2], y - BAR / 2, y + BAR / 2, color=colour, linewidth=0)
            x += 0.2 + GAP
        canvas.text(x, y, text, va="center_baseline")
        x += style.text_width(text) + 0.18
