"""The JSON Schemas say of shape what the types say, and are as the command writes them."""

import json
import re
from collections.abc import Callable, Iterator
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from pydantic import TypeAdapter, ValidationError

from coursesite.cli import main
from coursesite.commands.schema import KEYS_PAGE, SCHEMAS
from coursesite.problems import Problems
from coursesite.source.files import FORBIDDEN, Text
from coursesite.source.module_shapes import Digest, ShellShape
from coursesite.source.profile_shapes import Colour, FileName
from coursesite.source.schema import DOCUMENTS, schemas
from coursesite.source.shape import Clock, Email, Id, IsoDate, Line, Paragraph, Phone, Url
from coursesite.source.yaml_text import read_yaml

ROOT = Path(__file__).resolve().parent.parent
SMALL = ROOT / "tests" / "courses" / "cykel"
MADE = schemas()
NAMES = sorted(MADE)
FOUND = {  # what there is of each kind in the repository
    "profile": "municipalities/*/profile.yml", "experience": "municipalities/*/experiences/*.yml", "local-module": "municipalities/*/modules/*.md",
    "patch": "municipalities/*/modules/*.md", "module": "modules/*/*.md", "course": "modules/course.yml", "programme": "modules/programme.yml",
    "scenario": "modules/scenarios/*.yml", "glossary": "modules/glossary.yml", "laws": "modules/laws.yml", "sources": "modules/sources.yml",
    "writing": "modules/writing.yml", "page": "docs/**/*.md",
}  # fmt: skip
ENGLISH = re.compile(r"\b(the|of|and|with|that|this|which|from|are|not|its|what|when|where|who)\b", re.IGNORECASE)
CODE = re.compile(r"`[^`]*`")


# ── the files that are kept ──────────────────────────────────────────────────────────────────


def test_what_is_kept_is_what_the_command_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Or an editor would be told old rules: run `coursesite schema` after a change of the types."""
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    assert main(["schema"]) == 0
    written = {path.relative_to(tmp_path).as_posix(): path.read_bytes() for path in tmp_path.rglob("*") if path.suffix in {".json", ".md"}}
    assert capsys.readouterr().out.split("\n")[:-1] == [
        f"Skrevet: {file}" for file in [*(f"{SCHEMAS}/{n}.schema.json" for n in MADE), KEYS_PAGE]
    ]
    kept = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in [*(ROOT / SCHEMAS).iterdir(), ROOT / KEYS_PAGE]}
    assert written == kept


def test_the_schemas_can_be_put_in_another_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Other editors have their own places; running twice gives the same bytes."""
    (tmp_path / "mkdocs.yml").touch()
    monkeypatch.chdir(tmp_path)
    assert main(["schema", "--out", "her"]) == 0
    assert {path.name for path in Path("her").iterdir()} == {path.name for path in (ROOT / SCHEMAS).iterdir()}
    assert not Path(".vscode").exists()


def test_the_editor_is_told_where_the_schemas_are() -> None:
    """Every YAML file of the repository has the schema of its kind, and none another's."""
    wired = json.loads((ROOT / ".vscode" / "settings.json").read_text(encoding="utf-8"))["yaml.schemas"]
    assert wired == {f"{SCHEMAS}/{name}.schema.json": where for name, where in FOUND.items() if where.endswith(".yml")}
    assert all((ROOT / schema).is_file() for schema in wired)
    assert "redhat.vscode-yaml" in json.loads((ROOT / ".vscode" / "extensions.json").read_text(encoding="utf-8"))["recommendations"]
    sources = {path for folder in ("modules", "municipalities") for path in (ROOT / folder).rglob("*.yml")}
    assert sources == {path for where in wired.values() for path in ROOT.glob(where)}


# ── what the schemas say to people ───────────────────────────────────────────────────────────


def parts(schema: Any) -> Iterator[dict[str, Any]]:
    """Every part of a schema."""
    if isinstance(schema, dict):
        yield schema
    for inner in schema.values() if isinstance(schema, dict) else schema if isinstance(schema, list) else ():
        yield from parts(inner)


@pytest.mark.parametrize("name", NAMES)
def test_every_key_is_explained_in_danish(name: str) -> None:
    """Sentences without markup that a table or a message couldn't show, and examples that are right."""
    schema = MADE[name]
    Draft202012Validator.check_schema(schema)
    groups = [schema, *schema.get("$defs", {}).values()]
    assert len({group["title"] for group in groups}) == len(groups)
    for group in groups:
        assert group["additionalProperties"] is False
        for key, field in group["properties"].items():
            text = field.get("description", "")
            assert text.endswith("."), f"{group['title']}, {key}: give it a description with told(…)"
            assert not ENGLISH.search(CODE.sub("", text)), text
            assert not re.search(r"[!|*<>{}\[\]]", text), text
            told_of = Draft202012Validator({**field, "$defs": schema.get("$defs", {})})
            assert all(told_of.is_valid(example) for example in field.get("examples", [])), key


