"""Schemas describe every machine-readable output, and Python's jsonschema judges files as gapcalc does.

schema_test.py PROGRAM
"""
import copy
import csv
import datetime
import json
import os
import random
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator, FormatChecker

program = os.path.realpath(sys.argv[1])
here = os.path.dirname(os.path.realpath(__file__))
fixtures = os.path.join(here, "..", "golden", "fixtures")
work = tempfile.TemporaryDirectory()
failed = False


def fail(text):
    global failed
    failed = True
    print(text)


def gapcalc(*arguments):
    run = subprocess.run([program, *arguments], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"})
    if run.returncode not in (0, 1, 3) and arguments[0] != "explain":  # which may have nothing to explain
        fail(f"{arguments}: exit status {run.returncode}: {run.stderr}")
    return run.stdout


kinds = [line.split()[0] for line in gapcalc("schema").splitlines()]
schemas = {kind: json.loads(gapcalc("schema", kind)) for kind in kinds}
dates = FormatChecker(formats=("date",))
dates.checks("date-time", raises=ValueError)(
    lambda value: not isinstance(value, str) or datetime.datetime.strptime(value, "%Y-%m-%dT%H:%M:%SZ"))
for kind, schema in schemas.items():
    Draft202012Validator.check_schema(schema)

# Every output of every command, in a file.
outputs = {}


def output(name, *arguments):
    """Keeps what a command prints; one that refuses its input prints nothing."""
    text = gapcalc(*arguments)
    if not text:
        return
    outputs[name] = os.path.join(work.name, name)
    with open(outputs[name], "w", encoding="utf-8") as file:
        file.write(text)


flat, older, records = (os.path.join(fixtures, name) for name in ("flat", "older", "records.csv"))
few = ("--resamples", "50")
header = "benchmark,model,accessibility,release_date,score\n"
closed_row = "gpqa-diamond,o1-preview,API access,2024-09-12,0.70\n"
open_row = "gpqa-diamond,DeepSeek-R1,Open weights (unrestricted),2025-01-20,0.71\n"


def own(name, text):
    path = os.path.join(work.name, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return path


# Rich inputs, and those in which there is little or nothing to tell.
inputs = {
    "flat": [flat],
    "bundled": [],
    "pair": [own("pair.csv", header + closed_row + open_row)],
    "closed": [own("closed.csv", header + closed_row)],
    "open": [own("open.csv", header + open_row)],
    "early": [flat, "--as-of", "2023-06-01"],
    "nowhere": [flat, "--open-country", "Nowhere"],
    "late": [flat, "--since", "2030-01-01"],
    "massive": [flat, "--min-mass", "1000"],
}
without = {
    "catch-up": ("--open-country", "--since"),
    "check": ("--open-country", "--since", "--min-mass"),
    "timeline": ("--min-mass",),
    "cite": ("--as-of", "--open-country", "--since", "--min-mass"),
}
for data, at in inputs.items():
    def run(name, command, *arguments):
        if not any(option in at for option in without.get(command.split()[0], ())):
            output(f"{data}-{name}", *command.split(), *at, *arguments)

    for form, dot in (("json", ""), ("csv", ".csv")):
        run("comparison" + dot, "compare", "--format", form, *few)
        run("catch-up" + dot, "catch-up", "--format", form, *few)
        run("influence" + dot, "influence", "--format", form)
        run("sensitivity" + dot, "sensitivity", "--format", form, *few)
        run("filters" + dot, "sensitivity --filters", "--format", form, *few)
        run("handicap" + dot, "selection --handicap-sweep", "--format", form)
        run("check" + dot, "check", "--format", form)
        run("calibration" + dot, "calibrate", "--sets", "2", "--format", form, *few)
    run("analysis", "analyze", "--format", "json", *few)
    run("handicapped-analysis", "analyze --handicap open=+0.05 --confirm lower-bound", "--format", "json", *few)
    run("citations", "cite", "--format", "json")
    run("explanation", "explain gpqa-diamond 0.4", "--format", "json")
    run("timeline", "timeline gpqa-diamond", "--format", "json")
    run("crossings.csv", "timeline gpqa-diamond", "--format", "csv")
    run("cross-validation.csv", "sensitivity", "--table", "cross-validation", "--format", "csv", *few)
    folder = os.path.join(work.name, f"{data}-tables")
    gapcalc("analyze", *at, "--format", "csv", "-o", folder + "/", "--simultaneous", "--by", "access,category,benchmark", *few)
    for name in os.listdir(folder) if os.path.isdir(folder) else []:
        outputs[f"{data}-{name.removesuffix('.json')}"] = os.path.join(folder, name)
output("everything-analysis", "analyze", flat, "--benchmarks", "all", "--simultaneous", "--format", "json", *few)
output("grid-sensitivity", "sensitivity", flat, "--grid", "--format", "json")
output("grid-sensitivity.csv", "sensitivity", flat, "--grid", "--format", "csv")
corrected = os.path.join(work.name, "corrected-tables")
gapcalc("analyze", os.path.join(fixtures, "index"), "--benchmarks", "all", "--correct", "--draws", "20", "--format", "csv", "-o", corrected + "/", *few)
for name in os.listdir(corrected):
    outputs[f"untested-{name.removesuffix('.json')}"] = os.path.join(corrected, name)
output("untested-analysis", "analyze", os.path.join(fixtures, "index"), "--benchmarks", "all", "--correct", "--draws", "20", "--format", "json", *few)
output("untested-explanation", "explain", "gpqa-diamond", os.path.join(fixtures, "index"), "--correct", "--draws", "20", "--format", "json")
for data, at in (("models", [os.path.join(fixtures, "index")]), ("few", [os.path.join(fixtures, "index"), "--resamples", "0", "--published"])):
    output(f"{data}-index", "index", *at, "--format", "json")
    for table, kind in (("models", "index.csv"), ("benchmarks", "index-benchmarks.csv"), ("residuals", "index-residuals.csv")):
        output(f"{data}-{kind}", "index", *at, "--format", "csv", "--table", table)
    output(f"{data}-index-gaps", "index", "--gaps", *at, "--format", "json")
    output(f"{data}-index-gaps.csv", "index", "--gaps", *at, "--format", "csv")
for data, at in (("models", []), ("early", ["--as-of", "2023-06-01"])):
    for form, dot in (("json", ""), ("csv", ".csv")):
        output(f"{data}-correction-check{dot}", "calibrate", "--correction", os.path.join(fixtures, "index"), *at,
               "--benchmarks", "all", "--sets", "3", "--draws", "20", "--format", form)
output("diff", "diff", older, flat, "--format", "json", *few)
output("same-diff", "diff", flat, flat, "--format", "json", *few)
output("stored-diff", "diff", outputs["flat-analysis"], flat, "--format", "json")
for edit in (("--drop", "Lotus-V2"), ("--set", "Lotus-R1,gpqa-diamond,45%"), ("--drop-benchmark", "gpqa-diamond")):
    output(f"{edit[0].strip('-')}-what-if", "what-if", records, *edit, "--format", "json", *few)
claims = os.path.join(fixtures, "claims.csv")
for form, dot in (("json", ""), ("csv", ".csv")):
    output("example-audit" + dot, "audit", "--example", "--format", form)
    output("claims-audit" + dot, "audit", claims, "--format", form)
    output("apart-audit" + dot, "audit", "--claimed", claims, "--reproduced", records, "--format", form)
versions, board, leaderboard = (os.path.join(fixtures, name) for name in ("versions", "board.csv", "leaderboard.csv"))
for data, at in (("flat", [flat]), ("versions", [versions, "--period", "quarter"]), ("bundled", []), ("early", [flat, "--as-of", "2023-06-01"])):
    output(f"{data}-selection", "selection", *at, "--format", "json")
    for table, kind in (("crossers", "selection.csv"), ("coverage", "selection-coverage.csv"),
                        ("organizations", "selection-organizations.csv"), ("statements", "selection-statements.csv")):
        output(f"{data}-{kind}", "selection", *at, "--format", "csv", "--table", table)
for data, at in (("votes", board), ("rated", leaderboard)):
    output(f"{data}-selection-board", "selection", "--board", at, "--format", "json")
    output(f"{data}-selection-board.csv", "selection", "--board", at, "--format", "csv")
    output(f"{data}-selection-board-shares.csv", "selection", "--board", at, "--format", "csv", "--table", "shares")
for data, at in (("usual", []), ("undefined", ["--strength", "3000"])):
    for form, dot in (("json", ""), ("csv", ".csv")):
        output(f"{data}-selection-simulation{dot}", "selection", "--simulate", "--votes", "20", "--candidates", "2,3",
               "--board-votes", "100", "--replicates", "5", *at, "--format", form)
outputs["own-boards.csv"] = board
output("registry", "benchmarks", "--format", "json")
output("registry.csv", "benchmarks", "--format", "csv")
for form in ("csv", "json", "jsonl"):
    output(f"{form}-records", "records", flat, "--benchmarks", "all", "--format", form)
folder = os.path.join(work.name, "frontier", "")
gapcalc("records", flat, "--frontier", "--format", "csv", "-o", folder)
outputs["frontier-records"] = os.path.join(folder, "frontier.csv")
outputs["frontier-registry"] = os.path.join(folder, "benchmarks.json")
outputs["frontier-manifest"] = os.path.join(folder, "manifest.json")
for path, kind in (("registry/benchmarks.json", "registry"), ("registry/claims.json", "claims"),
                   ("registry/statements.json", "statements"), ("registry/licences.csv", "licences.csv"),
                   ("registry/accessibility.csv", "accessibility.csv"), ("registry/milestones.csv", "milestones.csv"),
                   ("registry/aliases.csv", "aliases.csv"),
                   ("review/verdicts.csv", "verdicts.csv")):
    outputs["bundled-" + kind] = os.path.join(here, "..", "..", "data", path)
outputs["own-models.csv"] = os.path.join(fixtures, "outside", "models.csv")


def kind_of(name):
    return max((kind for kind in kinds if name == kind or name.endswith("-" + kind)), key=len)


# With --strict nothing is undescribed, and the content tells the kind.
for name, path in outputs.items():
    got = gapcalc("validate", "--strict", path)
    if got != f"{path}: valid {kind_of(name)}\n":
        fail(f"{name}: {got}")
untested = set(kinds) - {kind_of(name) for name in outputs} - {"fetch", "provenance"}  # those need a server
if untested:
    fail(f"no output of the kinds {sorted(untested)} was checked")


def value_of(cell, column):
    """A cell as docs/formats.md says it is meant."""
    types = column.get("type", [])
    types = types if isinstance(types, list) else [types]
    if cell == "":
        return None
    if "boolean" in types and cell in ("true", "false"):
        return cell == "true"
    if "number" in types or "integer" in types:
        try:
            return float(cell)
        except ValueError:
            return cell
    return cell


def document(name, path):
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    if text[:1] == "{" and name.endswith("records"):
        return [json.loads(line) for line in text.splitlines()]
    if text[:1] in "{[":
        return json.loads(text)
    columns = schemas[kind_of(name)]["items"]["properties"]
    rows = csv.DictReader(text.splitlines(keepends=True))
    return [{key: value_of(cell, columns[key]) for key, cell in row.items()} for row in rows]


documents = {name: document(name, path) for name, path in outputs.items()}
validators = {kind: Draft202012Validator(schema, format_checker=dates) for kind, schema in schemas.items()}
for name, value in documents.items():
    for error in validators[kind_of(name)].iter_errors(value):
        fail(f"{name}: jsonschema: {error.message} at {error.json_path}")

# Damaged in one place, a document is judged alike by both.
chance = random.Random(1)
others = [None, True, -1, 0, 2.5, "x", "", "2026-02-30", [], {}]


def damage(value):
    """Changes, drops or adds something somewhere below."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        key = chance.choice(keys) if keys else None
        if key is not None and isinstance(value[key], (dict, list)) and value[key] and chance.random() < 0.8:
            value = value[key]
            continue
        if key is None or chance.random() < 0.1:
            if isinstance(value, dict):
                value["undescribed"] = chance.choice(others)
            else:
                value.append(chance.choice(others))
        elif chance.random() < 0.3:
            del value[key]
        else:
            value[key] = chance.choice(others)
        return


damaged = []
for name, value in documents.items():
    if len(json.dumps(value)) > 200_000:
        continue
    for i in range(10):
        copied = copy.deepcopy(value)
        if not copied:
            continue
        damage(copied)
        path = os.path.join(work.name, f"{i}-{name}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(copied, file)
        damaged.append((kind_of(name), path, copied))
        if not name.endswith(".csv"):
            continue
        # The same of a cell of a table.
        columns = schemas[kind_of(name)]["items"]["properties"]
        rows = [dict(row) for row in value]
        row = chance.choice(rows)
        key = chance.choice(list(row))
        row[key] = value_of(chance.choice(["", "x", "true", "-1", "2.5", "2026-02-30"]), columns[key])
        path = os.path.join(work.name, f"{i}-{name}")
        with open(path, "w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(row), lineterminator="\n")
            writer.writeheader()
            text_of = {True: "true", False: "false"}
            writer.writerows({k: text_of.get(v, v) if isinstance(v, bool) else v for k, v in r.items()} for r in rows)
        damaged.append((kind_of(name), path, rows))
disagree = 0
n_wrong = 0
read_further = {"records", "registry", "claims", "statements", "boards.csv", "licences.csv", "analysis", "verdicts.csv",
                "accessibility.csv", "milestones.csv", "aliases.csv"}
for kind in kinds:
    of_kind = [(path, value) for k, path, value in damaged if k == kind]
    if not of_kind:
        continue
    got = gapcalc("validate", "--kind", kind, *[path for path, _ in of_kind])
    valid = {line.split(": ")[0] for line in got.splitlines() if line.endswith(f": valid {kind}")}
    for path, value in of_kind:
        theirs = validators[kind].is_valid(value)
        ours = path in valid
        n_wrong += not theirs
        if ours == theirs or (kind in read_further and theirs):
            continue
        disagree += 1
        if disagree < 10:
            fail(f"{path}: gapcalc says {ours}, jsonschema {theirs}: {gapcalc('validate', '--kind', kind, path)}"
                 f"{[e.message for e in validators[kind].iter_errors(value)][:3]}")
print(f"{len(outputs)} outputs of {len(kinds)} kinds; {len(damaged)} damaged ones, {n_wrong} of them no longer valid; "
      f"{disagree} judged otherwise")
sys.exit(failed or disagree > 0)
