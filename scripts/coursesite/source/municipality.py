"""One municipality: its row of the registry, its profile, and what lies beside the profile."""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
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
    Experience,
    Municipality,
    Omission,
    PhaseChange,
    Profile,
    Standing,
    Word,
)  # fmt: skip
from coursesite.problems import Place, Problems, did_you_mean
from coursesite.source.assets import check_asset, read_assets
from coursesite.source.colour import READABLE, contrast, nearest_readable, parse_colour, written
from coursesite.source.course import CourseReading, read_sheet
from coursesite.source.files import LITTER, Text, check_cpr, entries, list_files, read_text, refuse_link, shown
from coursesite.source.known import EVERYTHING, Known, check_known
from coursesite.source.local import read_local
from coursesite.source.modules import taken
from coursesite.source.profile_shapes import CohortShape, ExperienceShape, ProfileShape
from coursesite.source.programme import check_slot, make_slots
from coursesite.source.shape import validate
from coursesite.source.yaml_text import Yaml, read_yaml

REGISTRY = "municipalities/registry.csv"
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COLUMNS = ["code", "name", "short_name", "slug", "region"]
_WHITE, _BLACK = (255, 255, 255), (0, 0, 0)


class UnknownMunicipality(Exception):
    """A slug that is neither in the registry nor a folder of its own; says which is near."""


@dataclass(slots=True)
class MunicipalityReading:
    """What reading a municipality gave: the profile only where nothing is wrong with it."""

    slug: str
    profile: Profile | None = None
    problems: Problems = field(default_factory=Problems)


def read_registry(root: Path, problems: Problems) -> dict[str, Municipality]:
    """The municipalities of `municipalities/registry.csv` by slug."""
    text = read_text(root, root / "municipalities" / "registry.csv", problems)
    if text is None:
        return {}
    check_cpr(text, problems)
    try:
        lines = csv.reader(io.StringIO(text.text), strict=True)
        rows = [(lines.line_num, row) for row in lines]
    except csv.Error:
        problems.error(
            "register-form",
            text.at(lines.line_num),
            "linjen kan ikke læses som kommaadskilte felter",
            "Se efter anførselstegn, der ikke er lukket.",
        )
        return {}
    if not rows or rows[0][1] != COLUMNS:
        problems.error("register-form", text.at(1), "registrets første linje er ikke kolonnernes navne", f"Skriv {','.join(COLUMNS)}.")
        return {}
    return dict(read_rows(rows[1:], text, problems))


def read_rows(rows: list[tuple[int, list[str]]], text: Text, problems: Problems) -> Iterator[tuple[str, Municipality]]:
    """Each row as a municipality; one that isn't whole, or a code or slug that stands twice, is a problem."""
    seen: set[str] = set()
    for line, row in rows:
        if len(row) != len(COLUMNS) or not all(field.strip() for field in row):
            problems.error(
                "register-form",
                text.at(line),
                f"linjen har {len(row)} felter, men skal have {len(COLUMNS)} udfyldte",
                f"Udfyld {','.join(COLUMNS)}.",
            )
            continue
        code, name, short_name, slug, region = row
        if not code.isdecimal() or not _SLUG.fullmatch(slug) or "\n" in "".join(row):
            problems.error(
                "register-form",
                text.at(line),
                "kommunens kode er ikke et tal, eller dens adresse er ikke et id",
                "Skriv koden med tal og adressen med a-z, tal og bindestreger.",
            )
            continue
        for word in (code, slug):
            if word in seen:
                problems.error("register-dublet", text.at(line), f"»{word}« står også i en tidligere linje", "Slet den ene linje.")
            seen.add(word)
        yield slug, Municipality(slug, name, short_name, region)


def list_slugs(root: Path, registry: Mapping[str, Municipality]) -> list[str]:
    """Every municipality that can be built: those of the registry, and folders beside it."""
    return sorted({*registry, *folders(root)})


def folders(root: Path) -> list[str]:
    """The tailored municipalities: the folders in `municipalities/`."""
    base = root / "municipalities"
    found = entries(root, base, Problems())
    return [p.name for p in found if p.is_dir() and not p.is_symlink() and not LITTER.match(p.name)]


