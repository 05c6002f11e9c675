"""A municipality's own text beside a standard that moves on: told where it matters, quiet where it doesn't.

The handbook's page »Når standarden flytter sig« plays the ordinary way, from the warning to `rebase`;
here is what stands beside it.
"""

import shutil
from pathlib import Path

import pytest

from coursesite.site.desk import accept
from coursesite.site.story import tell_one
from coursesite.source.course import read_course
from coursesite.source.drift import MOST
from coursesite.source.rebase import NothingToRebase

ROOT = Path(__file__).resolve().parent.parent
STANDARD = "modules/proaktiv-kommunikation/opkaldets-opbygning.md"
PATCH = "municipalities/eksempel/modules/lokalt-lommekort.md"
WHOLE = "municipalities/eksempel/modules/uden-mitid.md"
REPLACED = "modules/cases/uden-mitid.md"
PATCHED = "## Lommekort {#lommekort}\n"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The real course with the fictional municipality, which patches a section and replaces a module."""
    for name in ("modules", "docs", "municipalities"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def edit(root: Path, file: str, old: str, new: str) -> None:
    """Change a source."""
    text = (root / file).read_text("utf-8")
    assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times"
    (root / file).write_text(text.replace(old, new), "utf-8")


def said(root: Path) -> str:
    """All that is said of the municipality."""
    return "\n".join(map(str, tell_one(root, "eksempel", "trainer", read_course(root)).problems))


def test_what_is_not_patched_may_change(root: Path) -> None:
    """Another section, the front matter and the trainer's notes of a patched module, and every other module."""
    assert said(root) == ""
    edit(root, STANDARD, "\n## Øv dig {#oevelse}\n", "\nEn ny linje.\n\n## Øv dig i det {#oevelse}\n")
    edit(root, STANDARD, "\n/// trainer\n", "\n/// trainer\nEn ny note.\n")
    edit(root, STANDARD, "reviewed: {by: redaktionen,", "reviewed: {by: juristen,")
    edit(root, "modules/kommunikation/aktiv-lytning.md", "\n## Øv dig {#oevelse}\n", "\nEn ny linje.\n\n## Øv dig {#oevelse}\n")
    assert said(root) == ""


def test_layout_is_no_change(root: Path) -> None:
    """Windows line ends, spaces at the ends of lines and blank lines at the end change nothing that is read."""
    text = (root / STANDARD).read_text("utf-8").replace(PATCHED, PATCHED.replace("\n", "  \n")) + "\n\n"
    (root / STANDARD).write_bytes(text.replace("\n", "\r\n").encode())
    assert said(root) == ""


def test_a_patched_section_that_changes_is_told_with_its_differences(root: Path) -> None:
    """A changed line, a new one and one that is gone, each by the standard's line numbers."""
    before = (root / STANDARD).read_text("utf-8")
    at = before[: before.index(PATCHED)].count("\n") + 1
    edit(root, STANDARD, PATCHED, PATCHED + "\nLæs det højt.\n")
    edit(root, STANDARD, "- **Skriv ned:** Nu.\n", "")
    assert said(root) == (
        f"{PATCH}:4:14: advarsel: standardens afsnit »lommekort« i »opkaldets-opbygning« er ændret, siden den lokale tekst blev skrevet [base-foraeldet]\n"
        f"      linje {at + 2} er ny: »Læs det højt.«\n"
        "      slettet: »- **Skriv ned:** Nu.«\n"
        "    Ret den lokale tekst, hvis ændringen gælder den, og skriv så »coursesite rebase eksempel lokalt-lommekort«."
    )


def test_a_replaced_module_is_told_of_any_change(root: Path) -> None:
    """Its front matter too; what is many changes is cut."""
    edit(root, REPLACED, "reviewed: {by: redaktionen,", "reviewed: {by: juristen,")
    first = said(root).split("\n")
    assert first[0].startswith(f"{WHOLE}:")
    assert first[0].endswith("standardmodulet »uden-mitid« er ændret, siden den lokale tekst blev skrevet [base-foraeldet]")
    assert "redaktionen" in first[1]
    assert "juristen" in first[1]
    text = (root / REPLACED).read_text("utf-8")
    (root / REPLACED).write_text(text.replace("\n\n", "\n\nNy linje.\n\n", 20), "utf-8")
    details = said(root).split("\n")[1:-1]
    assert len(details) == MOST + 1
    assert details[-1].strip() == f"… og {1 + 20 - MOST} ændringer til"


@pytest.mark.parametrize(("file", "id"), [(PATCH, "lokalt-lommekort"), (WHOLE, "uden-mitid")])
def test_what_is_accepted_is_quiet(root: Path, file: str, id: str) -> None:
    """`rebase` writes the digest and the standard's text, and no other sign of the local file; once more does nothing."""
    own = (root / file).read_text("utf-8")
    edit(root, STANDARD, "- **Skriv ned:** Nu.", "- **Skriv ned:** Straks.")
    edit(root, REPLACED, "reviewed: {by: redaktionen,", "reviewed: {by: juristen,")
    assert f"{file}:" in said(root)
    done = accept(root, "eksempel", id)
    assert (done.file, len(done.changes)) == (file, 1)
    assert f"{file}:" not in said(root)
    changed = [(a, b) for a, b in zip(own.split("\n"), (root / file).read_text("utf-8").split("\n"), strict=True) if a != b]
    assert len(changed) == 1
    assert accept(root, "eksempel", id).changes == ()


def test_a_section_that_is_gone_asks_for_another(root: Path) -> None:
    """And is an error, since the municipality's text has no place; it names those that there are."""
    edit(root, STANDARD, PATCHED, "## Kortet {#kortet}\n")
    (first, second) = said(root).split("\n")
    assert first.startswith(f"{PATCH}:")
    assert "standarden har ikke længere afsnittet »lommekort« i »opkaldets-opbygning«, som er skrevet om her [lokal-afsnit-vaek]" in first
    assert "»kortet«" in second


def test_a_module_that_is_gone_is_told_where_it_is_named(root: Path) -> None:
    """The replacement, and nothing about the text that it was."""
    (root / REPLACED).unlink()
    edit(root, "modules/course.yml", "uden-mitid, ", "")
    edit(root, "modules/glossary.yml", 'module: "uden-mitid"', 'module: "aktiv-lytning"')
    edit(root, "modules/kommunikation/afkod-behov.md", "(module:uden-mitid)", "(module:aktiv-lytning)")
    told = said(root)
    assert told.startswith(f"{WHOLE}:")
    assert "standarden har intet modul »uden-mitid«" in told
    assert told.count("\n") == 1


def test_the_old_text_is_needed_to_show_a_difference(root: Path) -> None:
    """One that was edited afterwards isn't what was accepted, and so shows nothing."""
    edit(root, STANDARD, "- **Skriv ned:** Nu.", "- **Skriv ned:** Straks.")
    base = "municipalities/eksempel/modules/.base/opkaldets-opbygning.md"
    edit(root, base, "- **Skriv ned:** Nu.", "- **Skriv ned:** Aldrig.")
    assert "forskellen kan ikke vises, for den gamle tekst ligger ikke i .base/" in said(root)


def test_what_has_no_base_can_not_be_accepted(root: Path) -> None:
    """A module of the municipality's own stands on nothing."""
    with pytest.raises(NothingToRebase, match="eksempel har intet, der erstatter eller ændrer »pas-til-fredag«"):
        accept(root, "eksempel", "pas-til-fredag")
