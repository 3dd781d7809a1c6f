#!/usr/bin/env python3
"""Hostile files of up to 20 MB: each must give findings or success within 30 s and 1 GiB, and never a fault.

Files of a workspace are checked in a copy of EXAMPLE, PDFs are verified.

Usage: bounds.py PROGRAM EXAMPLE. The files are made here, so that the repository does not hold them.
"""
import io, os, shutil, subprocess, sys, tempfile, time, zipfile, zlib

SECONDS, MEBIBYTES = 30, 1024
# PDFs of this size are still read; tables may be larger. What is above that is refused by its size alone, which two cases show.
SIZE = 16_700_000
LARGEST = 20_000_000
LARGEST_TABLE = 68_000_000


def fill(unit: bytes, head: bytes = b"", tail: bytes = b"") -> bytes:
    return head + unit * ((SIZE - len(head) - len(tail)) // len(unit)) + tail


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as book:
        for name, content in parts.items():
            book.writestr(name, content)
    return out.getvalue()


def xlsx(sheet: bytes, strings: bytes = b"<sst/>") -> bytes:
    types = b"""<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"""
    rel = b'<Relationship Id="rId%d" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/%s" Target="%s"/>'
    rels = b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">%s</Relationships>'
    book = (b'<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
            b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            b'<sheets><sheet name="Projekte" sheetId="1" r:id="rId1"/></sheets></workbook>')
    return archive({
        "[Content_Types].xml": types,
        "_rels/.rels": rels % (rel % (1, b"officeDocument", b"xl/workbook.xml")),
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": rels % (rel % (1, b"worksheet", b"worksheets/sheet1.xml")
                                              + rel % (2, b"sharedStrings", b"sharedStrings.xml")),
        "xl/sharedStrings.xml": strings,
        "xl/worksheets/sheet1.xml": sheet,
    })


def sheet(rows: bytes) -> bytes:
    ns = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    return ns + rows + b"</sheetData></worksheet>"


