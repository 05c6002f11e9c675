"""One edition, built aside, inspected, and put in its place only when nothing is wrong with it."""

import shutil
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from coursesite.deliver.inputs import Inputs, content_of, inputs_of
from coursesite.deliver.inspect import inspect
from coursesite.deliver.manifest import Manifest, digests, manifest_path, read_manifest, stands, write_manifest
from coursesite.deliver.share import share
from coursesite.pages.make import make_site
from coursesite.pages.model import Site
from coursesite.problems import Problem, Problems, report
from coursesite.site.choice import Choice
from coursesite.site.story import tell_one
from coursesite.site.switch import BuildFailed, NotReplaceable, aside_of, check_target, take_place
from coursesite.source.course import CourseReading, read_course
from coursesite.source.registry import check_folder

if TYPE_CHECKING:
    from coursesite.site.convert import Converter

State = Literal["built", "same", "failed"]


class Workshop:
    """What the editions that one process builds have in common: the course, and what has been converted of it."""

    def __init__(self, root: Path, inputs: Inputs) -> None:
        """Nothing is read before somebody needs it."""
        self.root = root
        self.inputs = inputs

    @cached_property
    def course(self) -> CourseReading:
        """The course, read once."""
        course = read_course(self.root)
        check_folder(self.root, course.problems)
        return course

    @cached_property
    def converter(self) -> "Converter":
        """What keeps the converted sections."""
        from coursesite.site.convert import Converter  # noqa: PLC0415 - MkDocs is slow to import, and where nothing has changed it isn't needed

        return Converter()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edition: where it stands, its pages, the problems in its sources, and else what was in the way."""

    choice: Choice
    state: State
    folder: Path
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    message: str = ""


def is_there(root: Path, inputs: Inputs, choice: Choice, out: Path) -> Outcome | None:
    """An edition that stands already, made from what the sources are now."""
    target, manifest = folder_of(choice, out), read_manifest(manifest_path(out, choice))
    if manifest and manifest.inputs == inputs_of(root, inputs, choice) and stands(target, manifest):
        return Outcome(choice, "same", target, manifest.pages)
    return None


def folder_of(choice: Choice, out: Path) -> Path:
    """Where an edition stands."""
    return (out / choice.municipality / choice.edition).resolve()


def make(shop: Workshop, choice: Choice, out: Path, store: Path) -> Outcome:
    """An edition, built if what it holds has changed; files that others have too go into the store. Raises UnknownMunicipality."""
    told = tell_one(shop.root, choice.municipality, choice.edition, shop.course)
    told.problems.add(shop.course.problems)
    failed = Outcome(choice, "failed", folder_of(choice, out), problems=tuple(told.problems))
    if told.plan is None or told.problems.errors():
        return failed
    site = make_site(told.plan)
    inputs, content = inputs_of(shop.root, shop.inputs, choice), content_of(site, shop.inputs)
    former = read_manifest(manifest_path(out, choice))
    try:
        if former and former.content == content and stands(failed.folder, former):
            write_manifest(manifest_path(out, choice), replace(former, inputs=inputs))
            return replace(failed, state="same", pages=former.pages)
        made = Manifest(choice.municipality, choice.edition, inputs, content, shop.inputs.versions, {})
        return replace(failed, state="built", pages=put(shop, site, made, choice, out, store).pages)
    except BuildFailed as why:
        return replace(failed, message=str(why))


def put(shop: Workshop, site: Site, manifest: Manifest, choice: Choice, out: Path, store: Path) -> Manifest:
    """Build an edition aside, let it take the former one's place, and write down what it is. Raises BuildFailed."""
    from coursesite.site.build import build_site  # noqa: PLC0415 - likewise

    target, place = folder_of(choice, out), manifest_path(out, choice)
    try:
        check_target(target, shop.root)
    except NotReplaceable as wrong:
        raise BuildFailed(str(wrong)) from None
    aside = aside_of(target)
    try:
        build_site(shop.root, site, aside, shop.converter)
        refuse_faults(inspect(aside))
        done = replace(manifest, files=digests(aside))
        share(aside, done.files, store)
        place.unlink(missing_ok=True)  # until the new one is written, nobody can say what stands there
        take_place(aside, target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    write_manifest(place, done)
    return done


def refuse_faults(problems: Problems) -> None:
    """Stop where the finished site has a fault."""
    if problems:
        raise BuildFailed("Den færdige side har fejl og er ikke taget i brug:\n" + report(problems))
