"""Holds packages against those who would read them: judge.py BAG... (see `run`)."""
import csv, json, logging, re, shutil, subprocess, sys, tempfile, warnings, zipfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import bagit
from csvw import CSVW
from jsonschema import Draft202012Validator
from pyshacl import validate
from rdflib import Graph

FIXTURES = Path(__file__).resolve().parents[2] / "fixtures"
XSD = FIXTURES / "xdomea/xdomea-3.1.0/xdomea-Nachrichten-InformationAustauschen.xsd"
SHAPES = Graph()
for shapes in sorted((FIXTURES / "dcat-ap.de/shacl").glob("*.ttl")):
    SHAPES.parse(shapes)
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def bag(folder: Path) -> list[str]:
    try:
        bagit.Bag(str(folder)).validate()
    except bagit.BagError as error:
        return [str(error)]
    names = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    return [f"no name for every system: {name}" for name in names if not re.fullmatch(r"[A-Za-z0-9._/-]+", name)]


def xdomea(folder: Path) -> list[str]:
    archives = list((folder / "data/xdomea").glob("*.zip"))
    if len(archives) != 1 or not re.fullmatch(f"{UUID}_Information\\.Information\\.0101\\.zip", archives[0].name):
        return [f"one message is wanted: {archives}"]
    with tempfile.TemporaryDirectory() as place, zipfile.ZipFile(archives[0]) as archive:
        message = archives[0].with_suffix(".xml").name
        text = archive.read(message)
        (Path(place) / message).write_bytes(text)
        done = subprocess.run(["xmllint", "--noout", "--nonet", "--schema", XSD, Path(place) / message], capture_output=True, text=True)
        faults = [] if done.returncode == 0 else [done.stderr.strip()]
        root = ElementTree.fromstring(text)
        named = [node.text for node in root.iter("{urn:xoev-de:xdomea:schema:3.1.0}Dateiname")]
        if sorted(named) != sorted(set(archive.namelist()) - {message}) or not named:
            faults.append(f"names {named}, holds {archive.namelist()}")
        for name in named:
            own = folder / "data" / name[37:]
            if not re.fullmatch(f"{UUID}_.+", name) or name in archive.namelist() and archive.read(name) != own.read_bytes():
                faults.append(f"{name} is not {own.name}")
        if root.find(".//{*}ProzessID") is not None and root.find(".//{*}ProzessID").text != message[:36]:
            faults.append("the name of the message is not its ProzessID")
    return faults


def paper(folder: Path) -> list[str]:
    schema = json.loads((folder / "data/vorlage.schema.json").read_text())
    Draft202012Validator.check_schema(schema)
    data = json.loads((folder / "data/vorlage.json").read_text())
    return [error.message[:200] for error in Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER).iter_errors(data)]


def tables(folder: Path) -> list[str]:
    description = folder / "data/daten/csv-metadata.json"
    if not description.exists():
        return []
    described = {table["url"] for table in json.loads(description.read_text())["tables"]}
    there = {path.name for path in description.parent.glob("*.csv")}
    if described != there:
        return [f"described but not there, or there but not described: {described ^ there}"]
    for table in json.loads(description.read_text())["tables"]:
        titles = [column["titles"] for column in table["tableSchema"]["columns"]]
        with open(description.parent / table["url"], encoding="utf-8", newline="") as file:
            head = next(csv.reader(file, strict=True))
        if head != titles:
            return [f"{table['url']} begins with {head}, not with {titles}"]
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            group = CSVW(str(description), validate=True)
            holds = group.is_valid
            rows = sum(len(list(table.iterdicts(strict=True))) for table in group.tables)
        except ValueError as error:
            return [str(error)]
    return ([] if holds and rows else ["not valid"]) + [str(warning.message) for warning in said]


def catalogue(folder: Path) -> list[str]:
    record = folder / "data/dcat-ap-de.ttl"
    if not record.exists():
        return []
    graph = Graph().parse(record)
    graph.parse(FIXTURES / "dcat-ap.de/vocabularies.ttl")
    conforms, _, report = validate(graph, shacl_graph=SHAPES, allow_infos=True, allow_warnings=True)
    return [] if conforms else [report]


