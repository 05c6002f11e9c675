"""What a profile says, held against the course: whose it is, what it names, when things happen, how it looks."""

from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from coursesite.model import Municipality  # fmt: skip
from coursesite.problems import Place, Problems
from coursesite.source.assets import check_asset
from coursesite.source.colour import READABLE, contrast, nearest_readable, parse_colour, written
from coursesite.source.course import CourseReading
from coursesite.source.known import EVERYTHING, Known, check_each, check_known
from coursesite.source.profile_shapes import CohortShape, DayShape, ProfileShape
from coursesite.source.programme import check_slot, make_slots
from coursesite.source.registry import REGISTRY
from coursesite.source.yaml_text import Yaml

MAX_LOGO = 200 * 1024
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)


def check_identity(shape: ProfileShape, document: Yaml, slug: str, row: Municipality | None, problems: Problems) -> Municipality | None:
    """Whose profile it is: the folder's, in the registry unless it is fictional."""
    if shape.municipality != slug:
        problems.error(
            "kommune-mappe",
            document.at("municipality"),
            f"profilen siger »{shape.municipality}«, men ligger i mappen »{slug}«",
            f"Skriv »municipality: {slug}«.",
        )
        return None
    if shape.status == "fictional":
        if row or not shape.name:
            what = "kommunen findes i registret og er ikke opdigtet" if row else "en opdigtet kommune skal have et navn"
            problems.error(
                "kommune-status", document.at("status"), what, "Skriv »status: example« eller »own«." if row else 'Tilføj »name: "…"«.'
            )
            return None
        short = shape.name.removesuffix(" Kommune")
        return Municipality(slug, shape.name, short, None)
    if row is None and problems.has_error_in(REGISTRY):
        return None
    if row is None:
        problems.error(
            "kommune-status",
            document.at("status"),
            f"»{slug}« er ikke en af registrets kommuner",
            "Ret mappens navn, eller skriv »status: fictional« og et navn.",
        )
    elif shape.name:
        problems.error(
            "kommune-navn", document.at("name"), "navnet kommer fra registret", "Slet »name«; kun en opdigtet kommune har sit eget."
        )
    return row


def check_profile(shape: ProfileShape, document: Yaml, known: Known, course: CourseReading, problems: Problems) -> None:
    """Every id that the profile names."""
    for kind, key in (("area", "areas"), ("function", "functions"), ("theme", "themes")):
        chosen: Any = getattr(shape, key)
        if chosen == []:
            problems.error(
                "liste-tom",
                document.at(key),
                f"»{key}« er en tom liste, så intet er valgt",
                f"Vælg mindst ét, eller slet »{key}« for at få alle.",
            )
        known.check_all(kind, chosen if isinstance(chosen, list) else [], document, (key,), problems)
    known.check_all("option", shape.options, document, ("options",), problems)
    for number, omission in enumerate(shape.omit):
        place = document.at("omit", number, "module")
        known.check("module", omission.module, place, problems)
        if omission.module in {other.module for other in shape.omit[:number]}:
            problems.error("dublet", place, f"»{omission.module}« står to gange", "Slet det ene.")
    for kind, key in (("word", "words"), ("promise", "promises"), ("contact", "contacts")):
        for word in getattr(shape, key):
            known.check(kind, word, document.key_at(key, word), problems)
    check_release(shape, document, course, problems)
    check_programme(shape, document, known, course, problems)


def check_release(shape: ProfileShape, document: Yaml, course: CourseReading, problems: Problems) -> None:
    """A profile that is pinned to another release of the course isn't built on this one."""
    if shape.release and course.course and shape.release != course.course.release:
        problems.error(
            "udgave",
            document.at("release"),
            f"kommunen er låst til udgave {shape.release}, men kurset er udgave {course.course.release}",
            f"Hent den frem ved siden af med »git worktree add ../udgave-{shape.release} {shape.release}«, læg kommunens mappe derind, "
            "og byg dér. Er holdet færdigt, så slet »release«.",
        )


def check_programme(shape: ProfileShape, document: Yaml, known: Known, course: CourseReading, problems: Problems) -> None:
    """The programme, its changes, and the dates that follow it."""
    known.check("programme", shape.programme.use, document.at("programme", "use"), problems)
    programme = course.course.programmes.get(shape.programme.use) if course.course else None
    phases = {phase.id: phase for phase in programme.phases} if programme else None
    ids = frozenset(phases) if phases is not None else EVERYTHING
    for id, change in shape.programme.changes.items():
        path = ("programme", "changes", id)
        if not check_known("phase", id, ids, document.key_at(*path), problems) or phases is None:
            continue
        outside = [slot for slots in phases[id].outside.values() for slot in slots]
        slots = frozenset(slot.id for slot in [*(s for block in phases[id].blocks for s in block), *outside])
        for number, dropped in enumerate(change.drop):
            check_known("slot", dropped, slots, document.at(*path, "drop", number), problems)
        added = make_slots(change.add)
        left = Counter([*(slots - set(change.drop)), *(slot.id for slot in added)])
        for number, slot in enumerate(added):
            place = document.at(*path, "add", number)
            check_slot(change.add[number], place, known, problems)
            if left[slot.id] > 1:
                problems.error("dublet", place, f"»{slot.id}« er allerede i fasen", "Slet det her, eller sæt det andet i »drop«.")
    check_dates(shape, document, ids, frozenset(id for id, phase in phases.items() if phase.kind != "between") if phases else ids, problems)


