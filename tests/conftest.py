"""What the tests share: small courses on disk, a few real builds, and a browser."""

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from evidence import Seen
from playwright.sync_api import Browser, sync_playwright

from coursesite.deliver.lock import held

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "courses" / "cykel"
FULL = bool(os.environ.get("COURSESITE_FULL"))  # `scripts/dev.py test --full`
# As root, and in containers, Chromium's own sandbox can't start; and it must ask for nothing itself.
BROWSER_WORDS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


@dataclass(frozen=True)
class Build:
    """A built site, and how the command that built it ended."""

    site: Path
    code: int
    output: str

    def text(self, address: str) -> str:
        """A page's HTML."""
        return (self.site / address).read_text(encoding="utf-8")


def lay_out(folder: Path) -> Path:
    """A copy of the small course with the project's own configuration and theme around it."""
    root = folder / "course"
    shutil.copytree(SMALL, root)
    shutil.copytree(ROOT / "overrides", root / "overrides")
    shutil.copytree(ROOT / "docs" / "css", root / "docs" / "css")
    shutil.copytree(ROOT / "docs" / "js", root / "docs" / "js")
    shutil.copytree(ROOT / "docs" / "vendor", root / "docs" / "vendor")
    shutil.copytree(ROOT / "docs" / "img", root / "docs" / "img")
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    (root / "mkdocs.yml").write_text(config.replace("municipality: eksempel", "municipality: havneby"), encoding="utf-8")
    return root


def let_interrupt() -> None:
    """A test run in the background ignores interrupts, and so would its children; let them not."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def mkdocs(root: Path, *words: str, **environment: str) -> Build:
    """`mkdocs build` in a process of its own, as a user runs it."""
    clean = {key: value for key, value in os.environ.items() if key not in {"MUNICIPALITY", "EDITION"}}
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", *words], cwd=root, capture_output=True, text=True, check=False, preexec_fn=let_interrupt,
        env={**clean, "NO_MKDOCS_2_WARNING": "1", **environment},
    )  # fmt: skip
    return Build(root / "site", done.returncode, done.stdout + done.stderr)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A small course of one's own to change."""
    return lay_out(tmp_path)


@pytest.fixture(scope="session")
def small_builds(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Build]:
    """The small course's editions, built once."""
    root = lay_out(tmp_path_factory.mktemp("small"))
    builds = {}
    for edition in ("participant", "trainer", "leader"):
        done = mkdocs(root, "-d", f"out/{edition}", EDITION=edition)
        builds[edition] = Build(root / "out" / edition, done.code, done.output)
    return builds


@pytest.fixture(scope="session")
def real_builds(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str, str], Build]:
    """The real course, each municipality's edition built at most once, under a sub-path."""
    workers = "PYTEST_XDIST_WORKER" in os.environ
    out = tmp_path_factory.getbasetemp().parent / "real" if workers else tmp_path_factory.mktemp("real")
    out.mkdir(exist_ok=True)

    @functools.cache
    def build(slug: str, edition: str) -> Build:
        target, told = out / "intranet" / slug / edition, out / f"{slug}-{edition}.json"
        with held(out / f"{slug}-{edition}.lock", wait=True, say=print):  # the workers share what one of them has built
            if not told.exists():
                done = mkdocs(ROOT, "-d", str(target), MUNICIPALITY=slug, EDITION=edition)
                told.write_text(json.dumps([done.code, done.output]), encoding="utf-8")
        return Build(target, *json.loads(told.read_text(encoding="utf-8")))

    return build


class _Quiet(SimpleHTTPRequestHandler):
    """A file server that says nothing but the policy that the site must live under."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'; img-src 'self' data:")
        super().end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Path], str]]:
    """Serves a folder on a port that the system picks; gives its address."""
    servers: list[ThreadingHTTPServer] = []

    @functools.cache
    def start(folder: Path) -> str:
        server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_address[1]}"

    yield start
    for server in servers:
        server.shutdown()


@pytest.fixture(scope="session")
def evidence(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    """What the browser and the checker of HTML have seen; in a full run, whoever sees the last of it writes it down for the site to tell."""
    seen = Seen()
    yield seen
    base = tmp_path_factory.getbasetemp()
    folder = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    with held(folder / "seen.lock", wait=True, say=print):
        seen.join(folder / "seen.json")
    if FULL and seen.is_whole():
        seen.write()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The browser that `scripts/dev.py test` found."""
    path = os.environ.get("COURSESITE_BROWSER") or shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=BROWSER_WORDS)
        yield started
        started.close()
