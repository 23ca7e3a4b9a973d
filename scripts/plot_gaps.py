#!/usr/bin/env python3
"""Draws the result of `gapcalc analyze --format json` as PNG, SVG or PDF.

    gapcalc analyze data/ --format json | scripts/plot_gaps.py -o gaps.png

docs/figures.md tells what each figure shows. Needs matplotlib (Debian: python3-matplotlib) and nothing else.
"""
import argparse
import os
import sys
import tempfile

sys.dont_write_bytecode = True  # leave the sources' folder as it is
from plotting.analysis import Analysis, Refusal, read

FORMATS = ("png", "svg", "pdf")


class Parser(argparse.ArgumentParser):
    def error(self, message):
        raise Refusal(f"{message}; --help lists the options", status=2)


def parse(arguments):
    parser = Parser(prog="plot_gaps.py", allow_abbrev=False,
                    description="Draws the result of `gapcalc analyze --format json` as PNG, SVG or PDF.")
    parser.add_argument("file", nargs="?", default="-", metavar="FILE", help="the JSON; default: standard input")
    parser.add_argument("-o", "--output", required=True, metavar="PATH",
                        help="picture to write; its suffix tells the format: .png, .svg, .pdf")
    parser.add_argument("--figure", choices=("trend", "timeline", "frontiers"), default="trend",
                        help="the gap over time; one benchmark's first crossers; best scores of all benchmarks. "
                             "Default: trend")
    parser.add_argument("--benchmark", metavar="ID", help="the benchmark of the timeline")
    parser.add_argument("--series", metavar="NAME,...",
                        help="the series of the trend, NAME or SPLIT.NAME. Default: those of the first split, or all")
    options = parser.parse_args(arguments)
    options.format = os.path.splitext(options.output)[1][1:].lower()
    if options.format not in FORMATS:
        raise Refusal(f"{options.output}: the suffix tells the format, and this is none of .png, .svg, .pdf; "
                      "choose one of them", status=2)
    if options.benchmark is not None and options.figure != "timeline":
        raise Refusal("--benchmark is for the timeline alone; add --figure timeline or leave it out", status=2)
    if options.series is not None and options.figure != "trend":
        raise Refusal("--series is for the trend alone; leave it out", status=2)
    return options


def draw(analysis, options):
    """The figure asked for."""
    from plotting import frontiers, timeline, trend  # only here: --help and refusals need no matplotlib
    if options.figure == "timeline":
        return timeline.draw(analysis, options.benchmark)
    if options.figure == "frontiers":
        return frontiers.draw(analysis)
    return trend.draw(analysis, options.series.split(",") if options.series is not None else None)


def save(figure, path, kind):
    """The file appears whole: it is written under a temporary name and then renamed."""
    from plotting import style
    folder = os.path.dirname(os.path.abspath(path))
    try:
        handle, temporary = tempfile.mkstemp(prefix=".plot_gaps-", suffix="." + kind, dir=folder)
        try:
            with os.fdopen(handle, "wb") as file:
                style.write(figure, file, kind)
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(temporary, 0o666 & ~mask)  # as any new file; mkstemp's are private
            os.replace(temporary, path)
        except BaseException:
            os.unlink(temporary)
            raise
    except OSError as error:
        raise Refusal(f"{path}: cannot be written: {error.strerror}; check the folder and its permissions") from None


def check_matplotlib():
    try:
        import matplotlib
    except ImportError:
        raise Refusal(f"{sys.executable} has no matplotlib; apt install python3-matplotlib, and run this with "
                      "/usr/bin/python3") from None
    if "text.parse_math" not in matplotlib.rcParams:
        raise Refusal(f"matplotlib {matplotlib.__version__} is too old; install 3.6 or newer")


def run(arguments):
    options = parse(arguments)
    if options.file == "-" and sys.stdin.isatty():
        raise Refusal("no input; give a file, or pipe `gapcalc analyze --format json` into it", status=2)
    analysis = Analysis(read(options.file), options.file)
    check_matplotlib()
    try:
        figure = draw(analysis, options)
    except (AttributeError, IndexError, KeyError, TypeError, ValueError) as error:
        raise Refusal(f"{analysis.name}: not as gapcalc writes it ({type(error).__name__}: {error}); make it again "
                      "with gapcalc analyze --format json") from error
    save(figure, options.output, options.format)


def main():
    try:
        run(sys.argv[1:])
    except Refusal as refusal:
        print("plot_gaps.py: " + " ".join(str(refusal).split()), file=sys.stderr)
        return refusal.status
    return 0


if __name__ == "__main__":
    sys.exit(main())
