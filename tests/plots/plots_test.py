"""Tests of scripts/plot_gaps.py on what the program makes of the bundled data: plots_test.py PROGRAM."""
import copy
import io
import itertools
import json
import os
import subprocess
import sys
import tempfile
import unittest
from xml.etree import ElementTree

sys.dont_write_bytecode = True
ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../..")
SCRIPT = os.path.join(ROOT, "scripts/plot_gaps.py")
sys.path.insert(0, os.path.join(ROOT, "scripts"))
from matplotlib.backends.backend_agg import FigureCanvasAgg
from plotting import flags, frontiers, style, timeline, trend
from plotting.analysis import Analysis

PROGRAM = os.path.abspath(sys.argv.pop(1))


def analyze(*arguments):
    run = subprocess.run([PROGRAM, "analyze", *arguments, "--format", "json"], cwd=ROOT, check=True, capture_output=True)
    return json.loads(run.stdout)


BUNDLED = analyze("data/")


def plot(document, *arguments, **environment):
    """Status and standard error of the script, with the document on standard input."""
    text = document if isinstance(document, bytes) else json.dumps(document).encode()
    run = subprocess.run([sys.executable, SCRIPT, *arguments], input=text, capture_output=True,
                         env={**os.environ, **environment})
    return run.returncode, run.stderr.decode()


def picture(figure, kind):
    file = io.BytesIO()
    style.write(figure, file, kind)
    return file.getvalue()


def boxes(figure):
    """(text, extent) of all texts that are drawn."""
    canvas = FigureCanvasAgg(figure)
    figure.draw_without_rendering()
    texts = list(figure.texts)
    for axes in figure.axes:
        low, high = sorted(axes.get_xlim())
        texts += axes.texts
        texts += [t for t, at in zip(axes.get_xticklabels(), axes.get_xticks()) if axes.axison and low <= at <= high]
        low, high = sorted(axes.get_ylim())
        texts += [t for t, at in zip(axes.get_yticklabels(), axes.get_yticks()) if axes.axison and low <= at <= high]
    return [(t.get_text(), t.get_window_extent(canvas.get_renderer())) for t in texts if t.get_text().strip()]


class Figures(unittest.TestCase):
    def all_figures(self, document):
        analysis = Analysis(document)
        yield "trend", trend.draw(analysis)
        yield "frontiers", frontiers.draw(analysis)
        for benchmark in analysis.benchmarks:
            yield benchmark["id"], timeline.draw(analysis, benchmark["id"])

    def no_overlap(self, document, most=None):
        for name, figure in itertools.islice(self.all_figures(document), most):
            found = boxes(figure)
            width, height = figure.bbox.size
            for text, box in found:
                inside = box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height
                self.assertTrue(inside, f"{name}: '{text}' is cut")
            for (text, box), (other, beside) in itertools.combinations(found, 2):
                across = min(box.x1, beside.x1) - max(box.x0, beside.x0)
                up = min(box.y1, beside.y1) - max(box.y0, beside.y0)
                self.assertFalse(across > 1 and up > 1, f"{name}: '{text}' lies on '{other}'")

    def test_no_text_is_cut_or_lies_on_another(self):
        self.no_overlap(BUNDLED)

    def test_trends_with_other_splits_are_drawn(self):
        for split in ("category", "provenance", "benchmark", "none"):
            found = boxes(trend.draw(Analysis(analyze("data/", "--by", split, "--band", "none"))))
            self.assertTrue(found)

    def test_nor_with_odd_names(self):
        odd = copy.deepcopy(BUNDLED)
        names = ["$x_1$ and $y", "<script>alert(1)</script>", "\u05d0\u05d1\u05d2 \u05d3\u05d4 7B", "e\u0301a\u0308" * 40,
                 "two\nlines\tand\u202e more", "very-long-" * 60, "\\alpha_\\frac{1}{2}$", " "]
        crossings = (c for b in odd["benchmarks"] for c in b["crossings"])
        for crossing, name in zip(crossings, itertools.cycle(names)):
            crossing["closed"]["model"] = name
            if crossing["open"]:
                crossing["open"]["model"] = name
        odd["benchmarks"][0]["title"] = "$\\frac$ " * 30
        odd["milestones"] = [{"date": f"2025-0{1 + i % 9}-1{i // 9}", "name": names[i % len(names)]} for i in range(30)]
        self.no_overlap(odd, 5)
        for kind in ("png", "svg", "pdf"):
            picture(timeline.draw(Analysis(odd), odd["benchmarks"][0]["id"]), kind)

    def test_a_dollar_is_no_formula(self):
        self.assertEqual(style.clean("$a_1$"), "$a_1$")
        figure = style.Sheet("$a_1$", "", 1, "").figure
        self.assertFalse(any(text.get_parse_math() for text in figure.texts))

    def test_every_format_is_what_its_suffix_says(self):
        for name, figure in itertools.islice(self.all_figures(BUNDLED), 3):
            self.assertTrue(picture(figure, "png").startswith(b"\x89PNG\r\n\x1a\n"), name)
            self.assertTrue(ElementTree.fromstring(picture(figure, "svg")).tag.endswith("svg"), name)
            self.assertTrue(picture(figure, "pdf").startswith(b"%PDF-"), name)

    def test_small_text_has_seven_points_at_six_and_a_half_inches(self):
        for name, figure in itertools.islice(self.all_figures(BUNDLED), 3):
            scale = 6.5 / figure.get_size_inches()[0]
            texts = [t for axes in figure.axes for t in axes.texts + axes.get_xticklabels() + axes.get_yticklabels()]
            self.assertGreaterEqual(min(t.get_size() for t in figure.texts + texts) * scale, 7, name)

    def test_one_gap_has_no_level(self):
        one = copy.deepcopy(BUNDLED)
        one["datapoints"] = one["datapoints"][:1]
        for series in one["trends"]:
            series["current"] = None
            series["points"] = [{**series["points"][0], "level": None}]
        self.assertIn("too few gaps", trend.title(Analysis(one), one["trends"]))
        self.assertTrue(picture(trend.draw(Analysis(one)), "png"))


