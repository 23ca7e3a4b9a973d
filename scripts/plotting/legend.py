"""The legend of the trend, beside the plot: series with their numbers, then benchmarks."""
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from . import style
from .analysis import month_name, one_decimal
from .looks import COLOURED, MARKERS, band_look, band_state, line_look, scatter, waiting
from .style import GREY, INK, LINE, MARGIN, SMALL, WIDTH

PANEL = 1.95  # inches


def rows_of(analysis, series, looks):
    """Rows of (what to draw, text, figures behind it, bold). What to draw: None, a line, a patch, the look of a point,
    or `faint` points."""
    banded = any(t["current"] and t["current"]["low"] is not None for t in series)
    confidence = f" ({analysis.options['confidence'] * 100:.4g}% band)" if banded else ""
    below = ": numbers below" if any(t["split"] == "benchmark" for t in series) else ""
    rows = [(None, "Level now" + confidence + below, "", True)]
    levels = {}  # of benchmarks: they have a row each below
    for trend in series:
        line = Line2D([], [], color=looks.line(trend), **line_look(bool(trend["current"] and trend["current"]["low"])))
        if trend["split"] == "benchmark":
            levels[trend["series"]] = " " + one_decimal(trend["current"]["level"]) if trend["current"] else ""
        else:
            rows.append((line, trend["series"].replace("no-category", "no category"), figures(trend), False))
    states = {band_state(p) for t in series for p in t["points"] if p["level"] is not None}
    if "thin" in states:
        rows.append((Patch(**band_look(GREY, True)), "thin: 3 or 4 benchmarks or", "", False))
        rows.append((None, "open models carry it", "", False))
    if "none" in states and analysis.options["band"] != "none":
        rows.append((Line2D([], [], color=GREY, **line_look(False)), "too few for a band", "", False))
    return rows + point_rows(analysis, looks, levels)


def figures(trend):
    """The current level of a series, and its band or its month."""
    now = trend["current"]
    if now is None:
        return " no level"
    if now["low"] is None:
        return f" {one_decimal(now['level'])}, {month_name(now['date'])}"
    return f" {one_decimal(now['level'])} ({one_decimal(now['low'])} to {one_decimal(now['high'])})"


def point_rows(analysis, looks, levels):
    rows = [(None, "", "", False)]
    titles = {b["id"]: b["title"] for b in analysis.benchmarks}
    heads = {"public": "Public test items", "private": "Private test items"}
    for access, ids in looks.by_access.items():
        shape, head = MARKERS.get(access, "s"), heads.get(access, "Access unknown")
        if looks.split:
            rows.append(((GREY, shape, True), head, "", False))
            continue
        rows.append(((INK, shape, True), head, "", True))
        rows += [(looks.point(name), titles[name], levels.get(name, ""), False) for name in ids[:COLOURED]]
        if len(ids) > COLOURED:
            rows.append(((GREY, shape, False), f"{len(ids) - COLOURED} others", "", False))
        rows.append((None, "", "", False))
    if waiting(analysis):
        rows.append(("faint", "not caught up with yet", "", False))
    return rows


def draw(sheet, canvas, rows, top):
    left = WIDTH - PANEL - MARGIN + 0.14
    indent = 0.28
    y = top + LINE / 2
    for key, text, tail, bold in rows:
        if isinstance(key, Line2D):
            key.set_data([left, left + 0.2], [y, y])
            canvas.add_line(key)
        elif isinstance(key, Patch):
            canvas.fill_between([left, left + 0.2], y - 0.045, y + 0.045, facecolor=key.get_facecolor(),
                                edgecolor=key.get_edgecolor(), hatch=key.get_hatch(), linewidth=0)
        elif key == "faint":
            for x, shape in ((left + 0.05, "o"), (left + 0.15, "*")):
                scatter(canvas, x, y, (GREY, shape, True), faint=True)
        elif key is not None:
            scatter(canvas, left + 0.1, y, key)
        start = left + (0 if bold and key is None else indent)
        room = WIDTH - MARGIN - start - style.text_width(tail)
        sheet.text(start, y, style.shorten(style.clean(text), room, SMALL, bold) + tail, va="center_baseline",
                   weight="bold" if bold else "normal")
        y += LINE
