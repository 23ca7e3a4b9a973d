"""The JSON of `gapcalc analyze` as the figures ask for it: checked, with dates as day numbers and groups in words."""
import hashlib
import json
import os
import sys
from datetime import date

MONTH = 30.4375  # days, as in docs/method.md
MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()
BUNDLED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "../../data/records/frontier.csv")
RECORDS = ("hub-csv", "hub-zip", "zip", "tidy-csv", "tidy-json")  # formats of inputs that hold scores
SHORT = {"open": "open model", "closed": "closed model"}
MAKE_AGAIN = "make it with this project's gapcalc analyze --format json"


class Refusal(Exception):
    """What is wrong, and after a semicolon what to do. Status 1: failed, 2: wrong call."""

    def __init__(self, message, status=1):
        super().__init__(message)
        self.status = status


def read(path):
    """The parsed JSON of a file, or of standard input for `-`."""
    name = "standard input" if path == "-" else path
    try:
        if path == "-":
            content = sys.stdin.buffer.read()
        else:
            with open(path, "rb") as file:
                content = file.read()
    except OSError as error:
        raise Refusal(f"{name}: cannot be read: {error.strerror}; check the path and its permissions") from None
    if not content.strip():
        raise Refusal(f"{name}: is empty; {MAKE_AGAIN}")
    try:
        return json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise Refusal(f"{name}: is not JSON; {MAKE_AGAIN}") from None


def day(text):
    return date.fromisoformat(text).toordinal()


def day_name(text):
    """`23 Apr 2026`, in any locale."""
    when = date.fromisoformat(text)
    return f"{when.day} {MONTHS[when.month - 1]} {when.year}"


def month_name(text):
    """`Apr 2026`, in any locale."""
    return day_name(text).split(" ", 1)[1]


def one_decimal(number):
    """`6.5`; never `-0.0`, and with a true minus."""
    text = f"{number:.1f}"
    return text.lstrip("-") if float(text) == 0 else text.replace("-", "\u2212")


def in_unit(value, unit):
    """A score or threshold in words: `35%`, `20 min`."""
    if unit in ("fraction", "percent"):
        return f"{value * 100:.4g}%"
    return {"minutes": f"{value:.4g} min", "usd": f"${value:,.6g}"}.get(unit, f"{value:.4g}")


def group_name(text):
    """A group as options name it, `open,country=China`, in words: `open-weight models from China`."""
    terms = text.split(",")
    words = {"open": "open-weight models", "closed": "closed models"}.get(terms[0], "models")
    for key, before, after in (("country", "from", ""), ("organization", "of", ""), ("licence", "under", " licences")):
        values = [term.partition("=")[2] for term in terms if term.startswith(key + "=")]
        if values:
            words += f" {before} {' or '.join(values)}{after}"
    return words


class Analysis:
    """What was read. `name` is where it came from, for messages."""

    def __init__(self, document, path="-"):
        self.name = "standard input" if path == "-" else path
        self._check(document)
        self.document = document
        self.options = document["options"]
        self.as_of = document["as_of"]
        self.benchmarks = document["benchmarks"]
        self.datapoints = document["datapoints"]
        self.trends = document["trends"]

    def _check(self, document):
        kind = document.get("kind") if isinstance(document, dict) else None
        if kind != "analysis":
            raise Refusal(f"{self.name}: is not a result of gapcalc analyze (kind is {json.dumps(kind)}); {MAKE_AGAIN}")
        version = str(document.get("schema_version"))
        parts = version.split(".")
        if not (len(parts) == 2 and all(part.isdigit() for part in parts) and parts[0] == "1" and int(parts[1]) >= 1):
            made_by = document.get("gapcalc", {}).get("version", "unknown")
            raise Refusal(f"{self.name}: has schema_version {version}, written by gapcalc {made_by}; figures need the "
                          f"frontiers of 1.1 or a later 1.x: {MAKE_AGAIN}, which writes that")
        missing = [key for key in ("options", "as_of", "benchmarks", "datapoints", "trends", "milestones", "inputs")
                   if key not in document]
        if missing:
            raise Refusal(f"{self.name}: lacks {', '.join(missing)}; {MAKE_AGAIN}")

    def follower(self):
        """Who follows, at the start of a sentence."""
        words = group_name(self.options["open"])
        return words[0].upper() + words[1:]

    def leader(self):
        return "closed ones" if self.options["closed"] == "closed" else group_name(self.options["closed"])

    def leader_short(self):
        """The leading group in legends: `closed model`."""
        return SHORT.get(self.options["closed"].split(",")[0], "leading model")

    def follower_short(self):
        words = SHORT.get(self.options["open"].split(",")[0], "following model")
        return words if words != self.leader_short() else "following model"

    def benchmark(self, name):
        """The benchmark of this id; the only one where no id is given."""
        ids = [benchmark["id"] for benchmark in self.benchmarks]
        if name is None and len(ids) == 1:
            return self.benchmarks[0]
        if name is None:
            raise Refusal(f"the timeline is of one benchmark; give --benchmark with one of {', '.join(ids)}", status=2)
        if name not in ids:
            raise Refusal(f"unknown benchmark '{name}'; it can be {', '.join(ids)}", status=2)
        return self.benchmarks[ids.index(name)]

    def series(self, names):
        """The series of these names; else those of the first split, or `all` where there is no split."""
        if names is None:
            first = next((trend["split"] for trend in self.trends if trend["split"] != "none"), "none")
            return [trend for trend in self.trends if trend["split"] == first]
        chosen = []
        for name in names:
            found = [t for t in self.trends if name.strip() in (t["series"], f"{t['split']}.{t['series']}")]
            if not found:
                known = ", ".join(trend["series"] for trend in self.trends)
                raise Refusal(f"unknown series '{name}'; it can be {known}, or others with gapcalc analyze --by",
                              status=2)
            chosen += [trend for trend in found if trend not in chosen]
        return chosen

    def footnote(self):
        """Choices that narrow the result, the last release looked at, and whose data it is."""
        words = []
        since, until = self.options.get("since"), self.options.get("until")
        if since or until:
            words.append("Only gaps" + (f" from {day_name(since)}" if since else "")
                         + (f" up to {day_name(until)}" if until else "") + ".")
        if self.options.get("provenance"):
            words.append(f"Only benchmarks whose scores are {' or '.join(self.options['provenance'])}.")
        words.append(f"Releases up to {day_name(self.as_of)}.")
        return " ".join(words + [self.source()])

    def source(self):
        """The bundled records are known by their content, whatever way they were read."""
        inputs = [file for file in self.document["inputs"] if file["format"] in RECORDS]
        paths = [file["path"].replace("\\", "/") for file in inputs]
        if len(inputs) == 1 and (paths[0].startswith("bundled/") or inputs[0]["sha256"] == _bundled_hash()):
            return "Data: Epoch AI, \u201cAI Benchmarking Hub\u201d, epoch.ai/benchmarks, CC BY 4.0."
        names = [_short(path) for path in paths]
        if len(names) <= 2:
            return f"Data: {' and '.join(names) or 'not named'}."
        folders = sorted({os.path.dirname(path) for path in paths})
        where = _short(folders[0]) if len(folders) == 1 else f"{len(folders)} folders"
        return f"Data: {len(names)} files of {where}."


def _short(path):
    """The last two parts of a path: a figure need not tell where on a machine its data lay."""
    return "/".join([part for part in path.split("/") if part][-2:])


def _bundled_hash():
    try:
        with open(BUNDLED, "rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except OSError:
        return None  # the script lies elsewhere
