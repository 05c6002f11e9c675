"""A module file: front matter and text, read together and checked against what is known."""

import hashlib
import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any, TypeVar, cast

from coursesite.model import Content, Minutes, Module, Section
from coursesite.problems import Place, Problems, did_you_mean, listed
from coursesite.source.blocks import scan
from coursesite.source.expressions import Names
from coursesite.source.files import Text, check_cpr, read_text, shown
from coursesite.source.known import Known
from coursesite.source.module_shapes import MinutesShape, ModuleShape
from coursesite.source.shape import Shape, validate
from coursesite.source.vocabulary import Vocabulary
from coursesite.source.yaml_text import Yaml, read_yaml

_EMPTY = Content((), ())
_FRONT = re.compile(r"\A---[ ]*\n(?P<yaml>.*?)^---[ ]*$\n?", re.DOTALL | re.MULTILINE)

S = TypeVar("S", bound=Shape)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Draft:
    """A Markdown file as far as it could be read."""

    id: str
    file: str
    text: Text | None
    front: Yaml | None
    content: Content

    @property
    def raw(self) -> str:
        """The file's text."""
        return self.text.text if self.text else ""


def read_draft(root: Path, path: Path, words: Vocabulary, problems: Problems) -> Draft:
    """The file's front matter and the structure of its text."""
    file = shown(root, path)
    text = read_text(root, path, problems)
    if text is None:
        return Draft(path.stem, file, None, None, _EMPTY)
    check_cpr(text, problems)
    hit = _FRONT.match(text.text)
    if hit is None:
        problems.error(
            "forside-mangler",
            text.at(1),
            "filen begynder ikke med oplysninger mellem to linjer med »---«",
            "Skriv »---« på første linje, oplysningerne under, og »---« igen.",
        )
        return Draft(path.stem, file, None, None, _EMPTY)
    front = read_yaml(Text(file, hit["yaml"]), problems, first_line=2)
    if words.shows and front and isinstance(front.data, dict) and front.data.get("literal") is True:
        words = replace(words, names=Names(frozenset(), {}, literal=True))
    content = scan(text, hit[0].count("\n") + 1, words, problems)
    return Draft(path.stem, file, text, front, content)


def read_front(draft: Draft, shape: type[S], problems: Problems) -> S | None:
    """The front matter as its type; an id must be the file's name."""
    if draft.front is None:
        return None
    found = validate(shape, draft.front, problems)
    given = draft.front.data.get("id", draft.id) if isinstance(draft.front.data, dict) else draft.id
    if given != draft.id and isinstance(given, str):
        problems.error(
            "id-filnavn",
            draft.front.at("id"),
            f"id'et »{given}« er ikke filens navn »{draft.id}«",
            f"Skriv »id: {draft.id}«, eller giv filen navnet {given}.md.",
        )
    return found


def check_front(draft: Draft, shape: ModuleShape, known: Known, problems: Problems) -> None:
    """Every id that the front matter names."""
    front = cast(Yaml, draft.front)
    for kind, key, word in (("theme", "theme", shape.theme), ("option", "option", shape.option)):
        if word is not None:
            known.check(kind, word, front.at(key), problems)
    lists: tuple[tuple[str, str, Any], ...] = (
        ("area", "areas", shape.areas), ("function", "functions", shape.functions),
        ("goal", "goals", shape.goals), ("module", "requires", shape.requires), ("source", "sources", shape.sources),
    )  # fmt: skip
    for kind, key, words in lists:
        if words == [] and kind in {"area", "function"}:
            problems.error(
                "liste-tom",
                front.at(key),
                f"»{key}« er en tom liste, så modulet er ikke for nogen",
                f"Skriv »{key}: all« eller mindst ét id.",
            )
        known.check_all(kind, words if isinstance(words, list) else [], front, (key,), problems)
    check_former(draft.id, shape.formerly, front, known, problems)


