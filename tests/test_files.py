"""Folders and files that aren't what they should be: one problem each, never a traceback or a wait."""

import os
import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from coursesite.site.desk import check

SMALL = Path(__file__).resolve().parent / "courses" / "cykel"
MODULE = "modules/bremser/bremsetjek.md"
REGISTRY = "municipalities/registry.csv"


def replaced(file: str, make: Callable[[Path], object]) -> Callable[[Path], None]:
    """A mistake: something else stands where a file or folder should."""

    def spoil(root: Path) -> None:
        path = root / file
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
        make(path)

    return spoil


def moved_and_linked(file: str) -> Callable[[Path], None]:
    """A mistake: the real thing lies elsewhere, and a link stands in its place."""

    def spoil(root: Path) -> None:
        (root / file).rename(root.parent / "andetsteds")
        (root / file).symlink_to(root.parent / "andetsteds")

    return spoil


def written(text: str) -> Callable[[Path], object]:
    """A file with this text."""
    return lambda path: path.write_text(text, encoding="utf-8")


HEAD = "code,name,short_name,slug,region\n"
CASES: dict[str, tuple[Callable[[Path], None], str]] = {
    "pipe as module": (replaced(MODULE, os.mkfifo), f"{MODULE}:1:1: filen kan ikke bruges: den er ikke en almindelig fil [fil-ulaeselig]"),
    "folder as module": (replaced(MODULE, Path.mkdir), "modules/course.yml:12:12: ukendt modul »bremsetjek« [modul-ukendt]"),
    "pipe as profile": (replaced("municipalities/havneby/profile.yml", os.mkfifo), "municipalities/havneby/profile.yml:1:1: filen kan ikke bruges: den er ikke en almindelig fil [fil-ulaeselig]"),
    "pipe as asset": (replaced("modules/assets/a.svg", os.mkfifo), "modules/assets/a.svg:1:1: filen kan ikke bruges: den er ikke en almindelig fil [fil-ulaeselig]"),
    "course missing": (replaced("modules/course.yml", lambda path: None), "modules/course.yml:1:1: filen kan ikke bruges: den findes ikke [fil-ulaeselig]"),
    "profile missing": (replaced("municipalities/havneby/profile.yml", lambda path: None), "municipalities/havneby/profile.yml:1:1: filen kan ikke bruges: den findes ikke [fil-ulaeselig]"),
    "modules is a link": (moved_and_linked("modules"), "modules:1:1: filen er en genvej (symlink) til et andet sted [fil-genvej]"),
    "theme folder is a link": (moved_and_linked("modules/bremser"), "modules/bremser:1:1: filen er en genvej (symlink) til et andet sted [fil-genvej]"),
    "link to itself": (replaced(MODULE, lambda path: path.symlink_to(path)), f"{MODULE}:1:1: filen er en genvej (symlink) til et andet sted [fil-genvej]"),
    "docs missing": (replaced("docs", lambda path: None), "docs/index.md:1:1: »participant«, »trainer« og »leader« har ingen forside [forside-findes-ikke]"),
    "registry missing": (replaced(REGISTRY, lambda path: None), f"{REGISTRY}:1:1: filen kan ikke bruges: den findes ikke [fil-ulaeselig]"),
    "registry without head": (replaced(REGISTRY, written("1,Søby Kommune,Søby,soeby,Syd\n")), f"{REGISTRY}:1:1: registrets første linje er ikke kolonnernes navne [register-form]"),
    "registry with a short line": (replaced(REGISTRY, written(HEAD + "1,Søby Kommune,Søby,soeby\n")), f"{REGISTRY}:2:1: linjen har 4 felter, men skal have 5 udfyldte [register-form]"),
    "registry with a path": (replaced(REGISTRY, written(HEAD + "1,Søby,Søby,../soeby,Syd\n")), f"{REGISTRY}:2:1: kommunens kode er ikke et tal, eller dens adresse er ikke et id [register-form]"),
    "registry with an open quote": (replaced(REGISTRY, written(HEAD + '1,"Søby,Søby,soeby,Syd\n')), f"{REGISTRY}:2:1: linjen kan ikke læses som kommaadskilte felter [register-form]"),
    "registry with two alike": (replaced(REGISTRY, written(HEAD + "1,A,A,a,Syd\n2,B,B,a,Syd\n")), f"{REGISTRY}:3:1: »a« står også i en tidligere linje [register-dublet]"),
    "svg with a script": (replaced("modules/assets/a.svg", written('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')), "modules/assets/a.svg:1:1: tegningen rummer elementet <script> [svg-farlig]"),
    "svg with a handler": (replaced("modules/assets/a.svg", written('<svg xmlns="http://www.w3.org/2000/svg" onload="x()"/>')), "modules/assets/a.svg:1:1: tegningen rummer hændelsen »onload« [svg-farlig]"),
    "svg with an entity": (replaced("modules/assets/a.svg", written('<!DOCTYPE svg [<!ENTITY a "b">]><svg/>')), "modules/assets/a.svg:1:1: tegningen rummer en DOCTYPE eller ENTITY [svg-farlig]"),
    "svg that fetches": (replaced("modules/assets/a.svg", written('<svg xmlns="http://www.w3.org/2000/svg"><image href="https://a.dk/b.png"/></svg>')), "modules/assets/a.svg:1:1: tegningen rummer en henvisning ud af tegningen [svg-farlig]"),
    "picture of another type": (replaced("modules/assets/a.png", written("<html>")), "modules/assets/a.png:1:1: filen er ikke en rigtig .png-fil [fil-type]"),
    "program as asset": (replaced("modules/assets/a.exe", written("x")), "modules/assets/a.exe:1:1: filtypen ».exe« kan ikke vises på siden [fil-type]"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_what_is_no_source_is_one_problem(name: str, tmp_path: Path) -> None:
    """The first line says which file, and why it can't be used; nothing else is blamed for it."""
    spoil, expected = CASES[name]
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    spoil(root)
    found = [str(problem).split("\n")[0] for problem in check(root, [], date(2026, 12, 1)).problems]
    assert expected in found
    assert name == "folder as module" or found == [expected]


def test_what_programs_leave_behind_is_no_source(tmp_path: Path) -> None:
    """Lock files, backups and system files are passed over."""
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    (root / "municipalities" / "havneby" / "modules").mkdir()
    for file in (
        "modules/gear/~$gearskift.md",
        "modules/gear/.#x.md",
        "modules/.DS_Store",
        "municipalities/havneby/modules/._x.md",
        "municipalities/Thumbs.db",
    ):
        (root / file).write_bytes(b"\xff\x00")
    assert not list(check(root, [], date(2026, 12, 1)).problems)


def test_names_never_break_a_message(tmp_path: Path) -> None:
    """A file's name may hold anything; a message is two lines all the same."""
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    (root / "modules" / "gear" / "a\nb\x1b[31m.md").write_text("x", encoding="utf-8")
    told = [str(problem) for problem in check(root, [], date(2026, 12, 1)).problems]
    assert told
    assert all(text.count("\n") == 1 and "\x1b" not in text for text in told)
