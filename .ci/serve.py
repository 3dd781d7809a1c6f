#!/usr/bin/env python3
"""The snippets of `deploy/` for serving a published folder: nginx, Caddy and Apache are started with them on 127.0.0.1, and asked as readers ask:
media types, headers for other sites, unchanged answers, parts of a file, missing files, methods, and every byte of the tree.

Each of nginx's rules is taken out once, and then somebody must notice. The servers come from Debian, where they are missing and one may install them.

Usage: serve.py FOLDER
"""
import http.client, json, os, re, shutil, socket, subprocess, sys, tempfile, time
from pathlib import Path

DEPLOY = Path(__file__).parent.parent / "deploy"
ROOT, HOST = "/srv/ratsbericht/oeffentlich", "ratsinfo.musterstadt.example"
PACKAGES = {"nginx": "nginx-light", "caddy": "caddy", "apache2": "apache2"}
TYPES = {
    ".json": "application/json; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".pdf": "application/pdf",
}
NO_SITE = "http://127.0.0.1:1"


def hold(true: bool, what: str) -> None:
    if not true:
        sys.exit(f"serve: {what}")


def install() -> None:
    missing = [package for program, package in PACKAGES.items() if not shutil.which(program)]
    if missing:
        hold(os.geteuid() == 0, f"please install first: {' '.join(missing)}")
        more = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "env": os.environ | {"DEBIAN_FRONTEND": "noninteractive"}, "check": True}
        subprocess.run(["apt-get", "-q", "update"], **more)
        # Nothing is to be served but from here.
        policy = Path("/usr/sbin/policy-rc.d")
        keeps = policy.exists()
        if not keeps:
            policy.write_text("#!/bin/sh\nexit 101\n")
            policy.chmod(0o755)
        try:
            subprocess.run(["apt-get", "-q", "install", "-y", "--no-install-recommends", *missing], **more)
        finally:
            if not keeps:
                policy.unlink()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


class Server:
    """A server with a snippet; it ends with its block."""

    def __init__(self, name: str, snippet: str, folder: Path):
        self.name, self.port = name, free_port()
        self.place = Path(tempfile.mkdtemp(prefix="serve-"))
        # Servers that give up their rights must still reach it.
        self.place.chmod(0o755)
        snippet = snippet.replace(ROOT, str(folder))
        self.command = getattr(self, name)(snippet)

    def write(self, file: str, text: str) -> str:
        (self.place / file).write_text(text)
        return str(self.place / file)

    def nginx(self, snippet: str) -> list[str]:
        snippet = snippet.replace("listen 80;", f"listen 127.0.0.1:{self.port};")
        user = "user root;\n" if os.geteuid() == 0 else ""
        conf = f"{user}daemon off;\nmaster_process off;\npid {self.place}/pid;\nerror_log {self.place}/log warn;\nevents {{}}\nhttp {{\naccess_log off;\n"
        conf += "".join(f"{kind}_temp_path {self.place}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
        path = self.write("nginx.conf", conf + snippet + "}\n")
        self.check(["nginx", "-t", "-q", "-p", str(self.place), "-c", path, "-e", f"{self.place}/log"])
        return ["nginx", "-p", str(self.place), "-c", path, "-e", f"{self.place}/log"]

    def caddy(self, snippet: str) -> list[str]:
        snippet = snippet.replace(f"{HOST} {{", f"http://127.0.0.1:{self.port} {{")
        path = self.write("Caddyfile", "{\nadmin off\nauto_https off\n}\n" + snippet)
        self.check(["caddy", "validate", "--config", path, "--adapter", "caddyfile"])
        return ["caddy", "run", "--config", path, "--adapter", "caddyfile"]

    def apache2(self, snippet: str) -> list[str]:
        snippet = snippet.replace("*:80", f"127.0.0.1:{self.port}")
        modules = Path("/usr/lib/apache2/modules")
        wanted = ["mpm_event", "authz_core", "dir", "mime", "headers", "alias", "unixd"]
        load = "".join(f"LoadModule {name}_module {modules}/mod_{name}.so\n" for name in wanted if (modules / f"mod_{name}.so").exists())
        conf = f"ServerRoot {self.place}\nServerName 127.0.0.1\nListen 127.0.0.1:{self.port}\nPidFile {self.place}/pid\nErrorLog {self.place}/log\n{load}"
        conf += "User www-data\nGroup www-data\nTypesConfig /etc/mime.types\n<Directory />\nRequire all denied\nOptions None\n</Directory>\n"
        path = self.write("apache.conf", conf + snippet)
        self.check(["apache2", "-t", "-f", path])
        return ["apache2", "-DFOREGROUND", "-f", path]

    def env(self) -> dict[str, str]:
        return os.environ | {"HOME": str(self.place), "XDG_DATA_HOME": str(self.place), "XDG_CONFIG_HOME": str(self.place)}

    def check(self, command: list[str]) -> None:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=self.env())
        hold(done.returncode == 0, f"{' '.join(command)}:\n{done.stdout}")

    def __enter__(self) -> "Server":
        log = open(self.place / "out", "w")
        self.process = subprocess.Popen(self.command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=self.env())
        for _ in range(200):
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return self
            hold(self.process.poll() is None, f"{self.name} does not start:\n{(self.place / 'out').read_text()}")
            time.sleep(0.05)
        self.process.kill()
        sys.exit(f"serve: {self.name} does not answer")

    def __exit__(self, *_) -> None:
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.place, ignore_errors=True)

    def ask(self, method: str, path: str, **headers: str) -> tuple[int, http.client.HTTPMessage, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={name.replace("_", "-"): value for name, value in headers.items()})
        answer = connection.getresponse()
        content = answer.read()
        connection.close()
        return answer.status, answer.headers, content


