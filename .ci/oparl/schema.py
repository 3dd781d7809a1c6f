"""Holds every object of OParl trees against the draft-7 schemas: schema.py SCHEMAS TREE...

Exit status: 0 all hold, 1 something does not, 2 nothing to judge.
"""

import json
import pathlib
import sys

from jsonschema import Draft7Validator, FormatChecker
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

# What keeps nothing but its head is not held against what its type requires.
TOMBSTONE = {"id", "type", "created", "modified", "deleted"}


def main():
    schemas, *trees = map(pathlib.Path, sys.argv[1:])
    registry, by_type = Registry(), {}
    for file in sorted(schemas.glob("*.json")):
        schema = json.loads(file.read_text(encoding="utf-8"))
        # They name each other by file name, whatever they call themselves.
        schema.pop("$id", None)
        registry = registry.with_resource(file.name, Resource.from_contents(schema, default_specification=DRAFT7))
        by_type[file.stem] = schema
    checker = FormatChecker()
    validators = {
        kind: Draft7Validator(schema, registry=registry, format_checker=checker) for kind, schema in by_type.items()
    }
    files = sorted(file for tree in trees for file in (tree / "oparl").rglob("*.json"))
    judged = faults = 0
    for file in files:
        value = json.loads(file.read_bytes().decode("utf-8"))
        for item in value["data"] if "data" in value else [value]:
            judged += 1
            kind = item.get("type", "").rsplit("/", 1)[-1]
            if item.get("deleted"):
                errors = [] if set(item) == TOMBSTONE else ["a deleted object keeps " + ", ".join(item)]
            elif kind not in validators:
                errors = [f"unknown type {kind}"]
            else:
                errors = [error.message for error in validators[kind].iter_errors(item)]
            for error in errors:
                faults += 1
                print(f"schema: {file}: {error}", file=sys.stderr)
    print(f"schema: {judged} objects in {len(files)} files, {faults} faults", file=sys.stderr)
    return 2 if judged == 0 else int(faults > 0)


sys.exit(main())
