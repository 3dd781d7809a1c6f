#!/usr/bin/env python3
"""A workspace with so many projects: umfang.py FROM TO N.

Copies the workspace FROM to TO without its Vorlagen and puts N projects in place of its own: each seventh has nothing but
what a project must have, each tenth a title of 200 characters.
"""
import json
import pathlib
import shutil
import sys

source, target, number = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2]), int(sys.argv[3])
shutil.copytree(source, target)
shutil.rmtree(target / "vorlagen")
first = json.loads((target / "daten/projekte.json").read_text("utf-8"))
kept = {"faktoren", "foerdergeber", "programme", "programmregeln"}
for table in (target / "daten").glob("*.json"):
    if table.stem not in kept:
        table.write_text("[]\n", "utf-8")


def project(i):
    long = (f"{i} Einführung einer medienbruchfreien Vorgangsbearbeitung für Bauordnungsverfahren " * 4)[:200].strip()
    row = {
        "kennung": f"M-{i:04}",
        "titel": long if i % 10 == 0 else f"Vorhaben {i}",
        "handlungsfeld": first[0]["handlungsfeld"],
        "fachbereich": first[i % len(first)]["fachbereich"],
    }
    if i % 7 != 6:
        row["beginn"] = f"{2014 + i % 5}-{i % 12 + 1:02}-{i % 28 + 1:02}"
        row["ende_geplant"] = f"{2020 + i % 4}-06-30"
        row["grund"] = "Die Abstimmung mit den Beteiligten dauert an."
    return row


rows = [project(i) for i in range(number)]
(target / "daten/projekte.json").write_text(json.dumps(rows, ensure_ascii=False), "utf-8")