# Each judge with a fault that it must find: the file, and what becomes of its content.
def without(pattern: bytes, by: bytes = b""):
    return lambda content: re.sub(pattern, by, content, count=0, flags=re.S)


def untitled(content: bytes) -> bytes:
    paper = json.loads(content)
    del paper["titel"]
    return json.dumps(paper).encode()


JUDGES = [
    (bag, "data/*.pdf", lambda content: content + b"\n"),
    (bag, "bag-info.txt", lambda content: content.replace(b"Payload-Oxum: ", b"Payload-Oxum: 1")),
    (paper, "data/vorlage.json", untitled),
    (paper, "data/vorlage.json", without(rb'"datum": "', b'"datum": "am ')),
    (tables, "data/daten/zahlen.csv", without(rb"\r\n([^,]*),([^,]*),[0-9.]+,", rb"\r\n\1,\2,viel,")),
    (tables, "data/daten/zahlen.csv", lambda content: content + content.split(b"\r\n")[1] + b"\r\n"),
    (tables, "data/daten/csv-metadata.json", without(rb'"titles": "wert"', b'"titles": "x"')),
    (catalogue, "data/dcat-ap-de.ttl", without(rb"[^\n]*purl.org/dc/terms/publisher[^\n]*\n")),
    (catalogue, "data/dcat-ap-de.ttl", without(rb"file-type/CSV", b"file-type/PAPIER")),
    (catalogue, "data/dcat-ap-de.ttl", without(rb"[^\n]*purl.org/dc/terms/license[^\n]*\n")),
]


def of_message(pattern: bytes, by: bytes):
    """A message in which something else stands."""
    def change(folder: Path) -> None:
        [path] = (folder / "data/xdomea").glob("*.zip")
        with zipfile.ZipFile(path) as archive:
            files = {name: archive.read(name) for name in archive.namelist()}
        with zipfile.ZipFile(path, "w") as archive:
            for name, content in files.items():
                archive.writestr(name, re.sub(pattern, by, content, flags=re.S) if name.endswith(".xml") else content)
    return change


MESSAGES = [(rb"<xdomea:ProzessID>[^<]*</xdomea:ProzessID>\n", b""), (rb"<code>0101</code>", b""), (rb"(<xdomea:Dateiname>)[0-9a-f]{8}", rb"\g<1>00000000")]


def controls(bags: list[Path]) -> list[str]:
    unfound = []
    with tempfile.TemporaryDirectory() as place:
        def found(judge, bag: Path, change) -> bool:
            copy = Path(place) / "copy"
            shutil.rmtree(copy, ignore_errors=True)
            shutil.copytree(bag, copy)
            change(copy)
            return judge(copy) != []

        for number, (judge, pattern, change) in enumerate(JUDGES):
            suitable = [(bag, path) for bag in bags for path in bag.glob(pattern)]
            if not suitable:
                unfound.append(f"no package has {pattern}")
                continue
            bag, path = suitable[0]
            name = path.relative_to(bag)
            before = path.read_bytes()
            if change(before) == before or not found(judge, bag, lambda copy: (copy / name).write_bytes(change(before))):
                unfound.append(f"nobody finds fault {number} of {judge.__name__}")
        for pattern, by in MESSAGES:
            if not found(xdomea, bags[0], of_message(pattern, by)):
                unfound.append(f"nobody finds a message with another {pattern}")
    return unfound


def main() -> int:
    logging.disable()
    bags = [Path(name) for name in sys.argv[1:]]
    bad = 0
    for folder in bags:
        faults = [f"{judge.__name__}: {fault}" for judge in (bag, xdomea, paper, tables, catalogue) for fault in judge(folder)]
        print("ok" if not faults else "FAULTS", folder.name)
        for fault in faults:
            print(f"  {fault}")
        bad += bool(faults)
    for fault in controls(bags):
        print(f"FAULTS the control: {fault}")
        bad += 1
    print(f"{len(bags)} packages hold, the controls do not" if bad == 0 else f"{bad} faults")
    return 0 if bad == 0 else 1


sys.exit(main())