def check_folder(root: Path, problems: Problems) -> None:
    """`municipalities/` holds the registry and folders, nothing else."""
    for path in entries(root, root / "municipalities", problems):
        if refuse_link(root, path, problems) or path.is_dir() or LITTER.match(path.name):
            continue
        if path.name != "registry.csv":
            problems.error(
                "fil-ukendt-slags", Place(shown(root, path)), "filen hører ikke til her", "Læg den i kommunens egen mappe, eller slet den."
            )


def read_municipality(root: Path, slug: str, course: CourseReading) -> MunicipalityReading:
    """A municipality's profile, or the default one where it has no folder.

    Raises UnknownMunicipality for a slug that no municipality has.
    """
    reading = MunicipalityReading(slug)
    registry = read_registry(root, reading.problems)
    slugs = list_slugs(root, registry)
    if slug not in slugs and reading.problems.has_error_in(REGISTRY):
        return reading
    if slug not in slugs:
        raise UnknownMunicipality(f"ukendt kommune »{slug}«{did_you_mean(slug, slugs)}")
    if slug in folders(root):
        read_folder(root, registry.get(slug), course, reading)
    elif not (refuse_link(root, root / "municipalities" / slug, reading.problems)) and course.course:
        reading.profile = default_profile(registry[slug], course.course)
    return reading


def default_profile(municipality: Municipality, course: Course) -> Profile:
    """What a municipality gets that has asked for nothing: the whole course in neutral words."""
    return make_profile(ProfileShape(municipality=municipality.slug, status="own"), "default", municipality, course, None, {})


def read_folder(root: Path, row: Municipality | None, course: CourseReading, reading: MunicipalityReading) -> None:
    """The folder of a municipality: profile, own modules, experiences, files."""
    problems, slug = reading.problems, reading.slug
    folder = root / "municipalities" / slug
    sheet = read_sheet(root, folder / "profile.yml", ProfileShape, problems)
    files = list_files(root, folder, problems)
    assets = read_assets(root, folder / "assets", problems)
    local, known = read_local(root, of_kind(files, folder / "modules", ".md"), course, frozenset(assets), problems)
    experiences = tuple(read_experiences(root, of_kind(files, folder / "experiences", ".yml"), known, problems))
    check_kinds(root, folder, files, sheet.shape, problems)
    shape: ProfileShape | None = sheet.shape
    if shape is None or sheet.yaml is None:
        return
    municipality = check_identity(shape, sheet.yaml, slug, row, problems)
    check_profile(shape, sheet.yaml, known, course, problems)
    check_brand(root, folder, shape, sheet.yaml, problems)
    if municipality and course.course and not problems.errors():
        profile = make_profile(
            shape, shape.status, municipality, course.course, sheet.yaml, {"local": local, "experiences": experiences, "assets": assets}
        )
        reading.profile = with_logo(profile, folder, shape)


def of_kind(files: list[Path], folder: Path, suffix: str) -> list[Path]:
    """The files of one kind that lie in a folder itself."""
    return [path for path in files if path.parent == folder and path.suffix == suffix]


def check_kinds(root: Path, folder: Path, files: list[Path], shape: ProfileShape | None, problems: Problems) -> None:
    """Every file of the folder has a purpose, so that nothing is left out without a word."""
    logo = shape.brand.logo if shape else ""
    kinds = {(folder / "modules"): ".md", (folder / "experiences"): ".yml"}
    for path in files:
        unread = shape is None and path.parent == folder  # what names it can't be read
        named = path in {folder / "profile.yml", folder / "logo.svg", folder / "logo.png", folder / (logo or "profile.yml")}
        fits = unread or named or kinds.get(path.parent) == path.suffix
        if not fits and folder / "assets" not in path.parents:
            problems.error(
                "fil-ukendt-slags",
                Place(shown(root, path)),
                "filen bliver ikke brugt til noget",
                "Moduler ligger i modules/, erfaringer i experiences/ og billeder i assets/; et logo nævnes i »brand«.",
            )


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
            "Byg fra den udgave, eller slet »release«, når holdet er færdigt.",
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
        for number, added in enumerate(change.add):
            check_slot(added, document.at(*path, "add", number), known, problems)
    check_dates(shape, document, ids, problems)


