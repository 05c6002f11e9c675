"""The command line as a trainer meets it: what it says, where, and how it ends."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from coursesite.cli import CUT_OFF, run
from coursesite.commands.ending import FINE, WrongUse
from coursesite.site.choice import WrongChoice, check_edition

SMALL = Path(__file__).resolve().parent / "courses" / "cykel"
OWN = """\
---
id: tjek
title: Tjek
theme: null
kind: tool
minutes: {class: 20, self: null}
group: "2 og 2"
materials: []
areas: [by]
functions: all
audience: participant
core: false
splittable: false
goals: [sikkerhed]
objectives: ["Du kan se efter"]
keypoints: ["Se efter først"]
requires: [kladden]
option: null
sources: []
status: ready
reviewed: {by: redaktionen, date: 2025-01-01}
formerly: []
---
/// trainer
| Min. | Hvad |
| --- | --- |
| 5 | Se |
///

## På ét minut {#paa-et-minut}

Se efter.
"""
WARNINGS = """
municipalities/havneby/modules/tjek.md:1:1: advarsel: modulet er sidst læst igennem 2025-01-01, for mere end et år siden [gennemlaest]
    Læs det igennem, og ret datoen i »reviewed«.
municipalities/havneby/modules/tjek.md:1:1: advarsel: modulet bygger på »kladden«, som ikke er med i Havneby <b>&</b> *Omegn* Kommunes udgave [kraever-mangler]
    Tag det med, eller lad også »tjek« ude med »omit« i profilen.
2 advarsler.
"""


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A small course whose municipality has a module with some flaws."""
    root = tmp_path / "course"
    shutil.copytree(SMALL, root)
    (root / "municipalities" / "havneby" / "modules").mkdir()
    (root / "municipalities" / "havneby" / "modules" / "tjek.md").write_text(OWN, encoding="utf-8")
    return root


def test_a_plan_ends_with_what_check_would_warn_of(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Beside the plan and not in it, the same in every edition."""
    for edition in ("participant", "leader"):
        assert run(["plan", "havneby", "--edition", edition, "--today", "2026-12-01"], course) == FINE
        said = capsys.readouterr()
        assert "advarsel" not in said.out
        assert said.err == WARNINGS
    run(["check", "havneby", "--today", "2026-12-01"], course)
    assert capsys.readouterr().out == WARNINGS.removeprefix("\n")


def test_a_reader_that_goes_away_gets_no_traceback() -> None:
    """`coursesite check | head` is no mistake."""
    command = subprocess.Popen(
        [sys.executable, "-c", "import sys; from coursesite.cli import main; sys.exit(main())", "check", "--report"],
        cwd=SMALL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert command.stdout
    assert command.stderr
    command.stdout.close()
    with command.stderr:
        assert command.stderr.read() == ""
    assert command.wait() == CUT_OFF


@pytest.mark.parametrize(
    ("written", "meant"),
    [("deltager", "participant"), ("Undervisere", "trainer"), ("ledern", "leader"), ("trener", "trainer"), ("partisipant", "participant")],
)
def test_an_edition_is_understood_in_danish(written: str, meant: str) -> None:
    """It is suggested, and never guessed: what is built is what was written."""
    with pytest.raises(WrongChoice, match=f"ukendt udgave »{written}«. Mente du »{meant}«\\? Vælg participant"):
        check_edition(written)


def test_an_edition_like_none_gets_no_guess() -> None:
    """Only what there is."""
    with pytest.raises(WrongChoice) as wrong:
        check_edition("xyz")
    assert str(wrong.value) == "ukendt udgave »xyz«. Vælg participant (deltagere), trainer (undervisere) eller leader (ledere)."


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["new", "qqq", "--yes"], "ukendt kommune »qqq«. En opdigtet kommune skal have et navn: --name »… Kommune«."),
        (["new", "soeby", "--name", "Søby", "--yes"], "soeby står i registret og har sit navn derfra. Slet --name."),
        (["new", "soeby", "--areas", "qqq", "--yes"], "»qqq« findes ikke. Vælg mellem »by« og »land«."),
    ],
)
def test_new_says_why_not(course: Path, words: list[str], said: str) -> None:
    """In whole sentences, and nothing is made."""
    with pytest.raises(WrongUse) as wrong:
        run(words, course)
    assert str(wrong.value) == said
    assert sorted(path.name for path in (course / "municipalities").iterdir()) == ["havneby", "registry.csv"]


def test_what_is_added_in_vain_is_told(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A phase gets a module that the municipality hasn't got."""
    profile = course / "municipalities" / "havneby" / "profile.yml"
    text = "omit: [{module: bakken, reason: Fladt}]\nprogramme: {changes: {dag: {add: [{module: bakken, minutes: 10}]}}}\n"
    profile.write_text(profile.read_text(encoding="utf-8") + text, encoding="utf-8")
    run(["check", "havneby"], course)
    assert (
        "profile.yml:8:23: advarsel: »bakken« er lagt ind i »dag«, men er ikke med i kommunens kursus: "
        "fravalgt af kommunen: Fladt [tilfoejelse-uden-virkning]\n    Slet det under »add«, eller ret de andre valg.\n"
    ) in capsys.readouterr().out


def test_what_is_changed_in_vain_is_told(course: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A section in the municipality's own words, of a module that it has left out."""
    havneby = course / "municipalities" / "havneby"
    profile = havneby / "profile.yml"
    profile.write_text(profile.read_text(encoding="utf-8") + "omit: [{module: gearskift, reason: Fladt}]\n", encoding="utf-8")
    patch = '---\npatches: gearskift\nbase: {}\n---\n## Til sidst {#til-sidst after="trin"}\n\nVores.\n'
    (havneby / "modules").mkdir(exist_ok=True)
    (havneby / "modules" / "vores.md").write_text(patch, encoding="utf-8")
    run(["check", "havneby"], course)
    assert (
        "modules/vores.md:1:1: advarsel: filen ændrer »gearskift«, som ikke er med i kommunens kursus: "
        "fravalgt af kommunen: Fladt [lokal-uden-virkning]\n    Slet filen, eller ret de andre valg.\n"
    ) in capsys.readouterr().out


def test_a_folder_is_no_file_to_write(course: Path, tmp_path: Path) -> None:
    """The matrix says so."""
    with pytest.raises(WrongUse, match="Skriv navnet på en fil"):
        run(["plan", "--matrix", "--csv", str(tmp_path)], course)


def test_a_mail_address_needs_somebody(course: Path) -> None:
    """It isn't dropped without a word."""
    with pytest.raises(WrongUse, match="Skriv også --contact"):
        run(["new", "soeby", "--yes", "--email", "a@b.example"], course)
