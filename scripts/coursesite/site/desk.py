"""What an editor or trainer asks of the whole course: check it, compare, accept, begin."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from coursesite.model import AUDIENCES, Course, Edition, Former, Municipality, Profile
from coursesite.pages.make import make_site
from coursesite.pages.news import kept
from coursesite.plan.make import make_plan
from coursesite.plan.model import Plan
from coursesite.problems import Problems
from coursesite.proof.proofread import proofread, proofread_own
from coursesite.proof.report import Report, make_report
from coursesite.site.story import Told, tell, tell_one
from coursesite.source.course import read_course
from coursesite.source.former import write_former
from coursesite.source.municipality import read_municipality
from coursesite.source.profile import default_profile
from coursesite.source.rebase import Rebased, rebase
from coursesite.source.registry import check_folder, folders, read_registry
from coursesite.source.starter import Answers, CannotStart, check_slug, write_starter


@dataclass(frozen=True, slots=True)
class Checked:
    """Every problem, and the report, where it was asked for and the course has no errors."""

    problems: Problems
    report: Report | None


def check(root: Path, slugs: Iterable[str], today: date, *, with_report: bool = False) -> Checked:
    """Every problem of the course and of some municipalities, or of all that have a folder.

    Raises UnknownMunicipality.
    """
    course = read_course(root)
    problems = course.problems
    check_folder(root, problems)
    read_registry(root, problems)
    profiles: dict[str, Profile] = {}
    for slug in list(slugs) or folders(root):
        for edition in AUDIENCES:
            told = tell_one(root, slug, edition, course)
            problems.add(told.problems)
            profiles |= {slug: told.plan.profile} if told.plan else {}
    if course.course is None:
        return Checked(problems, None)
    proofread(course, course.course, profiles.values(), today, problems)
    return Checked(problems, make_report(course.course, profiles.values()) if with_report else None)


def plan_and_warn(root: Path, slug: str, edition: Edition, today: date) -> Told:
    """A municipality's plan, with all that `check` has to say of the municipality: its other editions' warnings too.

    Raises UnknownMunicipality.
    """
    course = read_course(root)
    check_folder(root, course.problems)
    told = {one: tell_one(root, slug, one, course) for one in AUDIENCES}
    for one in told.values():
        course.problems.add(one.problems)
    plan = told[edition].plan
    if plan is None or course.problems.errors():
        return Told(course.problems, None)
    proofread_own(plan.course, plan.profile, today, course.problems)
    return Told(course.problems, plan)


def standard_plan(root: Path, slug: str, edition: Edition) -> Plan | None:
    """What a municipality would get that had asked for nothing, or None where the course has errors."""
    reading = read_course(root)
    row = read_registry(root, Problems()).get(slug)
    if reading.course is None:
        return None
    return make_plan(reading.course, default_profile(row or Municipality(slug, slug, slug, None), reading.course), edition)


def plans_of_all(root: Path, edition: Edition) -> tuple[Problems, dict[str, Plan]]:
    """The plans of all municipalities that have a folder, those that have one, with every problem."""
    course = read_course(root)
    told = {slug: tell_one(root, slug, edition, course) for slug in folders(root)}
    for one in told.values():
        course.problems.add(one.problems)
    return course.problems, {slug: one.plan for slug, one in told.items() if one.plan}


def remember(root: Path, slug: str) -> Told:
    """Write down what a municipality's editions hold now, for later ones to tell what has changed.

    Raises UnknownMunicipality and NothingToRemember.
    """
    told = {edition: tell(root, slug, edition) for edition in AUDIENCES}
    plans = {edition: one.plan for edition, one in told.items() if one.plan}
    if len(plans) < len(told):
        return told["participant"]
    if slug not in folders(root):
        raise NothingToRemember(f"Kommunen har ingen mappe at skrive i. Skriv »coursesite new {slug}« først.")
    pages = {edition: kept(make_site(plan).pages) for edition, plan in plans.items()}
    write_former(root / "municipalities" / slug, Former(plans["participant"].course.release, pages))
    return told["participant"]


class NothingToRemember(Exception):
    """There is nowhere to write it; says what to do first."""


def start(root: Path, slug: str, ask_for: Callable[[Course], Answers], name: str) -> Path:
    """A first profile for a municipality that has none, from answers that are asked for once it is known that it can be made.

    Raises CannotStart.
    """
    reading = read_course(root)
    check_slug(root, slug, name)
    if reading.course is None:
        raise CannotStart("kurset har fejl, som skal rettes først; skriv »coursesite check«")
    return write_starter(root, slug, ask_for(reading.course))


def accept(root: Path, slug: str, id: str) -> Rebased:
    """Take the standard's text as it is now as what a municipality's local module was made from.

    Raises UnknownMunicipality and NothingToRebase.
    """
    reading = read_course(root)
    read_municipality(root, slug, reading)  # for the name alone
    return rebase(root, slug, id, reading)
