"""A finished site, looked at as a browser would: every link leads somewhere, nothing leaves it."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

from coursesite.deliver.files import files_of
from coursesite.deliver.page import FOLLOWED, Seen, Spot, addresses, leaves, read, spots
from coursesite.problems import Place, Problems

ELSEWHERE = "404.html"  # its addresses are those of the server's root
SKIP = "__skip"
_TEXT = "Se efter i den tekst, siden er lavet af."
_FILE = "Læg filen i docs/."
# What only a template, Markdown or its extensions understand: none of it is for a reader.
_LEFT_OVER = re.compile(r"\{\{|\{%|\{:|\{#|[\x02\x03]|klzzwxh:|(?<![:/\w])///(?=[ \n<])")
_HINTS = ("{", "///", "\x02", "\x03", "klzzwxh:")
_NOT_SHOWN = re.compile(r"<(script|style|code)\b.*?</\1>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong on a page: where it may stand, and the code, the message and the remedy; of an id that stands twice the first is right."""

    spots: tuple[Spot, ...]
    said: tuple[str, str, str]
    first: int = 0


Way = tuple[str | None, str]  # the file that an address leads to, or None where there is none, and the anchor in it


@dataclass(slots=True)
class Ways:
    """Where addresses lead, worked out once for each folder, from the names of the site's files alone."""

    files: frozenset[str]
    known: dict[str, dict[str, Way | None]] = field(default_factory=dict)

    def ways(self, page: str, targets: Iterable[str]) -> Iterator[tuple[str, Way | None]]:
        """Where each address on a page leads; None where that is out of the site and nobody asks."""
        folder = posixpath.dirname(page)
        known = self.known.setdefault(folder, {})
        for target in targets:
            if not target or target[0] in "#?":
                yield target, (page, unquote(target.partition("#")[2]))
                continue
            if target not in known:
                known[target] = self.way(folder, target)
            yield target, known[target]

    def way(self, folder: str, target: str) -> Way | None:
        """Where an address with a path leads, as seen from a folder."""
        try:
            parts = urlsplit(target)
        except ValueError:
            return None, ""
        if parts.scheme or parts.netloc:
            return None
        path = posixpath.normpath(posixpath.join(folder, unquote(parts.path)))
        index = "index.html" if path == "." else f"{path}/index.html"
        return next((file for file in (path, index) if file in self.files), None), unquote(parts.fragment)


def inspect(site: Path) -> Problems:
    """What is wrong with a finished site; files are named from the site's folder."""
    problems = Problems()
    ways = Ways(frozenset(files_of(site)))
    pages = {address: (site / address).read_bytes() for address in sorted(ways.files) if address.endswith(".html")}
    seen = {address: read(page) for address, page in pages.items()}
    for address, page in pages.items():
        text = page.decode()
        faults = [*check_page(seen[address]), *(check_links(address, seen, ways) if address != ELSEWHERE else ())]
        check_text(address, seen[address], text, problems)
        tell(address, text, faults, problems)
    for address in sorted(file for file in ways.files if file.endswith(".css")):
        check_style(address, (site / address).read_text(encoding="utf-8"), problems)
    return problems


def check_text(address: str, page: Seen, text: str, problems: Problems) -> None:
    """A page says its language and its title, and no template shows."""
    if page.lang != "da" or not page.title:
        problems.error("side-hoved", Place(address), "siden mangler sprog eller titel", "Se efter i overrides/.")
    if not any(hint in text for hint in _HINTS):
        return
    shown = _NOT_SHOWN.sub(lambda hit: re.sub(r"[^\n]", " ", hit[0]), text)
    if hit := _LEFT_OVER.search(shown):
        line, column = shown.count("\n", 0, hit.start()) + 1, hit.start() - shown.rfind("\n", 0, hit.start())
        problems.error("side-rest", Place(address, line, column), f"siden viser »{hit[0]}«", _TEXT)


def check_page(page: Seen) -> Iterator[Fault]:
    """Nothing is asked for outside, and no two things have the same id."""
    for spot, target in page.outside:
        yield Fault((spot,), ("side-udefra", f"siden henter »{target}« udefra", _FILE))
    for id in page.twice:
        yield Fault((("", "id", id),), ("side-id-dublet", f"id'et »{id}« står flere gange på siden", _TEXT), first=1)


def check_links(address: str, seen: Mapping[str, Seen], ways: Ways) -> Iterator[Fault]:
    """Every link within the site leads to a file, and its anchor is there."""
    fetched = (target for _, target in seen[address].fetched)
    for target, way in ways.ways(address, dict.fromkeys(chain(seen[address].links, fetched))):
        if way is None:
            continue
        file, anchor = way
        if file is None:
            yield Fault(spots_of(target, seen[address]), ("side-doedt-link", f"linket »{target}« fører ingen steder hen", _TEXT))
        elif anchor and file in seen and anchor not in seen[file].ids and anchor != SKIP:
            said = ("side-doedt-anker", f"linket »{target}« fører til et sted, der ikke er på siden", _TEXT)
            yield Fault(spots_of(target, seen[address]), said)


def spots_of(target: str, page: Seen) -> tuple[Spot, ...]:
    """Where a page may name an address."""
    followed = [(tag, "href", target) for tag in FOLLOWED if target in page.links]
    return (*followed, *dict.fromkeys(spot for spot, address in page.fetched if address == target))


def tell(address: str, text: str, faults: list[Fault], problems: Problems) -> None:
    """Note each fault wherever it stands on the page."""
    found = spots(text) if faults else {}
    for fault in faults:
        places = [place for spot in fault.spots for place in found.get(spot, ())] or [(1, 1)] * 2
        for line, column in places[fault.first :]:
            code, message, remedy = fault.said
            problems.error(code, Place(address, line, column), message, remedy)


def check_style(address: str, style: str, problems: Problems) -> None:
    """A style sheet fetches nothing from outside."""
    for target in filter(leaves, addresses(style)):
        problems.error("side-udefra", Place(address), f"stilen henter »{target[:60]}« udefra", _FILE)
