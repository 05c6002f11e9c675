"""One edition, built aside, inspected, and put in its place only when nothing is wrong with it."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from coursesite.deliver.inspect import inspect
from coursesite.problems import Problems, report
from coursesite.site.build import BuildFailed, build_edition
from coursesite.site.choice import Choice
from coursesite.site.switch import NotReplaceable, aside_of, check_target, take_place


@dataclass(frozen=True, slots=True)
class Delivered:
    """Where an edition stands, and how many pages it has."""

    folder: Path
    pages: int


def deliver(root: Path, choice: Choice, out: Path, also: Callable[[Path], Problems] | None = None) -> Delivered:
    """Build an edition into `out/<slug>/<edition>`; `also` looks at the finished site too, for leaks. Raises BuildFailed."""
    target = (out / choice.municipality / choice.edition).resolve()
    try:
        check_target(target, root)
    except NotReplaceable as wrong:
        raise BuildFailed(str(wrong)) from None
    aside = aside_of(target)
    try:
        build_edition(root, choice, aside)
        refuse_faults(inspect(aside))
        refuse_faults(also(aside) if also else Problems())
        take_place(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Delivered(target, len(list(target.rglob("*.html"))))


def refuse_faults(problems: Problems) -> None:
    """Stop where the finished site has a fault."""
    if problems:
        raise BuildFailed("Den færdige side har fejl og er ikke taget i brug:\n" + report(problems))
