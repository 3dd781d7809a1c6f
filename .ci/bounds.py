#!/usr/bin/env python3
"""Hostile files of up to 20 MB: each must give findings or success within 30 s and 1 GiB, or a message that names the bound it met, and
never a fault.

Files of a workspace are checked in a copy of EXAMPLE, templates of the engine are built with, PDFs are verified; some of them carry a
paper of EXAMPLE with other data and a Nachweis that fits them, so that the paper is made anew.

Usage: bounds.py PROGRAM EXAMPLE [KIND…], such as „svg“. The files are made here, so that the repository does not hold them.
"""
import copy, hashlib, io, json, os, re, shutil, struct, subprocess, sys, tempfile, time, zipfile, zlib

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


def docx(body: bytes, **parts: bytes) -> bytes:
    text = b'<w:document xmlns:w="w" xmlns:r="r"><w:body>' + body + b"</w:body></w:document>"
    return archive({"word/document.xml": text} | {f"word/{name}.xml": content for name, content in parts.items()})


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


# What a paper of EXAMPLE carries, by name; filled before the cases are made.
CARRIED: dict[str, bytes] = {}


def carry(paper: bytes) -> None:
    for start in re.finditer(rb"stream\r?\n", paper):
        try:
            content = zlib.decompressobj().decompress(paper[start.end():])
        except zlib.error:
            continue
        if content.startswith(b'{\n  "anhaenge"'):
            CARRIED["nachweis.json"] = content
        elif content.startswith(b'{"absender"') or content.startswith(b'{"') and b'"deckblatt":' in content:
            CARRIED["data.json"] = content
        elif re.match(rb'\[\s*\{\s*"anzeige"', content):
            CARRIED["figures.json"] = content
        elif content.startswith(b"\xef\xbb\xbfID;"):
            CARRIED["figures.csv"] = content


