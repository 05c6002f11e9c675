"""The architecture is a test: data walks one way, and the engine knows no course."""

import ast
import csv
import re
from collections.abc import Iterator
from pathlib import Path
from statistics import median

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
ENGINE = ROOT / "scripts" / "coursesite"
ROOMS = ["source", "proof", "plan", "pages", "site", "deliver", "commands"]
FILES = sorted(ENGINE.rglob("*.py"))


def name(path: Path) -> str:
    """The file as messages show it."""
    return path.relative_to(ENGINE).as_posix()


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, with the line."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module


@pytest.mark.parametrize("path", FILES, ids=name)
def test_nothing_imports_backwards(path: Path) -> None:
    """A room imports from itself, from rooms before it, and from the root's model and problems."""
    room = path.relative_to(ENGINE).parts[0]
    allowed = ROOMS[: ROOMS.index(room) + 1] if room in ROOMS else []
    for line, module in imports(path):
        parts = module.split(".")
        if parts[0] != "coursesite" or path == ENGINE / "cli.py" or len(parts) < 2:
            continue
        assert parts[1] in {*allowed, "model", "problems"}, (
            f"{name(path)}:{line} imports {module}: data walks {' → '.join(ROOMS)}; hand the value in instead"
        )


@pytest.mark.parametrize("path", FILES, ids=name)
def test_mkdocs_is_imported_in_one_room(path: Path) -> None:
    """The rest must be able to move to another generator."""
    for line, module in imports(path):
        assert not module.startswith("mkdocs") or path.parent.name == "site", f"{name(path)}:{line} imports {module}: only site/ may"


def strings(path: Path) -> Iterator[tuple[int, str]]:
    """Every string of a file that is not a docstring."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    docs = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docs:
            yield node.lineno, node.value


def own_words() -> set[str]:
    """Ids that belong to this course and this country's municipalities, and to no engine."""
    course = yaml.safe_load((ROOT / "modules" / "course.yml").read_text(encoding="utf-8"))
    with (ROOT / "municipalities" / "registry.csv").open(encoding="utf-8") as file:
        slugs = {row["slug"] for row in csv.DictReader(file)}
    return {entry["id"] for key in ("themes", "areas") for entry in course[key]} | slugs


def test_the_engine_names_no_theme_area_or_municipality() -> None:
    """Another course moves in by replacing modules/ and municipalities/ alone."""
    words = own_words()
    hits = [
        f"{name(path)}:{line}: »{text}«" for path in FILES for line, text in strings(path)
        if text in words or any(f"/{word}" in text or f"{word}/" in text for word in words)
    ]  # fmt: skip
    assert not hits, "\n".join(hits)


def functions() -> Iterator[tuple[str, int]]:
    """Every function with its length in lines, without its docstring."""
    for path in FILES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef):
                body = node.body[1:] if isinstance(node.body[0], ast.Expr) else node.body
                yield f"{name(path)}:{node.lineno} {node.name}", (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_functions_are_short() -> None:
    """The median is below 8 lines, and none is above 40."""
    sizes = dict(functions())
    assert median(sizes.values()) < 8
    assert not {place: size for place, size in sizes.items() if size > 40}


# What may look at the clock: whose remains are old, when a release was made, and what is due on the day of a check.
CLOCKS = {"site/switch.py", "deliver/releases.py", "commands/check.py", "commands/plan.py"}
CLOCK = re.compile(r"\b(today|now|utcnow|time|monotonic|localtime|getmtime|ctime|strftime)$")


@pytest.mark.parametrize("path", [path for path in FILES if name(path) not in CLOCKS], ids=name)
def test_no_site_depends_on_the_day(path: Path) -> None:
    """What makes a page reads no clock, so that the same sources give the same bytes on any day."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and CLOCK.search(node.func.attr):
            owner = ast.unparse(node.func.value)
            assert owner.rpartition(".")[2] not in {"time", "date", "datetime"}, f"{name(path)}:{node.lineno} asks {owner} for the time"
