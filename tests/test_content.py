"""The real course has no problem, and every municipality of the registry can be planned."""

from datetime import date
from itertools import pairwise
from pathlib import Path

from coursesite.model import AUDIENCES
from coursesite.problems import Problems, report
from coursesite.site.desk import check
from coursesite.site.story import tell_one
from coursesite.source.course import read_course
from coursesite.source.registry import list_slugs, read_registry

ROOT = Path(__file__).resolve().parent.parent


def test_the_course_has_no_problem() -> None:
    """Warnings count too, on the day that the texts were last read."""
    problems = check(ROOT, [], date(2026, 11, 22)).problems
    assert not len(problems), report(problems)


def test_all_ninety_eight_can_be_planned() -> None:
    """From the registry and the defaults, or from their folder; in every edition."""
    course = read_course(ROOT)
    slugs = list_slugs(ROOT, read_registry(ROOT, Problems()))
    assert len(slugs) == 99
    for slug in slugs:
        for edition in AUDIENCES:
            assert tell_one(ROOT, slug, edition, course).plan, slug


def test_every_link_of_every_plan_leads_to_a_page() -> None:
    """A resolved link is to a page, and a section, that the plan has."""
    course = read_course(ROOT)
    for slug in ("eksempel", "aalborg", "helsingoer", "hjoerring"):
        plan = tell_one(ROOT, slug, "trainer", course).plan
        assert plan
        for module in plan.modules.values():
            for link in module.content.links():
                if link.scheme == "module" and link.resolved:
                    page, _, section = link.resolved.partition("#")
                    there = plan.modules[page.removeprefix("modul/").removesuffix(".md")]
                    assert not section or section in {s.id for s in there.content.sections}


def test_every_column_of_a_table_has_a_name() -> None:
    """Or a screen reader can't say what a cell is about; the browser's tests only see one municipality's modules."""
    heads = [
        (path.name, line)
        for folder in ("modules", "municipalities", "docs")
        for path in (ROOT / folder).rglob("*.md")
        for line, rule in pairwise(path.read_text(encoding="utf-8").splitlines())
        if set(rule) <= set("|-: ") and rule.startswith("| -")
    ]
    assert len(heads) > 20
    assert not [head for head in heads if not all(cell.strip() for cell in head[1].strip().strip("|").split("|"))]
