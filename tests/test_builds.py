"""Real builds of the small course: what goes wrong leaves the former site exactly as it was."""

import hashlib
import html
import os
import re
import signal
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import Build, let_interrupt, mkdocs

from coursesite.deliver.inspect import inspect
from coursesite.problems import report

MODULE = "modules/bremser/bremsetjek.md"

# Each canary of the small course, and the editions (of a municipality in the town) that may hold it.
CANARIES = {
    "KANARIE-TRAINER": {"trainer"},
    "KANARIE-LEDER:": {"trainer", "leader"},
    "KANARIE-ROLLE": {"trainer"},
    "KANARIE-BY": {"participant", "trainer"},
    "KANARIE-LAND": set(),
    "KANARIE-BUTIK": set(),
    "KANARIE-LANDCASE": set(),
    "KANARIE-LEDERMODUL": {"trainer", "leader"},
    "KANARIE-LEDERAKTIVITET": {"trainer", "leader"},
    "KANARIE-TILVALG": set(),
    "KANARIE-KLADDE": set(),
}


def fingerprint(folder: Path) -> dict[str, str]:
    """Every file under a folder, hidden ones too, with its content's hash."""
    return {p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.mark.parametrize("edition", ["participant", "trainer", "leader"])
def test_an_edition_builds_without_a_word(small_builds: dict[str, Build], edition: str) -> None:
    """No warning, and no fault that a browser would meet."""
    build = small_builds[edition]
    assert build.code == 0, build.output
    assert "WARNING" not in build.output
    assert not (faults := inspect(build.site)), report(faults)


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("edition", ["participant", "trainer", "leader"])
def test_text_is_in_no_file_of_another_edition(small_builds: dict[str, Build], edition: str, canary: str) -> None:
    """Not in the pages, nor anywhere else, also where a sign is written by its number; and present where it belongs."""
    site = small_builds[edition].site
    holders = [path for path in site.rglob("*") if path.is_file() and canary in html.unescape(path.read_text("utf-8", errors="replace"))]
    assert bool(holders) == (edition in CANARIES[canary]), holders


def test_values_show_exactly_what_was_written(small_builds: dict[str, Build]) -> None:
    """A municipality's texts are data, whatever signs are in them."""
    front = re.sub(r"&#(\d+);", lambda hit: chr(int(hit[1])), small_builds["participant"].text("index.html"))
    assert "Velkommen til Havneby <b>&</b> *Omegn* Kommune." in front
    page = small_builds["participant"].text("modul/bremsetjek.html")
    assert "i &#42;&#42;morgen&#42;&#42; &#60;script&#62;alert&#40;1&#41;&#60;&#47;script&#62; i værkstedet" in page
    assert "<script>alert" not in page


def test_the_menu_has_only_what_is_there(small_builds: dict[str, Build]) -> None:
    """Previous, next and menu are pruned to the plan."""
    page = small_builds["participant"].text("modul/bremsetjek.html")
    menu = page[page.index('<nav class="menu"') : page.index("</nav>")]
    assert "Bakken i byen" in menu
    for left_out in ("Landevejen", "Lederens runde", "Ladcyklen", "Kladden"):
        assert left_out not in menu


def test_docs_hold_nothing_unasked_for(small: Path) -> None:
    """A file that lies in docs/ without being for an edition isn't published."""
    (small / "docs" / "noter.txt").write_text("KANARIE-NOTER", encoding="utf-8")
    (small / "docs" / "kun-ledere.md").write_text("---\ntitle: Kun ledere\neditions: [leader]\n---\nKANARIE-SIDE\n", encoding="utf-8")
    build = mkdocs(small)
    assert build.code == 0, build.output
    assert not [
        p for p in build.site.rglob("*") if p.is_file() and any(word in p.read_bytes() for word in (b"KANARIE-NOTER", b"KANARIE-SIDE"))
    ]


# ── what fails ───────────────────────────────────────────────────────────────────────────────


def hook(root: Path, code: str) -> None:
    """Let something happen in the middle of the build."""
    (root / "hook.py").write_text(f"import logging, os, signal, sys\n{code}\n", encoding="utf-8")
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8") + "\nhooks: [hook.py]\n", encoding="utf-8")


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a source."""
    path = root / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


IN_PAGE = "def on_page_content(html, page, config, files):\n    if 'gearskift' in page.file.src_uri:\n        "
FAILURES = {
    "unknown municipality": (lambda root: None, {"MUNICIPALITY": "soebby"}, 1, "ukendt kommune »soebby«. Mente du »soeby«?"),
    "empty municipality": (lambda root: None, {"MUNICIPALITY": ""}, 1, "MUNICIPALITY er tom."),
    "unknown edition": (lambda root: None, {"EDITION": "trener"}, 1, "ukendt udgave »trener«. Mente du »trainer«?"),
    "path as municipality": (lambda root: None, {"MUNICIPALITY": "../modules"}, 1, "ukendt kommune »../modules«"),
    "source problem": (lambda root: edit(root, MODULE, "/// leader", "/// leder"), {}, 1, f"{MODULE}:61:5: ukendt blok »leder«"),
    "macro": (lambda root: edit(root, MODULE, 'box("husk")', 'box("hsk")'), {}, 1, "makroen »box« kender ikke »hsk«"),
    "macro at rendering": (lambda root: hook(root, "from mkdocs.plugins import event_priority\n@event_priority(100)\ndef on_page_markdown(markdown, page, config, files):\n    return markdown + '{{ 1/0 }}'"), {}, 100, "udtryk-forbudt"),
    "hostile tree": (lambda root: hook(root, "def on_page_markdown(markdown, page, config, files):\n    return markdown + '\\n\\n[x](java&#115;cript:alert)'"), {}, 1, "adressen »javascript:alert«"),
    "strict warning": (lambda root: hook(root, IN_PAGE + "logging.getLogger('mkdocs.x').warning('strengt')"), {}, 1, "strengt"),
    "exception": (lambda root: hook(root, IN_PAGE + "raise ValueError('midtvejs')"), {}, 1, "midtvejs"),
    "exit": (lambda root: hook(root, IN_PAGE + "sys.exit(7)"), {}, 7, ""),
    "interrupt": (lambda root: hook(root, IN_PAGE + "os.kill(os.getpid(), signal.SIGINT)"), {}, None, ""),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILURES)
def test_a_failed_build_changes_nothing(small: Path, name: str) -> None:
    """The former site stands to the last byte, nothing lies beside it, and there is no traceback of ours."""
    spoil, environment, code, said = FAILURES[name]
    assert mkdocs(small).code == 0
    before = fingerprint(small / "site")
    spoil(small)
    build = mkdocs(small, **environment)
    assert build.code == code if code is not None else build.code != 0
    assert said in build.output
    assert fingerprint(small / "site") == before
    assert not [p.name for p in small.iterdir() if p.name.startswith(".site.")]
    if name not in {"exception", "macro at rendering", "exit", "interrupt"}:  # which only a hook can bring about
        assert "Traceback" not in build.output


def test_a_killed_build_leaves_the_former_site(small: Path) -> None:
    """Even a kill that nothing can catch; the next build clears up and succeeds."""
    assert mkdocs(small).code == 0
    before = fingerprint(small / "site")
    hook(small, IN_PAGE + "os.kill(os.getpid(), signal.SIGKILL)")
    assert mkdocs(small).code == -signal.SIGKILL
    assert fingerprint(small / "site") == before
    for left in small.glob(".site.ny-*"):
        os.utime(left, (0, 0))
    (small / "hook.py").write_text("", encoding="utf-8")
    assert mkdocs(small).code == 0
    assert not list(small.glob(".site.*"))


@pytest.mark.parametrize("target", [".", "docs", "modules/ude", "..", "mkdocs.yml"])
def test_sources_are_never_built_over(small: Path, target: str) -> None:
    """MkDocs would empty the folder; the plugin refuses before it does."""
    before = fingerprint(small)
    build = mkdocs(small, "-d", target)
    assert build.code != 0
    assert {key: value for key, value in fingerprint(small).items() if "__pycache__" not in key} == before


def test_a_folder_that_is_no_site_is_left_alone(small: Path) -> None:
    """What somebody else keeps there isn't ours to delete."""
    (small / "papirer").mkdir()
    (small / "papirer" / "vigtigt.txt").write_text("x", encoding="utf-8")
    build = mkdocs(small, "-d", "papirer")
    assert build.code == 1
    assert "er ikke tom og ligner ikke en side" in build.output
    assert (small / "papirer" / "vigtigt.txt").is_file()


def test_two_builds_of_the_same_sources_are_the_same_bytes(small: Path, tmp_path: Path) -> None:
    """Whatever the hash seed, and whatever the folder is called; dates are the sitemap's alone."""
    one = mkdocs(small, "-d", str(tmp_path / "en"), PYTHONHASHSEED="1")
    other = mkdocs(small, "-d", str(tmp_path / "to"), PYTHONHASHSEED="2", TZ="Pacific/Auckland")
    assert one.code == other.code == 0
    first, second = fingerprint(tmp_path / "en"), fingerprint(tmp_path / "to")
    skip = {"sitemap.xml", "sitemap.xml.gz"}
    assert {k: v for k, v in first.items() if k not in skip} == {k: v for k, v in second.items() if k not in skip}


# ── mkdocs serve ─────────────────────────────────────────────────────────────────────────────


@contextmanager
def serving(root: Path) -> Iterator[str]:
    """`mkdocs serve` on a port that was free a moment ago; gives its address once it answers."""
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"]
    process = subprocess.Popen(
        command, cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"}, preexec_fn=let_interrupt,  # noqa: PLW1509 - as in conftest
    )  # fmt: skip
    try:
        assert process.stdout
        for line in process.stdout:
            if "Serving on" in line:
                break
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=20)


def fetch(address: str) -> str:
    """A page as the server has it now."""
    with urllib.request.urlopen(address, timeout=60) as answer:  # noqa: S310 - the test's own server
        return answer.read().decode()


def wait_for_rebuild(base: str, page: str) -> None:
    """The server's own long poll answers when something newer than this page is there."""
    hit = re.search(r"livereload\((\d+), (\d+)\)", page)
    assert hit
    fetch(f"{base}/livereload/{hit[1]}/{hit[2]}")


def test_serving_survives_a_broken_save(small: Path) -> None:
    """The browser shows the mistake at the page's own address, and the page again when it is mended."""
    with serving(small) as base:
        address = f"{base}/modul/bremsetjek.html"
        good = fetch(address)
        assert "Sådan lyder det" in good
        edit(small, MODULE, "/// leader", "/// leder")
        wait_for_rebuild(base, good)
        broken = fetch(address)
        assert f"{MODULE}:61:5: ukendt blok »leder«. Mente du »leader«?" in broken
        edit(small, MODULE, "/// leder", "/// leader")
        wait_for_rebuild(base, broken)
        assert "Sådan lyder det" in fetch(address)
