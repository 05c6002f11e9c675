"""Who may be published: the law and the participants want to know whom to turn to."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coursesite.model import Profile
from coursesite.problems import Place, Problems, listed
from coursesite.source.course import read_course
from coursesite.source.municipality import read_municipality
from coursesite.source.registry import check_folder

_STAND_IN = "Er det en prøve, som ingen skal bruge, så skriv --demo."


@dataclass(frozen=True, slots=True)
class Ready:
    """The municipalities that nothing is in the way of, and what is in the way of the others."""

    slugs: tuple[str, ...]
    problems: Problems


def ready(root: Path, slugs: Iterable[str], *, demo: bool) -> Ready:
    """Read the course and each municipality, and hold its profile against what a published site must say.

    Raises UnknownMunicipality.
    """
    course = read_course(root)
    problems = course.problems
    check_folder(root, problems)
    whole = course.course is not None and not problems.errors()
    good, without = [], []
    for slug in slugs:
        reading = read_municipality(root, slug, course)
        problems.add(reading.problems)
        if reading.profile is None:
            continue
        if reading.profile.standing == "default" and not demo:
            without.append(slug)
            continue
        lacks = Problems() if demo else lacking(slug, reading.profile)
        problems.add(lacks)
        good += [] if lacks else [slug]
    if without:
        refuse_without(without, problems)
    return Ready(tuple(good) if whole else (), problems)


def refuse_without(slugs: list[str], problems: Problems) -> None:
    """One problem for all that have no folder, however many they are."""
    problems.error(
        "udgiv-uden-mappe",
        Place("municipalities"),
        f"{listed(slugs)} har ingen mappe, og så er der ingen kontakt og ingen tilgængelighedserklæring at vise",
        f"Skriv »coursesite new {slugs[0]}«, og udfyld »contacts« og »accessibility« i profilen. {_STAND_IN}",
    )


def lacking(slug: str, profile: Profile) -> Problems:
    """What the profile of a municipality with a folder lacks."""
    problems, place = Problems(), Place(f"municipalities/{slug}/profile.yml")
    if profile.standing != "own":
        problems.error(
            "udgiv-status", place, f"siden er ikke kommunens egen: »status« er »{profile.standing}«", f"Skriv »status: own«. {_STAND_IN}"
        )
    contact, access = profile.contacts.get("course"), profile.accessibility
    if not (contact and (contact.email or contact.phone)):
        problems.error(
            "udgiv-kontakt", place, "der er ingen, deltagerne kan skrive eller ringe til om kurset",
            f"Skriv »name« og »email« eller »phone« under »course« i »contacts«. {_STAND_IN}",
        )  # fmt: skip
    absent = [key for key, given in (("was_url", access.was_url), ("email« eller »phone", access.email or access.phone)) if not given]
    if absent:
        problems.error(
            "udgiv-tilgaengelighed", place, "kommunens tilgængelighedserklæring, eller hvem man skriver til om den, mangler",
            f"Skriv {' og '.join(f'»{key}«' for key in absent)} i »accessibility«. {_STAND_IN}",
        )  # fmt: skip
    return problems