def check_dates(shape: ProfileShape, document: Yaml, phases: frozenset[str], days: frozenset[str], problems: Problems) -> None:
    """Cohorts' days and common events: known phases, and times in order."""
    seen: set[str] = set()
    for number, cohort in enumerate(shape.cohorts):
        place = document.at("cohorts", number, "id")
        if cohort.id in seen:
            problems.error("id-dublet", place, f"holdet »{cohort.id}« står to gange", "Giv det ene et andet id.")
        seen.add(cohort.id)
        check_cohort(cohort, shape, document, ("cohorts", number), problems)
        for step, day in enumerate(cohort.days):
            check_known("phase", day.phase, days, document.at("cohorts", number, "days", step, "phase"), problems)
    for number, event in enumerate(shape.events):
        check_known("phase", event.phase, phases, document.at("events", number, "phase"), problems)
        check_order(event, document.at("events", number, "end"), problems)


def check_cohort(cohort: CohortShape, shape: ProfileShape, document: Yaml, path: tuple[str | int, ...], problems: Problems) -> None:
    """A cohort's areas are the municipality's; its days and breaks are in order."""
    chosen = frozenset(shape.areas) if isinstance(shape.areas, list) and shape.areas else EVERYTHING
    areas = cohort.areas if isinstance(cohort.areas, list) else []
    check_each(areas, lambda area, place: check_known("area", area, chosen, place, problems), document, (*path, "areas"), problems)
    if cohort.areas == []:
        problems.error(
            "liste-tom",
            document.at(*path, "areas"),
            "»areas« er en tom liste, så holdet er for ingen",
            "Vælg mindst ét, eller slet linjen for at få alle kommunens.",
        )
    check_days(cohort.days, document, (*path, "days"), problems)


def check_days(days: Sequence[DayShape], document: Yaml, path: tuple[str | int, ...], problems: Problems) -> None:
    """Each day begins after the one before has ended, and ends after it has begun."""
    starts = Counter((day.date, day.start) for day in days)
    for step, day in enumerate(days):
        before = days[step - 1] if step else None
        if starts[day.date, day.start] > 1:
            problems.error(
                "dublet", document.at(*path, step, "date"), "holdet har to dage, der begynder samtidig", "Slet den ene, eller ret datoen."
            )
        elif before and before.date == day.date and in_minutes(day.start) < in_minutes(before.end):
            told = (
                f"dagen begynder kl. {clock(in_minutes(day.start))}, før den forrige samme dag slutter kl. {clock(in_minutes(before.end))}"
            )
            problems.error("tid-orden", document.at(*path, step, "start"), told, "Ret en af dagenes tider, eller skriv dem i orden.")
        check_order(day, document.at(*path, step, "end"), problems)
        if before and str(day.date) < str(before.date):
            problems.error(
                "dato-orden", document.at(*path, step, "date"), "dagen ligger før den forrige", "Skriv dagene i den rækkefølge, de kommer."
            )
        check_breaks(day, document, (*path, step, "breaks"), problems)


def check_breaks(day: DayShape, document: Yaml, path: tuple[str | int, ...], problems: Problems) -> None:
    """Each pause lies within the day and after the one before."""
    free = in_minutes(day.start)
    for which, pause in enumerate(day.breaks):
        begins, ends = in_minutes(pause.start), in_minutes(pause.start) + pause.minutes
        place, told = document.at(*path, which, "start"), f"pausen kl. {clock(begins)}-{clock(ends)}"
        if in_minutes(day.start) <= begins < free:
            problems.error("tid-orden", place, f"{told} ligger oven i den forrige, som slutter kl. {clock(free)}", "Ret en af pauserne.")
        elif not free <= begins <= ends <= in_minutes(day.end):
            span = f"{clock(in_minutes(day.start))}-{clock(in_minutes(day.end))}"
            problems.error("tid-orden", place, f"{told} ligger uden for dagen, der er kl. {span}", "Ret pausens eller dagens tid.")
        free = max(free, ends)


def in_minutes(at: Any) -> int:
    """Minutes since midnight; the shape gives a time, though its type says text."""
    return int(at.hour * 60 + at.minute)


def clock(minutes: int) -> str:
    """`11.35` for minutes since midnight."""
    return f"{minutes // 60}.{minutes % 60:02d}"


def check_order(span: Any, place: Place, problems: Problems) -> None:
    """What ends, ends after it begins."""
    if span.end <= span.start:
        problems.error("tid-orden", place, "sluttidspunktet ligger ikke efter begyndelsen", "Ret »start« eller »end«.")


def check_brand(root: Path, folder: Path, shape: ProfileShape, document: Yaml, problems: Problems) -> None:
    """White text can be read on the colour, and the logo is there."""
    if shape.brand.primary:
        colour = parse_colour(shape.brand.primary)
        if (ratio := contrast(colour, _WHITE)) < READABLE:
            better = written(nearest_readable(colour, _WHITE, _BLACK))
            problems.error(
                "farve-kontrast",
                document.at("brand", "primary"),
                f"hvid tekst kan ikke læses på {shape.brand.primary} (kontrast {ratio:.1f}; mindst {READABLE})".replace(".", ","),
                f'Den nærmeste farve, der kan bruges, er "{better}".',
            )
    if logo := shape.brand.logo:
        place = document.at("brand", "logo")
        if not (folder / logo).is_file():
            problems.error(
                "logo", place, f"filen »{logo}« ligger ikke i kommunens mappe", "Læg logoet ved siden af profile.yml, eller slet linjen."
            )
        elif Path(logo).suffix.lower() not in {".svg", ".png"}:
            problems.error("logo", place, "et logo skal være en .svg- eller .png-fil", "Gem logoet i en af de to typer.")
        elif (size := (folder / logo).stat().st_size) > MAX_LOGO:
            told = f"logoet fylder {size // 1024} KB; det må højst fylde {MAX_LOGO // 1024} KB, for hver side viser det"
            problems.error("logo", place, told, "Gem det i en mindre størrelse eller som SVG.")
        else:
            check_asset(root, folder / logo, problems)
