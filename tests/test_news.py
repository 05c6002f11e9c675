"""»Hvad er nyt«: what a reader of the former plan finds changed, and nothing that isn't theirs."""

from pathlib import Path

import pytest
from conftest import lay_out

from coursesite.cli import run
from coursesite.commands.ending import FINE, WrongUse
from coursesite.model import Edition
from coursesite.pages.make import make_site
from coursesite.pages.news import NEWS_URI
from coursesite.site.story import tell

GOLDEN = """\
Ændret

- [Dagen](program/dag.md): ændret i »Det laver vi«
- [Bremsetjek](modul/bremsetjek.md): ændret i »På ét minut« og »Prøv selv«; nyt afsnit: »Bagefter«
- [Nyt Gearskift &#38; kæde](modul/gearskift.md): ny titel, før »Gearskift &#38; kæde«

## Taget ud

- Bakken i byen
"""
NOTHING = """\
# Hvad er nyt

Her er, hvad der er anderledes end i udgave 1 af kurset. Navne, ord og løfter, som kommunen selv fylder ind, er ikke talt med.

Intet er ændret.
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A small course whose municipality's plan has been kept."""
    root = lay_out(tmp_path)
    assert run(["plan", "havneby", "--keep"], root) == FINE
    return root


def news(root: Path, edition: Edition) -> str | None:
    """The page's text, where there is one."""
    told = tell(root, "havneby", edition)
    assert told.plan, list(told.problems)
    return next((page.markdown for page in make_site(told.plan).pages if page.uri == NEWS_URI), None)


def change(path: Path, old: str, new: str) -> None:
    """Another text in a file."""
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_without_a_kept_plan_there_is_no_page(tmp_path: Path) -> None:
    """And nothing in the menu."""
    assert news(lay_out(tmp_path), "participant") is None


def test_where_nothing_has_changed_it_says_so(course: Path) -> None:
    """Also when what the municipality fills in is another."""
    change(course / "municipalities" / "havneby" / "profile.yml", "i **morgen**", "på torsdag")
    assert news(course, "participant") == NOTHING


def test_changes_are_told_by_page_and_section(course: Path) -> None:
    """New, changed in title, text and sections, gone; with links to what is there."""
    brakes, gears = (course / "modules" / name for name in ("bremser/bremsetjek.md", "gear/gearskift.md"))
    change(gears, "title: ", "title: Nyt ")
    change(brakes, "## På ét minut {#paa-et-minut}\n", "## På ét minut {#paa-et-minut}\n\nTjek to gange.\n")
    brakes.write_text(brakes.read_text(encoding="utf-8") + "\n## Bagefter {#bagefter}\n\nVask hænder.\n", encoding="utf-8")
    change(
        course / "municipalities" / "havneby" / "profile.yml",
        "areas: [by]",
        'areas: [by]\nomit: [{module: bakken, reason: "Vi har ingen"}]',
    )
    told = news(course, "participant")
    assert told
    assert told.partition("\n\n## ")[2] == GOLDEN


def test_what_trainers_get_is_told_to_trainers(course: Path) -> None:
    """A changed note is none of the participants' business."""
    change(course / "modules" / "bremser" / "bremsetjek.md", "/// trainer\n", "/// trainer\nHusk klude.\n\n")
    assert news(course, "participant") == NOTHING
    told = news(course, "trainer")
    assert told
    assert "(modul/bremsetjek.md): ændret i " in told


def test_the_built_site_has_it(course: Path) -> None:
    """In the menu, with its links leading somewhere."""
    change(course / "modules" / "bremser" / "bremsetjek.md", "## På ét minut {#paa-et-minut}\n", "## På ét minut {#paa-et-minut}\n\nNyt.\n")
    assert run(["build", "havneby", "--out", str(course / "out")], course) == FINE
    site = course / "out" / "havneby" / "participant"
    assert 'href="modul/bremsetjek.html"' in (site / "nyt.html").read_text(encoding="utf-8")
    assert '<a href="nyt.html">Hvad er nyt</a>' in (site / "index.html").read_text(encoding="utf-8")


def test_a_municipality_without_a_folder_has_nowhere_to_keep_it(course: Path) -> None:
    """It is told what to do first."""
    with pytest.raises(WrongUse) as wrong:
        run(["plan", "soeby", "--keep"], course)
    assert str(wrong.value) == "Kommunen har ingen mappe at skrive i. Skriv »coursesite new soeby« først."


def test_a_file_that_was_mended_by_hand_is_told(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With its line."""
    kept = course / "municipalities" / "havneby" / "former.yml"
    kept.write_text(
        'release: "1.0"\nparticipant:\n  modul/gearskift:\n    title: Gear\n    sections: {top: nej}\ntrainer: {}\nleader: {}\n',
        encoding="utf-8",
    )
    assert run(["check", "havneby"], course) == 1
    assert capsys.readouterr().out == (
        "municipalities/havneby/former.yml:5:21: »nej« er ikke et fingeraftryk [form]\n"
        "    Filen er skrevet af »coursesite plan --keep«; skriv den igen.\n1 fejl.\n"
    )
