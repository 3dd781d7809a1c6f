"""Judges workbooks by what LibreOffice makes of them: judge.py PROGRAM FIXTURES SCRATCH.

Each workbook is opened by LibreOffice and saved as .xlsx and as .ods. The program must read the same from the copies, and no drop-down and no note
may be lost. Copies that were damaged on purpose must be found out, so that a judge that lets everything pass is seen.
"""

import json
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
import zipfile
from pathlib import Path

TODAY = "2021-04-01"
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def ran(program, *args, codes=(0,)):
    """What the program prints."""
    done = subprocess.run([program, *map(str, args)], capture_output=True, text=True, timeout=600)
    assert done.returncode in codes, f"{args}: {done.returncode}\n{done.stderr}"
    return done.stdout


def office(files, scratch, kind):
    """Has LibreOffice save workbooks in a format; where each of them lies then."""
    profile = f"-env:UserInstallation=file://{scratch}/profile"
    out = scratch / kind
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=600)
    return {file: out / f"{file.stem}.{kind}" for file in files}


def position(cell):
    letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", cell).groups()
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column, int(digits)


def cells_of(ranges, last):
    """The cells of ranges, up to a row."""
    for area in ranges.split():
        first, _, end = area.partition(":")
        (left, top), (right, bottom) = position(first), position(end or first)
        yield from ((column, row) for column in range(left, right + 1) for row in range(top, min(bottom, last) + 1))


def sheets_of_xlsx(path):
    """Of each sheet: which cells have a rule, with its kind and formula, and which have a note."""
    with zipfile.ZipFile(path) as archive:
        def part(name):
            return ET.fromstring(archive.read(name))

        targets = {r.get("Id"): r.get("Target") for r in part("xl/_rels/workbook.xml.rels")}
        for sheet in part("xl/workbook.xml").iter(f"{MAIN}sheet"):
            name = targets[sheet.get(f"{REL}id")].lstrip("/")
            name = name if name.startswith("xl/") else f"xl/{name}"
            root = part(name)
            filled = [position(cell.get("r"))[1] for cell in root.iter(f"{MAIN}c") if len(cell)]
            last = max(filled, default=1) + 1
            rules = {}
            for rule in root.iter(f"{MAIN}dataValidation"):
                kind = rule.get("type", "none")
                formula = (rule.findtext(f"{MAIN}formula1") or "").replace("'", "") if kind == "list" else ""
                rules.update({cell: (kind, formula) for cell in cells_of(rule.get("sqref"), last)})
            folder, file = name.rsplit("/", 1)
            notes = set()
            if f"{folder}/_rels/{file}.rels" in archive.namelist():
                for relation in part(f"{folder}/_rels/{file}.rels"):
                    if relation.get("Type").endswith("/comments"):
                        target = "xl/" + relation.get("Target").lstrip("/.").removeprefix("xl/")
                        notes = {comment.get("ref") for comment in part(target).iter(f"{MAIN}comment")}
            yield sheet.get("name"), last, rules, notes


def sheets_of_ods(path, lasts):
    """Of each sheet: which cells have a rule, up to its last row, and how many have a note."""
    with zipfile.ZipFile(path) as archive:
        root = ET.fromstring(archive.read("content.xml"))
    for table in root.iter(f"{TABLE}table"):
        name, rules, row, notes = table.get(f"{TABLE}name"), set(), 1, 0
        for line in table.iter(f"{TABLE}table-row"):
            rows = int(line.get(f"{TABLE}number-rows-repeated", "1"))
            column = 1
            for cell in line:
                columns = int(cell.get(f"{TABLE}number-columns-repeated", "1"))
                notes += cell.find(f"{OFFICE}annotation") is not None
                if cell.get(f"{TABLE}content-validation-name"):
                    until = min(row + rows - 1, lasts.get(name, 1))
                    rules |= {(c, r) for c in range(column, column + columns) for r in range(row, until + 1)}
                column += columns
            row += rows
        yield name, rules, notes