def faults(server: Server, folder: Path, files: list[Path]) -> list[str]:
    """What is not as readers need it, each with its kind first."""
    found: list[str] = []
    address = lambda path: "/" + path.relative_to(folder).as_posix()
    for ending, wanted in TYPES.items():
        path = next(path for path in files if path.suffix == ending and path.stat().st_size > 10)
        content = path.read_bytes()
        status, headers, body = server.ask("GET", address(path), Origin=NO_SITE)
        say = lambda kind, true, what: None if true else found.append(f"{kind}: {address(path)}: {what}")
        say("content", (status, body) == (200, content), f"{status}, {len(body)} of {len(content)} bytes")
        say("type", (headers["Content-Type"] or "").lower() == wanted, f"{headers['Content-Type']} instead of {wanted}")
        say("cors", headers.get_all("Access-Control-Allow-Origin") == ["*"], f"{headers.get_all('Access-Control-Allow-Origin')}")
        say("nosniff", headers.get_all("X-Content-Type-Options") == ["nosniff"], f"{headers.get_all('X-Content-Type-Options')}")
        policy = headers["Content-Security-Policy"] or ""
        say("csp", ("frame-ancestors 'none'" in policy) == (ending == ".html"), f"policy {policy!r}")
        say("etag", bool(headers["ETag"]), "no ETag")
        if headers["ETag"]:
            status, _, body = server.ask("GET", address(path), If_None_Match=headers["ETag"])
            say("etag", (status, body) == (304, b""), f"{status} for what is known")
        status, headers, body = server.ask("GET", address(path), Range="bytes=3-9")
        say("range", (status, body) == (206, content[3:10]), f"{status} and {body!r} for bytes 3 to 9")
        say("range", headers["Content-Range"] == f"bytes 3-9/{len(content)}", f"{headers['Content-Range']}")
        status, headers, body = server.ask("HEAD", address(path))
        say("head", (status, body, headers["Content-Length"]) == (200, b"", str(len(content))), f"{status} {headers['Content-Length']} for HEAD")
        status, headers, _ = server.ask("OPTIONS", address(path), Origin=NO_SITE, Access_Control_Request_Method="GET")
        allowed = headers["Access-Control-Allow-Methods"] or ""
        say("options", status in (200, 204) and headers["Access-Control-Allow-Origin"] == "*" and "GET" in allowed, f"{status} {allowed}")
        for method in ("POST", "PUT", "DELETE"):
            status, _, _ = server.ask(method, address(path))
            say("methods", status in (403, 405), f"{status} for {method}")
    for missing, wanted in [("/oparl/paper/keins.json", TYPES[".json"]), ("/dateien/keins.pdf", "text/"), ("/.git/config", "text/"), ("/oparl/", TYPES[".json"])]:
        status, headers, body = server.ask("GET", missing)
        is_right = status in (403, 404) and (headers["Content-Type"] or "").lower().startswith(wanted)
        if not is_right:
            found.append(f"missing: {missing}: {status} {headers['Content-Type']}")
        elif wanted == TYPES[".json"] and not is_json(body):
            found.append(f"missing: {missing}: {body!r} is no JSON")
        if status == 404 and headers["Access-Control-Allow-Origin"] != "*":
            found.append(f"cors: {missing} tells other sites nothing")
    folders = sorted({path.parent for path in files if not (path.parent / "index.html").exists()} | {folder / "dateien"})
    for place in folders[:5]:
        status, _, body = server.ask("GET", address(place).rstrip("/") + "/")
        if status not in (403, 404):
            found.append(f"listing: {address(place)}: {status} {body[:60]!r}")
    return found


