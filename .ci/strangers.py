#!/usr/bin/env python3
"""A share of one user in which another builds papers, while its owner swaps files and folders for links and pipes: nothing outside is
read into a paper, nothing outside is written, and nothing of others is deleted.

Needs root, since it acts as two users; without, it says so and ends.

Usage: strangers.py PROGRAM EXAMPLE ROUNDS
"""
import hashlib, os, random, re, shutil, signal, subprocess, sys, tempfile, zlib
from pathlib import Path

OWNER, CLERK, GROUP = 61001, 61002, 61000
SECRET = "Streng geheim"
SECONDS = 120
PAPER = "vorlagen/pegelsensoren"
# What the owner swaps for something else: texts, a record, an attachment, tables, folders.
SWAPPED = [f"{PAPER}/erlaeuterungen.md", f"{PAPER}/vorlage.json", f"{PAPER}/anlagen/standorte.csv", "daten/projekte.json",
           "ratsbericht.toml", f"{PAPER}/anlagen", PAPER, "vorlagen", "daten"]
STAGED = [".out.neu", ".out.alt", "out"]
# What a run says that met one of them.
MET = ["Verknüpfung".encode(), b"Pipe"]


def own(root: Path, user: int, folder: int, file: int) -> None:
    for path in [root, *root.rglob("*")]:
        os.chown(path, user, GROUP)
        path.chmod(folder if path.is_dir() else file)


def prepare(base: Path, example: Path) -> tuple[Path, Path]:
    """The share of the owner, where the group may write, and a folder of the clerk's own with the same files that tell a secret."""
    share, outside = base / "share", base / "outside"
    shutil.copytree(example, share / "arbeit")
    shutil.copytree(example, outside)
    for path in outside.rglob("*"):
        if path.suffix == ".md":
            path.write_text(f"{SECRET}.\n")
        elif path.is_file():
            path.write_text(re.sub(r'("titel": ")', rf"\g<1>{SECRET} ", path.read_text()) + f"\n# {SECRET}\n" * (path.suffix != ".json"))
    own(share, OWNER, 0o2775, 0o664)
    own(outside, CLERK, 0o700, 0o600)
    return share, outside


def state(root: Path) -> dict[str, str]:
    """Every file below a folder, by its content."""
    return {str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""
            for path in root.rglob("*")}


def swap(share: Path, outside: Path, seed: int) -> None:
    """Swaps until it is told to stop, then puts everything back; each file that it drops stays, and its name is printed."""
    stopped = []
    signal.signal(signal.SIGTERM, lambda *_: stopped.append(True))
    chance = random.Random(seed)
    while not stopped:
        if chance.random() < 0.5:
            with_input(share / "arbeit", outside, chance)
        else:
            with_output(share, outside, chance)


def with_input(arbeit: Path, outside: Path, chance: random.Random) -> None:
    name = chance.choice(SWAPPED)
    place, aside = arbeit / name, arbeit.parent / "beiseite"
    place.rename(aside)
    if chance.random() < 0.3:
        os.mkfifo(place)
    else:
        place.symlink_to(outside / name)
    for _ in range(chance.randrange(20_000)):
        pass
    place.unlink()
    aside.rename(place)


def with_output(share: Path, outside: Path, chance: random.Random) -> None:
    place = share / chance.choice(STAGED)
    try:
        if chance.random() < 0.5 and place.is_dir() and not place.is_symlink():
            name = f"fremd-{chance.randrange(10**9)}"
            (place / name).touch(exist_ok=False)
            print(name, flush=True)
        elif place.name != "out" or chance.random() < 0.02:
            place.rename(share / f"weg-{chance.randrange(10**9)}")
            os.mkfifo(place) if chance.random() < 0.3 else place.symlink_to(outside)
    except OSError:
        pass  # The program was faster.


def run(program: Path, share: Path, number: int) -> subprocess.CompletedProcess:
    command = [program, "check", share / "arbeit"]
    if number % 4:
        command = [program, "build", share / "arbeit", "--out", share / "out", "--only", "pegelsensoren"]
    command += ["--today", f"2021-05-{number % 28 + 1:02}"]
    return subprocess.run(command, user=CLERK, group=CLERK, extra_groups=[GROUP], umask=0o002, capture_output=True, timeout=SECONDS)


def unpacked(content: bytes) -> bytes:
    """What the streams of a PDF hold."""
    streams = re.findall(rb"stream\r?\n(.*?)endstream", content, re.S)
    def inflate(stream: bytes) -> bytes:
        try:
            return zlib.decompressobj().decompress(stream)
        except zlib.error:
            return stream
    return b"".join(map(inflate, streams))


def tells(path: Path) -> bool:
    content = path.read_bytes()
    return SECRET.encode() in content + unpacked(content)


def hold(true: bool, what: str) -> None:
    if not true:
        sys.exit(what)


def one_round(program: Path, places: tuple[Path, Path], number: int, sound: tuple[dict, dict]) -> tuple[int, int, bool]:
    """One run while the owner swaps; gives the exit code, how many files were dropped, and whether the run met a swap in the input."""
    share, outside = places
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        os.dup2(writer, 1)
        os.setgroups([GROUP]), os.setgid(GROUP), os.setuid(OWNER), os.umask(0o002)
        swap(share, outside, number)
        sys.stdout.flush()
        os._exit(0)
    os.close(writer)
    try:
        ended = run(program, share, number)
    finally:
        os.kill(child, signal.SIGTERM)
        with os.fdopen(reader) as names:
            dropped = names.read().split()
        hold(os.waitpid(child, 0)[1] == 0, f"round {number}: the owner failed")
    where = f"round {number}: "
    # 2: the wanted paper was not there.
    hold(ended.returncode in (0, 1, 2, 3), f"{where}{ended.returncode}\n{ended.stderr.decode()}")
    hold(SECRET.encode() not in ended.stdout + ended.stderr, f"{where}the secret is printed")
    hold(state(outside) == sound[1], f"{where}written outside")
    hold(state(share / "arbeit") == sound[0], f"{where}the workspace has changed")
    left = [path for top in share.iterdir() if top.name != "arbeit" and not top.is_symlink() for path in [top, *top.rglob("*")]]
    hold({*dropped} <= {path.name for path in left}, f"{where}a file of others is lost")
    hold(not any(path.is_file() and not path.is_symlink() and tells(path) for path in left), f"{where}a paper tells the secret")
    clear(share)
    return ended.returncode, len(dropped), any(word in ended.stdout + ended.stderr for word in MET)


def clear(share: Path) -> None:
    """Clears away what others left; papers stay, so that the next run exchanges them."""
    for path in [*share.iterdir(), *(share / "out").glob("fremd-*")]:
        is_folder = path.is_dir() and not path.is_symlink()
        if path.name != "arbeit" and not (path.name == "out" and is_folder):
            shutil.rmtree(path) if is_folder else path.unlink()


def main(program: str, example: str, rounds: str) -> None:
    if os.geteuid() != 0:
        return print("strangers: passed over, since only root can act as two users")
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        base.chmod(0o755)
        places = prepare(base, Path(example))
        sound = state(places[0] / "arbeit"), state(places[1])
        copy = Path(shutil.copy(program, base / "program"))
        codes, count, met = {}, 0, 0
        for number in range(int(rounds)):
            code, dropped, has_met = one_round(copy, places, number, sound)
            codes[code] = codes.get(code, 0) + 1
            count, met = count + dropped, met + has_met
        print(f"strangers: {rounds} rounds, exit codes {dict(sorted(codes.items()))}, {met} runs met a swap, {count} files of others kept")


if __name__ == "__main__":
    main(*sys.argv[1:])
