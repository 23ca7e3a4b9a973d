"""The trend: every gap at its open release, and the level of each series with its band."""
import itertools
import math

from . import flags, legend, style
from .analysis import MONTH, Refusal, day, day_name, one_decimal
from .legend import PANEL
from .looks import Looks, band_look, band_state, line_look, scatter, waiting
from .style import INK, LINE, MARGIN, PALE, WIDTH

LEFT, STRIP = 0.52, 0.62  # inches: axis labels, still-open thresholds
PLOT = WIDTH - LEFT - STRIP - PANEL - MARGIN


def draw(analysis, names=None):
    if not analysis.datapoints:
        raise Refusal(f"{analysis.name}: has no accepted gap, so there is no trend; see gapcalc analyze --format csv "
                      "--table crossings for the reasons")
    series = analysis.series(names)
    looks = Looks(analysis, series)
    key = legend.rows_of(analysis, series, looks)
    first = min(day(p["open_date"]) for p in analysis.datapoints)
    last = max(day(analysis.as_of), first + 30)
    first -= 0.02 * (last - first)
    marks = [(LEFT + PLOT * (day(m["date"]) - first) / (last - first), style.clean(m["name"]), day(m["date"]))
             for m in analysis.document["milestones"] if first <= day(m["date"]) <= last]
    placed, left_out = flags.place([mark[:2] for mark in marks], MARGIN, WIDTH - MARGIN)
    above = LINE * max((row + 1 for _, _, _, row in placed), default=0) + (0.08 if placed else 0)
    height = max(3.3, LINE * len(key) - above + 0.1)
    sheet = style.Sheet(title(analysis, series), subtitle(analysis), above + height + 0.36,
                        footnote(analysis, series, left_out))

    canvas = sheet.canvas()
    top = sheet.top + above
    axes = sheet.axes(LEFT, top, PLOT, height)
    axes.patch.set_visible(False)
    drawn = [draw_series(axes, trend, looks.line(trend)) for trend in series]
    open_gaps = still_open(analysis)
    values = [v for low, high in drawn for v in (low, high)] + [p["gap_months"] for p in analysis.datapoints]
    values += [gap for _, gap in open_gaps]
    low, high = min(values + [0]), max(values + [1])
    limits = (low - 0.04 * (high - low), high + 0.04 * (high - low))
    axes.set(xlim=(first, last), ylim=limits, yticks=month_ticks(*limits))
    sheet.text(MARGIN, top + height / 2, "gap in months", rotation=90, ha="left", va="center")
    draw_points(axes, analysis, looks, (first, last), limits, height)
    axes.axhline(0, color=INK, linewidth=0.8, zorder=1)
    axes.grid(axis="y", color=PALE, linewidth=0.4, zorder=0)
    axes.set_axisbelow(True)
    style.date_ticks(axes, first, last, 8)
    draw_still_open(sheet, analysis, open_gaps, looks, top, height, limits)
    flags.draw(canvas, placed, top, top + height)
    legend.draw(sheet, canvas, key, sheet.top)
    return sheet.figure


def title(analysis, series):
    """The message in words, with the numbers of the series that are drawn."""
    current = {(t["split"], t["series"]): t["current"]["level"] for t in analysis.trends if t["current"]}
    shown = {(t["split"], t["series"]): t for t in series if (t["split"], t["series"]) in current}
    who, leader = analysis.follower(), analysis.leader()
    public, private = current.get(("access", "public")), current.get(("access", "private"))
    if set(shown) == {("access", "public"), ("access", "private")}:
        if leader == "closed ones":
            leader = ""
        return f"{who} are {behind(public, leader)} on public benchmarks, {other(private, public)} on private ones"
    if len(shown) == 1:
        (split, name), = shown
        where = "" if split == "none" else f" on {series_name(shown[split, name], analysis)} benchmarks"
        if split == "benchmark":
            where = f" on {series_name(shown[split, name], analysis)}"
        return f"{who} are {behind(current[split, name], leader)}{where}"
    if ("none", "all") not in current:
        return f"{who}: too few gaps lie close together for a level"
    words = f"{who} are {behind(current['none', 'all'], leader)}"
    parts = sorted((current[key], series_name(trend, analysis)) for key, trend in shown.items() if key[0] != "none")
    if len(parts) < 2:
        return words
    split = {key[0] for key in shown if key[0] != "none"}
    by = f"by {split.pop()}, " if len(split) == 1 else ""
    return (f"{words}; {by}from {one_decimal(parts[0][0])} ({parts[0][1]}) "
            f"to {one_decimal(parts[-1][0])} ({parts[-1][1]})")


def behind(level, whom):
    side = "ahead" + (" of" if whom else "") if level < 0 else "behind"
    return f"{one_decimal(abs(level))} months {side} {whom}".strip()


def other(level, first):
    """The second number, with its side where that is not the first one's."""
    return one_decimal(abs(level)) if (level < 0) == (first < 0) else behind(level, "")


def series_name(trend, analysis):
    if trend["split"] == "benchmark":
        return next((b["title"] for b in analysis.benchmarks if b["id"] == trend["series"]), trend["series"])
    return trend["series"].replace("no-category", "no category")