@pytest.mark.parametrize("name", NAMES)
def test_no_word_for_developers_reaches_an_editor(name: str) -> None:
    """Docstrings and titles made of keys are English."""
    groups = {"title", "description", "patternErrorMessage"}
    for part in parts({key: value for key, value in MADE[name].items() if key != "$schema"}):
        for key in groups & part.keys():
            if isinstance(part[key], str):
                assert not ENGLISH.search(CODE.sub("", part[key])), part[key]


# ── the types and the schemas agree ──────────────────────────────────────────────────────────


@cache
def validator(name: str) -> Draft202012Validator:
    """A document's schema, ready for use."""
    return Draft202012Validator(MADE[name])


def accepts(validate: Callable[[Any], object], data: object) -> bool:
    """Whether the type takes the data."""
    try:
        validate(data)
    except ValidationError:
        return False
    return True


def read(path: Path) -> Any:
    """A file's YAML or front matter as our loader gives it."""
    text = path.read_text(encoding="utf-8")
    document = read_yaml(Text(path.name, text.split("---\n")[1] if path.suffix == ".md" else text), Problems())
    assert document is not None
    return document.data


def of_kind(name: str, root: Path) -> list[Any]:
    """What a course has of a kind of document."""
    found = [read(path) for path in sorted(root.glob(FOUND[name]))]
    return [data for data in found if name not in {"patch", "local-module"} or ("patches" in data) == (name == "patch")]


