"""Markdown to HTML, passage by passage, each text only once in a process.

Converting is three quarters of a build. The municipalities share most of their text, and a page
that has been saved anew shares all but one passage with what it was; so a passage's HTML is kept
by its whole text. Pages are made of passages that don't lean on each other: outside of fences and
elements, a heading or a paragraph begins a new one, and what follows it belongs to it, since the
items of a list depend on each other.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.toc import nest_toc_tokens, unique
from markdown.treeprocessors import Treeprocessor
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

KEPT = 8  # sites: what none of the last so many had, and none of those before them, is forgotten
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ELEMENT = re.compile(r"<(/?)(?:div|details|svg|section|table|ul|ol|dl|p|pre|blockquote|figure)\b")
_BEGINS = re.compile(r"#{2,6} |\*{0,2}[^\W\d_]|\[[^\]]+\]\(|[»(]")  # a heading or a paragraph; anything else could go on with what was
_ID = re.compile(r'<[^>]*?\sid="([^"]+)"')
_OWN_ID = re.compile(r"#([\w-]+)[^{}\n]*\}")
_ADDRESSES = ("a", "href"), ("img", "src")


@dataclass(frozen=True, slots=True)
class Converted:
    """A passage's HTML, its headings as Markdown's table of contents has them (flat), its ids, and its addresses as they were written.

    `own` are the ids that the text gives itself; the others are made from headings.
    """

    html: str
    headings: tuple[dict[str, Any], ...]
    ids: tuple[str, ...]
    own: frozenset[str]
    links: tuple[str, ...]


class Converter:
    """Converts pages for as long as a process lives; what a page looks like never depends on what was converted before."""

    def __init__(self) -> None:
        """Nothing is kept yet."""
        self.kept: dict[str, Converted] = {}
        self.older: dict[str, Converted] = {}
        self.sites = 0
        self.settings = ""
        self.markdown = Markdown()
        self.addresses = Addresses(self.markdown)

    def begin(self, config: MkDocsConfig) -> None:
        """A site to convert the pages of; another Markdown where the configuration isn't what it was."""
        if self.sites % KEPT == 0:
            self.kept, self.older = {}, self.kept
        self.sites += 1
        settings = repr(
            ([str(getattr(e, "__class__", e)) if not isinstance(e, str) else e for e in config.markdown_extensions], config.mdx_configs)
        )
        if settings == self.settings:
            return
        self.settings = settings
        self.kept, self.older = {}, {}
        self.markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        self.addresses = Addresses(self.markdown)
        self.markdown.treeprocessors.register(self.addresses, "coursesite-addresses", 0)

    def fill(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """A page's content, contents list, ids and links, as `Page.render` would fill them in.

        Two passages with one id, or an address that leads nowhere, are left to MkDocs, which warns of them.
        """
        parts = told_apart([self.passage(text) for text in passages_of(page.markdown or "")])
        links = [link for part in parts for link in part.links]
        if not parts or not all(leads_somewhere(link, page, files) for link in links):
            type(page).render(page, config, files)
            return
        page.content = "\n".join(part.html for part in parts)
        titled = parts[0].html.startswith("<h1")  # MkDocs names a page so that the menu doesn't
        page._title_from_render = parts[0].headings[0]["name"] if titled else None  # noqa: SLF001 - it has no setter
        page.toc = get_toc(nest_toc_tokens([dict(heading) for part in parts for heading in part.headings]))  # type: ignore[misc]
        page.present_anchor_ids = {id for part in parts for id in part.ids}
        page.links_to_anchors = {}
        for link in links:
            note_anchor(link, page, files)

    def passage(self, text: str) -> Converted:
        """A passage, from what is kept if it is there."""
        found = self.kept.get(text)
        if found is None:
            found = self.kept[text] = self.older.get(text) or self.convert(text)
        return found

    def convert(self, text: str) -> Converted:
        """A passage that nobody has converted yet."""
        self.markdown.reset()
        self.addresses.found = []
        html = self.markdown.convert(text)
        headings = tuple(flat(getattr(self.markdown, "toc_tokens", [])))
        return Converted(html, headings, tuple(_ID.findall(html)), frozenset(_OWN_ID.findall(text)), tuple(self.addresses.found))


class Addresses(Treeprocessor):
    """Turns the addresses of sources into those of pages, and keeps what was written."""

    def __init__(self, md: Markdown) -> None:
        """Nothing is found yet."""
        super().__init__(md)
        self.found: list[str] = []

    def run(self, root: Element) -> None:
        """Every link and picture of the tree."""
        for element in root.iter():
            for tag, name in _ADDRESSES:
                address = element.get(name) if element.tag == tag else None
                if address is not None:
                    self.found.append(address)
                    element.set(name, built(address))


@lru_cache(maxsize=500)
def passages_of(text: str) -> tuple[str, ...]:
    """The text cut before each heading or paragraph that stands by itself."""
    return tuple(cut(text))


def cut(text: str) -> Iterator[str]:
    """The same, one after another; never right after an element that Markdown sets aside, since that leaves an empty line there."""
    begun, fence, depth, aside, lines = 0, "", 0, False, text.split("\n")
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or fence == mark[1]):
            fence = "" if fence else mark[1]
        elif not fence:
            if not depth and not aside and number > begun and not lines[number - 1].strip() and _BEGINS.match(line):
                yield "\n".join(lines[begun:number])
                begun = number
            tags = _ELEMENT.findall(line)
            if not depth and line.strip():
                aside = bool(tags) and "markdown=" not in line
            depth += sum(-1 if closing else 1 for closing in tags)
    yield "\n".join(lines[begun:])


