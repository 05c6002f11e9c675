"""The course: `modules/` and the shell's pages in `docs/`, read whole and checked together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import cast

from coursesite.model import AUDIENCES, SHOWS, Course, ShellPage  # fmt: skip
from coursesite.problems import Place, Problems, did_you_mean, listed
from coursesite.source.assemble import make_course
from coursesite.source.assets import read_assets
from coursesite.source.course_shapes import (  # fmt: skip
    CourseShape,
    GlossaryShape,
    LawsShape,
    ProgrammeShape,
    ScenarioShape,
    SourcesShape,
    WritingShape,
)
from coursesite.source.diagrams import read_diagrams
from coursesite.source.files import MAX_ASSET, Text, entries, list_files, read_bytes, read_text, shown
from coursesite.source.known import EVERYTHING, Known, ids_of, lines_of, names_of
from coursesite.source.module_shapes import ModuleShape, ShellShape
from coursesite.source.modules import Draft, check_front, check_links, check_requires, read_draft, read_front, section_ids  # fmt: skip
from coursesite.source.shape import Shape
from coursesite.source.sheets import Sheet, check_sheets, read_sheet
from coursesite.source.vocabulary import Vocabulary
from coursesite.source.yaml_text import Yaml

_OWN: dict[str, type[Shape]] = {
    "course.yml": CourseShape,
    "programme.yml": ProgrammeShape,
    "glossary.yml": GlossaryShape,
    "laws.yml": LawsShape,
    "sources.yml": SourcesShape,
    "writing.yml": WritingShape,
}
_WORDS = "words.txt"
_FOLDERS = {"scenarios": ".yml", "diagrams": ".svg"}  # what is read by its own reader


@dataclass(slots=True)
class CourseReading:
    """What reading a course gave: the course itself only where nothing is wrong with it.

    `sheets` has the YAML files by name, scenarios by `scenarios/<id>.yml`; `words` are the course's
    own words, which no dictionary has.
    """

    known: Known
    drafts: Mapping[str, Draft]
    sheets: Mapping[str, Sheet] = field(default_factory=dict)
    words: Text | None = None
    course: Course | None = None
    problems: Problems = field(default_factory=Problems)


def read_course(root: Path) -> CourseReading:
    """Everything in `modules/` and `docs/`, as a numbered story; `root` holds both."""
    problems = Problems()
    # 1. The course's own files, valid or not, tell which ids there are.
    sheets = {name: read_sheet(root, root / "modules" / name, shape, problems) for name, shape in _OWN.items()}
    files = list_files(root, root / "modules", problems)
    assets = read_assets(root, root / "modules" / "assets", problems)
    diagrams = read_diagrams(root, [path for path in files if is_in(root, "diagrams", path, ".svg")], problems)
    scenarios = {path.stem: read_sheet(root, path, ScenarioShape, problems) for path in files if is_in(root, "scenarios", path, ".yml")}
    paths = module_paths(root, files, problems)
    known = learn(sheets, {"module": paths, "scenario": scenarios, "asset": assets, "diagram": diagrams})
    # 2. Modules and shell pages, read in the light of those ids.
    drafts = {id: read_draft(root, path, known.words, problems) for id, path in paths.items()}
    fronts = {id: read_front(draft, ModuleShape, problems) for id, draft in drafts.items()}
    sections = {id: section_ids(d.content.sections) for id, d in drafts.items() if not problems.has_error_in(d.file)}
    former = {old: id for id, front in fronts.items() if front for old in front.formerly}
    known = Known(known.ids, known.words, sections, former)
    shell = read_shell(root, known, problems)
    # 3. Everything that refers to something else.
    for id, draft in drafts.items():
        check_module(draft, fronts[id], known, problems)
    check_rings(drafts, fronts, problems)
    check_sheets(sheets, scenarios, fronts, {id: draft.file for id, draft in drafts.items()}, known, problems)
    # 4. A course, if nothing is wrong.
    named = {**sheets, **{f"scenarios/{id}.yml": sheet for id, sheet in scenarios.items()}}
    reading = CourseReading(known, drafts, named, read_words(root, root / "modules" / _WORDS, problems), problems=problems)
    if not problems.errors():
        reading.course = make_course(sheets, scenarios, drafts, fronts, shell, assets, diagrams)
    return reading


def is_in(root: Path, folder: str, path: Path, suffix: str) -> bool:
    """Whether a file is of a kind and lies in a folder of its own, as scenarios and diagrams do."""
    return path.parent == root / "modules" / folder and path.suffix == suffix


def module_paths(root: Path, files: Iterable[Path], problems: Problems) -> dict[str, Path]:
    """Each module's file by its id; what is no source and two files of one name are problems."""
    found: dict[str, Path] = {}
    base = root / "modules"
    for path in files:
        if base / "assets" in path.parents or any(is_in(root, folder, path, suffix) for folder, suffix in _FOLDERS.items()):
            continue
        if path.suffix == ".md" and path.parent != base:
            if path.stem in found:
                problems.error(
                    "id-dublet",
                    Place(shown(root, path)),
                    f"modulet »{path.stem}« findes også i {shown(root, found[path.stem])}",
                    "Giv den ene fil et andet navn og id.",
                )
            else:
                found[path.stem] = path
        elif path.parent != base or path.name not in {*_OWN, _WORDS}:
            expected = did_you_mean(path.name, _OWN) if path.suffix in {".yml", ".yaml"} else ""
            problems.error(
                "fil-ukendt-slags",
                Place(shown(root, path)),
                f"filen hører ikke til her.{expected}",
                "Moduler er .md-filer i en mappe under modules/; billeder ligger i modules/assets/.",
            )
    return found


