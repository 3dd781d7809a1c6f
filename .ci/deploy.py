#!/usr/bin/env python3
"""What `deploy/` offers, before those who would read it: systemd, a parser of crontabs, the schemas of Kubernetes, an XML parser, sh.

Two validators come from PyPI, pinned; systemd from Debian, where it is missing and one may install it. There is no schema of Windows' tasks to be
had without Microsoft's servers, so that file is held against what it must say.

Usage: deploy.py PROGRAM EXAMPLE
"""
import os, re, shutil, subprocess, sys, tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

DEPLOY = Path(__file__).parent.parent / "deploy"
PACKAGES = ["kubernetes-validate==1.34.1", "python-crontab==3.4.0", "PyYAML==6.0.3"]
KUBERNETES = "1.34"
# systemd's own measure of how much a service may do, of 100.
MOST_EXPOSED = 20


def hold(true: bool, what: str) -> None:
    if not true:
        sys.exit(f"deploy: {what}")


def run(*command: str, code: int = 0, **more) -> str:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, **more)
    hold(done.returncode == code, f"{' '.join(command)} ends with {done.returncode}\n{done.stdout}")
    return done.stdout


def packages() -> None:
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "ratsbericht-deploy" / "-".join(PACKAGES)
    if not folder.exists():
        draft = folder.with_name(f".neu-{os.getpid()}")
        pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "--quiet", "install", "--only-binary", ":all:"]
        run(*pip, "--root-user-action", "ignore", "--target", str(draft), *PACKAGES)
        draft.rename(folder)
    sys.path.insert(0, str(folder))


def units(program: Path) -> None:
    if not shutil.which("systemd-analyze"):
        hold(os.geteuid() == 0, "please install first: systemd")
        more = {"env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}}
        run("apt-get", "-q", "update", **more)
        run("apt-get", "-q", "install", "-y", "--no-install-recommends", "systemd", **more)
    names = ["ratsbericht.service", "ratsbericht-melden.service", "ratsbericht.timer"]
    with tempfile.TemporaryDirectory() as folder:
        for name in names:
            text = (DEPLOY / name).read_text().replace("/usr/local/bin/ratsbericht ", f"{program} ")
            (Path(folder) / name).write_text(text)
        # Wrong lines are warnings only.
        said = run("systemd-analyze", "--man=no", "verify", *names, cwd=folder, env=os.environ | {"SYSTEMD_UNIT_PATH": f"{folder}:"})
        hold("ratsbericht" not in said, said)
        run("systemd-analyze", "security", "--offline=true", f"--threshold={MOST_EXPOSED}", "--no-pager", names[0], cwd=folder,
            env=os.environ | {"SYSTEMD_UNIT_PATH": f"{folder}:"})
    times = re.search(r"OnCalendar=(.*)", (DEPLOY / names[2]).read_text())
    run("systemd-analyze", "calendar", times.group(1))


def crontab() -> None:
    from crontab import CronTab
    table = CronTab(tabfile=str(DEPLOY / "ratsbericht.cron"), user=False)
    jobs = list(table)
    hold(len(jobs) == 1 and all(job.is_valid() and job.is_enabled() and job.user == "ratsbericht" for job in jobs), f"crontab: {jobs}")
    hold(str(jobs[0].slices) == "15 6,12 * * *" and "%" not in jobs[0].command, f"crontab: {jobs[0]}")


def cronjob() -> None:
    import kubernetes_validate, yaml
    job = yaml.safe_load((DEPLOY / "cronjob.yaml").read_text())
    kubernetes_validate.validate(job, KUBERNETES, strict=True)
    spec = job["spec"]["jobTemplate"]["spec"]
    parts = [arg for arg in spec["template"]["spec"]["containers"][0]["args"] if "$(SHARD)" in arg]
    hold(parts == [f"$(SHARD)/{spec['completions']}"], f"cronjob.yaml: {parts} and {spec['completions']} completions")


def task() -> None:
    root = ElementTree.parse(DEPLOY / "ratsbericht-aufgabe.xml").getroot()
    space = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
    hold(root.tag == f"{space}Task" and [part.tag.removeprefix(space) for part in root] ==
         ["RegistrationInfo", "Triggers", "Principals", "Settings", "Actions"], "aufgabe: the parts of a task")
    wanted = {"StartWhenAvailable": "true", "MultipleInstancesPolicy": "IgnoreNew", "ExecutionTimeLimit": "PT1H",
              "DisallowStartIfOnBatteries": "false", "StopIfGoingOnBatteries": "false"}
    for name, value in wanted.items():
        hold(root.findtext(f"{space}Settings/{space}{name}") == value, f"aufgabe: {name}")
    starts = [start.text[-8:] for start in root.iter(f"{space}StartBoundary")]
    hold(starts == ["06:15:00", "12:15:00"], f"aufgabe: {starts}")


def options(program: Path) -> None:
    """Every option that a call of the program has is one of its own."""
    known, count = set(re.findall(r"--[a-z-]+", run(str(program), "run", "--help"))), 0
    for path in sorted(DEPLOY.iterdir()):
        if path.suffix in (".service", ".cron", ".xml", ".yaml"):
            for line in re.findall(r"(?:^ExecStart=|<Arguments>|args:|\* ratsbericht).*", path.read_text(), re.M):
                unknown = {*re.findall(r" (--[a-z-]+)", line)} - known
                hold(not unknown, f"{path.name}: {unknown}")
                count += 1
    hold(count == 5, f"{count} calls")


def check(program: Path, example: Path) -> None:
    script = str(DEPLOY / "check_ratsbericht")
    run("sh", "-n", script)
    with tempfile.TemporaryDirectory() as folder:
        place, late = Path(folder) / "stadt", Path(folder) / "spaet"
        shutil.copytree(example, place)
        with open(place / "ratsbericht.toml", "a") as config:
            config.write('\n[[termin]]\nbericht = "digital-2020-q4"\nseit = "2020-Q4"\n')
        shutil.copytree(place, late)
        day = ["--today", "2021-01-20"]
        run(str(program), "run", str(place), *day)
        more = {"env": os.environ | {"RATSBERICHT": str(program)}}
        for code, word, args in [(0, "OK", [str(place), *day]), (2, "CRITICAL", ["--under", folder, "--today", "2021-02-20"]),
                                 (2, "CRITICAL", [f"{folder}/fehlt"]), (3, "UNKNOWN", ["--unsinn"])]:
            said = run(script, *args, code=code, **more)
            hold(said.startswith(f"RATSBERICHT {word}: ") and "|" not in said, said)
        termin = (late / "ratsbericht.toml")
        termin.write_text(termin.read_text().replace('seit = "2020-Q4"', 'seit = "2020"'))
        hold(run(script, str(late), *day, code=1, **more).startswith("RATSBERICHT WARNING: "), "a finding")


def main(program: str, example: str) -> None:
    packages()
    place = Path(program).resolve()
    units(place), crontab(), cronjob(), task(), options(place), check(place, Path(example))
    print("deploy: units, crontab, task, cron job and check are what their readers take")


if __name__ == "__main__":
    main(*sys.argv[1:])