def told_apart(parts: Sequence[Converted]) -> list[Converted]:
    """The passages, a heading's id numbered where it is taken; nothing where what two texts have named themselves is the same.

    Python-Markdown numbers them so on a whole page: in order, and never like an id that stands in the text.
    """
    own = [id for part in parts for id in part.own]
    taken, found = set(own), list[Converted]()
    for part in parts:
        made = [heading["id"] for heading in part.headings if heading["id"] not in part.own]
        found.append(renamed(part, {id: unique(id, set(taken)) for id in made if id in taken}))
        taken.update(found[-1].ids)
    ids = [id for part in found for id in part.ids]
    return found if len(set(ids)) == len(ids) else []


def renamed(part: Converted, names: Mapping[str, str]) -> Converted:
    """A passage with other ids for some headings."""
    if not names:
        return part
    html = part.html
    for old, new in names.items():
        html = html.replace(f' id="{old}"', f' id="{new}"', 1)
    headings = tuple({**heading, "id": names.get(heading["id"], heading["id"])} for heading in part.headings)
    return replace(part, html=html, headings=headings, ids=tuple(names.get(id, id) for id in part.ids))


def flat(headings: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Nested headings one after another."""
    for heading in headings:
        yield {**heading, "children": ()}
        yield from flat(heading["children"])


def built(address: str) -> str:
    """Where the page of a source will be: `../modul/x.md#y` is at `../modul/x.html#y`."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path.endswith(".md"):
        return address
    return parts._replace(path=parts.path.removesuffix(".md") + ".html").geturl()


def target_of(address: str, page: Page) -> str | None:
    """The source that an address of a page leads to, or None where it leads out or stays on the page."""
    return target_from(posixpath.dirname(page.file.src_uri), address)


@lru_cache(maxsize=10_000)  # every page says the same to its neighbours
def target_from(folder: str, address: str) -> str | None:
    """The same for a page in a folder."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or "&" in address:
        return None
    return posixpath.normpath(posixpath.join(folder, unquote(parts.path)))


def leads_somewhere(address: str, page: Page, files: Files) -> bool:
    """Whether an address within the site has a file at its end."""
    target = target_of(address, page)
    return target is None or (not address.startswith("/") and target in files.src_uris)


def note_anchor(address: str, page: Page, files: Files) -> None:
    """Let MkDocs see to it that the place which a link names is there."""
    anchor, target = urlsplit(address).fragment, target_of(address, page)
    file = files.src_uris.get(target) if target else page.file
    if anchor and file and page.links_to_anchors is not None and not urlsplit(address).scheme:
        page.links_to_anchors.setdefault(file, {}).setdefault(anchor, address)
