"""What one finished page has: its ids, its links, and what a browser would fetch for it.

lxml reads a page in a fraction of the time that Python's own parser takes, but it counts lines to
65,535 only and takes the line where a tag ends. So nothing here has a line; `spots` tells where
something stands, on the few pages that have a fault.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from lxml import etree  # type: ignore[import-untyped]

# A tag, one of its attributes, and what stands in that; an empty tag is any tag, an empty attribute the tag itself.
Spot = tuple[str, str, str]

_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, huge_tree=True, collect_ids=False)
# What a browser fetches or sends to by itself, and what must therefore be in the site.
_FETCHED = {
    "action", "background", "content", "data", "formaction", "href", "imagesrcset", "manifest", "ping", "poster", "src", "srcset", "xlink:href",
}  # fmt: skip
_FETCHED_RELS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
# Attributes of text, in which an address is one to read. Any other that leads outside is a fault, also one that isn't invented yet.
_OF_TEXT = {"alt", "cite", "class", "for", "id", "label", "name", "placeholder", "summary", "title", "value"}
_FAR = (":", "//", "\\")
FOLLOWED = ("a", "area")
_MANY = {"srcset", "imagesrcset"}
_BETWEEN_SOURCES = re.compile(r",\s+|\s+[^\s,]+\s*(?:,|$)\s*")
_REFRESH = re.compile(r"^[\s\d.;,]*(?:url\s*=\s*)?['\"]?([^'\"]*)", re.IGNORECASE)
_CSS_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_CSS_ADDRESS = re.compile(
    r"""url\(\s*(?:"([^"]*)"|'([^']*)'|([^'")\s]*))|@import\s+['"]([^'"]+)|['"]((?:[a-z][a-z0-9+.-]*:)?//[^'"]*)""", re.IGNORECASE
)
_UNSEEN = dict.fromkeys([*range(9, 14), 0])  # a browser passes over them inside an address


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page has: each link once, what is fetched with the place it is named in, and those of that which lead outside."""

    ids: frozenset[str]
    twice: tuple[str, ...]
    links: frozenset[str]
    fetched: tuple[tuple[Spot, str], ...]
    outside: tuple[tuple[Spot, str], ...]
    lang: str
    title: str


def read(page: bytes) -> Seen:
    """What a page has; nothing where there is nothing on it."""
    ids: list[str] = []
    anchors: set[str] = set()
    links: set[str] = set()
    others: list[tuple[Any, str, str]] = []
    tree = etree.fromstring(page if page.strip() else b"<html>", _PARSER)
    for element in tree.iter(etree.Element):
        for name, value in element.items():
            if name == "id":
                ids.append(value)
            elif name == "href" and element.tag in FOLLOWED:
                links.add(value)
            elif name == "name" and element.tag == "a":
                anchors.add(value)
            elif name not in _OF_TEXT:
                others.append((element, name, value))
    return Seen(
        frozenset([*ids, *anchors]),
        tuple(id for id, count in Counter(ids).items() if count > 1),
        frozenset(links),
        tuple(fetched(others)),
        (*outside(others), *outside_in_styles(tree)),
        tree.get("lang") or "",
        (tree.findtext("head/title") or "").strip(),
    )


def fetched(others: Iterable[tuple[Any, str, str]]) -> Iterator[tuple[Spot, str]]:
    """Every address that a browser goes to without being asked."""
    for element, name, value in others:
        if name in _FETCHED and is_fetched(element, name):
            yield from (((element.tag, name, value), address) for address in addresses_in(name, value))


def outside(others: Iterable[tuple[Any, str, str]]) -> Iterator[tuple[Spot, str]]:
    """Every address in any attribute that would be asked for somewhere else."""
    for element, name, value in others:
        if any(sign in value for sign in _FAR) and is_fetched(element, name) and not name.startswith(("data-", "aria-", "xmlns")):
            yield from (((element.tag, name, value), address) for address in addresses_in(name, value) if leaves(address))


def outside_in_styles(tree: Any) -> Iterator[tuple[Spot, str]]:
    """The same in style sheets that stand in the page."""
    for style in tree.iter("style"):
        yield from ((("style", "", ""), address) for address in addresses(style.text or "") if leaves(address))


def is_fetched(element: Any, name: str) -> bool:
    """Whether a browser goes to what an attribute names by itself, or at most when somebody asks it to."""
    if name == "href" and element.tag == "link":
        return bool(_FETCHED_RELS & set((element.get("rel") or "").lower().split()))
    return name != "content" or (element.get("http-equiv") or "").lower() == "refresh"


def addresses_in(name: str, value: str) -> Iterator[str]:
    """The addresses that an attribute's value holds."""
    if name in _MANY:
        yield from filter(None, (part.strip() for part in _BETWEEN_SOURCES.split(value)))
    elif name == "style":
        yield from addresses(value)
    elif name == "ping":
        yield from value.split()
    elif name == "content":
        yield from filter(None, (hit[1].strip() for hit in [_REFRESH.match(value)] if hit))
    elif name == "srcdoc":
        yield from (address for _, address in read(value.encode()).outside)
    else:
        yield value


def addresses(style: str) -> Iterator[str]:
    """What a style sheet fetches."""
    for hit in _CSS_ADDRESS.finditer(_CSS_COMMENT.sub("", style)):
        yield next((group for group in hit.groups() if group), "")


def leaves(address: str) -> bool:
    """Whether an address is fetched from somewhere else, as a browser reads it."""
    try:
        parts = urlsplit(address.translate(_UNSEEN).strip().replace("\\", "/"))
    except ValueError:
        return True
    return bool(parts.netloc) or parts.scheme not in {"", "data"}


class _Finder(HTMLParser):
    """Notes where each tag and each of its attributes stands."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[Spot, list[tuple[int, int]]] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        for spot in {(tag, "", ""), *((one, name, value or "") for name, value in attrs for one in (tag, ""))}:
            self.found.setdefault(spot, []).append((line, column + 1))


def spots(text: str) -> dict[Spot, list[tuple[int, int]]]:
    """Line and column of everything on a page, each from 1, as an editor counts them."""
    finder = _Finder()
    finder.feed(text)
    return finder.found
