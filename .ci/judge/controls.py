#!/usr/bin/env python3
"""Negative controls for the judge: controls.py FILE.pdf...

From the given papers, which must be good, write copies with one fault each and have the judge look at them. A control holds
if the judge names the expected rule in the expected flavour and nothing in the other one; the untouched papers must pass.
Exit status: 0 every control holds, 1 one does not or could not be made, 2 wrong call.

Faults are edits of equal length, so that no offset in the file moves; a packed stream of objects that was edited is packed again
and filled up. PDF names are case-sensitive: a key spelt in lower case is a key removed.
"""

import re
import subprocess
import sys
import tempfile
import zlib
from pathlib import Path

JUDGE = Path(__file__).resolve().parent / "run"
CATALOG = rb"(?<=/Type/Catalog)([^\r\n]*?)"

# Name, what to look for, what to put there (padded with spaces), and per flavour the rules that must be named.
# A flavour that is not mentioned must pass.
CONTROLS = [
    ("language", CATALOG + rb"/Lang\b", rb"\1/lang", {"ua1": {"7.2-33", "7.2-34"}}),
    ("title", rb"<dc:title>.*?</dc:title>", rb"", {"ua1": {"7.1-9"}}),
    ("title-display", rb"/DisplayDocTitle true/Direction/L2R", rb"/DisplayDocTitle false", {"ua1": {"7.1-10"}}),
    ("alternative-text", rb"(/S/Figure[^\r\n]*?)/Alt\b", rb"\1/alt", {"ua1": {"7.3-1"}}),
    ("heading-order", rb"/S/H1\b", rb"/S/H3", {"ua1": {"7.4.2-1"}}),
    ("ua-part", rb"<pdfuaid:part>1<", rb"<pdfuaid:part>2<", {"ua1": {"5-2"}}),
    ("a-conformance", rb"<pdfaid:conformance>A<", rb"<pdfaid:conformance>B<", {"3a": {"6.6.4-3"}}),
    ("attachment-relation", rb"/AFRelationship\b", rb"/afRelationship", {"3a": {"6.8-3"}}),
    ("attachment-type", rb"(/Type/EmbeddedFile[^>]*?)/Subtype\b", rb"\1/subtype", {"3a": {"6.8-1"}}),
    ("marked", rb"/Marked true/Suspects false", rb"/Marked false", {"3a": {"6.7.2.2-1"}, "ua1": {"6.2-1"}}),
    ("structure-tree", CATALOG + rb"/StructTreeRoot\b", rb"\1/structTreeRoot", {"3a": {"6.7.3.3-1"}, "ua1": {"7.1-11"}}),
    ("font", rb"/FontFile(?=[23]\b)", rb"/fontFile", {"3a": {"6.2.11.4.1-1"}, "ua1": {"7.21.4.1-1"}}),
    ("text-of-glyphs", rb"/ToUnicode\b", rb"/toUnicode", {"3a": {"6.2.11.7.2-1"}, "ua1": {"7.21.7-1"}}),
]
FLAVOURS = ("3a", "ua1")
# The head of a stream of packed objects, with its length.
PACKED = re.compile(rb"<</Type/ObjStm[^>]*?/Length (\d+)/Filter/FlateDecode>>\nstream\n")


def edited(data, pattern, replacement):
    """The data with the first match of the pattern replaced, at the same length, or None without a match."""
    match = re.search(pattern, data, re.DOTALL)
    if match is None:
        return None
    edit = match.expand(replacement).ljust(len(match[0]))
    copy = data[: match.start()] + edit + data[match.end() :]
    assert len(copy) == len(data) and copy != data
    return copy


def broken_copy(data, pattern, replacement):
    """A file with the first match of the pattern replaced, in the open or among packed objects, or None without a match."""
    if (copy := edited(data, pattern, replacement)) is not None:
        return copy
    for head in PACKED.finditer(data):
        start, length = head.end(), int(head[1])
        objects = edited(zlib.decompress(data[start : start + length]), pattern, replacement)
        packed = objects and zlib.compress(objects, 9)
        if packed and len(packed) <= length:
            return data[:start] + packed.ljust(length) + data[start + length :]
    return None


def verdicts(files):
    """What the judge says: {(file name, flavour): set of rules, or None if it passes}."""
    judge = subprocess.run([JUDGE, *files], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, encoding="utf-8")
    if judge.returncode != 1:
        sys.exit(f"controls: the judge ended with status {judge.returncode} instead of 1:\n{judge.stdout}")
    said, rules = {}, None
    for line in judge.stdout.splitlines():
        if verdict := re.fullmatch(r"(pass|FAIL) (\S+) (.+)", line):
            rules = set() if verdict[1] == "FAIL" else None
            said[Path(verdict[3]).name, verdict[2]] = rules
        elif (rule := re.match(r"    (\d\S*-\d+) ", line)) and rules is not None:
            rules.add(rule[1])
    return said


def show(rules):
    return "passes" if rules is None else "fails " + (" ".join(sorted(rules)) or "without a rule")


def main():
    papers = [Path(name) for name in sys.argv[1:]]
    if not papers:
        print("usage: controls.py FILE.pdf...", file=sys.stderr)
        return 2
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        expected = {}

        def add(name, data, rules):
            (Path(folder) / name).write_bytes(data)
            expected[name] = rules

        contents = [paper.read_bytes() for paper in papers]
        used = set()
        for name, pattern, replacement, rules in CONTROLS:
            for number, data in enumerate(contents):
                if (copy := broken_copy(data, pattern, replacement)) is not None:
                    add(f"{name}.pdf", copy, rules)
                    used.add(number)
                    break
            else:
                print(f"BAD  {name}: could not be made, no paper has {pattern!r}")
                failures += 1
        # A file cut short cannot be read at all; no rule is named then.
        add("cut-short.pdf", contents[0][: len(contents[0]) // 4], {flavour: set() for flavour in FLAVOURS})
        for number in sorted(used):
            add(f"untouched-{number + 1}.pdf", contents[number], {})

        said = verdicts(sorted(Path(folder) / name for name in expected))
        for name, rules in expected.items():
            for flavour in FLAVOURS:
                want = rules.get(flavour)
                found = said.get((name, flavour), "nothing was said")
                if isinstance(found, str):
                    holds, text = False, found
                else:
                    holds = found is None if want is None else found is not None and found >= want
                    text = show(found)
                failures += not holds
                print(f"{'ok  ' if holds else 'BAD '} {name.removesuffix('.pdf')} {flavour}: {text}"
                      + ("" if holds else f"; expected: {show(want)}"))
    print(f"{len(CONTROLS) + 1} controls, {failures} failure(s)")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
