"""A fleet to build: municipalities of the registry with seeded profiles and a local patch each, in a copy of the course."""

import colorsys
import csv
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Any

import yaml

from coursesite.model import Course, Edition, Municipality, Section
from coursesite.plan.make import make_plan
from coursesite.plan.model import Plan
from coursesite.problems import Problems, report
from coursesite.site.story import tell_one
from coursesite.source.course import CourseReading, read_course
from coursesite.source.profile import default_profile
from coursesite.source.rebase import rebase
from coursesite.source.registry import COLUMNS, read_registry

PROMISES = ("samme dag", "senest næste hverdag", "inden for to hverdage", "inden for en uge", "inden for tre uger")
EDITION: Edition = "participant"  # what `coursesite build --all` makes unless it is told otherwise


class Unsound(Exception):
    """The copy of the course has problems, so that nothing measured on it would count; names them."""


@dataclass(frozen=True, slots=True)
class Fleet:
    """A course in a folder of its own, its reading, and each municipality's plan."""

    root: Path
    plans: dict[str, Plan]

    @property
    def slugs(self) -> list[str]:
        """The municipalities in the registry's order."""
        return list(self.plans)

    def most_used(self) -> str:
        """A module that as many as possible have and nobody has patched."""
        patched = {local.patches for plan in self.plans.values() for local in plan.profile.local}
        held = Counter(id for plan in self.plans.values() for id in plan.modules if id not in patched)
        return max(held, key=lambda id: (held[id], id))


def lay_fleet(project: Path, folder: Path, seed: int, count: int) -> Fleet:
    """A copy of the project in `folder` with `count` municipalities, each with a profile and a patch of its own.

    The same seed gives the same files. Raises Unsound.
    """
    root = copy_project(project, folder)
    set_registry(root, count)
    reading = read_course(root)
    course = sound(reading)
    for row in read_registry(root, Problems()).values():
        tailor(root, row, reading, course, Random(f"{seed}:{row.slug}"))  # noqa: S311 - nothing is kept secret
    return Fleet(root, dict(plans(root, reading)))


def copy_project(project: Path, folder: Path) -> Path:
    """The course and what builds it, with no municipality and no cache."""
    for name in ("docs", "modules", "overrides"):
        shutil.copytree(project / name, folder / name)
    (folder / "municipalities").mkdir()
    for name in ("mkdocs.yml", "municipalities/registry.csv"):
        shutil.copyfile(project / name, folder / name)
    return folder


def set_registry(root: Path, count: int) -> None:
    """The registry cut to `count` municipalities, or gone round again with numbers where it has fewer."""
    path = root / "municipalities" / "registry.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(numbered(rows[place % len(rows)], place // len(rows)) for place in range(count))


def numbered(row: dict[str, str], time: int) -> dict[str, str]:
    """A row as it is the first time, and as another municipality the next."""
    if not time:
        return row
    own = {"code": f"{row['code']}{time:03d}", "slug": f"{row['slug']}-{time}"}
    return {**row, **own, "name": f"{row['name']} {time}", "short_name": f"{row['short_name']} {time}"}


def sound(reading: CourseReading) -> Course:
    """The course, which must be without errors."""
    if reading.course is None:
        raise Unsound(report(reading.problems))
    return reading.course


def plans(root: Path, reading: CourseReading) -> Iterator[tuple[str, Plan]]:
    """Each municipality's plan; one that can't be made is said, not left out."""
    for slug in read_registry(root, Problems()):
        told = tell_one(root, slug, EDITION, reading)
        if told.plan is None:
            raise Unsound(report(told.problems))
        yield slug, told.plan


def tailor(root: Path, row: Municipality, reading: CourseReading, course: Course, chance: Random) -> None:
    """One municipality's folder: a profile, and a patch that stands on the standard's text as it is."""
    folder = root / "municipalities" / row.slug
    (folder / "modules").mkdir(parents=True)
    profile = profile_of(row, course, chance)
    save_profile(root, row.slug, profile)
    told = tell_one(root, row.slug, EDITION, reading)
    modules = told.plan.modules if told.plan else make_plan(course, default_profile(row, course), EDITION).modules
    module, section = chance.choice(list(patchable(course, modules)))
    text = f"---\npatches: {module}\n---\n\n{section.raw.rstrip()}\n\nHos os i {row.short_name} taler vi om det på vores teammøder.\n"
    (folder / "modules" / f"lokalt-{module}.md").write_text(text, encoding="utf-8")
    rebase(root, row.slug, module, reading)