class Words(unittest.TestCase):
    def title(self, document):
        analysis = Analysis(document)
        return trend.title(analysis, analysis.series(None))

    def test_the_title_has_the_current_numbers(self):
        now = {t["series"]: f"{t['current']['level']:.1f}" for t in BUNDLED["trends"]}
        self.assertEqual(self.title(BUNDLED), f"Open-weight models are {now['public']} months behind on public benchmarks, "
                                              f"{now['private']} on private ones")

    def test_the_title_names_other_groups(self):
        chinese = copy.deepcopy(BUNDLED)
        chinese["options"]["open"] = "open,country=China"
        self.assertTrue(self.title(chinese).startswith("Open-weight models from China are "))

    def test_a_negative_level_is_a_lead(self):
        ahead = copy.deepcopy(BUNDLED)
        ahead["trends"][1]["current"]["level"] = -1.26
        self.assertIn("are 1.3 months ahead on public benchmarks, 8.4 months behind on", self.title(ahead))

    def test_only_bundled_records_are_credited_to_the_hub(self):
        self.assertIn("CC BY 4.0", Analysis(BUNDLED).footnote())
        self.assertIn("CC BY 4.0", Analysis(analyze()).footnote())
        other = copy.deepcopy(BUNDLED)
        for file in other["inputs"]:
            file["sha256"] = "0" * 64
        self.assertIn("Data: records/frontier.csv.", Analysis(other).footnote())

    def test_long_names_are_shortened_in_the_middle(self):
        self.assertRegex(style.shorten("abcdefghijklmnopqrstuvwxyz", 1.0), "^abc.*\u2026.*xyz$")
        self.assertEqual(style.shorten("short", 1.0), "short")

    def test_right_to_left_runs_are_turned_round(self):
        self.assertEqual(style.clean("a \u05d0\u05d1 b"), "a \u05d1\u05d0 b")


class Flags(unittest.TestCase):
    def test_no_mark_crosses_a_name(self):
        marks = [(0.5 + 0.37 * i % 5.5, f"name {i} " + "x" * (i % 7)) for i in range(14)]
        placed, left_out = flags.place(marks, 0, 7)
        self.assertEqual(len(placed) + len(left_out), len(marks))
        for x, name, side, row in placed:
            wide = style.text_width(name) * (-1 if side == "left" else 1)
            for other, _, _, other_row in placed:
                if other != x and min(x, x + wide) < other < max(x, x + wide):
                    self.assertLess(other_row, row)


