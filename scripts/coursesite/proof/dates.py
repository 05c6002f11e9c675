"""What must be looked at, and by when: texts read a year ago, rules looked up a year ago or about to change."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from coursesite.model import Course, Module, Profile
from coursesite.problems import Place, Problems
from coursesite.source.yaml_text import Yaml

REVIEW_AFTER = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Due:
    """Something to look at on a day; `id` is a module's or a law's."""

    day: date
    id: str
    what: str
    place: Place


def check_reviews(modules: Iterable[Module], today: date, problems: Problems) -> None:
    """Modules in use that nobody has read for a year."""
    for module in (module for module in modules if module.status == "ready"):
        if today - module.reviewed > REVIEW_AFTER:
            problems.warning(
                "gennemlaest",
                Place(module.file),
                f"modulet er sidst læst igennem {module.reviewed.isoformat()}, for mere end et år siden",
                "Læs det igennem, og ret datoen i »reviewed«.",
            )
        if module.reviewed > today:
            problems.warning(
                "gennemlaest",
                Place(module.file),
                f"modulet siger, at det er læst igennem {module.reviewed.isoformat()}, som ikke er kommet endnu",
                "Ret datoen i »reviewed«.",
            )


def check_laws(course: Course, document: Yaml, today: date, problems: Problems) -> None:
    """Rules that nobody has looked up for a year, or that have changed since somebody did."""
    for number, law in enumerate(course.laws.values()):
        place = document.at("laws", number, "checked", "date")
        if today - law.checked > REVIEW_AFTER:
            problems.warning(
                "lov-gammel",
                place,
                f"»{law.id}« er sidst slået efter {law.checked.isoformat()}, for mere end et år siden",
                "Slå reglen efter, ret teksten, og skriv den nye dato i »checked«.",
            )
        if law.checked > today:
            problems.warning(
                "lov-gammel",
                place,
                f"»{law.id}« er slået efter {law.checked.isoformat()}, som ikke er kommet endnu",
                "Ret datoen i »checked«.",
            )
        if law.changes_on and law.checked < law.changes_on <= today:
            problems.warning(
                "lov-aendret",
                place,
                f"»{law.id}« er ændret {law.changes_on.isoformat()}, efter at den sidst blev slået efter",
                "Slå reglen efter, ret teksten og »changes_on«, og skriv den nye dato i »checked«.",
            )


def modules_of(course: Course, profiles: Iterable[Profile]) -> Iterator[Module]:
    """The modules that are in use, the municipalities' own among them."""
    yield from (module for module in course.modules.values() if module.status == "ready")
    for profile in profiles:
        yield from (local.module for local in profile.local if local.module and local.module.status == "ready")


def due_of(course: Course, profiles: Iterable[Profile]) -> list[Due]:
    """Everything that comes due, the nearest first."""
    laws = Place("modules/laws.yml")
    found = [Due(m.reviewed + REVIEW_AFTER, m.id, "modulet skal læses igennem igen", Place(m.file)) for m in modules_of(course, profiles)]
    found += [Due(law.checked + REVIEW_AFTER, law.id, f"{law.name} skal slås efter igen", laws) for law in course.laws.values()]
    found += [Due(law.changes_on, law.id, f"{law.name} ændres", laws) for law in course.laws.values() if law.changes_on]
    return sorted(found, key=lambda due: (due.day, due.place.file, due.id))
