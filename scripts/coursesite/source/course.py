"""The course: `modules/` and the shell's pages in `docs/`, read whole and checked together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from coursesite.model import (
    AUDIENCES,
    SHOWS,
    Box,
    Choice,
    Contact,
    Course,
    Law,
    Module,
    Named,
    Node,
    Scenario,
    ShellPage,
    Source,
    Term,
    Theme,
    Word,
)  # fmt: skip
from coursesite.problems import Place, Problems, did_you_mean, listed
from coursesite.source import programme
from coursesite.source.assets import read_assets
from coursesite.source.blocks import Vocabulary
from coursesite.source.course_shapes import CourseShape, GlossaryShape, LawsShape, ProgrammeShape, ScenarioShape, SourcesShape  # fmt: skip
from coursesite.source.files import check_cpr, list_files, read_text, shown
from coursesite.source.known import EVERYTHING, Known, check_known, ids_of, lines_of, names_of
from coursesite.source.module_shapes import ModuleShape, ShellShape
from coursesite.source.modules import (
    Draft,
    check_front,
    check_links,
    check_requires,
    make_module,
    read_draft,
    read_front,
    section_ids,
    taken,
)  # fmt: skip
from coursesite.source.shape import Shape, validate
from coursesite.source.yaml_text import Yaml, read_yaml

S = TypeVar("S", bound=Shape)
T = TypeVar("T")

_OWN: dict[str, type[Shape]] = {
    "course.yml": CourseShape,
    "programme.yml": ProgrammeShape,
    "glossary.yml": GlossaryShape,
    "laws.yml": LawsShape,
    "sources.yml": SourcesShape,
}


@dataclass(slots=True)
class Sheet:
    """A YAML file as far as it could be read."""

    path: Path
    yaml: Yaml | None
    shape: Any = None


@dataclass(slots=True)
class CourseReading:
    """What reading a course gave: the course itself only where nothing is wrong with it."""

    known: Known
    drafts: Mapping[str, Draft]
    course: Course | None = None
    problems: Problems = field(default_factory=Problems)


def read_course(root: Path) -> CourseReading:
    """Everything in `modules/` and `docs/`, as a numbered story; `root` holds both."""
    problems = Problems()
    # 1. The course's own files, valid or not, tell which ids there are.
    sheets = {name: read_sheet(root, root / "modules" / name, shape, problems) for name, shape in _OWN.items()}
    files = list_files(root, root / "modules", problems)
    assets = read_assets(root, root / "modules" / "assets", problems)
    scenarios = {path.stem: read_sheet(root, path, ScenarioShape, problems) for path in files if is_scenario(root, path)}
    paths = module_paths(root, files, problems)
    known = learn(sheets, scenarios, paths, assets)
    # 2. Modules and shell pages, read in the light of those ids.
    drafts = {id: read_draft(root, path, known.words, problems) for id, path in paths.items()}
    fronts = {id: read_front(draft, ModuleShape, problems) for id, draft in drafts.items()}
    sections = {id: section_ids(d.content.sections) for id, d in drafts.items() if not problems.has_error_in(d.file)}
    known = Known(known.ids, known.words, sections)
    shell = read_shell(root, known, problems)
    # 3. Everything that refers to something else.
    for id, draft in drafts.items():
        check_module(root, draft, fronts[id], known, problems)
    check_rings(drafts, fronts, problems)
    check_sheets(sheets, scenarios, fronts, {id: draft.file for id, draft in drafts.items()}, known, problems)
    # 4. A course, if nothing is wrong.
    reading = CourseReading(known, drafts, problems=problems)
    if not problems.errors():
        reading.course = make_course(sheets, scenarios, drafts, fronts, shell, assets)
    return reading


def read_sheet(root: Path, path: Path, shape: type[Shape], problems: Problems) -> Sheet:
    """A YAML file, read and checked against its type."""
    text = read_text(root, path, problems)
    if text is None:
        return Sheet(path, None)
    check_cpr(text, problems)
    document = read_yaml(text, problems)
    return Sheet(path, document, validate(shape, document, problems) if document else None)


def is_scenario(root: Path, path: Path) -> bool:
    """Whether a file is one of the scenarios."""
    return path.parent == root / "modules" / "scenarios" and path.suffix == ".yml"


def module_paths(root: Path, files: Iterable[Path], problems: Problems) -> dict[str, Path]:
    """Each module's file by its id; what is no source and two files of one name are problems."""
    found: dict[str, Path] = {}
    base = root / "modules"
    for path in files:
        if path.parent == base / "assets" or base / "assets" in path.parents or is_scenario(root, path):
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
        elif path.parent != base or path.name not in _OWN:
            expected = did_you_mean(path.name, _OWN) if path.suffix in {".yml", ".yaml"} else ""
            problems.error(
                "fil-ukendt-slags",
                Place(shown(root, path)),
                f"filen hører ikke til her.{expected}",
                "Moduler er .md-filer i en mappe under modules/; billeder ligger i modules/assets/.",
            )
    return found


