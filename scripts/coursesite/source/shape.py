"""How YAML is checked against its types, and how pydantic's findings become Danish problems.

The types (`course_shapes`, `module_shapes`, `profile_shapes`) are strict: unknown keys are
refused and nothing is converted silently. A union is told apart by one look at the value, so
that one mistake gives one message. Each field says in Danish what it is for (`told`), and each
check of ours says the same to JSON Schema (`Form`), so that the rules have one source: the
messages, the schemas (`schema`) and the reference page are made of the types.

A pattern means the same in Python and in an editor's JavaScript, so letters and digits are spelt out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import Annotated, Any, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Discriminator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, Tag, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from coursesite.problems import Place, Problems, did_you_mean, listed, shorten
from coursesite.source.yaml_text import Yaml


class Shape(BaseModel):
    """A mapping in a source: its keys are fixed, and it doesn't change once read."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True, defer_build=True)


S = TypeVar("S", bound=Shape)


def told(text: str, *examples: object) -> Any:
    """What a field is for, in Danish, with examples: the editor shows it, and so do the reference page and the messages."""
    return Field(description=text, examples=list(examples) or None)


@dataclass(frozen=True, eq=False)  # known by itself, as pydantic keeps it among other metadata
class Form:
    """A check of a value of the right type, and what JSON Schema says to the same effect."""

    check: Callable[[Any], Any]
    said: Mapping[str, Any]

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        """The check comes after the type's own."""
        return core_schema.no_info_after_validator_function(self.check, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        """The type's own schema with what the check adds."""
        return {**handler(schema), **self.said}


def written_as(pattern: str, what: str, remedy: str) -> dict[str, str]:
    """A text's form for JSON Schema; editors that know `patternErrorMessage` show it in place of the pattern.

    In Python, unlike JavaScript, `$` alone would let a line end pass.
    """
    return {"title": what, "pattern": rf"^(?:{pattern})$(?!\n)", "patternErrorMessage": f"Her skal stå {what}. {remedy}"}


def refusal(code: str, message: str, remedy: str) -> PydanticCustomError:
    """A problem found by one of our own checks, with its words."""
    return PydanticCustomError("course", "{message}", {"code": code, "message": message, "remedy": remedy})


def matching(pattern: str, what: str, remedy: str) -> Form:
    """A check that a text has a form."""
    compiled = re.compile(pattern)

    def check(value: str) -> str:
        if not compiled.fullmatch(value):
            raise refusal("form", f"»{shorten(value)}« er ikke {what}", remedy)
        return value

    return Form(check, written_as(pattern, what, remedy))


def not_blank(value: str) -> str:
    """A text that has something in it."""
    if not value.strip():
        raise refusal("tom-tekst", "teksten er tom", "Skriv noget, eller slet linjen, hvis nøglen kan udelades.")
    return value


def one_line(value: str) -> str:
    """A text that fits on one line, such as a title."""
    if "\n" in value.strip():
        raise refusal("form", "teksten fylder flere linjer", "Skriv den på én linje.")
    return value.strip()


def parse_date(value: str) -> date:
    """`2027-02-28`; a day that isn't in the calendar is refused."""
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        raise refusal("dato", f"»{shorten(value)}« er ikke en dato", _DATE_REMEDY)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise refusal("dato", f"datoen {value} findes ikke", "Se efter i kalenderen; skriv år-måned-dag, fx 2027-02-28.") from None


def parse_time(value: str) -> time:
    """`"09:00"`."""
    if not re.fullmatch(_CLOCK, value):
        raise refusal("klokkeslaet", f"»{shorten(value)}« er ikke et klokkeslæt", _CLOCK_REMEDY)
    return time.fromisoformat(value)


def which(value: object) -> str:
    """`all`, or a list of ids."""
    return "all" if isinstance(value, str) else "list"


# The calendar as a pattern: months of 31, 30 and 28 days, and the leap years; there is no year 0.
_LEAP = "[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00"
_DAY = (
    "(?:(?!0000)[0-9]{4}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))"
    f"|(?:{_LEAP})-02-29)"
)
_DATE_REMEDY = "Skriv år-måned-dag, fx 2027-02-28."
_CLOCK = "([01][0-9]|2[0-3]):[0-5][0-9]"
_CLOCK_REMEDY = 'Skriv timer og minutter i anførselstegn, fx "09:00".'
_LETTER = "A-Za-z0-9_À-ÖØ-öø-ɏ"  # what may stand in an address beside the signs that have a meaning

# Python's and JavaScript's white space differ only in signs that no source may have (`files.FORBIDDEN`).
_SOMETHING = {
    "title": "en tekst",
    "pattern": r"\S",
    "patternErrorMessage": "Teksten er tom. Skriv noget, eller slet linjen, hvis nøglen kan udelades.",
}
_ONE_LINE = written_as(r"\s*\S([^\n]*\S)?\s*", "en tekst på én linje", "Den må ikke være tom.")

Paragraph = Annotated[str, Form(not_blank, _SOMETHING)]
Line = Annotated[Paragraph, Form(one_line, _ONE_LINE)]
Id = Annotated[str, matching(r"[a-z0-9]+(-[a-z0-9]+)*", "et id", "Brug kun a-z, tal og bindestreger; skriv æ, ø og å som ae, oe og aa.")]
IsoDate = Annotated[str, Form(parse_date, written_as(_DAY, "en dato", _DATE_REMEDY))]
Clock = Annotated[str, Form(parse_time, written_as(_CLOCK, "et klokkeslæt", _CLOCK_REMEDY))]
Url = Annotated[
    str,
    matching(
        rf"https://[{_LETTER}-]+(\.[{_LETTER}-]+)+(:[0-9]+)?(/(?:[{_LETTER}.~:/?#@$+,;=%-]|&(?!#))*)?",
        "en webadresse",
        "Begynd med https://, og brug ingen mellemrum, parenteser eller anførselstegn.",
    ),
]
Email = Annotated[str, matching(rf"[A-Za-z0-9._+-]+@[{_LETTER}-]+(\.[{_LETTER}-]+)+", "en e-mailadresse", "Skriv den som navn@kommune.dk.")]
Phone = Annotated[str, matching(r"\+?[0-9]( ?[0-9]){7,14}", "et telefonnummer", 'Skriv tallene i anførselstegn, fx "12 34 56 78".')]
Release = Annotated[
    str, matching(r"[0-9A-Za-z]+([.-][0-9A-Za-z]+)*", "en udgave", 'Skriv tal, punktum og bogstaver i anførselstegn, fx "2026.1".')
]
AllOr = Annotated[Annotated[Literal["all"], Tag("all")] | Annotated[list[Id], Tag("list")], Discriminator(which)]

_TYPES = {
    "string_type": ("en tekst", "Skriv en tekst; tal og datoer sættes i anførselstegn."),
    "int_type": ("et helt tal", "Skriv et helt tal uden anførselstegn."),
    "bool_type": ("true eller false", "Skriv true eller false uden anførselstegn."),
    "list_type": ("en liste", "Skriv [a, b] eller et punkt på hver linje med »- « foran."),
    "tuple_type": ("en liste", "Skriv [a, b] eller et punkt på hver linje med »- « foran."),
    "dict_type": ("en gruppe af nøgler", "Skriv »nøgle: værdi« på linjerne under, rykket ind."),
    "model_type": ("en gruppe af nøgler", "Skriv »nøgle: værdi« på linjerne under, rykket ind."),
    "date_type": ("en dato", "Skriv år-måned-dag, fx 2027-02-28."),
}
_NAMES = {
    str: "en tekst",
    bool: "true/false",
    int: "et tal",
    float: "et kommatal",
    list: "en liste",
    dict: "en gruppe",
    type(None): "ingenting",
}


_KEY = "[key]"  # how pydantic's path says that it is the key that is wrong


def validate(shape: type[S], document: Yaml, problems: Problems) -> S | None:
    """The document as its type, or None with every mistake as a problem."""
    if document.data is None:
        problems.error(
            "fil-tom", Place(document.file), "filen er tom", f"Skriv mindst nøglerne {listed(required(shape))}, eller slet filen."
        )
        return None
    try:
        return shape.model_validate(document.data)
    except ValidationError as error:
        for found in error.errors(include_url=False):
            note(found, shape, document, problems)
        return None


def note(found: Mapping[str, Any], shape: type[Shape], document: Yaml, problems: Problems) -> None:
    """One of pydantic's findings as a Danish problem, at the place of the key or value."""
    path = tuple(part for part in found["loc"] if part not in {"all", "list", _KEY} or part in keys_of(document, found["loc"]))
    kind, key = found["type"], str(path[-1]) if path else ""
    wrong_key = kind == "extra_forbidden" or found["loc"][-1:] == (_KEY,)
    place = document.key_at(*path) if wrong_key else document.at(*path)
    path = path[:-1] if wrong_key and kind == "literal_error" else path
    code, message, remedy = wording(kind, key, path, found, shape)
    problems.error(code, place, message, remedy)


def keys_of(document: Yaml, path: tuple[str | int, ...]) -> set[str | int]:
    """The parts of a path that the document has as keys; the rest are tags of a union."""
    return {part for end, part in enumerate(path) if (*path[:end], part) in document.keys}


def wording(kind: str, key: str, path: tuple[Any, ...], found: Mapping[str, Any], shape: type[Shape]) -> tuple[str, str, str]:  # noqa: PLR0911 - one answer for each kind
    """Code, message and remedy of a finding."""
    given = found.get("input")
    if kind == "course":
        context = found["ctx"]
        return context["code"], context["message"], context["remedy"]
    if kind == "missing":
        return "noegle-mangler", f"nøglen »{key}« mangler", f"Tilføj »{key}: …«{purpose(fields_at(shape, path[:-1]).get(key))}."
    if kind == "extra_forbidden":
        known = fields_at(shape, path[:-1])
        if " " in key:
            return (
                "noegle-ukendt",
                f"»{shorten(key)}« er læst som en nøgle",
                "Sæt hele værdien før den i anførselstegn; et komma uden for dem skiller to nøgler.",
            )
        return "noegle-ukendt", f"ukendt nøgle »{shorten(key)}«{did_you_mean(key, known)}", f"Brug en af disse: {listed(known, 30)}."
    if kind == "literal_error":
        values = [value.strip("'") for value in re.split(", | or ", found["ctx"]["expected"])]
        return (
            "vaerdi-ukendt",
            f"»{shorten(str(given))}« kan ikke stå i »{name_of(path)}«{did_you_mean(str(given), values)}",
            f"Brug en af disse: {listed(values)}.",
        )
    if kind in _TYPES:
        wanted, remedy = _TYPES[kind]
        return "type", f"»{name_of(path)}« skal være {wanted}, men er {_NAMES.get(type(given), 'noget andet')}", remedy
    return "vaerdi", *limits(kind, path, found)


def limits(kind: str, path: tuple[Any, ...], found: Mapping[str, Any]) -> tuple[str, str]:
    """Words for a value that is of the right type, but too small, too large, too few or many."""
    context = found.get("ctx", {})
    low = context.get("ge", context.get("gt", context.get("min_length")))
    high = context.get("le", context.get("lt", context.get("max_length")))
    if low is not None and found.get("input") == []:
        return f"»{name_of(path)}« er en tom liste", f"Skriv mindst {low} på listen."
    if low is not None:
        return f"»{name_of(path)}« er for lidt", f"Skriv mindst {low}."
    if high is not None:
        return f"»{name_of(path)}« er for meget", f"Skriv højst {high}."
    return f"»{name_of(path)}« har en værdi, der ikke kan bruges", "Se i de andre filer, hvordan den skrives."


def name_of(path: tuple[Any, ...]) -> str:
    """The nearest key of a path, since a list's number says nothing."""
    return next((str(part) for part in reversed(path) if isinstance(part, str)), "filen")


def required(shape: type[Shape]) -> list[str]:
    """The keys that a mapping can't do without."""
    return [key for key, info in fields_of(shape).items() if info.is_required()]


def purpose(info: FieldInfo | None) -> str:
    """`: temaets navn`, the first sentence of what a field is for, or nothing where it doesn't say."""
    first = (info.description or "").split(". ")[0].rstrip(".") if info else ""
    return re.sub("`([^`]*)`", r"»\1«", f": {first[0].lower()}{first[1:]}") if first else ""


def fields_at(shape: Any, path: tuple[Any, ...]) -> dict[str, FieldInfo]:
    """The keys that are known where a path leads, following lists and mappings."""
    for part in path:
        known = fields_of(shape)
        shape = known[part].annotation if part in known else next(iter(inner_of(shape)), None)
    return fields_of(shape)


def fields_of(annotation: Any) -> dict[str, FieldInfo]:
    """The fields of the mappings that a value may be, by the keys that stand in YAML."""
    return {info.alias or name: info for model in models_in(annotation) for name, info in model.model_fields.items()}


def models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    """The mappings that a value may be, not those inside lists of it."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    elif get_origin(annotation) not in {list, dict, tuple}:
        for part in get_args(annotation):
            yield from models_in(part)


def inner_of(annotation: Any) -> Iterator[Any]:
    """What the items of a list or the values of a mapping are."""
    if get_origin(annotation) in {list, dict, tuple}:
        yield get_args(annotation)[-1]
    else:
        for part in get_args(annotation):
            yield from inner_of(part)
