"""A profile from its checked parts, with the course's defaults where it says nothing."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path as Folder
from typing import Any, cast

from coursesite.model import (
    Accessibility,
    Brand,
    Break,
    Cohort,
    Contact,
    Course,
    Day,
    Event,
    Municipality,
    Omission,
    PhaseChange,
    Profile,
    Standing,
    Word,
)  # fmt: skip
from coursesite.source.modules import taken
from coursesite.source.profile_shapes import CohortShape, ProfileShape
from coursesite.source.programme import make_slots
from coursesite.source.yaml_text import Path, Yaml


def default_profile(municipality: Municipality, course: Course) -> Profile:
    """What a municipality gets that has asked for nothing: the whole course in neutral words."""
    return make_profile(ProfileShape(municipality=municipality.slug, status="own"), "default", municipality, course, None, {})


def make_profile(
    shape: ProfileShape, standing: Standing, municipality: Municipality, course: Course, document: Yaml | None, beside: Mapping[str, Any]
) -> Profile:
    """The profile with the course's defaults where it says nothing."""
    areas = chosen(shape.areas, course.areas)
    return Profile(
        municipality=municipality, standing=standing,
        areas=areas, functions=chosen(shape.functions, course.functions), themes=chosen(shape.themes, course.themes),
        omit=tuple(Omission(o.module, o.reason, cast(Yaml, document).at("omit", n, "module")) for n, o in enumerate(shape.omit)),
        options=tuple(shape.options), goals=tuple(shape.goals),
        words={**course.words, **{id: taken(Word, word) for id, word in shape.words.items()}},
        promises={**course.promises, **shape.promises},
        contacts={**course.contacts, **{id: taken(Contact, contact) for id, contact in shape.contacts.items()}},
        brand=Brand(shape.brand.primary or None),
        programme=shape.programme.use,
        changes={
            id: PhaseChange(make_slots(change.add), tuple(change.drop), cast(Yaml, document).key_at("programme", "changes", id))
            for id, change in shape.programme.changes.items()
        },
        cohorts=tuple(make_cohort(cohort, areas, cast(Yaml, document), ("cohorts", n, "days")) for n, cohort in enumerate(shape.cohorts)),
        events=tuple(taken(Event, event) for event in shape.events),
        accessibility=taken(Accessibility, shape.accessibility),
        site_url=shape.site_url, release=shape.release, **beside,
    )  # fmt: skip


def chosen(given: object, all_of_them: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids that a profile chose, in its own order, or all in the course's."""
    return tuple(given) if isinstance(given, list) else tuple(all_of_them)


def make_cohort(shape: CohortShape, areas: tuple[str, ...], document: Yaml, path: Path) -> Cohort:
    """The cohort with its days; `path` leads to them in the profile."""
    own = tuple(shape.areas) if isinstance(shape.areas, list) else areas
    days = tuple(
        taken(Day, day, breaks=tuple(taken(Break, pause) for pause in day.breaks), written=document.at(*path, number, "phase"))
        for number, day in enumerate(shape.days)
    )
    return taken(Cohort, shape, areas=own, days=days)


def with_logo(profile: Profile, folder: Folder, shape: ProfileShape) -> Profile:
    """The profile with its logo's file."""
    logo = folder / shape.brand.logo if shape.brand.logo else None
    return replace(profile, brand=Brand(profile.brand.primary, logo))
