"""What the browser searches in: the pages as their readers see them, in one small script.

A classic script that hands its data over works under a strict content policy and on a file share,
where a browser reads no JSON. A text is a row of signs, each standing for one of the words that
come first in the file; that is less than the text itself, and the browser needn't split it again.
How words are bent and taken apart is told in `docs/js/search-words.js`, and there alone: it knows
Danish, and nothing here does.
"""

import html
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from sys import intern

from coursesite.pages.model import Known, Page
from coursesite.pages.module import KINDS
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan

# Drawings, and what stands at the head of a module: where it belongs and how long it takes is no text to find it by.
_HIDDEN = re.compile(r'<svg\b.*?</svg>|<div class="(?:module-head|answers)">.*?</div>', re.DOTALL)
_HEADING = re.compile(r'<h[123]\b[^>]*?\bid="([^"]+)"[^>]*>(.*?)</h[123]>', re.DOTALL)
_WITHIN_WORDS = re.compile(r"</?(?:a|code|em|span|strong)\b[^>]*>")
_NEXT_ITEM = re.compile(r"</(li|td|th)>\s*(?=<\1\b)")
_TAG = re.compile(r"<[^>]+>")
_BEFORE, _AFTER = "courseSearch.load(", ");\n"
_SPACE = " "
_WORDS = re.compile(r"\w+|\W+")
# The signs of one byte that mean nothing in a JavaScript string; after them, all from A1 but the halves of pairs.
_SHORT = [chr(code) for code in range(0x23, 0x7F) if chr(code) != "\\"]
_LONG, _HALVES, _HALVES_END = 0xA1, 0xD800, 0xE000


@dataclass(frozen=True, slots=True)
class Shown:
    """A page as it is shown: its source's address, its own, and the HTML of its text."""

    uri: str
    address: str
    html: str


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a page under its heading; the first has no id and is known by the page's title."""

    id: str
    heading: str
    text: str


def search_data(pages: Iterable[Shown], known: Mapping[str, Known]) -> str:
    """The script: its words, then each page's sections as `[id, heading, text, other words]`, the last where there are any."""
    rows = [(page.address, [row(page, section, known) for section in sections(page.html)]) for page in pages]
    words = by_frequency(text for _, page in rows for _, *texts in page for text in texts)
    signs = {_SPACE: ""} | {word: sign(number) for number, word in enumerate(words)}
    coded = [[address, [[id, *(code(text, signs) for text in texts)] for id, *texts in page]] for address, page in rows]
    data = {"words": words, "pages": coded}
    return f"{_BEFORE}{json.dumps(data, ensure_ascii=False, separators=(',', ':'))}{_AFTER}"


def is_search_data(script: str) -> bool:
    """Whether a script is one that `search_data` made."""
    return script.startswith(_BEFORE)


def read_search_data(script: str) -> Iterator[str]:
    """The addresses and texts that a script of `search_data` stands for, every word by itself; for whoever has to look into it."""
    data = json.loads(script.removeprefix(_BEFORE).removesuffix(_AFTER))
    words = {sign(number): word for number, word in enumerate(data["words"])}
    for address, page in data["pages"]:
        yield address
        for id, *texts in page:
            yield id
            yield from (" ".join(map(words.__getitem__, text)) for text in texts)


def by_frequency(texts: Iterable[str]) -> list[str]:
    """The words of some texts, the most frequent first; a single space goes without saying."""
    counts = Counter(chain.from_iterable(map(words_of, texts)))
    return sorted(counts.keys() - {_SPACE}, key=lambda word: (-counts[word], word))


def code(text: str, signs: Mapping[str, str]) -> str:
    """A text with a sign for each word."""
    return "".join(map(signs.__getitem__, words_of(text)))


@lru_cache(maxsize=3000)  # as `readable`
def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, and what is between them."""
    return tuple(map(intern, _WORDS.findall(text)))  # else the same few words would lie there a million times


def row(page: Shown, section: Section, known: Mapping[str, Known]) -> list[str]:
    """A section as the browser gets it."""
    also = known.get(f"{page.uri}#{section.id}" if section.id else page.uri)
    return [section.id, also.name or section.heading, section.text, also.words] if also else [section.id, section.heading, section.text]


def sections(text: str) -> Iterator[Section]:
    """The parts of a page; a heading with nothing under it is none, but the page itself always is one."""
    _, *parts = _HEADING.split(_HIDDEN.sub("", text))
    for number in range(0, len(parts), 3):
        body = readable(parts[number + 2])
        if body or not number:
            yield Section(parts[number] if number else "", readable(parts[number + 1]), body)


@lru_cache(maxsize=3000)  # sections that municipalities share
def readable(text: str) -> str:
    """HTML's text on one line, with a dot between the items of a list and the cells of a row."""
    return " ".join(html.unescape(_TAG.sub(" ", _NEXT_ITEM.sub(" · ", _WITHIN_WORDS.sub("", text)))).split())


def sign(number: int) -> str:
    """The sign of the word with a number, counted from 0."""
    if number < len(_SHORT):
        return _SHORT[number]
    code = number - len(_SHORT) + _LONG
    return chr(code if code < _HALVES else code + _HALVES_END - _HALVES)


def known_by(plan: Plan, pages: Iterable[Page]) -> dict[str, Known]:
    """What the plan knows of pages and entries: titles, keypoints and kinds, a word's other forms, and which act a rule is of."""
    titles = {page.uri: Known(page.title, "") for page in pages}
    modules = {module_uri(m.id): Known(m.title, ". ".join([KINDS[m.kind], *m.keypoints])) for m in plan.modules.values()}
    terms = {f"ordliste.md#{term.id}": Known("", ", ".join(term.also)) for term in plan.terms}
    laws = {f"love.md#{law.id}": Known(f"{law.name}: {law.title}", law.id) for law in plan.laws}
    sources = {f"kilder.md#{source.id}": Known("", "") for source in plan.sources}
    return titles | modules | terms | laws | sources