def check_dates(shape: ProfileShape, document: Yaml, phases: frozenset[str], problems: Problems) -> None:
    """Cohorts' days and common events: known phases, and times in order."""
    seen: set[str] = set()
    for number, cohort in enumerate(shape.cohorts):
        place = document.at("cohorts", number, "id")
        if cohort.id in seen:
            problems.error("id-dublet", place, f"holdet »{cohort.id}« står to gange", "Giv det ene et andet id.")
        seen.add(cohort.id)
        check_cohort(cohort, shape, document, ("cohorts", number), problems)
        for step, day in enumerate(cohort.days):
            check_known("phase", day.phase, phases, document.at("cohorts", number, "days", step, "phase"), problems)
    for number, event in enumerate(shape.events):
        check_known("phase", event.phase, phases, document.at("events", number, "phase"), problems)
        check_order(event, document.at("events", number, "end"), problems)


def check_cohort(cohort: CohortShape, shape: ProfileShape, document: Yaml, path: tuple[str | int, ...], problems: Problems) -> None:
    """A cohort's areas are the municipality's; its days and breaks are in order."""
    chosen = frozenset(shape.areas) if isinstance(shape.areas, list) and shape.areas else EVERYTHING
    for number, area in enumerate(cohort.areas if isinstance(cohort.areas, list) else []):
        check_known("area", area, chosen, document.at(*path, "areas", number), problems)
    for step, day in enumerate(cohort.days):
        check_order(day, document.at(*path, "days", step, "end"), problems)
        if step and str(day.date) < str(cohort.days[step - 1].date):
            problems.error(
                "dato-orden",
                document.at(*path, "days", step, "date"),
                "dagen ligger før den forrige",
                "Skriv dagene i den rækkefølge, de kommer.",
            )
        for which, pause in enumerate(day.breaks):
            if not day.start <= pause.start < day.end:
                problems.error(
                    "tid-orden",
                    document.at(*path, "days", step, "breaks", which, "start"),
                    "pausen ligger uden for dagen",
                    "Ret pausens eller dagens tid.",
                )


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
        else:
            check_asset(root, folder / logo, problems)


def read_experiences(root: Path, paths: list[Path], known: Known, problems: Problems) -> Iterator[Experience]:
    """What the municipality's own staff learnt."""
    for path in paths:
        text = read_text(root, path, problems)
        document = read_yaml(text, problems) if text else None
        if text is None or document is None:
            continue
        check_cpr(text, problems)
        shape = validate(ExperienceShape, document, problems)
        if shape is None:
            continue
        if shape.id != path.stem:
            problems.error(
                "id-filnavn", document.at("id"), f"id'et »{shape.id}« er ikke filens navn »{path.stem}«", f"Skriv »id: {path.stem}«."
            )
        if shape.module:
            known.check("module", shape.module, document.at("module"), problems)
        areas = shape.areas if isinstance(shape.areas, list) else None
        known.check_all("area", areas or [], document, ("areas",), problems)
        yield taken(Experience, shape, areas=tuple(areas) if areas is not None else None)


# ── from shape to model ──────────────────────────────────────────────────────────────────────


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
        cohorts=tuple(make_cohort(cohort, areas) for cohort in shape.cohorts),
        events=tuple(taken(Event, event) for event in shape.events),
        accessibility=taken(Accessibility, shape.accessibility),
        site_url=shape.site_url, release=shape.release, **beside,
    )  # fmt: skip


def chosen(given: object, all_of_them: Mapping[str, Any]) -> tuple[str, ...]:
    """The ids that a profile chose, in its own order, or all in the course's."""
    return tuple(given) if isinstance(given, list) else tuple(all_of_them)


def make_cohort(shape: CohortShape, areas: tuple[str, ...]) -> Cohort:
    """The cohort with its days."""
    own = tuple(shape.areas) if isinstance(shape.areas, list) else areas
    days = tuple(taken(Day, day, breaks=tuple(taken(Break, pause) for pause in day.breaks)) for day in shape.days)
    return taken(Cohort, shape, areas=own, days=days)


def with_logo(profile: Profile, folder: Path, shape: ProfileShape) -> Profile:
    """The profile with its logo's file."""
    logo = folder / shape.brand.logo if shape.brand.logo else None
    return replace(profile, brand=Brand(profile.brand.primary, logo))
