"""Small multiples: the best score of either side over time on every benchmark, and the area between."""
import math

from . import style
from .analysis import Refusal, day
from .style import GREY, LINE, MARGIN, PALE, WIDTH
from .timeline import AHEAD, BEHIND, CLOSED, OPEN

COLUMNS, HEIGHT, LABELS = 4, 0.95, 0.4  # inches of a panel, and of what stands left of it
ABOVE, BELOW = 0.2, 0.26  # inches over a panel for its name, under it for years
MARKS = {"public": "\u25cf", "private": "\u2605"}
MINUTES = [(1 / 60, "1 s"), (1, "1 min"), (60, "1 h"), (1440, "1 day"), (43200, "30 days")]


def draw(analysis):
    panels = analysis.benchmarks
    if not any(b["frontier"]["closed"] or b["frontier"]["open"] for b in panels):
        raise Refusal(f"{analysis.name}: has no scores of either group, so there are no frontiers; see gapcalc analyze "
                      "--format csv --table excluded for the reasons")
    columns = min(COLUMNS, len(panels))
    rows = math.ceil(len(panels) / columns)
    sheet = style.Sheet(title(analysis), subtitle(analysis), LINE + 0.1 + rows * (ABOVE + HEIGHT + BELOW),
                        footnote(analysis))
    canvas = sheet.canvas()
    draw_keys(canvas, analysis, sheet.top + LINE / 2)
    pitch = (WIDTH - 2 * MARGIN) / columns
    first, last = span(analysis)
    for position, benchmark in enumerate(panels):
        left = MARGIN + pitch * (position % columns) + LABELS
        top = sheet.top + LINE + 0.1 + (ABOVE + HEIGHT + BELOW) * (position // columns) + ABOVE
        axes = sheet.axes(left, top, pitch - LABELS - 0.06, HEIGHT)
        axes.set_xlim(first, last)
        style.date_ticks(axes, first, last, 60)
        every_other_label(axes)
        draw_panel(axes, benchmark, analysis, pitch - LABELS - 0.06)
        mark = MARKS.get(benchmark["access"], "\u25a0")
        name = style.shorten(style.clean(f"{mark} {benchmark['title']}"), pitch - 0.1)
        sheet.text(left - LABELS + 0.06, top - 0.07, name, va="baseline")
    return sheet.figure


def span(analysis):
    """All panels have the same dates, from the first score of whichever side came later: before that there is no gap to
    see anywhere."""
    frontiers = [b["frontier"] for b in analysis.benchmarks]
    starts = [max(day(side[0]["date"]) for side in f.values()) for f in frontiers if all(f.values())]
    starts = starts or [day(side[0]["date"]) for f in frontiers for side in f.values() if side]
    last = day(analysis.as_of)
    return min(min(starts), last - 60), last


def every_other_label(axes):
    """Years as `'24`, as many as have room."""
    labels = [text.get_text() for text in axes.get_xticklabels()]
    short = ["\u2019" + text[-2:] if text.isdigit() else text for text in labels]
    step = math.ceil(len(labels) / (6 if all(text.isdigit() for text in labels) else 2))
    axes.set_xticklabels([text if i % step == 0 else "" for i, text in enumerate(short)])


def steps(frontier, until):
    """Days and scores of a step line: each best score holds until the next, the last one until `until`."""
    x, y = [], []
    for best in frontier:
        if y:
            x.append(day(best["date"]))
            y.append(y[-1])
        x.append(day(best["date"]))
        y.append(best["score"])
    x.append(max(until, x[-1]))
    y.append(y[-1])
    return x, y


def at(frontier, when):
    """Best score on a day; none before the first."""
    scores = [best["score"] for best in frontier if day(best["date"]) <= when]
    return scores[-1] if scores else None


def draw_panel(axes, benchmark, analysis, width):
    sides = benchmark["frontier"]["closed"], benchmark["frontier"]["open"]
    scale_y(axes, benchmark)
    axes.grid(axis="y", color=PALE, linewidth=0.4)
    axes.set_axisbelow(True)
    last = day(benchmark["last_date"] or analysis.as_of)
    for begin, end, low, high in stretches(benchmark, last):
        axes.fill_between([begin, end], low, high, color=BEHIND if high >= low else AHEAD, alpha=0.3, linewidth=0)
    lines = []
    for frontier, colour, tested in zip(sides, (CLOSED, OPEN), (benchmark["last_closed"], benchmark["last_open"])):
        if not frontier:
            continue
        x, y = steps(frontier, day(tested) if tested else last)
        lines += list(zip(x, y))
        axes.plot(x, y, color=colour, linewidth=1.3, solid_joinstyle="miter", solid_capstyle="butt")
        if x[-1] - x[0] < 30:  # too short for a line
            axes.plot(x[-1], y[-1], "o", color=colour, markersize=2.5, markeredgewidth=0)
        if last > x[-1]:
            axes.plot([x[-1], last], [y[-1], y[-1]], color=colour, linewidth=0.9, linestyle=(0, (1, 1.2)))
    if not all(sides):
        lacking = analysis.leader_short() if sides[1] else analysis.follower_short()
        tell(axes, f"no {lacking}" if any(sides) else "no scores", lines, width)


def tell(axes, message, lines, width):
    """A few words in the panel, in the first corner where they lie on no line."""
    at = [axes.transAxes.inverted().transform(axes.transData.transform(point)) for point in lines]
    wide, high = (style.text_width(message) + 0.1) / width, 0.2 / HEIGHT
    corners = [(x, y) for y in (1 - high, 0.04, 0.5 - high / 2) for x in (0.03, 1 - wide)]

    def free(corner):
        x, y = corner
        return not any(min(a[0], b[0]) < x + wide and max(a[0], b[0]) > x and min(a[1], b[1]) < y + high
                       and max(a[1], b[1]) > y for a, b in zip(at, at[1:]))

    x, y = next(filter(free, corners), corners[0])
    axes.text(x + wide / 2, y + high / 2, message, transform=axes.transAxes, ha="center", va="center", color=GREY)


def stretches(benchmark, last):
    """(begin, end, best open, best closed) from the day on which both have a score."""
    closed, following = benchmark["frontier"]["closed"], benchmark["frontier"]["open"]
    days = sorted({day(best["date"]) for best in closed + following} | {last})
    for begin, end in zip(days, days[1:]):
        low, high = at(following, begin), at(closed, begin)
        if low is not None and high is not None and end <= last:
            yield begin, end, low, high


def scale_y(axes, benchmark):
    """Fractions in per cent from 0 to 100, minutes on a log scale, other units as they are."""
    scores = [best["score"] for side in benchmark["frontier"].values() for best in side]
    if benchmark["unit"] in ("fraction", "percent"):
        axes.set_ylim(-0.03, 1.03)
        axes.set_yticks([0, 0.5, 1])
        axes.set_yticklabels(["0", "50", "100%"])
    elif benchmark["unit"] == "minutes" and any(score > 0 for score in scores):
        least, most = min(score for score in scores if score > 0) / 1.5, max(scores) * 1.5
        axes.set_yscale("log", nonpositive="clip")
        axes.set_ylim(least, most)
        ticks = [tick for tick in MINUTES if least <= tick[0] <= most] or [(max(scores), f"{max(scores):.2g} min")]
        axes.minorticks_off()
        axes.set_yticks([tick[0] for tick in ticks])
        axes.set_yticklabels([tick[1] for tick in ticks])
    elif scores:
        low, high = min(scores), max(scores)
        room = 0.06 * (high - low) or 1
        axes.set_ylim(low - room, high + room)
        axes.set_yticks(sorted({low, high}))
        axes.set_yticklabels([f"{tick:.4g}" for tick in sorted({low, high})])
    else:
        axes.set_yticks([])
    axes.tick_params(axis="y", length=2, pad=2)
    axes.tick_params(axis="x", length=3, pad=2)


def title(analysis):
    best = [(b["frontier"]["open"][-1]["score"], b["frontier"]["closed"][-1]["score"]) for b in analysis.benchmarks
            if all(b["frontier"].values())]
    if not best:
        return "No benchmark has scores of both groups"
    below = sum(low < high for low, high in best)
    return (f"The best {analysis.follower_short()} scores below the best {analysis.leader_short()} on {below} of "
            f"{len(best)} benchmarks")


def subtitle(analysis):
    text = "Best score so far among released models, by release date."
    group = analysis.follower()
    if analysis.options["open"] != "open" or analysis.options["closed"] != "closed":
        text += f" {group} against {analysis.leader()}."
    return text + " Dotted: no later model of that group was tested."


def footnote(analysis):
    marks = {b["access"] for b in analysis.benchmarks}
    words = [f"{MARKS[access]} {access} test items" for access in ("public", "private") if access in marks]
    if marks - set(MARKS):
        words.append("\u25a0 access unknown")
    return f"{', '.join(words)}. {analysis.footnote()}"


def draw_keys(canvas, analysis, y):
    ahead = any(high < low for b in analysis.benchmarks for _, _, low, high in stretches(b, day(analysis.as_of)))
    keys = [(CLOSED, "line", f"best {analysis.leader_short()}"), (OPEN, "line", f"best {analysis.follower_short()}"),
            (BEHIND, "area", f"{analysis.follower_short()} behind")]
    if ahead:
        keys.append((AHEAD, "area", f"{analysis.follower_short()} ahead"))
    x = MARGIN
    for colour, kind, text in keys:
        if kind == "line":
            canvas.plot([x, x + 0.22], [y, y], color=colour, linewidth=1.3)
        else:
            canvas.fill_between([x, x + 0.22], y - 0.05, y + 0.05, color=colour, alpha=0.3, linewidth=0)
        canvas.text(x + 0.27, y, text, va="center_baseline")
        x += 0.27 + style.text_width(text) + 0.2