def is_json(body: bytes) -> bool:
    try:
        json.loads(body)
    except ValueError:
        return False
    return True


def tree(server: Server, folder: Path, files: list[Path]) -> list[str]:
    """Whether every file comes as it is."""
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20)
    found = []
    for path in files:
        address = "/" + path.relative_to(folder).as_posix()
        connection.request("GET", address)
        answer = connection.getresponse()
        if (answer.read(), answer.status) != (path.read_bytes(), 200):
            found.append(f"tree: {address}")
    connection.close()
    return found


# What is taken out of nginx's rules, and who must notice.
CONTROLS = [
    (r"application/json json;", "", "type:"),
    (r"charset utf-8;", "", "type:"),
    (r"add_header Access-Control-Allow-Origin[^;]*;", "", "cors:"),
    (r"add_header X-Content-Type-Options[^;]*;", "", "nosniff:"),
    (r"add_header Content-Security-Policy[^;]*;", "", "csp:"),
    (r"etag on;", "etag off;", "etag:"),
    (r"autoindex off;", "autoindex on;", "listing:"),
    (r"if \(\$request_method = OPTIONS\) \{\s*return 204;", "if ($request_method = OPTIONS) { return 405;", "options:"),
    (r"if \(\$request_method !~[^{]*\{\s*return 405;", "if ($request_method = POST) { return 200;", "methods:"),
    (r"default_type application/json;", "default_type text/html;", "missing:"),
    (r"etag on;", "etag on; max_ranges 0;", "range:"),
    (r"etag on;", "etag on; location ~ \\.json$ { if ($request_method = HEAD) { return 404; } }", "head:"),
    (r"index index.html;", "index index.html; sub_filter_types *; sub_filter_once off; sub_filter a b;", "content:"),
]


def main() -> None:
    hold(len(sys.argv) == 2 and Path(sys.argv[1]).is_dir(), "usage: serve.py FOLDER")
    with tempfile.TemporaryDirectory() as place:
        # Apache gives up its rights, so it must be readable for all.
        Path(place).chmod(0o755)
        folder = Path(shutil.copytree(sys.argv[1], Path(place) / "oeffentlich")).resolve()
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
        judge(folder)


def judge(folder: Path) -> None:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    for ending in TYPES:
        hold(any(path.suffix == ending for path in files), f"no *{ending} in {folder}")
    install()
    snippets = {"nginx": "nginx.conf", "caddy": "Caddyfile", "apache2": "apache.conf"}
    for name, file in snippets.items():
        with Server(name, (DEPLOY / file).read_text(), folder) as server:
            found = faults(server, folder, files) + tree(server, folder, files)
        hold(not found, f"{name}:\n  " + "\n  ".join(found))
        print(f"{name}: {len(files)} files come as they are, with their types and headers")
    nginx = (DEPLOY / "nginx.conf").read_text()
    for pattern, by, kind in CONTROLS:
        broken = re.sub(pattern, lambda _: by, nginx)
        hold(broken != nginx, f"the control does not fit: {pattern}")
        with Server("nginx", broken, folder) as server:
            found = faults(server, folder, files)
        hold(any(fault.startswith(kind) for fault in found), f"without {pattern} nobody finds {kind} {found[:3]}")
    with tempfile.TemporaryDirectory() as other:
        copy = Path(other) / "oeffentlich"
        shutil.copytree(folder, copy)
        Path(other).chmod(0o755)
        (copy / files[0].relative_to(folder)).write_bytes(b"x")
        with Server("nginx", nginx, copy) as server:
            found = tree(server, folder, files)
        hold(len(found) == 1, f"one file of the tree is another: {found}")
    print(f"{len(CONTROLS) + 1} controls are found")


main()