def rebuilt(change, logo: bytes | None = None) -> bytes:
    """A PDF with changed view data, or a logo, and a Nachweis that fits them."""
    view = json.loads(CARRIED["data.json"])
    change(view)
    files = CARRIED | {"data.json": json.dumps(view, ensure_ascii=False).encode()}
    if logo:
        files["logo.svg"] = logo
    nachweis = json.loads(files.pop("nachweis.json"))
    nachweis["anhaenge"] = [{"pfad": name, "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}
                            for name, content in files.items()]
    files["nachweis.json"] = json.dumps(nachweis).encode()
    names, objects = [], []
    for number, (name, content) in enumerate(files.items()):
        packed = zlib.compress(content)
        names.append(b"(%s)%d 0 R" % (name.encode(), 3 + 2 * number))
        objects.append(b"<</EF<</F %d 0 R>>>>" % (4 + 2 * number))
        objects.append(b"<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream" % (len(packed), packed))
    return pdf(b"<</Names<</EmbeddedFiles 2 0 R>>>>", b"<</Names[%s]>>" % b"".join(names), *objects)


def texts(view) -> list:
    """The lists of blocks in view data."""
    if isinstance(view, dict):
        inner = [found for value in view.values() for found in texts(value)]
        return inner
    if isinstance(view, list):
        own = [view] if view and isinstance(view[0], dict) and view[0].get("kind") == "paragraph" else []
        return own + [found for value in view for found in texts(value)]
    return []


def longer(view, times: int, depth: int = 0) -> None:
    """Repeats the first paragraph of the first text."""
    first = texts(view)[0]
    paragraph = copy.deepcopy(first[0])
    for _ in range(depth):
        paragraph["inlines"] = [{"kind": "strong", "inlines": paragraph["inlines"]}]
    first.extend([paragraph] * times)


def svg(content: str) -> bytes:
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">{content}</svg>'.encode()


def masks(levels: int, fan: int, kind: str = "mask", by: str = "mask") -> str:
    shape = '<rect width="9" height="9" %s="url(#m%d)"/>'
    return "".join(f'<{kind} id="m{k}">{shape % (by, k + 1) * fan}</{kind}>' for k in range(levels)) + shape % (by, 0)


def gradients(count: int) -> str:
    return "".join(f'<linearGradient id="m{k}" href="#m{k + 1}"/>' for k in range(count)) + '<path d="M0 0h9v9z" fill="url(#m0)"/>' * 500


def font(*tables: tuple[bytes, bytes]) -> bytes:
    out, at = struct.pack(">IHHHH", 0x10000, len(tables), 0, 0, 0), 12 + 16 * len(tables)
    for tag, content in tables:
        out, at = out + struct.pack(">4sIII", tag, 0, at, len(content)), at + len(content)
    return out + b"".join(content for _, content in tables)


def cmap(subtable: bytes, times: int = 1) -> bytes:
    at = 4 + 8 * times
    return struct.pack(">HH", 0, times) + struct.pack(">HHI", 3, 10, at) * times + subtable


def groups(fmt: int, *ranges: tuple[int, int]) -> bytes:
    body = b"".join(struct.pack(">III", first, last, 0) for first, last in ranges)
    return struct.pack(">HHIII", fmt, 0, 16 + len(body), 0, len(ranges)) + body


HEAD = "Kennung;Titel;Handlungsfeld;Fachbereich;Ziele;Beginn\n".encode()
RECORD = b'{"kennung":"P%06d","titel":"T","handlungsfeld":"verwaltung","fachbereich":"FB 10","beginn":"2020-01-01"},'
CELLS = b'<row r="1"><c r="A1" t="inlineStr"><is><t>Kennung</t></is></c></row>'
REPEATED = (b'<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" '
            b'office:value-type="float" office:value="1"/></table:table-row>')

WORD, BESIDE_WORD = "vorlagen/pegelsensoren/beschlussvorschlag.docx", "vorlagen/pegelsensoren/beschlussvorschlag.md"
TEXT, LOGO, FONT = "vorlagen/pegelsensoren/erlaeuterungen.md", "gestaltung/wappen.svg", "gestaltung/schriften/x.ttf"
SENTENCES, REPORT, TEMPLATE = "druckvorlagen/saetze.jinja", "druckvorlagen/pruefbericht.html", "druckvorlagen/lib/farben.typ"
TERMS = b"1+" * 200_000 + b"1"
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
    "text: terms": (TEXT, lambda: b"{{ " + TERMS + b" }}"),
    "text: signs": (TEXT, lambda: b"{{ " + b"-" * 400_000 + b"1 }}"),
    "text: branches": (TEXT, lambda: b"{% if 1 %}" + b"{% elif 2 %}x" * 200_000 + b"{% endif %}"),
    "text: paragraphs": (TEXT, lambda: fill("Ein Absatz, der nichts sagt.\n\n".encode())),
    "text: columns": (TEXT, lambda: b"|" + b"a|" * 20_000 + b"\n|" + b"-|" * 20_000 + b"\n"),
    "docx: zeros": (WORD, lambda: docx(b"\0" * 1_000_000_000)),
    "docx: blanks": (WORD, lambda: docx(b" " * 250_000_000)),
    "docx: paragraphs": (WORD, lambda: docx(b"<w:p/>" * 20_000_000)),
    "docx: elements": (WORD, lambda: docx(b"<w:p>" + b"<w:x/>" * 29_000_000 + b"</w:p>")),
    "docx: deep": (WORD, lambda: docx(b"<w:p>" * 20_000_000)),
    "docx: braces": (WORD, lambda: docx(b"<w:p><w:r><w:t>" + b"{{" * 250_000 + b"</w:t></w:r></w:p>")),
    "docx: looks": (WORD, lambda: docx(b"<w:p>" + b"<w:r><w:t>a</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>b</w:t></w:r>" * 49_000 + b"</w:p>")),
    "docx: styles": (WORD, lambda: docx(b'<w:p><w:pPr><w:pStyle w:val="s9999"/></w:pPr><w:r><w:t>a</w:t></w:r></w:p>' * 49_000,
                                        styles=b"<s>" + b"".join(b'<w:style w:styleId="s%d"><w:basedOn w:val="s%d"/></w:style>' % (n, n - 1)
                                                                 for n in range(10_000)) + b"</s>")),
    "sentences: terms": (SENTENCES, lambda: b"{{ " + TERMS + b" }}"),
    "sentences: branches": (SENTENCES, lambda: b"{% if 1 %}" + b"{% elif 2 %}" * 80_000 + b"{% endif %}"),
    "report: terms": (REPORT, lambda: b"{{ " + TERMS + b" }}"),
    "template: terms": (TEMPLATE, lambda: b"#let y = " + TERMS),
    "template: calls": (TEMPLATE, lambda: b"#let y = ()" + b".a()" * 100_000),
    "template: brackets": (TEMPLATE, lambda: b"#" + b"[" * 1_000_000),
    "template: long text": (TEMPLATE, lambda: b'#let y = "x" * 8000000000'),
    "template: range": (TEMPLATE, lambda: b"#for i in range(1000000000) {}"),
    "template: list": (TEMPLATE, lambda: b"#let y = (1,) * 100000000"),
    "template: loops": (TEMPLATE, lambda: b"#for i in range(9999) { for k in range(9999) { i + k } }"),
    "svg: fan of masks": (LOGO, lambda: svg(masks(10, 10))),
    "svg: fan of clips": (LOGO, lambda: svg(masks(10, 10, "clipPath", "clip-path"))),
    "svg: chain of masks": (LOGO, lambda: svg(masks(6_000, 1))),
    "svg: small fan": (LOGO, lambda: svg(masks(4, 10))),
    "svg: gradients": (LOGO, lambda: svg(gradients(4_000))),
    "font: characters": (FONT, lambda: font((b"cmap", cmap(groups(12, (0, 0xFFFFFFFE)))))),
    "font: one for many": (FONT, lambda: font((b"cmap", cmap(groups(13, (0, 0xFFFFFFFE)))))),
    "font: same table": (FONT, lambda: font((b"cmap", cmap(groups(12, (0, 0x10FFFF)), 60_000)))),
    "font: more than it holds": (FONT, lambda: font((b"cmap", cmap(groups(12, (0, 9))[:12] + b"\xff\xff\xff\xff")))),
    "font: collection": (FONT, lambda: b"ttcf\0\x01\0\0\x00\xff\xff\xff" + b"\0\0\0\x0c" * 1_000_000),
    "rebuild: paragraphs": (PDF, lambda: rebuilt(lambda view: longer(view, 15_000))),
    "rebuild: more of them": (PDF, lambda: rebuilt(lambda view: longer(view, 100_000))),
    "rebuild: deep": (PDF, lambda: rebuilt(lambda view: longer(view, 10, 60))),
    "rebuild: masks": (PDF, lambda: rebuilt(lambda view: view.update(logo={"datei": "/logo.svg", "pfad": "/logo.svg", "text": "x"}), svg(masks(10, 10)))),
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


# What a run says that has met a bound.
NAMED = re.compile("Speicher, als er|Sekunden|verschachtelt|MiB|KiB")

GESTALTUNG = '[gestaltung]\n'


def prepared(example: str, workspace: str, path: str) -> None:
    """A copy of the example in which the file at this path counts."""
    shutil.copytree(example, workspace)
    os.makedirs(os.path.dirname(os.path.join(workspace, path)), exist_ok=True)
    if path in (JSON, CSV, XLSX, ODS):
        os.remove(os.path.join(workspace, JSON))
    if path == WORD:
        os.remove(os.path.join(workspace, BESIDE_WORD))
    if path == LOGO:
        with open(os.path.join(workspace, TOML), "r+", encoding="utf-8") as file:
            text = file.read().replace(GESTALTUNG, GESTALTUNG + 'logo = "wappen.svg"\nlogo_text = "Wappen"\n')
            file.seek(0)
            file.write(text)


def main() -> int:
    program, example = sys.argv[1:3]
    day, failed = ["--today", "2021-04-01"], 0
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        subprocess.run([program, "build", example, *day, "--out", out, "--only", "pegelsensoren"], check=True, capture_output=True)
        for name in os.listdir(out):
            if name.endswith(".pdf"):
                carry(open(os.path.join(out, name), "rb").read())
    assert len(CARRIED) == 4, list(CARRIED)
    chosen = {name: case for name, case in CASES.items() if not sys.argv[3:] or name.split(":")[0] in sys.argv[3:]}
    for name, (path, make) in chosen.items():
        with tempfile.TemporaryDirectory() as folder:
            workspace = os.path.join(folder, "w")
            prepared(example, workspace, path)
            size = written(os.path.join(workspace, path), make)
            assert size <= LARGEST_TABLE, f"{name}: {size}"
            command = {
                PDF: ["verify", os.path.join(workspace, PDF)],
                TEMPLATE: ["build", workspace, *day, "--out", os.path.join(folder, "out")],
            }.get(path, ["check", workspace, *day])
            started = time.monotonic()
            with open(os.path.join(folder, "said"), "w+b") as said:
                run = subprocess.Popen([program, *command], stdout=said, stderr=said)
                _, status, usage = os.wait4(run.pid, 0)
                said.seek(0)
                bounded = NAMED.search(said.read().decode("utf-8", "replace"))
            took, code, memory = time.monotonic() - started, os.waitstatus_to_exitcode(status), usage.ru_maxrss // 1024
            good = code in (0, 1, 4) and (took < SECONDS and memory < MEBIBYTES or bounded is not None)
            failed += not good
            print(f"{'ok ' if good else 'BAD'} {name:24} {size / 1e6:5.1f} MB  {took:5.1f} s  {memory:4} MiB  exit {code}"
                  f"{'  ' + bounded.group() if bounded else ''}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
