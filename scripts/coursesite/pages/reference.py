"""The reference page: every key of every file, from the same types as check them.

It is the same for all municipalities, so `coursesite schema` writes it into `docs/`.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from coursesite.source.schema import DOCUMENTS, Schema

_FRONT = """\
---
# Siden er skrevet af »coursesite schema«. Ret beskrivelserne, hvor nøglerne er: scripts/coursesite/source/*_shapes.py
title: Alle nøgler
editions: [trainer]
literal: true
---
Her står hver nøgle i hver fil, man kan skrive i, lavet af de samme regler, som kontrollen bruger. En gruppe i en fil har sin egen tabel under filens. Hvor der står tre prikker i en sti, er navnet frit. Åbner man mappen i [Visual Studio Code]{lang=en}, foreslår den en udvidelse, som viser de samme forklaringer, når man peger på en nøgle.
"""
_HEAD = "| Nøgle | Skal den være der? | Hvad den er | Form |\n| --- | --- | --- | --- |"
_PLAIN = re.compile(r"[A-Za-zÆØÅæøå§][^:#,\"'\[\]]*|\d{4}-\d\d-\d\d")  # what YAML reads as the text it looks like
_SIMPLE = {"string": "en tekst", "boolean": "`true` eller `false`", "null": "`null`"}


def reference(schemas: dict[str, Schema]) -> str:
    """The page with its front matter."""
    sections = [part for name, schema in schemas.items() for part in section(name, schema)]
    return "\n".join([_FRONT, "\n\n".join(sections)]) + "\n"


def section(name: str, schema: Schema) -> Iterator[str]:
    """A file: what it is, its keys, and the groups inside it."""
    defs = schema.get("$defs", {})
    yield f"## {schema['title']} {{#{name}}}"
    yield f"`{DOCUMENTS[name].where}`: {schema['description']}"
    yield table(schema, defs)
    for group in groups(schema, defs):
        yield f"### {group['title']}"
        yield table(group, defs)


def groups(schema: Schema, defs: Mapping[str, Schema]) -> list[Schema]:
    """The groups of a file in the order in which a reader meets them."""
    found: dict[str, Schema] = {}
    waiting = list(references(schema["properties"]))
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = defs[name]
            waiting += references(defs[name])
    return list(found.values())


def references(part: Any) -> Iterator[str]:
    """The names of the groups that a part of a schema leads to."""
    inner = part.values() if isinstance(part, dict) else part if isinstance(part, list) else ()
    if isinstance(part, dict) and "$ref" in part:
        yield name_of(part)
    for one in inner:
        yield from references(one)


def name_of(part: Schema) -> str:
    """The group that a reference leads to."""
    return str(part["$ref"]).rpartition("/")[2]


def table(group: Schema, defs: Mapping[str, Schema]) -> str:
    """A group's keys, a row each."""
    needed = group.get("required", [])
    rows = (
        f"| `{key}` | {'ja' if key in needed else otherwise(part)} | {part['description']} | {form(part, defs)}{example(part)} |"
        for key, part in group["properties"].items()
    )
    return "\n".join([_HEAD, *rows])


def otherwise(part: Schema) -> str:
    """That a key can be left out, and what it means."""
    return f"nej, ellers {code(part['default'])}" if "default" in part else "nej"


def example(part: Schema) -> str:
    """`, fx …`"""
    return f", fx {code(part['examples'][0])}" if "examples" in part else ""


def code(value: object) -> str:
    """A value as it is written in YAML; what could be read as something else is quoted."""
    return f"`{value if isinstance(value, str) and _PLAIN.fullmatch(value) else json.dumps(value, ensure_ascii=False)}`"


def form(part: Schema, defs: Mapping[str, Schema]) -> str:
    """What a value is, in words."""
    if "$ref" in part:
        return f"gruppen »{defs[name_of(part)]['title']}«"
    if choices := part.get("anyOf", part.get("oneOf")):
        return " eller ".join(form(choice, defs) for choice in sorted(choices, key=lambda choice: choice.get("type") == "array"))
    if "const" in part or "enum" in part:
        values = [code(value) for value in part.get("enum", [part.get("const")])]
        return " eller ".join(filter(None, [", ".join(values[:-1]), values[-1]]))
    kind = part["type"]
    if kind == "array":
        return f"en liste{' med mindst ét punkt' if part.get('minItems') else ''}, hvor hvert punkt er {form(part['items'], defs)}"
    if kind == "object":
        names = part.get("propertyNames", {})
        keys = form(names, defs) if "enum" in names else "id'er"
        return f"{keys} som nøgler; hver værdi er {form(part['additionalProperties'], defs)}"
    return number(part) if kind == "integer" else str(part.get("title", _SIMPLE.get(kind)))


def number(part: Schema) -> str:
    """A whole number, and between which."""
    low, high = part.get("minimum"), part.get("maximum")
    return f"et helt tal fra {low} til {high}" if high is not None else f"et helt tal på mindst {low}"