def made_of(part: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:  # noqa: PLR0911 - one answer for each kind
    """Data that a part of a schema accepts."""
    if "$ref" in part:
        strategy = made_of(defs[part["$ref"].rpartition("/")[2]], defs)
        return strategy.filter(Draft202012Validator({"anyOf": part["anyOf"]}).is_valid) if "anyOf" in part else strategy
    if choices := part.get("anyOf", part.get("oneOf")):
        return st.one_of([made_of(choice, defs) for choice in choices])
    if "const" in part or "enum" in part:
        return st.sampled_from(part.get("enum", [part.get("const")]))
    match part["type"]:
        case "object":
            return objects(part, defs)
        case "array":
            return st.lists(made_of(part["items"], defs), min_size=part.get("minItems", 0), max_size=2)
        case "integer":
            return st.integers(part.get("minimum"), part.get("maximum"))
        case "string":
            return texts(part.get("pattern", ""))
    return {"boolean": st.booleans(), "null": st.none()}[part["type"]]


@cache
def texts(pattern: str) -> st.SearchStrategy[str]:
    """Texts of a form; what forms there are, is tried apart."""
    return st.sampled_from([text for text in TEXTS if re.search(pattern, text)])


def objects(part: dict[str, Any], defs: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Mappings: those with fixed keys, and those with any."""
    if part["additionalProperties"] is False:
        fields = {key: made_of(field, defs) for key, field in part["properties"].items()}
        needed = {key: fields.pop(key) for key in part.get("required", [])}
        return st.fixed_dictionaries(needed, optional=fields)
    keys = made_of({"type": "string", **part.get("propertyNames", {})}, defs)
    return st.dictionaries(keys, made_of(part["additionalProperties"], defs), min_size=part.get("minProperties", 0), max_size=2)


@cache
def documents(name: str) -> st.SearchStrategy[Any]:
    """Whole documents that a schema accepts."""
    return made_of(MADE[name], MADE[name].get("$defs", {}))


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The way to every value."""
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


# Texts near to what is right somewhere, and values of every other type; JSON Schema takes 1.0 for a whole number.
TEXTS = [
    "", " ", "\n", "a", "a\n", "all", "Aa", "a\nb", " a b ", "a-b", "a-b-", "æ", "2027-02-28", "2027-02-29", "2027-13-01", "09:00", "23:59", "24:00", "9:00",
    "https://a.dk", "https://a", "https://æ.dk:80/ø?b&c", "http://a.dk", "a@b.dk", "a@b", "12345678", "+45 12 34 56 78", "1", "#14532d", "#14532", "logo.svg",
    "../logo.svg", "da", "index.md", "a/b.md", "0123456789ab", "trainer",
]  # fmt: skip
OTHERS = [
    None, True, False, 0, 1, -1, 601, 10**20, 1.5, [], [None], ["a"], ["a", 1], [[]], {}, {"a": "a"}, {"a": None}, {"A b": "a"}, {"class": None, "self": None},
]  # fmt: skip
VALUES = st.sampled_from(TEXTS) | st.sampled_from(OTHERS)
SIGNS = st.sampled_from(["\n", " ", "-", "a", "A", "æ", "0", "٣", ".", "/", ":", "#", "@", "+", "_", "\xa0", "\t", "ǅ", "Ж", "²"])


@st.composite
def spoilt(draw: st.DrawFn, name: str) -> Any:
    """A valid document with one thing changed: a key dropped, added or renamed, another value, a sign more in a text, an item twice or gone."""
    real = of_kind_small(name)
    data = deepcopy(draw(st.one_of(documents(name), st.sampled_from(real)) if real else documents(name)))
    path = draw(st.sampled_from(list(places(data))))
    if not path:
        return draw(st.one_of(VALUES, st.just({**data, draw(st.sampled_from(["x", "title", "class", "module"])): draw(VALUES)})))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    value = inner[path[-1]]
    match draw(st.sampled_from(["drop", "rename", "replace", "sign", "add", "repeat"])):
        case "drop":
            del inner[path[-1]]
        case "rename" if isinstance(inner, dict):
            inner[draw(st.sampled_from(["x", "a b", "É", "", "concept", "in_class", "alone"]))] = inner.pop(path[-1])
        case "sign" if isinstance(value, str):
            at = draw(st.integers(0, len(value)))
            inner[path[-1]] = value[:at] + draw(SIGNS) + value[at + draw(st.integers(0, 1)) :]
        case "add" if isinstance(value, dict):
            value[draw(st.sampled_from(["x", "A", "id", "title", "self"]))] = draw(VALUES)
        case "repeat" if isinstance(value, list):
            value += value
        case _:
            inner[path[-1]] = draw(VALUES)
    return data


@cache
def of_kind_small(name: str) -> list[Any]:
    """Real documents to spoil: the small course's, and the fictional municipality's, which has one of everything."""
    return [*of_kind(name, SMALL), *(of_kind(name, ROOT) if FOUND[name].startswith("municipalities") else [])]


@pytest.mark.parametrize("name", NAMES)
def test_what_is_written_is_accepted_by_the_schema(name: str) -> None:
    """Every file of the course, of the municipalities and of the small course."""
    real = [*of_kind(name, ROOT), *of_kind(name, SMALL)]
    assert real
    for data in real:
        assert not [error.message for error in validator(name).iter_errors(data)]


HASTE = settings(deadline=None, suppress_health_check=list(HealthCheck))
FORMS = [Clock, Colour, Digest, Email, FileName, Id, IsoDate, Line, Paragraph, Phone, Url, ShellShape.model_fields["uri"].annotation]
# The signs that patterns name, up to the last of them, without those that no source may have.
ALPHABET = st.characters(max_codepoint=ord("ɏ"), exclude_characters="".join(filter(FORBIDDEN.match, map(chr, range(ord("ɏ"))))))


@pytest.mark.parametrize("name", NAMES)
def test_what_the_schema_accepts_the_type_accepts(name: str) -> None:
    """Whatever an editor lets stand has the right shape."""

    @settings(HASTE, max_examples=30)
    @given(documents(name))
    def holds(data: Any) -> None:
        assert validator(name).is_valid(data)
        DOCUMENTS[name].shape.model_validate(data)

    holds()


@pytest.mark.parametrize("name", NAMES)
def test_a_slip_is_seen_by_both_or_by_neither(name: str) -> None:
    """What an editor marks, `check` refuses, and the other way round."""

    @settings(HASTE, max_examples=100)
    @given(spoilt(name))
    def holds(data: Any) -> None:
        assert validator(name).is_valid(data) == accepts(DOCUMENTS[name].shape.model_validate, data), data

    holds()


@pytest.mark.parametrize("form", FORMS, ids=range(len(FORMS)))
def test_a_form_is_the_same_to_both(form: Any) -> None:
    """Texts of the form, and with one sign more, another or none."""
    adapter = TypeAdapter(form)
    schema = adapter.json_schema()
    pattern = next(part["pattern"] for part in parts(schema) if "pattern" in part)
    inner = pattern.removeprefix("^(?:").removesuffix(r")$(?!\n)")

    @settings(HASTE, max_examples=100)
    @given(st.from_regex(inner, fullmatch=inner != pattern, alphabet=ALPHABET), st.integers(0, 20), st.integers(0, 1), SIGNS | st.just(""))
    def holds(text: str, at: int, gone: int, sign: str) -> None:
        assert accepts(adapter.validate_python, text)
        for other in (text, text[:at] + sign + text[at + gone :], text + "\n"):
            assert bool(re.search(pattern, other)) == accepts(adapter.validate_python, other), other

    holds()


@settings(HASTE, max_examples=200)
@given(st.integers(0, 2500), st.integers(0, 13), st.integers(0, 32))
def test_the_calendar_is_the_same_to_both(year: int, month: int, day: int) -> None:
    """Short months and leap years too."""
    adapter, text = TypeAdapter(IsoDate), f"{year:04}-{month:02}-{day:02}"
    assert bool(re.search(adapter.json_schema()["pattern"], text)) == accepts(adapter.validate_python, text)