def learn(sheets: Mapping[str, Sheet], scenarios: Mapping[str, Sheet], paths: Mapping[str, Path], assets: Mapping[str, Path]) -> Known:
    """Every id that the files declare."""
    course, plan = sheets["course.yml"].yaml, sheets["programme.yml"].yaml
    folder = sheets["course.yml"].path.parent
    linked = folder.is_symlink() or (folder.is_dir() and any(path.is_symlink() and path.is_dir() for path in folder.iterdir()))
    modules = EVERYTHING if linked else frozenset(paths)
    ids = {
        **{kind: ids_of(course, key) for kind, key in (("theme", "themes"), ("goal", "goals"), ("area", "areas"), ("function", "functions"), ("option", "options"), ("word", "words"), ("promise", "promises"), ("contact", "contacts"))},
        "law": ids_of(sheets["laws.yml"].yaml, "laws"),
        "source": ids_of(sheets["sources.yml"].yaml, "sources"),
        "term": ids_of(sheets["glossary.yml"].yaml, "terms"),
        "activity": ids_of(plan, "activities"),
        "programme": ids_of(plan, "programmes"),
        "module": modules,
        "scenario": EVERYTHING if linked else frozenset(scenarios),
        "asset": EVERYTHING if linked else frozenset(assets),
    }  # fmt: skip
    words = Vocabulary(ids["area"], ids["function"], lines_of(course, "speakers"), ids_of(course, "roles"), names_of(course, modules))
    return Known(ids, words)


def read_shell(root: Path, known: Known, problems: Problems) -> tuple[ShellPage, ...]:
    """The pages of `docs/`, each for the editions that it names."""
    words = replace(known.words, shows=frozenset(SHOWS))
    pages = []
    for path in (p for p in list_files(root, root / "docs", problems) if p.suffix == ".md"):
        draft = read_draft(root, path, words, problems)
        shape = read_front(draft, ShellShape, problems)
        check_links(draft.content, known, problems)
        if shape:
            uri = shape.uri or path.relative_to(root / "docs").as_posix()
            pages.append(ShellPage(uri, shape.title, tuple(shape.editions), draft.content, draft.file))
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


def check_module(root: Path, draft: Draft, shape: ModuleShape | None, known: Known, problems: Problems) -> None:
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


def check_sheets(
    sheets: Mapping[str, Sheet],
    scenarios: Mapping[str, Sheet],
    shapes: Mapping[str, ModuleShape | None],
    files: Mapping[str, str],
    known: Known,
    problems: Problems,
) -> None:
    """What the YAML files refer to, and that no id stands twice."""
    for name, keys in (
        ("course.yml", ("themes", "goals", "areas", "functions", "options", "boxes")),
        ("laws.yml", ("laws",)),
        ("sources.yml", ("sources",)),
        ("glossary.yml", ("terms",)),
        ("programme.yml", ("activities", "programmes")),
    ):
        for key in keys:
            check_twice(sheets[name].yaml, key, problems)
    check_paths(sheets["course.yml"], shapes, files, known, problems)
    if glossary := sheets["glossary.yml"]:
        for number, term in enumerate(glossary.shape.terms if glossary.shape else []):
            if term.module:
                known.check("module", term.module, cast(Yaml, glossary.yaml).at("terms", number, "module"), problems)
    for id, sheet in scenarios.items():
        check_scenario(id, sheet, problems)
    plan = sheets["programme.yml"]
    if plan.shape and plan.yaml:
        programme.check(plan.shape, plan.yaml, known, problems)


def check_twice(document: Yaml | None, key: str, problems: Problems) -> None:
    """No two entries of a list have the same id."""
    data = document.data.get(key) if document and isinstance(document.data, dict) else None
    first: dict[str, int] = {}
    for number, entry in enumerate(data if isinstance(data, list) else []):
        id = entry.get("id") if isinstance(entry, dict) else None
        if isinstance(id, str) and document:
            place = document.at(key, number, "id")
            if id in first:
                problems.error("id-dublet", place, f"id'et »{id}« står også i linje {first[id]}", "Giv det ene et andet id.")
            first.setdefault(id, place.line)