def subtitle(analysis):
    return (f"Each point: months from the first {analysis.leader_short()} to the first {analysis.follower_short()} "
            "that reached a score on a benchmark, at the release of the latter. Lines: smoothed level.")


def footnote(analysis, series, left_out):
    options = analysis.options
    words = ["Points at one place stand side by side."]
    if any(p["low"] is not None for t in series for p in t["points"]):
        drawn = {"two-way": "benchmarks and open models", "points": "gaps", "benchmarks": "benchmarks",
                 "two-stage": "benchmarks, then their gaps"}.get(options["band"], options["band"])
        words.append(f"Bands: {options['confidence'] * 100:.4g}%, from redraws of {drawn}.")
    if left_out:
        words.append(f"Unnamed for want of room: {', '.join(left_out)}.")
    return " ".join(words + [analysis.footnote()])


def draw_points(axes, analysis, looks, span, limits, height):
    """Points that would hide each other stand side by side: the same model is often first on several benchmarks."""
    across, up = PLOT / (span[1] - span[0]), height / (limits[1] - limits[0])  # inches a day, inches a month
    taken = []
    for p in sorted(analysis.datapoints, key=lambda p: (p["open_date"], p["gap_days"])):
        x, y = day(p["open_date"]) * across, p["gap_months"] * up
        shift = next(s * 0.05 for s in sideways() if all(math.hypot(x + s * 0.05 - a, y - b) > 0.045 for a, b in taken))
        taken.append((x + shift, y))
        scatter(axes, (x + shift) / across, p["gap_months"], looks.point(p["benchmark"]), zorder=5, clip_on=False)


def sideways():
    """0, 1, -1, 2, -2, ..."""
    yield 0
    for step in itertools.count(1):
        yield step
        yield -step


def month_ticks(low, high):
    """Whole months, a dozen ticks at most."""
    step = next(s for s in (1, 2, 3, 6, 12, 24, 60, 120, 1200) if (high - low) / s <= 12)
    return [step * i for i in range(math.ceil(low / step), math.floor(high / step) + 1)]


def draw_series(axes, trend, colour):
    """Level and band; returns the least and greatest value drawn."""
    values = [0]
    for state, run in runs(trend["points"]):
        x = [day(p["date"]) for p in run]
        level = [p["level"] for p in run]
        values += level
        if state != "none":
            low, high = [p["low"] for p in run], [p["high"] for p in run]
            values += low + high
            axes.fill_between(x, low, high, zorder=1.5, **band_look(colour, state == "thin"))
        axes.plot(x, level, color="white", linewidth=3.2, zorder=4, solid_capstyle="butt")
        axes.plot(x, level, color=colour, zorder=4.1, **line_look(state != "none"))
    return min(values), max(values)


def runs(points):
    """Stretches of neighbours with a level and the same state of the band, `none` where it is withheld. A stretch
    begins with the last point of the one before it where that has what it draws, so that lines do not break."""
    result = []
    before = None
    for point in points:
        if point["level"] is not None:
            state = band_state(point)
            if before is None or state != band_state(before):
                joins = before is not None and (state == "none" or before["low"] is not None)
                result.append((state, [before] if joins else []))
            result[-1][1].append(point)
        before = point if point["level"] is not None else None
    return result


def still_open(analysis):
    """Benchmark and months so far, once for each closed model that nobody has caught up with."""
    seen = {}
    for benchmark, crossing in waiting(analysis):
        seen[benchmark["id"], crossing["gap_so_far_days"]] = crossing["gap_so_far_days"] / MONTH
    return [(key[0], months) for key, months in seen.items()]


def draw_still_open(sheet, analysis, open_gaps, looks, top, height, limits):
    """Faint markers beside the as-of date, spread sideways so that they do not hide each other."""
    if not open_gaps:
        return
    axes = sheet.axes(LEFT + PLOT, top, STRIP, height)
    axes.set(xlim=(0, STRIP), ylim=limits)
    axes.patch.set_color("#f4f4f4")
    axes.set_zorder(-1)
    for side in ("left", "bottom"):
        axes.spines[side].set_visible(False)
    axes.set_xticks([])
    axes.set_yticks([])
    size = 0.075  # inches that a marker takes
    taken = []
    for benchmark, months in sorted(open_gaps, key=lambda w: w[1]):
        y = (months - limits[0]) / (limits[1] - limits[0]) * height
        column = next(c for c in itertools.count() if all(c != k or abs(y - v) >= size for k, v, *_ in taken))
        taken.append((column, y, benchmark, months))
    step = min(size, (STRIP - 0.1) / max(1, max(column for column, *_ in taken)))  # closer where there are many
    for column, _, benchmark, months in taken:
        scatter(axes, 0.05 + step * column, months, looks.point(benchmark), faint=True)
    sheet.text(LEFT + PLOT + STRIP / 2, top + height + 0.06, "still open\n" + day_name(analysis.as_of), ha="center",
               va="top", linespacing=1.1)