class Command(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.path = os.path.join(self.folder.name, "gaps.png")

    def tearDown(self):
        self.folder.cleanup()

    def refused(self, status, words, document, *arguments, **environment):
        got, error = plot(document, *(arguments or ("-o", self.path)), **environment)
        self.assertEqual(got, status, error)
        self.assertRegex(error, r"\Aplot_gaps\.py: .*; .*\n\Z")
        self.assertIn(words, error)
        self.assertEqual(os.listdir(self.folder.name), [])

    def test_the_same_bytes_every_time(self):
        for kind, figure in (("png", "trend"), ("svg", "frontiers"), ("pdf", "timeline")):
            made = []
            for run in ("1", "2"):
                path = os.path.join(self.folder.name, run + "." + kind)
                more = ["--benchmark", BUNDLED["benchmarks"][0]["id"]] if figure == "timeline" else []
                status, error = plot(BUNDLED, "-o", path, "--figure", figure, *more, PYTHONHASHSEED=run,
                                     SOURCE_DATE_EPOCH=run)
                self.assertEqual((status, error), (0, ""))
                with open(path, "rb") as file:
                    made.append(file.read())
            self.assertEqual(made[0], made[1], kind)

    def test_input_that_is_no_analysis_is_refused(self):
        self.refused(1, "is not JSON", b"gap,months")
        self.refused(1, "is empty", b"")
        self.refused(1, 'kind is "comparison"', {"kind": "comparison"})
        self.refused(1, "schema_version 1.0", {**BUNDLED, "schema_version": "1.0"})
        self.refused(1, "schema_version 2.0", {**BUNDLED, "schema_version": "2.0"})
        self.refused(1, "lacks trends", {key: value for key, value in BUNDLED.items() if key != "trends"})
        self.refused(1, "not as gapcalc writes it", {**BUNDLED, "benchmarks": [1]})
        self.refused(1, "cannot be read", b"", self.path + ".json", "-o", self.path)

    def test_nothing_to_draw_is_refused(self):
        self.refused(1, "no accepted gap", {**BUNDLED, "datapoints": []})
        empty = {**BUNDLED["benchmarks"][0], "crossings": [], "frontier": {"closed": [], "open": []}}
        self.refused(1, "no timeline", {**BUNDLED, "benchmarks": [empty]}, "-o", self.path, "--figure", "timeline")
        self.refused(1, "no frontiers", {**BUNDLED, "benchmarks": [empty]}, "-o", self.path, "--figure", "frontiers")

    def test_wrong_calls_are_refused(self):
        self.refused(2, "suffix", BUNDLED, "-o", os.path.join(self.folder.name, "gaps.gif"))
        self.refused(2, "unknown benchmark 'nope'", BUNDLED, "-o", self.path, "--figure", "timeline", "--benchmark", "nope")
        self.refused(2, "give --benchmark", BUNDLED, "-o", self.path, "--figure", "timeline")
        self.refused(2, "for the timeline alone", BUNDLED, "-o", self.path, "--benchmark", "hle")
        self.refused(2, "unknown series 'nope'", BUNDLED, "-o", self.path, "--series", "nope")
        self.refused(2, "--figure", BUNDLED, "-o", self.path, "--figure", "pie")
        self.refused(2, "-o", BUNDLED, "--figure", "trend")

    def test_a_folder_that_is_not_there_is_refused(self):
        self.refused(1, "cannot be written", BUNDLED, "-o", os.path.join(self.folder.name, "no/gaps.png"))

    def test_missing_matplotlib_is_named_with_its_package(self):
        with tempfile.TemporaryDirectory() as other:
            os.mkdir(os.path.join(other, "matplotlib"))
            with open(os.path.join(other, "matplotlib/__init__.py"), "w") as file:
                file.write("raise ImportError\n")
            self.refused(1, "apt install python3-matplotlib", BUNDLED, PYTHONPATH=other)


if __name__ == "__main__":
    unittest.main(verbosity=1)
