"""A strict reading of YAML: only what can't be misunderstood, every value with its place.

PyYAML resolves by YAML 1.1, where `no` is false and `012` is ten. Here plain values follow the
YAML 1.2 core schema (https://yaml.org/spec/1.2.2/#103-core-schema), and what the two versions
read differently is a problem that asks for quotation marks.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

from coursesite.problems import Place, Problems, shorten
from coursesite.source.files import FORBIDDEN, Text

MAX_DEPTH = 12  # the deepest source, a profile's programme changes, needs 6
LONGEST_KEY = 60
MAX_VALUES = 20_000

Path = tuple[str | int, ...]
Plain = dict[str, Any] | list[Any] | str | int | float | bool | None

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = {"", "~", "null", "Null", "NULL"}
_BOOL = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_OLD_BOOL = re.compile(r"^(yes|no|on|off|y|n)$", re.IGNORECASE)
_INT = re.compile(r"^[-+]?[0-9]{1,15}$")
_FLOAT = re.compile(r"^[-+]?(\.[0-9]+|[0-9]+\.[0-9]*)$")
_ODD_NUMBER = re.compile(
    r"^[-+]?(0[0-9_]+|0[box][0-9a-f_]+|[0-9][0-9_]*_[0-9_]*|[0-9]{16,}|\.(inf|nan)|[0-9.]+e[-+]?[0-9]+)$", re.IGNORECASE
)

# What the parser says (libyaml's and PyYAML's own wording), and what a trainer needs to hear.
_SYNTAX = (
    ("mapping values are not allowed", "her står et kolon midt i en værdi", 'Sæt hele værdien i anførselstegn: "…".'),
    ("could not find expected ':'", "linjen mangler et kolon efter nøglen", "Skriv »nøgle: værdi« med mellemrum efter kolonet."),
    ("unexpected end of stream", "et anførselstegn bliver aldrig lukket", "Sæt anførselstegnet, der mangler, sidst i værdien."),
    ("unknown escape", "her står en omvendt skråstreg i en tekst med dobbelte anførselstegn", "Brug enkelte anførselstegn om teksten: '…'."),
    ("did not find expected ',' or", "listen eller gruppen bliver ikke lukket", "Sæt komma mellem punkterne og »]« eller »}« til sidst."),
    ("expected ',' or", "listen eller gruppen bliver ikke lukket", "Sæt komma mellem punkterne og »]« eller »}« til sidst."),
    ("expected the node content", "her mangler en værdi", "Skriv værdien, eller slet linjen."),
    ("did not find expected node content", "her mangler en værdi", "Skriv værdien, eller slet linjen."),
    ("block sequence entries are not allowed", "her kan der ikke stå en bindestreg", "Flyt punktet ned på sin egen linje under nøglen."),
    ("cannot start any token", "værdien begynder med et tegn, der betyder noget særligt i YAML", 'Sæt hele værdien i anførselstegn: "…".'),
    ("did not find expected key", "indrykningen passer ikke med linjerne ovenfor", "Ryk linjen ind med mellemrum, så den flugter med de andre nøgler."),
    ("expected <block end>", "indrykningen passer ikke med linjerne ovenfor", "Ryk linjen ind med mellemrum, så den flugter med de andre nøgler."),
    ("undefined alias", "»*« først i en værdi betyder noget særligt i YAML", 'Sæt hele værdien i anførselstegn: "…".'),
    ("alphabetic or numeric character", "værdien begynder med et tegn, der betyder noget særligt i YAML", 'Sæt hele værdien i anførselstegn: "…".'),
    ("undefined tag handle", "»!« først i en værdi betyder noget særligt i YAML", 'Sæt hele værdien i anførselstegn: "…".'),
)  # fmt: skip

# Where what was begun and never ended is what has to be mended.
_BEGUN = ("did not find expected ',' or", "expected ',' or", "could not find expected ':'", "end of stream")
_OPEN_QUOTE = ("et anførselstegn bliver aldrig lukket", "Sæt anførselstegnet, der mangler, sidst i værdien.")
_CLOSED_QUOTE = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'")
_OPENED_QUOTE = re.compile(r"(?:[:\[{,-] *)[\"'][^\"']*$")


@dataclass(slots=True)
class Yaml:
    """A YAML text as plain data; `marks` has the place of each value, `keys` of each key."""

    file: str
    data: Plain
    marks: dict[Path, tuple[int, int]] = field(default_factory=dict)
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def at(self, *path: str | int) -> Place:
        """The place of a value, or of the nearest thing around it."""
        while path and path not in self.marks:
            path = path[:-1]
        return Place(self.file, *self.marks.get(path, ()))

    def key_at(self, *path: str | int) -> Place:
        """The place of a key, or of its value where it is an item of a list."""
        return Place(self.file, *self.keys[path]) if path in self.keys else self.at(*path)


def events_of(text: str) -> Iterator[Any]:
    """The parser's events; `yaml.parse` gives the same, at twice the cost."""
    loader = _LOADER(text)
    try:
        while event := loader.get_event():
            yield event
    finally:
        loader.dispose()


