#!/usr/bin/env python3
"""Set-up and tests on a machine with nothing but Python (standard library only).

    python3 scripts/dev.py build [words for mkdocs build]
    python3 scripts/dev.py test [--full] [words for pytest]

Both make `.venv` with the locked dependencies first; the second also finds a browser, a dictionary
and a checker of HTML.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")
LOCKS = {"build": "requirements.lock", "test": "requirements-test.lock"}

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "msedge", "microsoft-edge")
BROWSER_PATHS = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Microsoft\Edge\Application\msedge.exe",
    r"C:\Program Files\Microsoft\Edge\Application\msedge.exe",
)
# The Nu Html Checker, some 30 MB and so not kept with the project: an npm package, held to its checksum.
CHECKER, CHECKER_SHA512 = (
    "vnu-jar-26.9.27",
    "4e441de4315f39a582f5e6edbe8cd3b2b1f655aa1dde3620faface791133217c417b12f3f7ead2d8336d8e7efe44f5226618258b44a0860057e9125135e6b428",
)
CHECKER_JAR = ROOT / ".cache" / CHECKER / "vnu.jar"
# What Playwright's own download reports where it is, asked of Playwright itself.
ASK_PLAYWRIGHT = "from playwright.sync_api import sync_playwright as s; p = s().start(); print(p.chromium.executable_path); p.stop()"


def main(words: list[str]) -> int:
    """Do what the first word says."""
    if not words or words[0] not in LOCKS:
        print(__doc__)
        return 2
    install(words[0])
    return build(words[1:]) if words[0] == "build" else test(words[1:])


def build(words: list[str]) -> int:
    """`mkdocs build` for the default municipality, or for the environment's."""
    return run([PYTHON, "-m", "mkdocs", "build", *words], NO_MKDOCS_2_WARNING="1")


def test(words: list[str]) -> int:
    """The tests; `--full` asks for every page, scheme and width in the browser."""
    full = "--full" in words
    browser = find_browser()
    if browser is None:
        return fail("No browser: install Chromium, Chrome or Edge, and run this again.")
    if not has_speller():
        print("Warning: hunspell with the dictionary da_DK is missing; the spelling is not checked here.", flush=True)
    if missing := missing_for_checker():
        print(f"Warning: {missing} is missing for the Nu Html Checker; the pages' HTML is not checked here.", flush=True)
    rest = [word for word in words if word != "--full"]
    cores = ["-n", str(os.cpu_count() or 1)]
    return run(
        [PYTHON, "-m", "pytest", *cores, *rest], COURSESITE_BROWSER=browser, COURSESITE_FULL="1" if full else "", NO_MKDOCS_2_WARNING="1"
    )


def install(what: str) -> None:
    """The virtual environment with what is locked, unless it is as it should be already."""
    stamp, wanted = VENV / f".{what}-installed", fingerprint(LOCKS[what])
    if stamp.is_file() and stamp.read_text() == wanted and PYTHON.exists():
        return
    if not PYTHON.exists():
        make_venv()
    pip = [PYTHON, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    check([*pip, "--require-hashes", "-r", ROOT / LOCKS[what]])
    check([*pip, "--no-deps", "--no-build-isolation", "-e", ROOT])
    stamp.write_text(wanted)


def make_venv() -> None:
    """An empty virtual environment with pip."""
    if importlib.util.find_spec("ensurepip") is None:
        version = f"{sys.version_info.major}.{sys.version_info.minor}"
        raise SystemExit(f"Python's ensurepip is missing. On Debian and Ubuntu: apt install python{version}-venv")
    print("Making .venv …", flush=True)
    venv.create(VENV, with_pip=True, clear=True)


def fingerprint(lock: str) -> str:
    """What the environment depends on: the lock, the project's own metadata, the interpreter, the place."""
    parts = [(ROOT / lock).read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def find_browser() -> str | None:
    """An installed browser; else Playwright's own download; else, on Debian as root, its package."""
    return installed_browser() or downloaded_browser() or packaged_browser()


def installed_browser() -> str | None:
    """A browser that the machine has."""
    named = os.environ.get("COURSESITE_BROWSER", "")
    found = [named, *filter(None, map(shutil.which, BROWSERS)), *BROWSER_PATHS]
    return next((path for path in found if path and Path(path).is_file()), None)


def downloaded_browser() -> str | None:
    """Playwright's own download, if it can be had."""
    print("No browser found; trying Playwright's own …", flush=True)
    if run([PYTHON, "-m", "playwright", "install", "chromium"]) != 0:
        return None
    answer = subprocess.run([PYTHON, "-c", ASK_PLAYWRIGHT], capture_output=True, text=True, check=False)
    path = answer.stdout.strip()
    return path if path and Path(path).is_file() else None


def packaged_browser() -> str | None:
    """Debian's package, where it can be installed without asking anyone."""
    return installed_browser() if install_packages("chromium") else None


def has_speller() -> bool:
    """Whether hunspell knows Danish, with Debian's packages where they can be had."""
    return speaks_danish() or (install_packages("hunspell", "hunspell-da") and speaks_danish())


def speaks_danish() -> bool:
    """Whether hunspell is there and finds its dictionary."""
    if not shutil.which("hunspell"):
        return False
    asked = subprocess.run(["hunspell", "-d", "da_DK", "-l"], input="", capture_output=True, text=True, check=False)
    return asked.returncode == 0


def missing_for_checker() -> str:
    """What the Nu Html Checker lacks after everything that could be installed has been, or nothing."""
    if not shutil.which("java") and not (install_packages("default-jre-headless") and shutil.which("java")):
        return "Java"
    return "" if CHECKER_JAR.is_file() or download_checker() else "npm, or its registry,"


def download_checker() -> bool:
    """The checker from its npm package, unless that isn't the one that is wanted."""
    npm = shutil.which("npm")
    if not npm:
        return False
    print("Fetching the Nu Html Checker …", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        name, _, version = CHECKER.rpartition("-")
        run([npm, "pack", f"{name}@{version}", "--silent", "--pack-destination", folder])
        packed = Path(folder) / f"{CHECKER}.tgz"
        if not packed.is_file() or hashlib.sha512(packed.read_bytes()).hexdigest() != CHECKER_SHA512:
            return False
        with tarfile.open(packed) as archive:
            jar = archive.extractfile("package/build/dist/vnu.jar")
            CHECKER_JAR.parent.mkdir(parents=True, exist_ok=True)
            CHECKER_JAR.write_bytes(jar.read() if jar else b"")
    return True


def install_packages(*names: str) -> bool:
    """Debian's packages, where they can be installed without asking anyone."""
    if not shutil.which("apt-get") or os.name == "nt" or os.geteuid() != 0:
        return False
    print(f"Installing Debian's {' and '.join(names)} …", flush=True)
    run(["apt-get", "update", "-qq"])
    return run(["apt-get", "install", "-y", "-qq", *names], DEBIAN_FRONTEND="noninteractive") == 0


def run(command: list[object], **environment: str) -> int:
    """Run in the project's folder; the exit code."""
    return subprocess.run([str(word) for word in command], cwd=ROOT, env={**os.environ, **environment}, check=False).returncode


def check(command: list[object]) -> None:
    """Run, and stop here where that fails."""
    if code := run(command):
        raise SystemExit(code)


def fail(message: str) -> int:
    """Say why not."""
    print(message, file=sys.stderr)
    return 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