def patchable(course: Course, chosen: Iterable[str]) -> Iterator[tuple[str, Section]]:
    """The sections of an edition's modules that can take one more paragraph: those whose text is no block."""
    for id in chosen:
        yield from ((id, section) for section in course.modules[id].content.sections if "///" not in section.raw)


def profile_of(row: Municipality, course: Course, chance: Random) -> dict[str, Any]:
    """A profile: which themes, areas and functions, what things are called, and what is promised."""
    name = row.short_name
    return {
        "municipality": row.slug,
        "status": "example",
        "themes": chance.sample(list(course.themes), chance.randint(min(3, len(course.themes)), len(course.themes))),
        "areas": some(course.areas, chance),
        "functions": some(course.functions, chance),
        "goals": [f"{name} svarer {chance.choice(PROMISES)}"],
        "words": {
            id: {"indefinite": f"{word.indefinite} i {name}", "definite": f"{word.definite} i {name}"}
            for id, word in course.words.items()
            if chance.random() < 1 / 2
        },
        "promises": {id: chance.choice(PROMISES) for id in course.promises},
        "contacts": {id: {"name": f"{contact.name} i {name}"} for id, contact in course.contacts.items()},
        "brand": {"primary": dark_colour(chance)},
        "programme": {"use": chance.choice(list(course.programmes))},
    }


def some(ids: Mapping[str, object], chance: Random) -> list[str]:
    """At least one of the ids, in their own order."""
    chosen = set(chance.sample(list(ids), chance.randint(1, len(ids))))
    return [id for id in ids if id in chosen]


def dark_colour(chance: Random) -> str:
    """A colour that white text can be read on."""
    return "#" + "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(chance.random(), 0.2, 0.6))


def save_profile(root: Path, slug: str, profile: dict[str, Any]) -> None:
    """A profile as its file."""
    text = yaml.safe_dump(profile, allow_unicode=True, sort_keys=False, width=1000)
    (root / "municipalities" / slug / "profile.yml").write_text(text, encoding="utf-8")


def change_profile(root: Path, slug: str, time: int) -> None:
    """Another promise than ever before, as an editor might write."""
    path = root / "municipalities" / slug / "profile.yml"
    profile = yaml.safe_load(path.read_text(encoding="utf-8"))
    profile["promises"] = dict.fromkeys(profile["promises"], f"inden for {time + 2} arbejdsdage")
    save_profile(root, slug, profile)


def change_page(folder: Path, id: str, sentence: str) -> None:
    """One more sentence at the end of the page of that name, somewhere below the folder."""
    path = next(folder.rglob(f"{id}.md"))
    path.write_text(path.read_text(encoding="utf-8").rstrip() + f"\n\n{sentence}\n", encoding="utf-8")


def lay_modules(project: Path, folder: Path, count: int) -> tuple[Fleet, int]:
    """A copy of the project with one municipality and as many modules in its edition as said, if it can be; and how many they are.

    It chooses as many areas as fit. Then modules of themes are copied under new ids, in turn: every function and area meets those.
    Raises Unsound.
    """
    fleet = lay_fleet(project, folder, 0, 1)
    root, slug, course = fleet.root, fleet.slugs[0], read_course(fleet.root)
    for most in range(len(sound(course).areas), 0, -1):
        save_profile(root, slug, {"municipality": slug, "status": "example", "areas": list(sound(course).areas)[:most]})
        plan = dict(plans(root, course))[slug]
        if len(plan.modules) <= count:
            break
    originals = [module for module in sound(course).modules.values() if module.id in plan.modules and module.theme]
    for number in range(count - len(plan.modules)):
        original = originals[number % len(originals)]
        copy_module(root / original.file, original.id, f"{original.id}-{number // len(originals) + 2}")
    fleet = Fleet(root, dict(plans(root, read_course(root))))
    return fleet, len(fleet.plans[slug].modules)


def copy_module(path: Path, id: str, new: str) -> None:
    """A module's file beside it under another id."""
    text = path.read_text(encoding="utf-8").replace(f"\nid: {id}\n", f"\nid: {new}\n", 1)
    path.with_name(f"{new}.md").write_text(text, encoding="utf-8")
