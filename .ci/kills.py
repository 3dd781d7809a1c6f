#!/usr/bin/env python3
"""Scheduled runs that are killed at any moment, and shards that work beside each other: each due report appears exactly once.

A week in which three workspaces owe nine reports is lived again and again. On each day runs are killed at random moments, as a power
cut or a watchdog would; clerks save data in between, and one run in peace ends the day. After each day each report that was due is filed once, its
bytes are those that were seen first, the journal names it once and is sound, and nothing half is left. Then fifty workspaces are divided among four
processes, one of which is killed twice (less often where it is done before).

Usage: kills.py PROGRAM EXAMPLE KILLS [SEED]
"""
import hashlib, json, os, random, shutil, signal, subprocess, sys, tempfile, time
from pathlib import Path

WEEK = [f"2021-01-{day}" for day in range(20, 27)]
# The period is closed two days after its last report was filed.
DAYS = [*WEEK, "2021-01-27", "2021-01-28"]
# On which of them each workspace owes a report.
PLACES = {"aue": [0, 3, 6], "buch": [0, 1, 4], "calw": [0, 2, 5]}
# As many attempts at one report may end without a word before it is left alone, as long as nobody saves data.
MOST_DEATHS = 3
SECONDS = 300
MARKS = [".neu-", ".weg-", ".eintrag-", ".zuletzt-"]


def hold(true: bool, what: str) -> None:
    if not true:
        sys.exit(f"kills: {what}")


def workspace(example: Path, place: Path, days: list[str]) -> None:
    """A workspace that owes a report on each of these days, and closes their period two days later."""
    shutil.copytree(example, place, ignore=shutil.ignore_patterns("vorlagen", "berichte"))
    termine = ""
    for number, day in enumerate(days, 1):
        folder = place / "berichte" / f"bericht-{number}"
        folder.mkdir(parents=True)
        bericht = {"titel": f"Bericht {number}", "auswahl": "alle", "zeitraum": "2020-Q4", "stichtag": "2020-12-31", "datum": day,
                   "herausgeber": "FB 10"}
        (folder / "bericht.json").write_text(json.dumps(bericht))
        termine += f'\n[[termin]]\nbericht = "bericht-{number}"\nseit = "2020-Q4"\nabschluss_tage = 2\n'
    config = place / "ratsbericht.toml"
    config.write_text(config.read_text() + termine)


def start(program: Path, *args: str) -> subprocess.Popen:
    return subprocess.Popen([program, *args], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                            start_new_session=True)


def done(process: subprocess.Popen, what: str, codes: tuple[int, ...] = (0,)) -> str:
    said = process.communicate(timeout=SECONDS)[0].decode()
    hold(process.returncode in codes, f"{what} ends with {process.returncode}\n{said}")
    return said


def killed(process: subprocess.Popen, after: float, whole: bool) -> bool:
    """Kills a run, or only the process that waits for the others; says whether it came in time."""
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        (os.killpg if whole else os.kill)(process.pid, signal.SIGKILL)
    process.communicate(timeout=SECONDS)
    return process.returncode == -signal.SIGKILL


