"""Colours, shapes and line styles of the trend, for the plot and its legend alike."""
from matplotlib.colors import to_rgba

from . import style
from .style import GREY

MARKERS = {"public": "o", "private": "*"}
SIZES = {"o": 20, "*": 48, "s": 17}  # area in points squared at which the shapes look equally large
FIXED = {"none.all": style.BLACK, "access.public": style.BLUE, "access.private": style.VERMILLION,
         "category.no-category": GREY}
# Benchmarks of an access with a look of their own: filled, then hollow; others are grey.
COLOURED = 2 * len(style.MUTED)


class Looks:
    """Colour and shape of points and lines. Shape is by access. Colour is by benchmark, each access with its own round
    of colours, unless lines are by something that shape does not show: then points have the colour of their line."""

    def __init__(self, analysis, series):
        self.split = next((t["split"] for t in series if t["split"] in ("category", "provenance")), None)
        self.series = series
        self.access = {b["id"]: b["access"] for b in analysis.benchmarks}
        self.by_access = {}  # access -> ids, in the order of the input
        used = {p["benchmark"] for p in analysis.datapoints} | {b["id"] for b, _ in waiting(analysis)}
        for benchmark in analysis.benchmarks:
            if benchmark["id"] in used:
                self.by_access.setdefault(benchmark["access"], []).append(benchmark["id"])
        self.value = {b["id"]: b["provenance"]["verdict"] for b in analysis.benchmarks}
        if self.split == "category":
            self.value = {b["id"]: b["category"] or "no-category" for b in analysis.benchmarks}

    def line(self, trend):
        if trend["split"] == "benchmark":
            return self.point(trend["series"])[0]
        name = f"{trend['split']}.{trend['series']}"
        if name in FIXED:
            return FIXED[name]
        return style.SERIES[[t for t in self.series if t["split"] == trend["split"]].index(trend) % len(style.SERIES)]

    def point(self, benchmark):
        """Colour, shape, and whether it is filled."""
        access = self.access[benchmark]
        shape = MARKERS.get(access, "s")
        if self.split:
            mine = [t for t in self.series if (t["split"], t["series"]) == (self.split, self.value[benchmark])]
            return (self.line(mine[0]) if mine else GREY), shape, True
        position = self.by_access.get(access, [benchmark]).index(benchmark)
        if position >= COLOURED:
            return GREY, shape, False
        return style.MUTED[position % len(style.MUTED)], shape, position < len(style.MUTED)


def scatter(axes, x, y, look, faint=False, **more):
    colour, shape, filled = look
    axes.scatter(x, y, s=SIZES[shape], marker=shape, facecolors=colour if filled else "white",
                 edgecolors="white" if filled else colour, linewidths=0.4 if filled else 0.9,
                 alpha=0.4 if faint else 0.9, **more)


def waiting(analysis):
    return [(b, c) for b in analysis.benchmarks for c in b["crossings"] if c["status"] == "still_open"]


def band_look(colour, thin):
    if thin:
        return {"facecolor": to_rgba(colour, 0.07), "edgecolor": to_rgba(colour, 0.3), "hatch": "////",
                "linewidth": 0}
    return {"facecolor": to_rgba(colour, 0.24), "linewidth": 0}


def line_look(has_band):
    return {"linewidth": 2.0, "solid_capstyle": "butt"} if has_band else {"linewidth": 1.2, "linestyle": (0, (3, 1.2))}


def band_state(point):
    return "none" if point["low"] is None else point["band_state"]
