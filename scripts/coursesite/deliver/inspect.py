"""A finished site, looked at as a browser would: every link leads somewhere, nothing leaves it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

from coursesite.problems import Place, Problems

# Elements whose address a browser fetches by itself.
_FETCHED = {
    ("img", "src"),
    ("script", "src"),
    ("iframe", "src"),
    ("source", "src"),
    ("video", "src"),
    ("audio", "src"),
    ("object", "data"),
    ("embed", "src"),
    ("input", "src"),
    ("video", "poster"),
}
_FETCHED_RELS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "modulepreload", "manifest"}
_CSS_ADDRESS = re.compile(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)")
_LEFT_OVER = re.compile(r"\{\{|\{%|\x02")


@dataclass(slots=True)
class Seen:
    """What one page has."""

    ids: set[str] = field(default_factory=set)
    links: list[tuple[int, str]] = field(default_factory=list)
    fetched: list[tuple[int, str]] = field(default_factory=list)
    lang: str = ""
    title: str = ""


class _Reader(HTMLParser):
    """Collects a page's ids and addresses, with their lines."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = Seen()
        self.in_title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        line = self.getpos()[0]
        self.seen.ids.update(filter(None, (given.get("id"), given.get("name") if tag == "a" else None)))
        self.seen.lang = given.get("lang", "") if tag == "html" else self.seen.lang
        self.in_title = tag == "title" and not self.seen.title
        if tag == "a" and "href" in given:
            self.seen.links.append((line, given["href"]))
        self.seen.fetched += [(line, given[name]) for name in given if (tag, name) in _FETCHED]
        if tag == "link" and _FETCHED_RELS & set(given.get("rel", "").split()):
            self.seen.fetched.append((line, given.get("href", "")))
        self.seen.fetched += [(line, part.split()[0]) for part in given.get("srcset", "").split(",") if part.strip()]

    def handle_data(self, data: str) -> None:
        if self.in_title:
            self.seen.title += data.strip()

    def handle_endtag(self, tag: str) -> None:
        self.in_title = False


def inspect(site: Path) -> Problems:
    """What is wrong with a finished site; files are named from the site's folder."""
    problems = Problems()
    pages = {path.relative_to(site).as_posix(): path.read_text(encoding="utf-8") for path in sorted(site.rglob("*.html"))}
    seen = {address: read(text) for address, text in pages.items()}
    for address, page in seen.items():
        check_page(address, page, pages[address], problems)
        if address != "404.html":  # its addresses are those of the server's root
            check_links(site, address, seen, problems)
    for path in sorted(site.rglob("*.css")):
        check_style(site, path, problems)
    return problems


def read(text: str) -> Seen:
    """What a page has."""
    reader = _Reader()
    reader.feed(text)
    return reader.seen


def check_page(address: str, page: Seen, text: str, problems: Problems) -> None:
    """A page says its language and its title, and no template shows."""
    if page.lang != "da" or not page.title:
        problems.error("side-hoved", Place(address), "siden mangler sprog eller titel", "Se efter i overrides/.")
    if hit := _LEFT_OVER.search(re.sub(r"<(script|code)\b.*?</\1>", "", text, flags=re.DOTALL)):
        problems.error(
            "side-rest",
            Place(address, text.count("\n", 0, hit.start()) + 1),
            f"siden viser »{hit[0]}«",
            "Se efter i den tekst, siden er lavet af.",
        )
    for line, target in page.fetched:
        if leaves(target):
            problems.error("side-udefra", Place(address, line), f"siden henter »{target}« udefra", "Læg filen i docs/.")


def leaves(target: str) -> bool:
    """Whether an address is fetched from somewhere else."""
    parts = urlsplit(target)
    return bool(parts.netloc) or parts.scheme not in {"", "data"}


def check_links(site: Path, address: str, seen: dict[str, Seen], problems: Problems) -> None:
    """Every link within the site leads to a file, and its anchor is there."""
    base = (site / address).parent
    for line, target in (*seen[address].links, *seen[address].fetched):
        parts = urlsplit(target)
        if parts.scheme or parts.netloc:
            continue
        path = (base / unquote(parts.path)).resolve() if parts.path else site.resolve() / address
        path = path / "index.html" if path.is_dir() else path
        place = Place(address, line)
        if site.resolve() not in path.parents or not path.is_file():
            problems.error(
                "side-doedt-link", place, f"linket »{target}« fører ingen steder hen", "Se efter i den tekst, siden er lavet af."
            )
            continue
        there = seen.get(path.relative_to(site.resolve()).as_posix())
        if parts.fragment and there and unquote(parts.fragment) not in there.ids and parts.fragment != "__skip":
            problems.error(
                "side-doedt-anker",
                place,
                f"linket »{target}« fører til et sted, der ikke er på siden",
                "Se efter i den tekst, siden er lavet af.",
            )


def check_style(site: Path, path: Path, problems: Problems) -> None:
    """A style sheet fetches nothing from outside."""
    for target in addresses(path.read_text(encoding="utf-8")):
        if leaves(target):
            problems.error(
                "side-udefra", Place(path.relative_to(site).as_posix()), f"stilen henter »{target[:60]}« udefra", "Læg filen i docs/."
            )


def addresses(style: str) -> Iterator[str]:
    """What a style sheet fetches."""
    for hit in _CSS_ADDRESS.finditer(style):
        yield hit[1] or hit[2]
