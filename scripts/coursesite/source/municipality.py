"""One municipality: its row of the registry, its profile, and what lies beside the profile."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from coursesite.model import Experience, Municipality, Profile  # fmt: skip
from coursesite.problems import Place, Problems, did_you_mean
from coursesite.source.assets import read_assets
from coursesite.source.course import CourseReading
from coursesite.source.files import check_cpr, list_files, read_text, refuse_link, shown
from coursesite.source.former import FILE as FORMER
from coursesite.source.former import read_former
from coursesite.source.known import Known
from coursesite.source.local import read_local
from coursesite.source.modules import taken
from coursesite.source.profile import default_profile, make_profile, with_logo
from coursesite.source.profile_checks import check_brand, check_identity, check_profile
from coursesite.source.profile_shapes import ExperienceShape, ProfileShape
from coursesite.source.registry import REGISTRY, UnknownMunicipality, folders, list_slugs, read_registry
from coursesite.source.shape import validate
from coursesite.source.sheets import read_sheet
from coursesite.source.yaml_text import read_yaml


@dataclass(slots=True)
class MunicipalityReading:
    """What reading a municipality gave: the profile only where nothing is wrong with it."""

    slug: str
    profile: Profile | None = None
    problems: Problems = field(default_factory=Problems)


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


def read_folder(root: Path, row: Municipality | None, course: CourseReading, reading: MunicipalityReading) -> None:
    """The folder of a municipality: profile, own modules, experiences, files."""
    problems, slug = reading.problems, reading.slug
    folder = root / "municipalities" / slug
    sheet = read_sheet(root, folder / "profile.yml", ProfileShape, problems)
    files = list_files(root, folder, problems)
    assets = read_assets(root, folder / "assets", problems)
    local, known = read_local(root, of_kind(files, folder / "modules", ".md"), course, frozenset(assets), problems)
    experiences = tuple(read_experiences(root, of_kind(files, folder / "experiences", ".yml"), known, problems))
    former = read_former(root, folder, problems)
    check_kinds(root, folder, files, sheet.shape, problems)
    shape: ProfileShape | None = sheet.shape
    if shape is None or sheet.yaml is None:
        return
    municipality = check_identity(shape, sheet.yaml, slug, row, problems)
    check_profile(shape, sheet.yaml, known, course, problems)
    check_brand(root, folder, shape, sheet.yaml, problems)
    if municipality and course.course and not problems.errors():
        profile = make_profile(
            shape,
            shape.status,
            municipality,
            course.course,
            sheet.yaml,
            {"local": local, "experiences": experiences, "assets": assets, "former": former},
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
        named = path in {
            folder / "profile.yml",
            folder / FORMER,
            folder / "logo.svg",
            folder / "logo.png",
            folder / (logo or "profile.yml"),
        }
        fits = unread or named or kinds.get(path.parent) == path.suffix
        if not fits and folder / "assets" not in path.parents:
            problems.error(
                "fil-ukendt-slags",
                Place(shown(root, path)),
                "filen bliver ikke brugt til noget",
                "Moduler ligger i modules/, erfaringer i experiences/ og billeder i assets/; et logo nævnes i »brand«.",
            )


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
