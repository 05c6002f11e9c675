"""From the sources to a plan, in one call: what the plugin and the commands both build on."""

from dataclasses import dataclass
from pathlib import Path

from coursesite.model import Edition
from coursesite.plan.advice import advise
from coursesite.plan.make import make_plan
from coursesite.plan.model import Plan
from coursesite.problems import Problems
from coursesite.source.course import CourseReading, read_course
from coursesite.source.municipality import read_municipality
from coursesite.source.registry import check_folder


@dataclass(frozen=True, slots=True)
class Told:
    """A municipality's plan, or the problems that stand in its way; warnings come with a plan."""

    problems: Problems
    plan: Plan | None


def tell(root: Path, slug: str, edition: Edition) -> Told:
    """Read the course and one municipality, and plan its edition.

    Raises UnknownMunicipality.
    """
    course = read_course(root)
    check_folder(root, course.problems)
    told = tell_one(root, slug, edition, course)
    told.problems.add(course.problems)
    return told if not told.problems.errors() else Told(told.problems, None)


def tell_one(root: Path, slug: str, edition: Edition, course: CourseReading) -> Told:
    """One municipality's edition of a course that is read already, with its own problems alone."""
    reading = read_municipality(root, slug, course)
    if reading.problems.errors() or course.course is None or reading.profile is None:
        return Told(reading.problems, None)
    plan = make_plan(course.course, reading.profile, edition)
    advise(plan, reading.problems)
    return Told(reading.problems, plan)