def filed(place: Path) -> dict[str, str]:
    """Every file in the Ablage, by its hash."""
    ablage = place / "ablage"
    return {str(path.relative_to(ablage)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(ablage.rglob("*")) if path.is_file()}


def look(program: Path, place: Path, due: int, seen: dict[str, str], when: str) -> dict[str, str]:
    """What must hold of a workspace after a run in peace."""
    where = f"{place.name}, {when}: "
    left = [str(path) for path in place.rglob("*") if any(mark in path.name for mark in MARKS)]
    hold(not left, f"{where}left behind: {left}")
    entries = [json.loads(path.read_bytes()) for path in sorted((place / "laufbuch").glob("0*.json"))]
    named = sorted(entry["bericht"] for entry in entries if entry["art"] in ("abgelegt", "nachgetragen"))
    wanted = sorted(f"bericht-{number}/2020-Q4" for number in range(1, due + 1))
    hold(named == wanted, f"{where}the journal names {named}, and due were {wanted}")
    files = filed(place)
    folders = sorted({path.split("/")[0] for path in files})
    hold(folders == [f"bericht-{number}-2020-q4" for number in range(1, due + 1)], f"{where}filed are {folders}")
    changed = [path for path, content in seen.items() if files.get(path) != content]
    hold(not changed, f"{where}changed since they were filed: {changed}")
    done(start(program, "journal", str(place), "--verify"), f"{where}journal --verify")
    return files


def live(program: Path, example: Path, base: Path, chance: random.Random | None, took: dict[str, float], kills: int) -> tuple[int, int]:
    """A week; without chance nobody kills, and it is measured how long each day takes. Gives how many kills came in time, and how
    many too late."""
    for place, due in PLACES.items():
        workspace(example, base / place, [WEEK[number] for number in due])
    seen, hits, missed = {place: {} for place in PLACES}, 0, 0
    for number, day in enumerate(DAYS):
        run = ["run", "--under", str(base), "--today", day]
        for attempt in range(6 if chance and hits < kills else 0):
            if attempt % (MOST_DEATHS - 1) == 0:
                for place in PLACES:
                    with open(base / place / "daten/projekte.json", "a") as file:
                        file.write("\n")
            in_time = killed(start(program, *run), chance.uniform(0, took[day]), chance.random() < 0.8)
            hits, missed = hits + in_time, missed + (not in_time)
        began = time.monotonic()
        done(start(program, *run), f"the run of {day}")
        took.setdefault(day, time.monotonic() - began)
        for place, due in PLACES.items():
            owed = sum(of <= number for of in due)
            seen[place] = look(program, base / place, owed, seen[place], day)
    for place in PLACES:
        closed = list((base / place / "abschluesse").iterdir())
        hold([path.name for path in closed] == ["2020-Q4.json"], f"{place}: closed are {closed}")
    return hits, missed


def weeks(program: Path, example: Path, kills: int, seed: int) -> None:
    took: dict[str, float] = {}
    chance, hits, missed, count = random.Random(seed), 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        live(program, example, Path(folder) / "frieden", None, took, 0)
        while hits < kills:
            base = Path(folder) / f"woche-{count}"
            more = live(program, example, base, chance, took, kills - hits)
            hits, missed, count = hits + more[0], missed + more[1], count + 1
            shutil.rmtree(base)
            print(f"kills: {hits} so far", flush=True)
    print(f"kills: {hits} runs killed ({missed} more had ended before), {count} weeks with nine reports each, every report filed once (seed {seed})")


def shards(program: Path, example: Path, count: int, seed: int) -> None:
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        alone, divided = Path(folder) / "allein", Path(folder) / "geteilt"
        for base in (alone, divided):
            for number in range(count):
                workspace(example, base / f"ort-{number:02}", WEEK[:1])
        call = lambda base, *more: start(program, "run", "--under", str(base), "--today", WEEK[0], *more)
        began = time.monotonic()
        done(call(alone), "one process")
        one = time.monotonic() - began
        began = time.monotonic()
        others = [call(divided, "--shard", f"{part}/4") for part in range(1, 4)]
        kills = sum(killed(call(divided, "--shard", "0/4"), chance.uniform(0.2, 0.4) * one / 4, True) for _ in range(2))
        for part, process in enumerate([call(divided, "--shard", "0/4"), *others]):
            done(process, f"shard {part}/4")
        four = time.monotonic() - began
        for base in (alone, divided):
            for place in sorted(base.iterdir()):
                look(program, place, 1, {}, base.name)
        same = all(filed(alone / place.name).keys() == filed(place).keys() for place in divided.iterdir())
        hold(same, "one process and four file different reports")
    print(f"shards: {count} workspaces, one process {one:.1f} s; four, of which one was killed {kills} times, {four:.1f} s; every report filed once")


def main(program: str, example: str, kills: str, seed: str = "20210120") -> None:
    # The program may be built anew meanwhile.
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copy(program, Path(folder) / "ratsbericht"))
        weeks(copy, Path(example), int(kills), int(seed))
        shards(copy, Path(example), 50, int(seed))


if __name__ == "__main__":
    main(*sys.argv[1:])