def check_former(id: str, formerly: Sequence[str], front: Yaml, known: Known, problems: Problems) -> None:
    """A module's former ids belong to it alone."""
    for number, former in enumerate(formerly):
        place = front.at("formerly", number)
        if former in formerly[:number]:
            problems.error("dublet", place, f"»{former}« står to gange", "Slet det ene.")
        elif former in known.ids["module"]:
            problems.error("formerly", place, f"»{former}« er stadig et modul", "Slet det gamle modul, eller slet id'et her.")
        elif known.former.get(former, id) != id:
            problems.error("formerly", place, f"»{former}« er allerede »{known.former[former]}«s gamle id", "Slet det ene sted.")


def check_links(content: Content, known: Known, problems: Problems) -> None:
    """Every reference, scenario and diagram in a text leads to something."""
    for link in content.links():
        if link.scheme == "module" and link.target in known.former and link.target not in known.ids["module"]:
            problems.warning("modul-omdoebt", link.place, *known.renamed(link.target))  # it still leads there
        elif link.scheme in known.ids and known.check(link.scheme, link.target, link.place, problems):
            check_fragment(link.target, link.fragment, link.place, known, problems)
    for block in content.blocks():
        if block.name in {"scenario", "diagram"} and block.argument:
            known.check(block.name, block.argument, block.place, problems)


def check_fragment(target: str, fragment: str, place: Place, known: Known, problems: Problems) -> None:
    """A section that a link names is in its module."""
    sections = known.sections.get(target)
    if fragment and sections is not None and fragment not in sections:
        problems.error(
            "afsnit-ukendt",
            place,
            f"modulet »{target}« har ikke afsnittet »{fragment}«{did_you_mean(fragment, sections)}",
            f"Det har {listed(sorted(sections)) or 'ingen afsnit'}.",
        )


def check_requires(requires: dict[str, tuple[str, ...]], fronts: dict[str, Yaml], problems: Problems) -> None:
    """No module requires itself, directly or in a ring; each ring is named once."""
    told: set[frozenset[str]] = set()
    for start in sorted(requires):
        ring = find_ring(start, requires)
        if ring and frozenset(ring) not in told and start in fronts:
            told.add(frozenset(ring))
            path = " → ".join([*ring, ring[0]])
            problems.error(
                "kraever-i-ring",
                fronts[start].at("requires"),
                f"modulerne kræver hinanden i ring: {path}",
                "Slet et af kravene i »requires«.",
            )


def find_ring(start: str, requires: dict[str, tuple[str, ...]]) -> list[str]:
    """The modules on the way from `start` back to itself, or none."""
    trail: list[tuple[str, list[str]]] = [(start, [start])]
    seen: set[str] = set()
    while trail:
        here, path = trail.pop()
        for following in requires.get(here, ()):
            if following == start:
                return path
            if following not in seen:
                seen.add(following)
                trail.append((following, [*path, following]))
    return []


def make_module(draft: Draft, shape: ModuleShape, **others: Any) -> Module:
    """The module that flows on; `areas` and `functions` are None where all."""
    return taken(
        Module, shape,
        minutes=make_minutes(shape.minutes),
        areas=None if shape.areas == "all" else tuple(shape.areas),
        functions=None if shape.functions == "all" else tuple(shape.functions),
        reviewed=shape.reviewed.date, content=draft.content, file=draft.file, raw=draft.raw, **others,
    )  # fmt: skip


def make_minutes(shape: MinutesShape) -> Minutes:
    """A module's time."""
    return Minutes(shape.in_class, shape.alone)


def taken(cls: type[T], shape: Shape, **others: Any) -> T:
    """A model object with the fields that its shape has under the same names; lists as tuples."""
    own = {
        f.name: tuple(value) if isinstance(value := getattr(shape, f.name), list) else value
        for f in fields(cls)  # type: ignore[arg-type]
        if hasattr(shape, f.name)
    }
    return cls(**{**own, **others})


def digest(raw: str) -> str:
    """What tells whether a text is still the one a local version was made from.

    The first 12 hexadecimal digits of SHA-256 over the text in NFC, with LF line ends and
    without spaces at line ends or blank lines at the end.
    """
    lines = [line.rstrip() for line in unicodedata.normalize("NFC", raw).split("\n")]
    return hashlib.sha256("\n".join(lines).rstrip("\n").encode()).hexdigest()[:12]


def section_ids(sections: Iterable[Section]) -> frozenset[str]:
    """The ids of sections."""
    return frozenset(section.id for section in sections)