def read_words(root: Path, path: Path, problems: Problems) -> Text | None:
    """The course's own words, if it has a list of them."""
    return read_text(root, path, problems) if path.exists() else None


def learn(sheets: Mapping[str, Sheet], files: Mapping[str, Iterable[str]]) -> Known:
    """Every id that the sheets declare, and those of the other files by kind."""
    course, plan = sheets["course.yml"].yaml, sheets["programme.yml"].yaml
    folder = sheets["course.yml"].path.parent
    linked = folder.is_symlink() or any(path.is_symlink() and path.is_dir() for path in entries(folder, folder, Problems()))
    own = {kind: EVERYTHING if linked else frozenset(ids) for kind, ids in files.items()}
    ids = {
        **{kind: ids_of(course, key) for kind, key in (("theme", "themes"), ("goal", "goals"), ("area", "areas"), ("function", "functions"), ("option", "options"), ("word", "words"), ("promise", "promises"), ("contact", "contacts"))},
        "law": ids_of(sheets["laws.yml"].yaml, "laws"),
        "source": ids_of(sheets["sources.yml"].yaml, "sources"),
        "term": ids_of(sheets["glossary.yml"].yaml, "terms"),
        "activity": ids_of(plan, "activities"),
        "programme": ids_of(plan, "programmes"),
        **own,
    }  # fmt: skip
    words = Vocabulary(ids["area"], ids["function"], lines_of(course, "speakers"), ids_of(course, "roles"), names_of(course, own["module"]))
    return Known(ids, words)


def read_shell(root: Path, known: Known, problems: Problems) -> tuple[ShellPage, ...]:
    """The pages of `docs/`, each for the editions that it names."""
    words = replace(known.words, shows=frozenset(SHOWS))
    pages = []
    files = list_files(root, root / "docs", problems)
    for path in (p for p in files if p.suffix != ".md"):
        read_bytes(root, path, MAX_ASSET, problems)
    for path in (p for p in files if p.suffix == ".md"):
        draft = read_draft(root, path, words, problems)
        shape = read_front(draft, ShellShape, problems)
        check_links(draft.content, known, problems)
        if shape:
            uri = shape.uri or path.relative_to(root / "docs").as_posix()
            pages.append(
                ShellPage(uri, shape.title, tuple(shape.editions), shape.literal, shape.place, draft.content, draft.file, draft.raw)
            )
    check_shell(pages, problems)
    return tuple(pages)


def check_shell(pages: Sequence[ShellPage], problems: Problems) -> None:
    """Each edition has a front page, and no two pages of one have the same address."""
    fronts = {edition for page in pages if page.uri == "index.md" for edition in page.editions}
    missing = [edition for edition in AUDIENCES if edition not in fronts]
    if missing and not any(problem.place.file.startswith("docs") for problem in problems):
        problems.error(
            "forside-findes-ikke",
            Place("docs/index.md"),
            f"{listed(missing)} har ingen forside",
            "Skriv udgaven i »editions« på en side med »uri: index.md«.",
        )
    taken_by: dict[tuple[str, str], str] = {}
    for page in pages:
        for edition in page.editions:
            other = taken_by.setdefault((page.uri, edition), page.file)
            if other != page.file:
                problems.error(
                    "side-dublet",
                    Place(page.file),
                    f"{other} har samme adresse i samme udgave",
                    "Giv den ene side en anden »uri« eller andre »editions«.",
                )


def check_module(draft: Draft, shape: ModuleShape | None, known: Known, problems: Problems) -> None:
    """A module's references, and that it lies in its theme's folder."""
    check_links(draft.content, known, problems)
    if shape is None:
        return
    check_front(draft, shape, known, problems)
    folder = Path(draft.file).parent.name
    themes = known.ids["theme"]
    if themes is not EVERYTHING and folder in themes and (shape.theme is None or shape.theme in themes) and shape.theme != folder:
        problems.error(
            "tema-mappe",
            cast(Yaml, draft.front).at("theme"),
            f"modulet ligger i temaet »{folder}«s mappe, men siger »{shape.theme}«",
            "Flyt filen, eller ret »theme«.",
        )
    for number, former in enumerate(shape.formerly):
        if former in shape.formerly[:number]:
            problems.error("dublet", cast(Yaml, draft.front).at("formerly", number), f"»{former}« står to gange", "Slet det ene.")
        if former in known.ids["module"]:
            problems.error(
                "formerly",
                cast(Yaml, draft.front).at("formerly", number),
                f"»{former}« er stadig et modul",
                "Slet det gamle modul, eller slet id'et her.",
            )


def check_rings(drafts: Mapping[str, Draft], shapes: Mapping[str, ModuleShape | None], problems: Problems) -> None:
    """No module requires itself."""
    requires = {id: tuple(shape.requires) for id, shape in shapes.items() if shape}
    check_requires(requires, {id: draft.front for id, draft in drafts.items() if draft.front}, problems)
