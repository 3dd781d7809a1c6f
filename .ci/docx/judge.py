"""Judges Word documents by readers that are not ours: judge.py SCRATCH FILE.docx...

Each document is opened by python-docx, and turned into a PDF and a text by LibreOffice, whose words must be those of the document. Documents that were
damaged on purpose must be found out, so that a judge that lets everything pass is seen.
"""

import re
import subprocess
import sys
import zipfile
from collections import Counter
from pathlib import Path

import docx
from docx.oxml.ns import qn
from lxml import etree

NOTICE = "Zum Bearbeiten; gültig ist das PDF"
LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def faults(path):
    """What is wrong with a document, as lines."""
    try:
        with zipfile.ZipFile(path) as archive:
            for name in archive.namelist():
                etree.fromstring(archive.read(name))
        document = docx.Document(path)
    except Exception as error:  # whatever a reader cannot read is a fault
        return [f"cannot be read: {error}"]
    return [*of_text(document), *of_tables(document), *of_relations(document)]


def of_text(document):
    if document.paragraphs[0].text != NOTICE:
        yield "the first line does not say which file counts"
    if not document.core_properties.title or document.core_properties.language != "de-DE":
        yield "no title, or another language"
    levels = [int(p.style.name[-1]) for p in document.paragraphs if re.fullmatch(r"[Hh]eading \d", p.style.name)]
    if not levels or levels[0] != 1:
        yield f"the first heading has the level {levels[:1]}"
    if any(behind > before + 1 for before, behind in zip(levels, levels[1:])):
        yield f"headings skip a level: {levels}"
    if any(p.style.name.startswith("List B") and p._p.pPr.numPr is None for p in document.paragraphs):
        yield "an item of a list without its list"
    section = document.sections[0]
    if (section.page_width.mm, section.page_height.mm) != (210, 297) and round(section.page_width.mm) != 210:
        yield "the page is not A4"
    footer = etree.tostring(section.footer._element).decode()
    if "PAGE" not in footer or "NUMPAGES" not in footer:
        yield "no numbers of pages"


def of_tables(document):
    for at, table in enumerate(document.tables, 1):
        head = table.rows[0]._tr.trPr
        if head is None or head.find(qn("w:tblHeader")) is None:
            yield f"table {at} has no head row"
        look = table._tbl.tblPr.find(qn("w:tblLook"))
        if look is None or look.get(qn("w:firstColumn")) != "1":
            yield f"table {at} has no row heads"
        if len({len(row.cells) for row in table.rows}) != 1:
            yield f"table {at} has rows of several lengths"


def of_relations(document):
    for relation in document.part.rels.values():
        if relation.is_external and relation.reltype != LINK:
            yield f"{relation.target_ref} is fetched from elsewhere"


def words(text):
    return re.findall(r"\w+", text)


def text_of(path):
    """The words of a document in the order of its text."""
    with zipfile.ZipFile(path) as archive:
        body = etree.fromstring(archive.read("word/document.xml"))
    lines = ("".join(node.text or "" if node.tag == qn("w:t") else " " for node in p.iter(qn("w:t"), qn("w:br"), qn("w:tab")))
             for p in body.iter(qn("w:p")))
    return words("\n".join(lines))


def office(files, scratch, kind):
    """Has LibreOffice write documents in another form; where each of them lies then."""
    profile = f"-env:UserInstallation=file://{scratch}/profile"
    out = scratch / kind.split(":")[0]
    command = ["soffice", profile, "--headless", "--convert-to", kind, "--outdir", str(out), *map(str, files)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=1800)
    return {file: out / f"{file.stem}.{out.name}" for file in files}


def converted(files, scratch):
    """Holds what LibreOffice makes of documents against their words; yields what is wrong."""
    yield from (f"{file.name}: LibreOffice makes no PDF" for file, pdf in office(files, scratch, "pdf").items() if not pdf.is_file())
    for file, text in office(files, scratch, "txt:Text (encoded):UTF8").items():
        if not text.is_file():
            yield f"{file.name}: LibreOffice makes no text"
            continue
        # The numbers of items are words of its text alone.
        shown, own = words(text.read_text("utf-8-sig")), text_of(file)
        rest = iter(shown)
        lost = next((word for word in own if word not in rest), None)
        new = Counter(shown) - Counter(own)
        if lost or any(not word.isdigit() for word in new):
            yield f"{file.name}: LibreOffice loses {lost}, and adds {[word for word in new if not word.isdigit()][:5]}"


def damaged(file, scratch):
    """Copies of a document, each with a fault."""
    changes = {
        "no-notice": ("word/document.xml", NOTICE, "Entwurf"),
        "skipped": ("word/document.xml", 'w:val="Heading2"', 'w:val="Heading5"'),
        "no-head": ("word/document.xml", "<w:tblHeader/>", ""),
        "no-row-heads": ("word/document.xml", 'w:firstColumn="1"', 'w:firstColumn="0"'),
        "fetched": ("word/_rels/document.xml.rels", "</Relationships>", '<Relationship Id="x" Type="http://schemas.openxmlformats.org/'
                    'officeDocument/2006/relationships/image" Target="https://example.org/x.png" TargetMode="External"/></Relationships>'),
        "no-language": ("docProps/core.xml", "de-DE", "en-GB"),
        "no-pages": ("word/footer1.xml", "NUMPAGES", "NUMWORDS"),
        "broken": ("word/styles.xml", "</w:styles>", ""),
    }
    for name, (part, before, behind) in changes.items():
        copy = scratch / f"{name}.docx"
        with zipfile.ZipFile(file) as archive, zipfile.ZipFile(copy, "w") as out:
            for entry in archive.namelist():
                content = archive.read(entry)
                if entry == part:
                    changed = content.replace(before.encode(), behind.encode())
                    assert changed != content, f"{name} changes nothing in {file.name}"
                    content = changed
                out.writestr(entry, content)
        yield copy


def main():
    scratch, *files = map(Path, sys.argv[1:])
    found = [f"{file.name}: {fault}" for file in files for fault in faults(file)]
    named = {}
    for file in files:
        named.setdefault(file.name, file)
    found += converted(list(named.values()), scratch)
    with_table = next(file for file in files if docx.Document(file).tables)
    controls = list(damaged(with_table, scratch))
    found += [f"{copy.stem}: a known fault is not found" for copy in controls if not faults(copy)]
    print("\n".join(found) or f"docx: {len(files)} documents hold, {len(controls)} damaged ones are found")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
