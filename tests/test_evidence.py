"""What the tests have seen is told on the page about accessibility, and nothing that they haven't."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import evidence
import pytest
from conftest import lay_out
from evidence import PARTS, Seen

from coursesite.pages.make import make_site
from coursesite.site.story import tell

PAGE = "---\ntitle: Om tilgængelighed\neditions: [participant]\n---\n/// show | evidence\n///\n\n/// show | accessibility\n///\n"
TODAY = rf"{date.today().day}\. \w+ {date.today().year}"  # noqa: DTZ011 - as the file has it


@pytest.fixture
def course(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A small course with a page that tells, where a run writes what it has seen."""
    root = lay_out(tmp_path)
    (root / "docs" / "tilgaengelighed.md").write_text(PAGE, encoding="utf-8")
    monkeypatch.setattr(evidence, "ROOT", root)
    return root


def said(course: Path) -> str:
    """The page's text."""
    told = tell(course, "havneby", "participant")
    assert told.plan, told.problems
    page = next(page for page in make_site(told.plan).pages if page.uri == "tilgaengelighed.md")
    return re.sub(r"&#(\d+);", lambda hit: chr(int(hit[1])), page.markdown.replace("\u00a0", " "))


def a_run(*, faults: int = 0, checker: str | None = "26.9.27") -> Seen:
    """A whole run, each part of which has seen ten pages."""
    seen = Seen()
    seen.used = {"browser": "Chromium 156", "axe": "4.14.1", "checker": checker, "invalid": None if checker is None else 0}
    seen.counted = {part: Counter(pages=10, views=40, stops=1000) for part in PARTS}
    seen.counted[min(PARTS)]["faults"] = faults
    return seen


def test_before_a_run_nothing_is_claimed(course: Path) -> None:
    """The page says that the tests haven't been run."""
    assert "De automatiske prøver er ikke kørt endnu." in said(course)


def test_a_run_is_told_with_its_figures(course: Path) -> None:
    """The sums of all parts, the versions, and the day."""
    a_run().write()
    text = said(course)
    assert re.search(rf"\*\*Den {TODAY}\*\* blev 90 sider åbnet i Chromium 156 og set 360 gange i alt", text)
    assert "**axe-core 4.14.1** og vores egne prøver fandt ingen fejl på dem." in text
    assert "gjorde 9.000 stop" in text
    assert "**Nu Html Checker 26.9.27** læste sidernes HTML og fandt ingen fejl." in text


def test_faults_and_what_was_not_checked_are_told_too(course: Path) -> None:
    """A run that finds something, on a machine without Java."""
    a_run(faults=3, checker=None).write()
    assert "fandt 3 fejl på dem, som ikke var rettet den dag." in said(course)
    assert "Sidernes HTML er ikke kontrolleret." in said(course)


@pytest.mark.parametrize("part", sorted(PARTS))
def test_a_run_of_some_of_the_tests_is_no_evidence(part: str) -> None:
    """Whichever part is missing."""
    seen = a_run()
    assert seen.is_whole()
    del seen.counted[part]
    assert not seen.is_whole()


def test_workers_join_what_they_have_seen(course: Path, tmp_path: Path) -> None:
    """The last has all of it, in whatever order they come."""
    whole, path = a_run(), tmp_path / "seen.json"
    for number, part in enumerate(sorted(PARTS)):
        seen = Seen()
        seen.counted = {part: whole.counted[part]}
        seen.used = whole.used if number == 2 else {}
        seen.join(path)
        assert seen.is_whole() == (number == len(PARTS) - 1)
    seen.write()
    assert "blev 90 sider åbnet" in said(course)