def lost(original, copy):
    """Drop-downs and notes that a copy lacks; yields what is wrong."""
    own = {name: (last, rules, notes) for name, last, rules, notes in sheets_of_xlsx(original)}
    if copy.suffix == ".xlsx":
        found = {name: (rules, notes) for name, _, rules, notes in sheets_of_xlsx(copy)}
        same = {name: (rules, notes) for name, (_, rules, notes) in own.items()}
    else:
        found = {name: (rules, notes) for name, rules, notes in sheets_of_ods(copy, {n: last for n, (last, _, _) in own.items()})}
        same = {name: (set(rules), len(notes)) for name, (_, rules, notes) in own.items()}
    for name, (rules, notes) in same.items():
        there = found.get(name, ({}, None))
        # What is new beside it is LibreOffice's own.
        if any(there[0].get(cell) != rule for cell, rule in rules.items()) if isinstance(rules, dict) else rules - set(there[0]):
            yield f"sheet {name}: drop-downs are lost"
        if there[1] != notes:
            yield f"sheet {name}: notes are lost"


class Workspace:
    """A workspace whose tables are in one workbook."""

    def __init__(self, program, root, builds):
        self.program, self.root, self.builds = program, root, builds
        (self.book,) = (root / "daten").glob("*.xlsx")
        self.own = self.read(root, builds)

    def read(self, root, builds):
        """What the program reads: figures, findings, and the papers that it builds."""
        figures = ran(self.program, "figures", root, "--today", TODAY, "--format", "json", codes=(0, 1))
        findings = json.loads(ran(self.program, "check", root, "--today", TODAY, "--format", "json", codes=(0, 1)))
        # Each workbook is called after its format.
        findings = sorted(json.dumps(finding).replace(".ods", ".xlsx") for finding in findings)
        papers = {}
        if builds:
            out = root.with_name(f"{root.name}-papiere")
            ran(self.program, "build", root, "--today", TODAY, "--out", out)
            papers = {file.name: file.read_bytes() for file in out.glob("*.pdf")}
            shutil.rmtree(out)
        return figures, findings, papers

    def faults(self, copy, with_papers=True):
        """What is wrong with a copy of the workbook."""
        yield from lost(self.book, copy)
        root = copy.with_name(f"{copy.stem}-{copy.suffix[1:]}-ordner")
        shutil.copytree(self.root, root)
        (root / "daten" / self.book.name).unlink()
        shutil.copy(copy, root / "daten" / f"{self.book.stem}{copy.suffix}")
        read = self.read(root, self.builds and with_papers)
        shutil.rmtree(root)
        for what, own, other in zip(("figures", "findings", "papers"), self.own, read):
            if own != other and (what != "papers" or with_papers):
                yield f"other {what}"


def edited(path, target, change):
    """A copy of a workbook with another text in its parts."""
    with zipfile.ZipFile(path) as archive, zipfile.ZipFile(target, "w") as out:
        changed = False
        for name in archive.namelist():
            content = archive.read(name)
            if name.endswith(".xml"):
                text = content.decode()
                new = change(name, text)
                changed |= new != text
                content = new.encode()
            out.writestr(name, content)
    assert changed, f"{target.name}: nothing is changed"
    return target


def damaged(copy, scratch):
    """Copies of a workbook that LibreOffice has saved, each with a fault."""
    def on(part, change):
        return lambda name, text: change(text) if re.fullmatch(part, name) else text

    first = r"xl/worksheets/sheet1\.xml"
    changes = {
        "changed-cell": on(r"xl/sharedStrings\.xml", lambda text: text.replace("FB 66", "FB 10", 1)),
        "no-rules": on(first, lambda text: re.sub(r"<dataValidations.*</dataValidations>", "", text)),
        "other-list": on(first, lambda text: text.replace("Fachbereiche!$A$2", "Ziele!$A$2", 1)),
        "no-note": on(r"xl/comments1\.xml", lambda text: re.sub(r'<comment ref="B1".*?</comment>', "", text)),
    }
    for name, change in changes.items():
        yield edited(copy, scratch / f"{name}.xlsx", change)


