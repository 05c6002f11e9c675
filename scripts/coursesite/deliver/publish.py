"""Many municipalities made aside, checked, and each shown in one step; and the way back.

A municipality is shown with all of its editions or not at all: one where any edition failed keeps what it
had. Editions that weren't asked for are taken along from what it shows.
"""

import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from coursesite.deliver.executors import Opener
from coursesite.deliver.fleet import build_jobs
from coursesite.deliver.inputs import read_inputs
from coursesite.deliver.job import Job
from coursesite.deliver.lock import held
from coursesite.deliver.manifest import manifest_path, read_manifest
from coursesite.deliver.progress import show as show_progress
from coursesite.deliver.ready import ready
from coursesite.deliver.releases import (
    FOLDER,
    can_link,
    drop_if_empty,
    keep_data,
    last_shown,
    link_tree,
    new_record,
    next_number,
    read_record,
    release_path,
    show,
    standing,
    tidy,
    write_draft,
)
from coursesite.deliver.share import FOLDER as SHARED
from coursesite.deliver.verify import Part, edition_faults, editions_in, faults_of, files_in, published_part, released_part
from coursesite.model import AUDIENCES, Edition
from coursesite.problems import count, listed, report
from coursesite.site.choice import Choice
from coursesite.site.switch import check_target

Say = Callable[[str], None]


class CannotGoBack(Exception):
    """No former release can take the place; says why, in Danish."""


@dataclass(frozen=True, slots=True)
class Order:
    """What is to be published, and where; with `demo` also what isn't a municipality's own."""

    slugs: tuple[str, ...]
    editions: tuple[Edition, ...]
    to: Path
    demo: bool = False
    wait: bool = True


@dataclass(frozen=True, slots=True)
class Desk:
    """A release in the making."""

    to: Path
    number: str
    editions: tuple[Edition, ...]
    say: Say

    @property
    def out(self) -> Path:
        """Where it is made."""
        return release_path(self.to, self.number)


def publish(root: Path, order: Order, opener: Opener, say: Say) -> list[str]:
    """Publish, telling each municipality's outcome; what went wrong comes back, each thing once.

    Raises UnknownMunicipality, NotReplaceable, Occupied and NoCluster.
    """
    check_target(order.to / FOLDER / "0", root)
    able = ready(root, order.slugs, demo=order.demo)
    wrong = [report(able.problems)] if able.problems.errors() else []
    if able.problems and not wrong:
        say(report(able.problems))  # warnings alone stop nobody
    if not able.slugs:
        return wrong
    (order.to / FOLDER).mkdir(parents=True, exist_ok=True)
    with held(order.to / FOLDER / ".lock", wait=order.wait, say=say):
        tidy(order.to)
        desk = Desk(order.to, next_number(order.to), order.editions, say)
        desk.out.mkdir()  # the number is taken, whatever happens
        try:
            wrong += make_and_show(root, desk, able.slugs, opener)
        finally:
            tidy(order.to)
        drop_if_empty(order.to, desk.number)
    return wrong


def make_and_show(root: Path, desk: Desk, slugs: tuple[str, ...], opener: Opener) -> list[str]:
    """Make the release, and show what came out whole; every fault, each once."""
    faults = {slug: [*refuse_stranger(desk, slug), *take_along(desk, slug)] for slug in slugs}
    choices = [Choice(slug, edition) for slug in slugs if not faults[slug] for edition in desk.editions]
    failed = build_all(root, choices, desk.out, opener)
    unbuilt = {choice.municipality for choice in failed}
    for slug in dict.fromkeys(choice.municipality for choice in choices):
        faults[slug] += [] if slug in unbuilt else faults_of(made(desk, slug))
    whole = [slug for slug in slugs if not faults[slug] and slug not in unbuilt]
    changed = [slug for slug in whole if not is_same(desk, slug)]
    for slug in whole:
        if slug not in changed:
            desk.say(f"{slug}: uændret, udgivelse {standing(desk.to, slug)} står.")
    unshown = show_all(desk, changed)
    for slug in slugs:
        if slug not in whole or slug in unshown:
            stands = standing(desk.to, slug)
            desk.say(f"{slug}: ikke lagt ud. " + (f"Udgivelse {stands} står, som den stod." if stands else "Der står ingen i forvejen."))
    return [*grouped(failed), *(line for slug in slugs for line in faults[slug]), *unshown.values()]


def build_all(root: Path, choices: Sequence[Choice], out: Path, opener: Opener) -> dict[Choice, str]:
    """Build every edition with its manifest; those that failed, and why."""
    inputs = read_inputs(root)
    jobs = [Job(root, inputs, choice, out, out.parent / SHARED, searched=True) for choice in choices]
    done = show_progress(build_jobs(jobs, opener), len(jobs))
    return {o.choice: o.message or report(o.problems) for o in done if o.state == "failed"}


def grouped(failed: Mapping[Choice, str]) -> list[str]:
    """What stopped editions, each thing once with those that it stopped."""
    stopped: dict[str, list[str]] = {}
    for choice, why in failed.items():
        stopped.setdefault(why, []).append(f"{choice.municipality}/{choice.edition}")
    return [f"{listed(names)} kunne ikke bygges:\n{why}" for why, names in stopped.items()]