class _Refused(Exception):
    """The text can't be read further; the problem is noted."""


def read_yaml(text: Text, problems: Problems, first_line: int = 1) -> Yaml | None:
    """The text's data, or None where it can't be parsed; `first_line` is its place in its file.

    What can be read on past, such as a key that stands twice, is a problem, and reading goes on.
    """
    reader = _Reader(text, problems, first_line)
    if reader.refuse_tabs():
        return None
    try:
        data = reader.read(events_of(text.text))
    except yaml.MarkedYAMLError as error:
        reader.syntax_problem(error)
        return None
    except _Refused:
        return None
    return Yaml(text.file, data, reader.marks, reader.keys)


class _Reader:
    """Walks the parser's events once, noting places and refusing what is ambiguous."""

    def __init__(self, text: Text, problems: Problems, first_line: int) -> None:
        self.file, self.problems, self.first_line = text.file, problems, first_line
        self.lines = text.text.split("\n")
        self.marks: dict[Path, tuple[int, int]] = {}
        self.keys: dict[Path, tuple[int, int]] = {}
        self.values = 0

    def place(self, mark: Any) -> Place:
        return Place(self.file, *self.position(mark))

    def position(self, mark: Any) -> tuple[int, int]:
        return mark.line + self.first_line, mark.column + 1

    def refuse_tabs(self) -> bool:
        """Tabs look like spaces but aren't: each line that has one before a comment is named."""
        found = False
        for number, line in enumerate(self.lines):
            if (column := line.find("\t")) >= 0:
                found = True
                place = Place(self.file, number + self.first_line, column + 1)
                self.problems.error("yaml-tabulator", place, "linjen har et tabulatortegn", "Brug mellemrum, to for hvert trin.")
        return found

    def syntax_problem(self, error: yaml.MarkedYAMLError) -> None:
        said = f"{error.context} {error.problem}"
        wording = (("filen kan ikke læses som YAML her", "Se efter kolon, indrykning og anførselstegn på linjen og linjen før."),)
        message, remedy = next(((m, r) for part, m, r in _SYNTAX if part in said), wording[0])
        begun = any(part in said for part in _BEGUN) and error.context_mark
        mark: Any = error.context_mark if begun else error.problem_mark
        if (line := self.open_quote(mark.line)) is not None:
            message, remedy = _OPEN_QUOTE
            self.problems.error("yaml-form", Place(self.file, line + self.first_line), message, remedy)
        else:
            self.problems.error("yaml-form", self.place(mark), message, remedy)

    def open_quote(self, until: int) -> int | None:
        """The last line before a mistake that opens a quotation and doesn't close it, from 0."""
        for number in range(min(until, len(self.lines) - 1), -1, -1):
            if _OPENED_QUOTE.search(_CLOSED_QUOTE.sub("", self.lines[number])):
                return number
        return None

    def refuse(self, code: str, mark: Any, message: str, remedy: str) -> None:
        self.problems.error(code, self.place(mark), message, remedy)

    def read(self, events: Iterator[Any]) -> Plain:
        """The one document of the text; an empty text is None."""
        next(events)
        if isinstance(start := next(events), yaml.StreamEndEvent):
            return None
        self.marks[()] = self.position(start.start_mark)
        data = self.value(next(events), events, ())
        next(events)
        if not isinstance(extra := next(events), yaml.StreamEndEvent):
            self.refuse("yaml-flere-dokumenter", extra.start_mark, "filen har flere dokumenter adskilt af »---«", "Slet linjen »---«.")
        return data

    def value(self, event: Any, events: Iterator[Any], path: Path) -> Plain:
        """One value of any kind, with all that is inside it."""
        self.marks[path] = self.position(event.start_mark)
        self.values += 1
        if len(path) > MAX_DEPTH or self.values > MAX_VALUES:
            self.refuse("yaml-for-stor", event.start_mark, "filen har for mange værdier eller for mange lag", "Del indholdet op.")
            raise _Refused
        self.refuse_references(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self.mapping(events, path)
        if isinstance(event, yaml.SequenceStartEvent):
            return self.sequence(events, path)
        return "" if isinstance(event, yaml.AliasEvent) or event.tag is not None else self.scalar(event)

    def refuse_references(self, event: Any) -> None:
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            self.refuse(
                "yaml-henvisning",
                event.start_mark,
                "»&« og »*« er henvisninger i YAML og kan ikke bruges her",
                "Skriv værdien ud, eller sæt den i anførselstegn.",
            )
        elif event.tag is not None:
            self.refuse(
                "yaml-tag",
                event.start_mark,
                f"»{event.tag.replace('tag:yaml.org,2002:', '!!')}« er en typemærkning i YAML og kan ikke bruges her",
                "Slet mærkningen, eller sæt værdien i anførselstegn.",
            )

    def sequence(self, events: Iterator[Any], path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            items.append(self.value(event, events, (*path, len(items))))
        return items

    def mapping(self, events: Iterator[Any], path: Path) -> dict[str, Any]:
        items: dict[str, Any] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self.key(event)
            if (*path, key) in self.keys:
                first = self.keys[(*path, key)][0]
                self.refuse(
                    "yaml-dublet", event.start_mark, f"nøglen »{key}« står også i linje {first}", "Behold den ene, og slet den anden."
                )
            self.keys.setdefault((*path, key), self.position(event.start_mark))
            items[key] = self.value(next(events), events, (*path, key))
        return items

    def key(self, event: Any) -> str:
        if (
            not isinstance(event, yaml.ScalarEvent)
            or event.value in {"", "<<"}
            or len(event.value) > LONGEST_KEY
            or "\n" in event.value
            or FORBIDDEN.search(event.value)
        ):
            self.refuse("yaml-noegle", event.start_mark, "her skal stå en nøgle, altså et enkelt ord før kolonet", "Skriv »nøgle: værdi«.")
            raise _Refused
        self.refuse_references(event)
        return str(event.value)

    def scalar(self, event: Any) -> Plain:
        value: str = event.value
        if hit := FORBIDDEN.search(value):
            self.refuse(
                "fil-usynligt-tegn",
                event.start_mark,
                f"værdien har et usynligt tegn (U+{ord(hit[0]):04X})",
                "Slet tegnet, eller den kode, der skriver det.",
            )
            return ""
        if "{{" in value or "{%" in value:
            self.refuse("yaml-udtryk", event.start_mark, "her kan ikke stå »{{« eller »{%«", "Variable kan kun bruges i modulernes tekst.")
        return value if event.style else self.plain(value, event.start_mark)

    def plain(self, value: str, mark: Any) -> Plain:
        """An unquoted value by YAML 1.2's core schema; what 1.1 reads otherwise is refused."""
        if value in _NULL:
            return None
        if value in _BOOL:
            return _BOOL[value]
        if _OLD_BOOL.match(value) or _ODD_NUMBER.match(value):
            self.refuse(
                "yaml-anfoerselstegn",
                mark,
                f"»{shorten(value)}« uden anførselstegn kan læses som noget andet end tekst",
                f'Sæt anførselstegn om: "{shorten(value)}".',
            )
            return value
        if _INT.match(value):
            return int(value)
        return float(value) if _FLOAT.match(value) else value
