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


def gapcalc(*arguments, **options):
    run = subprocess.run([program, *arguments], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}, **options)
    if run.returncode not in (0, 1):
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


def output(name, *arguments, **options):
    path = os.path.join(work.name, name)
    with open(path, "w", encoding="utf-8") as file:
        file.write(gapcalc(*arguments, **options))
    outputs[name] = path
    return path


flat, older, records = (os.path.join(fixtures, name) for name in ("flat", "older", "records.csv"))
few = ("--resamples", "50")
for data, at in (("flat", [flat]), ("bundled", [])):
    output(f"{data}-analysis", "analyze", *at, "--format", "json", *few)
    output(f"{data}-comparison", "compare", *at, "--format", "json", *few)
    output(f"{data}-comparison.csv", "compare", *at, "--format", "csv", *few)
    for command, kind in (("catch-up", "catch-up"), ("influence", "influence"), ("sensitivity", "sensitivity")):
        draws = few if command != "influence" else ()
        output(f"{data}-{kind}", command, *at, "--format", "json", *draws)
        output(f"{data}-{kind}.csv", command, *at, "--format", "csv", *draws)
    output(f"{data}-check", "check", *at, "--format", "json")
    output(f"{data}-check.csv", "check", *at, "--format", "csv")
    output(f"{data}-citations", "cite", *at, "--format", "json")
    output(f"{data}-explanation", "explain", "gpqa-diamond", "0.4", *at, "--format", "json")
    output(f"{data}-timeline", "timeline", "gpqa-diamond", *at, "--format", "json")
    output(f"{data}-crossings.csv", "timeline", "gpqa-diamond", *at, "--format", "csv")
    output(f"{data}-calibration", "calibrate", *at, "--sets", "2", "--format", "json", *few)
    output(f"{data}-calibration.csv", "calibrate", *at, "--sets", "2", "--format", "csv", *few)
    output(f"{data}-cross-validation.csv", "sensitivity", *at, "--table", "cross-validation", "--format", "csv", *few)
    folder = os.path.join(work.name, f"{data}-tables")
    gapcalc("analyze", *at, "--format", "csv", "-o", folder, "--simultaneous", "--by", "access,category,benchmark", *few)
    for name in os.listdir(folder):
        outputs[f"{data}-{name.removesuffix('.json')}"] = os.path.join(folder, name)
output("everything-analysis", "analyze", flat, "--benchmarks", "all", "--simultaneous", "--format", "json", *few)
output("nothing-analysis", "analyze", flat, "--benchmarks", "gpqa-diamond", "--as-of", "2020-01-01", "--format", "json")
output("grid-sensitivity", "sensitivity", flat, "--grid", "--format", "json")
output("grid-sensitivity.csv", "sensitivity", flat, "--grid", "--format", "csv")
output("diff", "diff", older, flat, "--format", "json", *few)
output("same-diff", "diff", flat, flat, "--format", "json", *few)
output("stored-diff", "diff", outputs["flat-analysis"], flat, "--format", "json")
for edit in (("--drop", "Lotus-V2"), ("--set", "Lotus-R1,gpqa-diamond,45%"), ("--drop-benchmark", "gpqa-diamond")):
    output(f"{edit[0].strip('-')}-what-if", "what-if", records, *edit, "--format", "json", *few)
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
                   ("registry/accessibility.csv", "accessibility.csv"), ("registry/milestones.csv", "milestones.csv"),
                   ("review/verdicts.csv", "verdicts.csv")):
    outputs["bundled-" + kind] = os.path.join(here, "..", "..", "data", path)


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
    for i in range(20):
        copied = copy.deepcopy(value)
        if not copied:
            continue
        damage(copied)
        path = os.path.join(work.name, f"{i}-{name}.json")
        with open(path, "w", encoding="utf-8") as file:
            json.dump(copied, file)
        damaged.append((kind_of(name), path, copied))
disagree = 0
n_wrong = 0
read_further = {"registry", "claims", "analysis", "verdicts.csv", "accessibility.csv", "milestones.csv"}
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
