"""How all figures look: sizes, colours, text that is measured before it is placed, and files with the same bytes."""
import functools
import io
import math
import unicodedata
import warnings
from datetime import date

import matplotlib
from PIL import Image  # matplotlib needs it as well

matplotlib.use("Agg")
from matplotlib.backends.backend_agg import RendererAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties

from .analysis import MONTHS

WIDTH = 7.0  # inches
DPI = 200
MARGIN = 0.12
SMALL = 7.6  # points; 7 points where the figure is set 6.5 inches wide
TITLE = 10
LINE = 0.135  # inches from line to line of small text
INK, GREY, PALE = "#222222", "#666666", "#d9d9d9"

# Okabe and Ito, "Color universal design", 2008, https://jfly.uni-koeln.de/color/: safe for the colour-blind.
BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK = (
    "#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
SERIES = [BLUE, VERMILLION, GREEN, PURPLE, ORANGE, SKY, BLACK]
# Tol, "Colour schemes", SRON/EPS/TN/09-002, https://personal.sron.nl/~pault/, scheme "muted": nine colours that the
# colour-blind can tell apart. None has seventeen, so that a benchmark is known by colour and shape together.
MUTED = ["#332288", "#CC6677", "#117733", "#88CCEE", "#882255", "#DDCC77", "#44AA99", "#AA4499", "#999933"]

# A user's own settings must not show: everything starts from matplotlib's defaults.
matplotlib.rcdefaults()
matplotlib.rcParams.update({
    "font.family": "DejaVu Sans",  # comes with matplotlib, so it is on any machine
    "font.size": SMALL,
    "text.color": INK,
    "axes.edgecolor": GREY,
    "axes.labelcolor": INK,
    "axes.linewidth": 0.6,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "xtick.color": GREY,
    "ytick.color": GREY,
    "xtick.labelcolor": INK,
    "ytick.labelcolor": INK,
    "hatch.linewidth": 0.5,
    "pdf.fonttype": 42,
    "svg.hashsalt": "gapcalc",
    "text.parse_math": False,  # names of models are no formulas
})
warnings.filterwarnings("ignore", message="Glyph .* missing")  # shown as a box

_measure = RendererAgg(1, 1, DPI)


@functools.lru_cache(maxsize=None)
def text_width(text, size=SMALL, bold=False):
    """Inches."""
    font = FontProperties(family="DejaVu Sans", size=size, weight="bold" if bold else "normal")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return _measure.get_text_width_height_descent(text, font, False)[0] / DPI


def clean(text):
    """Text of data on one line: no control characters, and right-to-left runs in the order in which they are read."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c for c in str(text)
                   if unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn"))
    return _visual_order(" ".join(kept.split()))


def _visual_order(text):
    """Matplotlib sets characters from left to right; runs of right-to-left letters are turned round, marks with their
    letters."""
    clusters = []
    for character in text:
        if clusters and unicodedata.combining(character):
            clusters[-1] += character
        else:
            clusters.append(character)
    result, run = [], []
    for cluster in clusters + [""]:
        direction = unicodedata.bidirectional(cluster[0]) if cluster else "L"
        if direction in ("R", "AL") or (run and direction == "WS"):
            run.append(cluster)
        else:
            spaces = []
            while run and run[-1] == " ":
                spaces.append(run.pop())
            result += run[::-1] + spaces + [cluster]
            run = []
    return "".join(result)


def shorten(text, limit, size=SMALL, bold=False):
    """The text, or where it is wider than so many inches, its beginning and end around an ellipsis."""
    if text_width(text, size, bold) <= limit:
        return text
    low, high = 0, len(text) - 1  # characters kept
    while low < high:
        middle = (low + high + 1) // 2
        if text_width(_around(text, middle), size, bold) <= limit:
            low = middle
        else:
            high = middle - 1
    return _around(text, low)


def _around(text, keep):
    head, tail = (keep + 1) // 2, keep // 2
    while tail and unicodedata.combining(text[len(text) - tail]):
        tail -= 1  # no mark without its letter
    return text[:head] + "\u2026" + (text[len(text) - tail:] if tail else "")


def balanced(text, limit, size=SMALL, bold=False):
    """As few lines as no wider than so many inches, of about the same width."""
    count = len(wrap(text, limit, size, bold))
    while limit > 1 and len(wrap(text, limit - 0.1, size, bold)) == count:
        limit -= 0.1
    return wrap(text, limit, size, bold)


def wrap(text, limit, size=SMALL, bold=False):
    """Lines no wider than so many inches."""
    lines = [""]
    for word in text.split():
        word = shorten(word, limit, size, bold)
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, bold) <= limit:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


class Sheet:
    """A figure that is laid out in inches from its top left corner: title and subtitle, `height` inches for what is
    drawn, footnotes. `top` is where the drawing begins."""

    def __init__(self, title, subtitle, height, footnote):
        inside = WIDTH - 2 * MARGIN
        titles, subtitles = balanced(clean(title), inside, TITLE, True), wrap(clean(subtitle), inside)
        notes = wrap(clean(footnote), inside)
        self.top = MARGIN + 0.19 * len(titles) + 0.03 + LINE * len(subtitles) + 0.1
        self.height = self.top + height + 0.06 + LINE * len(notes) + MARGIN
        self.figure = Figure(figsize=(WIDTH, self.height), dpi=DPI, facecolor="white")
        y = MARGIN
        for line in titles:
            self.text(MARGIN, y, line, size=TITLE, weight="bold", va="top")
            y += 0.19
        y += 0.03
        for line in subtitles:
            self.text(MARGIN, y, line, color=GREY, va="top")
            y += LINE
        y = self.height - MARGIN - LINE * len(notes)
        for line in notes:
            self.text(MARGIN, y, line, color=GREY, va="top")
            y += LINE

    def axes(self, left, top, width, height, **more):
        return self.figure.add_axes([left / WIDTH, 1 - (top + height) / self.height, width / WIDTH,
                                     height / self.height], **more)

    def text(self, x, y, text, **more):
        more.setdefault("size", SMALL)
        return self.figure.text(x / WIDTH, 1 - y / self.height, text, **more)

    def canvas(self):
        """Axes over the whole sheet whose units are inches from the top left corner, for lines, keys and names."""
        axes = self.axes(0, 0, WIDTH, self.height)
        axes.set(xlim=(0, WIDTH), ylim=(self.height, 0))
        axes.axis("off")
        axes.patch.set_visible(False)
        return axes


def date_ticks(axes, first, last, most):
    """Ticks of the x axis at years, or months where there are few years; at most so many labels. Days are ordinals."""
    begin, end = date.fromordinal(int(first)), date.fromordinal(int(math.ceil(last)))
    months = range(begin.year * 12 + begin.month - 1, end.year * 12 + end.month + 1)
    step = next(s for s in (1, 3, 6, 12, 24, 60, 120, 600, 6000, 60000) if len(months) / s <= most)
    if len(months) > 18:
        step = max(step, 12)
    at = [m for m in months if m % step == 0 and first <= date(m // 12, m % 12 + 1, 1).toordinal() <= last]
    names = [str(m // 12) if step >= 12 else f"{MONTHS[m % 12]} {m // 12}" for m in at]
    axes.set_xticks([date(m // 12, m % 12 + 1, 1).toordinal() for m in at])
    axes.set_xticklabels(names)
    if step == 12:
        quarters = [date(m // 12, m % 12 + 1, 1).toordinal() for m in months if m % 3 == 0]
        axes.set_xticks([q for q in quarters if first <= q <= last], minor=True)
    axes.tick_params(axis="x", which="minor", length=2)


def write(figure, file, kind):
    """The same figure gives the same bytes: no dates, no names of programs."""
    metadata = {"png": {"Software": None}, "svg": {"Date": None, "Creator": None},
                "pdf": {"CreationDate": None, "Creator": None, "Producer": None}}[kind]
    target = io.BytesIO() if kind == "png" else file
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        figure.savefig(target, format=kind, metadata=metadata, dpi=DPI)
    if kind == "png":  # 256 colours show no difference here, and take a third of the bytes
        picture = Image.open(target).convert("RGB")
        picture = picture.quantize(256, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        picture.save(file, format="PNG", optimize=True, dpi=(DPI, DPI))