def check_paths(sheet: Sheet, shapes: Mapping[str, ModuleShape | None], files: Mapping[str, str], known: Known, problems: Problems) -> None:
    """A theme's path names modules of the theme, each once; one in its folder has been told of."""
    for number, theme in enumerate(sheet.shape.themes if sheet.shape else []):
        path = ("themes", number, "path")
        known.check_all("module", theme.path, cast(Yaml, sheet.yaml), path, problems)
        for step, id in enumerate(theme.path):
            shape = shapes.get(id)
            if shape and shape.theme != theme.id and Path(files[id]).parent.name != theme.id:
                problems.error(
                    "tema-vej",
                    cast(Yaml, sheet.yaml).at(*path, step),
                    f"modulet »{id}« hører til temaet »{shape.theme}«",
                    "Slet det her, eller ret modulets »theme«.",
                )


def check_scenario(id: str, sheet: Sheet, problems: Problems) -> None:
    """Every choice leads to a node, and every node can be reached."""
    shape, document = sheet.shape, sheet.yaml
    if shape is None or document is None:
        return
    if shape.id != id:
        problems.error("id-filnavn", document.at("id"), f"id'et »{shape.id}« er ikke filens navn »{id}«", f"Skriv »id: {id}«.")
    nodes = frozenset(shape.nodes)
    sound = check_known("node", shape.start, nodes, document.at("start"), problems)
    for name, node in shape.nodes.items():
        for number, choice in enumerate(node.choices):
            sound &= check_known("node", choice.to, nodes, document.at("nodes", name, "choices", number, "to"), problems)
    for name in nodes - set(reachable(shape)) if sound else ():
        problems.error(
            "scenarie-trin",
            document.key_at("nodes", name),
            f"trinnet »{name}« kan ikke nås fra »{shape.start}«",
            "Lad et valg føre dertil med »to«, eller slet trinnet.",
        )


def reachable(shape: ScenarioShape) -> list[str]:
    """The nodes that can be reached, in the order in which a reader meets them."""
    found, waiting = [shape.start], [shape.start]
    while waiting:
        for choice in shape.nodes[waiting.pop(0)].choices:
            if choice.to not in found:
                found.append(choice.to)
                waiting.append(choice.to)
    return found


# ── from shapes to the model ─────────────────────────────────────────────────────────────────


def make_course(
    sheets: Mapping[str, Sheet],
    scenarios: Mapping[str, Sheet],
    drafts: Mapping[str, Draft],
    shapes: Mapping[str, ModuleShape | None],
    shell: tuple[ShellPage, ...],
    assets: Mapping[str, Path],
) -> Course:
    """The course from its checked parts."""
    course: CourseShape = sheets["course.yml"].shape
    plan: ProgrammeShape = sheets["programme.yml"].shape
    return Course(
        title=course.title, subtitle=course.subtitle, release=course.release,
        themes=by_id(Theme, course.themes), goals=by_id(Named, course.goals), areas=by_id(Named, course.areas),
        functions=by_id(Named, course.functions), options=by_id(Named, course.options),
        speakers=tuple(course.speakers), roles=dict(course.roles), promises=dict(course.promises),
        words={id: taken(Word, word) for id, word in course.words.items()},
        contacts={id: taken(Contact, contact) for id, contact in course.contacts.items()},
        boxes={box.id: Box(box.id, box.title, tuple((line.lead, line.text) for line in box.lines)) for box in course.boxes},
        modules=make_modules(drafts, shapes),
        scenarios={id: make_scenario(sheet.shape) for id, sheet in scenarios.items()},
        laws={law.id: taken(Law, law, checked=law.checked.date, where=law.checked.where) for law in sheets["laws.yml"].shape.laws},
        sources=by_id(Source, sheets["sources.yml"].shape.sources),
        terms=by_id(Term, sheets["glossary.yml"].shape.terms),
        activities=programme.make_activities(plan),
        programmes=programme.make_programmes(plan, cast(Yaml, sheets["programme.yml"].yaml)),
        shell=shell, assets=assets,
    )  # fmt: skip


def by_id(cls: type[T], shapes: Iterable[Any]) -> dict[str, T]:
    """Model objects by id, in the order of the file."""
    return {shape.id: taken(cls, shape) for shape in shapes}


def make_modules(drafts: Mapping[str, Draft], shapes: Mapping[str, ModuleShape | None]) -> dict[str, Module]:
    """Every module by its id."""
    return {id: make_module(drafts[id], shape) for id, shape in shapes.items() if shape}


def make_scenario(shape: ScenarioShape) -> Scenario:
    """The scenario with its nodes in reading order."""
    nodes = ((id, shape.nodes[id]) for id in reachable(shape))
    return Scenario(shape.id, shape.title, tuple(Node(id, node.text, tuple(taken(Choice, c) for c in node.choices)) for id, node in nodes))
