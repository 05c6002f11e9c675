"""The proofreader: lix counted as by hand, spelling with hunspell, and the report's answers."""

import shutil
import warnings
from datetime import date
from pathlib import Path

import pytest
import yaml

from coursesite.cli import run
from coursesite.model import Content, Prose, Section
from coursesite.proof.lix import measure, measure_lines
from coursesite.proof.spelling import ask
from coursesite.proof.text import participants_lines
from coursesite.site.desk import check

HERE = Path(__file__).resolve().parent
COUNTED = yaml.safe_load((HERE / "lix" / "tilfaelde.yml").read_text(encoding="utf-8"))
DAY = date(2026, 12, 1)


@pytest.mark.parametrize("case", COUNTED, ids=lambda case: case["name"])
def test_lix_is_what_a_hand_counts(case: dict[str, object]) -> None:
    """Words, sentences and long words each, so that no two mistakes hide one another."""
    found = measure(str(case["text"]))
    assert (found.words, found.sentences, found.long) == (case["words"], case["sentences"], case["long"])
    assert round(found.value, 1) == case["lix"]


def test_lists_and_tables_are_measured_apart() -> None:
    """And every heading, item and cell is a sentence of its own."""
    text = "Tag din tid.\n\n- Ring først\n- Skriv så\n\n| Hvad | Hvornår |\n| --- | --- |\n| Notat | Straks |"
    content = Content((), (Section("trin", "Trin for trin", (Prose((text,), 2),), 1, text),))
    running, listed = measure_lines(participants_lines(content))
    assert (running.words, running.sentences) == (6, 2)
    assert (listed.words, listed.sentences) == (8, 6)


def test_the_title_of_an_act_is_no_hard_reading() -> None:
    """Nobody can write it shorter."""
    content = Content((Prose(("Se »Lov om social service« her.",), 1),), ())
    running, _ = measure_lines(participants_lines(content), ["Lov om social service"])
    assert (running.words, running.long) == (2, 0)


@pytest.fixture
def spelt(tmp_path: Path) -> Path:
    """The small course with a dictionary; a machine without hunspell can't say anything of it."""
    if ask("da_DK", {"ord": None}) is None:
        warnings.warn("hunspell with da_DK is missing: spelling is not tested here", stacklevel=1)
        pytest.skip("hunspell with da_DK is missing")
    root = tmp_path / "course"
    shutil.copytree(HERE / "courses" / "cykel", root)
    (root / "modules" / "writing.yml").write_text("dictionary: da_DK\n", encoding="utf-8")
    (root / "modules" / "words.txt").write_text("# The workshop's own words.\nKANARIE-LEDERAKTIVITET\n", encoding="utf-8")
    return root


def told(root: Path) -> list[str]:
    """What is said of the course's spelling."""
    return [str(problem) for problem in check(root, [], DAY).problems if problem.code in {"stavning", "ord-overfloedigt"}]


def test_a_misspelt_word_is_shown_with_what_it_may_be(spelt: Path) -> None:
    """In text and in YAML, each at its place."""
    path = spelt / "modules" / "gear" / "gearskift.md"
    path.write_text(path.read_text(encoding="utf-8").replace("Gearet er ikke", "Geraet er ikke"), encoding="utf-8")
    course = spelt / "modules" / "course.yml"
    course.write_text(course.read_text(encoding="utf-8").replace("Korte ture", "Kortte ture"), encoding="utf-8")
    said = told(spelt)
    assert any(
        line.startswith("modules/gear/gearskift.md:26:1: ordet »Geraet« findes ikke i ordbogen [stavning]\n    Mente du »") for line in said
    )
    assert any("modules/course.yml:22:31: ordet »Kortte« findes ikke i ordbogen" in line for line in said)
    assert not any("gear»" in line or "low" in line for line in said), "a foreign word is marked, and isn't spelt"


def test_the_courses_own_words_are_needed_all_of_them(spelt: Path) -> None:
    """A word that the dictionary has, and one that nobody writes, are refused with their lines."""
    words = spelt / "modules" / "words.txt"
    words.write_text(words.read_text(encoding="utf-8") + "cykel\nKunde\n", encoding="utf-8")
    said = "\n".join(told(spelt))
    assert (
        "modules/words.txt:3:1: ordet »cykel« behøver ikke stå her: ingen tekst bruger det [ord-overfloedigt]\n    Slet linjen." in said
        or "modules/words.txt:3:1: ordet »cykel« behøver ikke stå her: ordbogen kender det [ord-overfloedigt]\n    Slet linjen." in said
    )
    assert "KANARIE-LEDERAKTIVITET« findes" not in said
    assert "KANARIE-LEDERAKTIVITET« behøver" not in said


def test_the_first_part_of_a_word_is_known_by_what_could_follow() -> None:
    """»børne- og ungesager«"""
    found = ask("da_DK", {"børne-": None, "fejlstafet-": None, "bisidder": None})
    if found is None:
        pytest.skip("hunspell with da_DK is missing")
    assert "børne-" not in found
    assert "bisidder" not in found


def test_the_report_answers_who_uses_what(capsys: pytest.CaptureFixture[str]) -> None:
    """A law, with every page that refers to it."""
    assert run(["check", "--uses", "faerdsel-27"], HERE / "courses" / "cykel") == 0
    said = capsys.readouterr().out
    assert said == (
        "Love og regler, og hvor de bruges\n  faerdsel-27: Færdselsloven § 27\n    modules/bremser/bremsetjek.md\n\nIngen fejl.\n"
    )


def test_the_report_answers_what_comes_due(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A rule that changes is named on its day with the pages that use it."""
    root = tmp_path / "course"
    shutil.copytree(HERE / "courses" / "cykel", root)
    laws = root / "modules" / "laws.yml"
    laws.write_text(laws.read_text(encoding="utf-8").replace("changes_on: null", "changes_on: 2027-01-01"), encoding="utf-8")
    run(["check", "--before", "2027-01-01", "--today", "2026-12-01"], root)
    assert capsys.readouterr().out == (
        "Skal ses efter senest 2027-01-01\n"
        "  2027-01-01  faerdsel-27: Færdselsloven § 27 ændres (modules/laws.yml)\n"
        "              bruges i modules/bremser/bremsetjek.md\n\nIngen fejl.\n"
    )


def test_the_report_lists_every_module_with_its_lix(capsys: pytest.CaptureFixture[str]) -> None:
    """The hardest first, and what they are together."""
    run(["check", "--report"], HERE / "courses" / "cykel")
    said = capsys.readouterr().out
    lines = [line.split() for line in said.split("\n\n")[0].splitlines()[2:-1]]
    assert {line[0] for line in lines} == {
        "bremser/bremsetjek.md", "gear/gearskift.md", "gear/ladcyklen.md", "gear/lederens-runde.md", "cases/bakken.md", "cases/landevejen.md",
    }  # fmt: skip
    values = [int(line[2]) for line in lines]
    assert values == sorted(values, reverse=True)
    assert "I gennemsnit" in said