def ods(table: bytes) -> bytes:
    ns = (b'<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
          b'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
          b'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
          b'<table:table table:name="Projekte">')
    content = ns + table + b"</table:table></office:spreadsheet></office:body></office:document-content>"
    return archive({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def pdf(*objects: bytes) -> bytes:
    """A PDF whose first object is the catalog."""
    body = b"".join(b"%d 0 obj\n%s\nendobj\n" % (number, value) for number, value in enumerate(objects, 1))
    return b"%PDF-1.7\n" + body + b"trailer\n<</Root 1 0 R>>\n"


def attached(name: bytes, content: bytes, copies: int = 1) -> bytes:
    """A PDF with a file under several names, the last of which is the wanted one."""
    packed = zlib.compress(content)
    names = b"".join(b"(%d)3 0 R" % n for n in range(copies - 1)) + b"(%s)3 0 R" % name
    stream = b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed)
    return pdf(b"<</Names<</EmbeddedFiles 2 0 R>>>>", b"<</Names[%s]>>" % names, b"<</EF<</F 4 0 R>>>>", stream)


HEAD = "Kennung;Titel;Handlungsfeld;Fachbereich;Ziele;Beginn\n".encode()
RECORD = b'{"kennung":"P%06d","titel":"T","handlungsfeld":"verwaltung","fachbereich":"FB 10","beginn":"2020-01-01"},'
CELLS = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Kennung</t></is></c></row>'
REPEATED = (b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
            b'office:value-type="float" office:value="1"/></table:table-row>')

JSON, CSV, TOML = "daten/projekte.json", "daten/projekte.csv", "ratsbericht.toml"
XLSX, ODS = "daten/projektboard.xlsx", "daten/projektboard.ods"
PDF = "papier.pdf"
CASES = {
    "json: too large": (JSON, lambda: b" " * LARGEST_TABLE),
    "json: numbers": (JSON, lambda: fill(b"0,", b"[", b"0]")),
    "json: brackets": (JSON, lambda: fill(b"[")),
    "json: empty objects": (JSON, lambda: fill(b"{},", b"[", b"{}]")),
    "json: one text": (JSON, lambda: fill("ä".encode(), b'[{"kennung":"', b'"}]')),
    "json: one key": (JSON, lambda: fill(b"k", b'[{"', b'":1}]')),
    "json: records": (JSON, lambda: b"[" + b"".join(RECORD % n for n in range(19_999))[:-1] + b"]"),
    "json: more records": (JSON, lambda: b"[" + b"".join(RECORD % n for n in range(150_000))[:-1] + b"]"),
    "json: wrong records": (JSON, lambda: b"[" + b'{"kennung":"P 1","titel":7,"x":1},' * 19_999 + b"{}]"),
    "json: quotes": (JSON, lambda: fill(b'"')),
    "csv: separators": (CSV, lambda: fill(b";", HEAD)),
    "csv: line ends": (CSV, lambda: fill(b"\n", HEAD)),
    "csv: rows": (CSV, lambda: fill(b"P1;T;verwaltung;FB 10;Z1;01.01.2020\n", HEAD)),
    "csv: short rows": (CSV, lambda: fill(b"x\n", HEAD)),
    "csv: quotes": (CSV, lambda: fill(b'""', HEAD)),
    "csv: no text": (CSV, lambda: fill(bytes(range(128, 256)), HEAD)),
    "toml: fields": (TOML, lambda: b"".join(b"k%d=1\n" % n for n in range(1_500_000))),
    "toml: brackets": (TOML, lambda: fill(b"[", b"a=")),
    "toml: sections": (TOML, lambda: fill(b"[[gremium]]\n")),
    "xlsx: zeros": (XLSX, lambda: xlsx(b"\0" * 1_000_000_000)),
    "xlsx: blanks": (XLSX, lambda: xlsx(sheet(b" " * 500_000_000))),
    "xlsx: cells": (XLSX, lambda: xlsx(sheet(CELLS + b"<row>" + b"<c><v>1</v></c>" * 4_000_000 + b"</row>"))),
    "xlsx: far cell": (XLSX, lambda: xlsx(sheet(CELLS + b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'))),
    "xlsx: strings": (XLSX, lambda: xlsx(sheet(CELLS), b"<sst>" + b"<si><t>a</t></si>" * 3_500_000 + b"</sst>")),
    "xlsx: deep": (XLSX, lambda: xlsx(sheet(b"<a>" * 20_000_000))),
    "xlsx: noise": (XLSX, lambda: b"PK\x03\x04" + os.urandom(SIZE - 4)),
    "ods: repeated cells": (ODS, lambda: ods(REPEATED)),
    "ods: rows": (ODS, lambda: ods(b"<table:table-row><table:table-cell><text:p>a</text:p></table:table-cell></table:table-row>" * 600_000)),
    "pdf: too large": (PDF, lambda: b"%PDF-1.7\n" + b" " * (LARGEST - 9)),
    "pdf: objects": (PDF, lambda: pdf(*([b"<<>>"] * 700_000))),
    "pdf: heads": (PDF, lambda: fill(b"1 0 obj", b"%PDF-1.7\n")),
    "pdf: digits": (PDF, lambda: fill(b"1", b"%PDF-1.7\n")),
    "pdf: brackets": (PDF, lambda: fill(b"[", b"%PDF-1.7\ntrailer\n")),
    "pdf: values": (PDF, lambda: fill(b"1 ", b"%PDF-1.7\ntrailer\n[")),
    "pdf: nested objects": (PDF, lambda: pdf(b"<</Names<</EmbeddedFiles 2 0 R>>>>", b"<</Kids[%s]>>" % b" ".join(
        b"%d 0 R" % n for n in range(3, 90_000)), *([b"(" + b"a" * 100] * 90_000))),
    "pdf: children": (PDF, lambda: pdf(b"<</Names<</EmbeddedFiles 2 0 R>>/Pages 2 0 R>>", *([b"<</Kids[%s]>>" % b" ".join(
        b"%d 0 R" % n for n in range(2, 1_400))] * 1_400))),
    "pdf: unpacks": (PDF, lambda: attached(b"nachweis.json", b"\0" * 1_000_000_000)),
    "pdf: many unpack": (PDF, lambda: attached(b"nachweis.json", b" " * 16_000_000, 50_000)),
    "pdf: deep": (PDF, lambda: attached(b"nachweis.json", b"[" * 16_000_000)),
    "pdf: long list": (PDF, lambda: attached(b"nachweis.json", b'{"fassung":1,"anhaenge":[' + b"{}," * 5_000_000 + b"{}]}")),
    "pdf: noise": (PDF, lambda: b"%PDF-" + os.urandom(SIZE - 5)),
}


def written(path: str, make) -> int:
    """Writes the file in a process of its own: what this one holds would count as the program's memory."""
    if (child := os.fork()) == 0:
        with open(path, "wb") as file:
            file.write(make())
        os._exit(0)
    os.waitpid(child, 0)
    return os.path.getsize(path)


def main() -> int:
    program, example = sys.argv[1:3]
    failed = 0
    for name, (path, make) in CASES.items():
        with tempfile.TemporaryDirectory() as folder:
            workspace = os.path.join(folder, "w")
            shutil.copytree(example, workspace)
            if path not in (TOML, PDF):
                os.remove(os.path.join(workspace, JSON))
            size = written(os.path.join(workspace, path), make)
            assert size <= LARGEST_TABLE, f"{name}: {size}"
            started = time.monotonic()
            command = ["verify", os.path.join(workspace, PDF)] if path == PDF else ["check", workspace, "--today", "2021-04-01"]
            run = subprocess.Popen([program, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(run.pid, 0)
            took, code, memory = time.monotonic() - started, os.waitstatus_to_exitcode(status), usage.ru_maxrss // 1024
            good = code in (0, 1) and took < SECONDS and memory < MEBIBYTES
            failed += not good
            print(f"{'ok ' if good else 'BAD'} {name:22} {size / 1e6:5.1f} MB  {took:5.1f} s  {memory:4} MiB  exit {code}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
