"""The YAML files of a course: read one by one, then held against each other."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from coursesite.problems import Problems
from coursesite.source import programme
from coursesite.source.course_shapes import ScenarioShape  # fmt: skip
from coursesite.source.files import check_cpr, read_text
from coursesite.source.known import Known, check_known
from coursesite.source.module_shapes import ModuleShape
from coursesite.source.shape import Shape, validate
from coursesite.source.yaml_text import Yaml, read_yaml


@dataclass(slots=True)
class Sheet:
    """A YAML file as far as it could be read."""

    path: Path
    yaml: Yaml | None
    shape: Any = None


def read_sheet(root: Path, path: Path, shape: type[Shape], problems: Problems) -> Sheet:
    """A YAML file, read and checked against its type."""
    text = read_text(root, path, problems)
    if text is None:
        return Sheet(path, None)
    check_cpr(text, problems)
    document = read_yaml(text, problems)
    return Sheet(path, document, validate(shape, document, problems) if document else None)


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
    check_area_paths(sheets["course.yml"], shapes, known, problems)
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


def check_area_paths(sheet: Sheet, shapes: Mapping[str, ModuleShape | None], known: Known, problems: Problems) -> None:
    """An area's path names what is made for that area alone, each once."""
    for number, area in enumerate(sheet.shape.areas if sheet.shape else []):
        path = ("areas", number, "path")
        known.check_all("module", area.path, cast(Yaml, sheet.yaml), path, problems)
        for step, id in enumerate(area.path):
            shape = shapes.get(id)
            if shape and (shape.theme is not None or shape.areas == "all" or area.id not in shape.areas):
                problems.error(
                    "omraade-vej",
                    cast(Yaml, sheet.yaml).at(*path, step),
                    f"modulet »{id}« er ikke lavet til området »{area.id}« alene",
                    "Slet det her, eller skriv området i modulets »areas«.",
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