def refuse_stranger(desk: Desk, slug: str) -> list[str]:
    """What stands in a municipality's place, and isn't ours to replace."""
    place = desk.to / slug
    if standing(desk.to, slug) or not (place.exists() or place.is_symlink()):
        return []
    return [f"{place} er ikke lagt der af »coursesite publish«. Flyt den, og udgiv igen."]


def take_along(desk: Desk, slug: str) -> list[str]:
    """Begin with what the municipality shows; what is to be built takes its place afterwards.

    An edition that isn't as it was published is left out where it is built anyway, and is a fault else.
    """
    faults: list[str] = []
    if (now := published_part(desk.to, slug)) is None:
        return faults
    for edition in now.editions:
        site = now.out / slug / edition
        found = list(edition_faults(now.out, slug, edition, site))
        if not found:
            link_tree(site, desk.out / slug / edition)
            copy_manifest(now.out, desk.out, Choice(slug, edition))
        elif edition not in desk.editions:
            faults += [*found, f"{slug}/{edition} kan ikke tages med, som den står. Udgiv den også: --edition {edition}"]
    return faults


def copy_manifest(source: Path, target: Path, choice: Choice) -> None:
    """The manifest of an edition that is taken along."""
    path = manifest_path(target, choice)
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(manifest_path(source, choice), path)


def made(desk: Desk, slug: str) -> Part:
    """A municipality as it lies in the new release."""
    return Part(slug, desk.out / slug, desk.out, editions_in(desk.out, slug))


def is_same(desk: Desk, slug: str) -> bool:
    """Whether a municipality shows exactly this already."""
    now, new = published_part(desk.to, slug), made(desk, slug)
    return now is not None and contents(now) == contents(new) and not faults_of(now)


def contents(part: Part) -> dict[Edition, Mapping[str, str]]:
    """Every file of every edition, by its digest."""
    manifests = {edition: read_manifest(manifest_path(part.out, Choice(part.slug, edition))) for edition in part.editions}
    return {edition: manifest.files if manifest else {} for edition, manifest in manifests.items()}


def show_all(desk: Desk, slugs: list[str]) -> dict[str, str]:
    """Let the municipalities show the new release, one after the other; those that couldn't, and why."""
    linked, wrong = not slugs or can_link(desk.to), {}
    if not linked:
        desk.say(
            f"I {desk.to} kan der ikke laves genveje (symlinks), så siderne flyttes på plads i stedet. "
            "Bliver det afbrudt imens, kan en side mangle, til den næste udgivelse bringer den tilbage."
        )
    for slug in slugs:
        before = standing(desk.to, slug) or last_shown(desk.to, slug)
        write_draft(desk.to, desk.number, slug, new_record(before, made(desk, slug).editions))
    if slugs:
        keep_data(desk.out)
    for slug in slugs:
        former = published_part(desk.to, slug)
        try:
            show(desk.to, slug, desk.number, linked=linked)
        except OSError as why:
            wrong[slug] = f"{slug}: siden kunne ikke tage den gamles plads ({why.strerror}). Luk det, der har filer åbne, og prøv igen."
        else:
            desk.say(f"{slug}: udgivelse {desk.number} er lagt ud ({tell_editions(desk, slug, former)}).")
    return wrong


def tell_editions(desk: Desk, slug: str, former: Part | None) -> str:
    """Which editions a municipality shows now, and which of them came along."""
    along = [edition for edition in made(desk, slug).editions if edition not in desk.editions]
    told = joined(desk.editions)
    return f"{told}; {joined(along)} som i {former.out.name}" if former and along else told


def joined(editions: Iterable[Edition]) -> str:
    """`participant, trainer og leader`"""
    *most, last = (edition for edition in AUDIENCES if edition in set(editions))
    return f"{', '.join(most)} og {last}" if most else last


def go_back(to: Path, slug: str, say: Say, *, wait: bool = True) -> None:
    """Let a municipality show the release that it showed before. Raises CannotGoBack and Occupied."""
    if not (to / FOLDER).is_dir():
        raise CannotGoBack(f"Der er intet udgivet i {to}.")
    with held(to / FOLDER / ".lock", wait=wait, say=say):
        tidy(to)
        number = standing(to, slug)
        if number is None:
            raise CannotGoBack(f"{slug} står ikke i {to}.")
        record = read_record(to, number, slug)
        if record is None or record.before is None:
            raise CannotGoBack(f"{slug}: udgivelse {number} er den første. Der er ingen at gå tilbage til.")
        former = released_part(to, slug, record.before)
        if found := faults_of(former) if former else [f"{release_path(to, record.before) / slug} mangler"]:
            raise CannotGoBack("\n".join([*found, f"{slug}: udgivelse {record.before} er ikke hel. Udgivelse {number} står stadig."]))
        show(to, slug, record.before, linked=can_link(to))
        say(tell_back(to, slug, number))


def tell_back(to: Path, slug: str, left: str) -> str:
    """Which release stands again, and what it is."""
    number = standing(to, slug) or ""
    part, record = published_part(to, slug), read_record(to, number, slug)
    what = f"{joined(part.editions)}, {count(files_in(part), 'fil', 'filer')}" if part else ""
    when = f" fra {record.at[:16]}" if record else ""
    return f"{slug}: udgivelse {number}{when} står nu igen ({what}). Udgivelse {left} er gemt."