def filled(book, target):
    """A Meldebogen with an entry in the first row of Fortschritt."""
    with zipfile.ZipFile(book) as archive:
        names = [sheet.get("name") for sheet in ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{MAIN}sheet")]
        number = names.index("Fortschritt") + 1
        part = f"xl/worksheets/sheet{number}.xml"
        text = archive.read(part).decode()
        strings = ["".join(t.text or "" for t in si.iter(f"{MAIN}t")) for si in ET.fromstring(archive.read("xl/sharedStrings.xml"))]
        heads = {}
        for cell in ET.fromstring(text).iter(f"{MAIN}c"):
            if cell.get("r").endswith("2") and position(cell.get("r"))[1] == 2 and cell.get("t") == "s":
                heads[strings[int(cell.findtext(f"{MAIN}v"))]] = re.sub(r"\d", "", cell.get("r"))
    values = {heads["Datum"]: "44207", heads["Erledigungsstand"]: "80.5"}

    def fill(name, text):
        if name != part:
            return text
        for column, value in values.items():
            text = re.sub(rf'<c r="{column}3"( s="\d+")?/>', rf'<c r="{column}3"\1><v>{value}</v></c>', text)
        return text

    return edited(book, target, fill)


def collected(program, workspace, book, scratch):
    """What the tables hold once a filled-in workbook was taken in."""
    root = scratch / f"{book.parent.name}-{book.name}-ordner"
    shutil.copytree(workspace, root)
    ran(program, "collect", root, book, "--today", TODAY)
    tables = {file.name: file.read_bytes() for file in (root / "daten").iterdir()}
    shutil.rmtree(root)
    return tables


def main():
    program, fixtures, scratch = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    ran(program, "init", scratch / "neu")
    ran(program, "convert", fixtures / "aachen", "--to", "xlsx", "--out", scratch / "aachen")
    old = scratch / "alt"
    shutil.copytree(fixtures / "klein", old)
    shutil.copytree(fixtures / "findings/RB059", old, dirs_exist_ok=True)
    for path in (old / "entfernt.txt").read_text().split():
        (old / path).unlink()
    ran(program, "refresh", old)
    ran(program, "circulate", fixtures / "klein", "--today", "2021-01-05", "--out", scratch / "umlauf")

    spaces = {name: Workspace(program, scratch / name, name == "neu") for name in ("neu", "aachen", "alt")}
    books = {}
    for name, space in spaces.items():
        shutil.copy(space.book, scratch / f"{name}.xlsx")
        books[scratch / f"{name}.xlsx"] = space
    sheet = filled(next(scratch.glob("umlauf/meldebogen-*-fb-66.xlsx")), scratch / "meldebogen.xlsx")

    found, controls = [], []
    own = collected(program, fixtures / "klein", sheet, scratch)
    if own == {file.name: file.read_bytes() for file in (fixtures / "klein/daten").iterdir()}:
        found.append("meldebogen.xlsx: what is filled in is not taken in")
    for kind in ("xlsx", "ods"):
        for file, copy in office([*books, sheet], scratch, kind).items():
            if not copy.is_file():
                found.append(f"{file.name}: LibreOffice saves no .{kind}")
            elif file == sheet:
                found += [f"{copy.name}: {fault}" for fault in lost(sheet, copy)]
                if collected(program, fixtures / "klein", copy, scratch) != own:
                    found.append(f"{copy.name}: other rows are taken in")
            else:
                found += [f"{copy.name}: {fault}" for fault in books[file].faults(copy)]
    for copy in damaged(scratch / "xlsx/neu.xlsx", scratch):
        controls.append(copy)
        if not list(spaces["neu"].faults(copy, with_papers=False)):
            found.append(f"{copy.stem}: a known fault is not found")
    count = len(books) + 1
    print("\n".join(found) or f"sheets: {count} workbooks hold as .xlsx and .ods, {len(controls)} damaged ones are found")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
