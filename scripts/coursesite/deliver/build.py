"""One edition, built aside, inspected, and put in its place only when nothing is wrong with it."""

import json
import shutil
from collections.abc import Callable
from dataclasses import asdict, replace
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from coursesite.deliver.canaries import Canaries, make_canaries
from coursesite.deliver.files import digest_of, digests
from coursesite.deliver.inputs import Inputs, digest_of_all, inputs_of
from coursesite.deliver.inspect import inspect
from coursesite.deliver.job import Job, Outcome
from coursesite.deliver.leaks import leaks
from coursesite.deliver.manifest import Manifest, read_manifest, stands, write_manifest
from coursesite.deliver.share import share
from coursesite.pages.make import make_site
from coursesite.pages.model import Site
from coursesite.problems import Problems, report
from coursesite.site.sandbox import fill
from coursesite.site.story import tell_one
from coursesite.site.switch import BuildFailed, NotReplaceable, aside_of, check_target, take_place
from coursesite.source.course import CourseReading, read_course
from coursesite.source.municipality import read_municipality
from coursesite.source.registry import check_folder, list_slugs, read_registry

if TYPE_CHECKING:
    from coursesite.site.convert import Converter


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

    @cached_property
    def canaries(self) -> Canaries:
        """What tells the texts of every municipality and every audience apart, of those that have no errors."""
        slugs = list_slugs(self.root, read_registry(self.root, Problems()))
        readings = [read_municipality(self.root, slug, self.course) for slug in slugs]
        if self.course.course is None:
            raise BuildFailed("Kurset har fejl.")
        return make_canaries(self.course.course, [reading.profile for reading in readings if reading.profile])


def make(shop: Workshop, job: Job) -> Outcome:
    """An edition, built if what it holds has changed. Raises UnknownMunicipality."""
    told = tell_one(shop.root, job.choice.municipality, job.choice.edition, shop.course)
    told.problems.add(shop.course.problems)
    done = Outcome(job.choice, "failed", job.target, problems=tuple(told.problems))
    if told.plan is None or told.problems.errors():
        return done
    site = make_site(told.plan)
    inputs, content = inputs_of(shop.root, shop.inputs, job.choice), content_of(site, shop.inputs)
    former = read_manifest(job.manifest)
    if former and former.content == content and stands(job.target, former):
        write_manifest(job.manifest, replace(former, inputs=inputs))
        return replace(done, state="same", pages=former.pages)
    search = partial(leaks, canaries=shop.canaries, plan=told.plan) if job.searched else no_search
    try:
        files = put(shop, job, site, search)
    except BuildFailed as why:
        return replace(done, message=str(why))
    manifest = Manifest(job.choice.municipality, job.choice.edition, inputs, content, shop.inputs.versions, files)
    write_manifest(job.manifest, manifest)
    return replace(done, state="built", pages=manifest.pages)


def content_of(site: Site, inputs: Inputs) -> str:
    """A digest of what an edition holds: of two that have the same, one needn't be built."""
    files = {uri: digest_of(path) for uri, path in site.files.items()}
    known = {uri: [entry.name, entry.words] for uri, entry in site.known.items()}
    pages = [[page.uri, page.title, page.mark, text] for page, text in fill(site)]
    rest = [
        site.title,
        [asdict(item) for item in site.nav],
        site.styles,
        dict(site.written),
        site.tools,
        site.logo,
        site.url,
        dict(site.chrome),
    ]
    return digest_of_all([inputs.looks, json.dumps([files, known, pages, rest])])


def no_search(_: Path) -> Problems:
    """A site that nobody else's text is looked for in."""
    return Problems()


def put(shop: Workshop, job: Job, site: Site, search: Callable[[Path], Problems]) -> dict[str, str]:
    """Build an edition aside, and let it take the former one's place; its files' digests. Raises BuildFailed."""
    from coursesite.site.build import build_site  # noqa: PLC0415 - likewise

    try:
        check_target(job.target, shop.root)
    except NotReplaceable as wrong:
        raise BuildFailed(str(wrong)) from None
    aside = aside_of(job.target)
    try:
        build_site(shop.root, site, aside, shop.converter)
        refuse_faults(inspect(aside))
        refuse_faults(search(aside))
        files = digests(aside)
        share(aside, files, job.store)
        job.manifest.unlink(missing_ok=True)  # until the new one is written, nobody can say what stands there
        take_place(aside, job.target)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return files


def refuse_faults(problems: Problems) -> None:
    """Stop where the finished site has a fault."""
    if problems:
        raise BuildFailed("Den færdige side har fejl og er ikke taget i brug:\n" + report(problems))
