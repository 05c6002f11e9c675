"""Markdown to HTML, section by section, each text only once in a process.

Converting is three quarters of a build. The municipalities share most of their text, and a page
that has been saved anew shares all but one section with what it was; so a section's HTML is kept
by its whole text. Pages are made of sections that don't lean on each other: a line that begins
with `## ` outside of fences and elements begins a new one.
"""

import posixpath
import re
from collections import OrderedDict
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

KEPT = 4000  # sections; a course of fifty modules has some eight hundred, and 4000 are about 20 MB
_FENCE = re.compile(r" {0,3}(```|~~~)")
_ELEMENT = re.compile(r"<(/?)(?:div|details|svg|section|table)\b")
_ID = re.compile(r'<[^>]*?\sid="([^"]+)"')
_OWN_ID = re.compile(r"#([\w-]+)[^{}\n]*\}")
_ADDRESSES = ("a", "href"), ("img", "src")


@dataclass(frozen=True, slots=True)
class Converted:
    """A section's HTML, its headings as Markdown's table of contents has them (flat), its ids, and its addresses as they were written.

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
        self.kept: OrderedDict[str, Converted] = OrderedDict()
        self.settings = ""
        self.markdown = Markdown()
        self.addresses = Addresses(self.markdown)

    def fill(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """A page's content, contents list, ids and links, as `Page.render` would fill them in.

        Two sections with one id, or an address that leads nowhere, are left to MkDocs, which warns of them.
        """
        self.prepare(config)
        parts = told_apart([self.section(text) for text in sections_of(page.markdown or "")])
        links = [link for part in parts for link in part.links]
        if not parts or not all(leads_somewhere(link, page, files) for link in links):
            type(page).render(page, config, files)
            return
        page.content = "\n".join(part.html for part in parts)
        begins = parts[0].html.startswith("<h1")  # MkDocs names a page so that the menu doesn't
        page._title_from_render = parts[0].headings[0]["name"] if begins else None  # noqa: SLF001 - it has no setter
        page.toc = get_toc(nest_toc_tokens([dict(heading) for part in parts for heading in part.headings]))  # type: ignore[misc]
        page.present_anchor_ids = {id for part in parts for id in part.ids}
        page.links_to_anchors = {}
        for link in links:
            note_anchor(link, page, files)

    def prepare(self, config: MkDocsConfig) -> None:
        """One Markdown for all pages; another where the configuration isn't what it was."""
        settings = repr(
            ([str(getattr(e, "__class__", e)) if not isinstance(e, str) else e for e in config.markdown_extensions], config.mdx_configs)
        )
        if settings == self.settings:
            return
        self.settings = settings
        self.kept.clear()
        self.markdown = Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs or {})
        self.addresses = Addresses(self.markdown)
        self.markdown.treeprocessors.register(self.addresses, "coursesite-addresses", 0)

    def section(self, text: str) -> Converted:
        """A section, from what is kept if it is there."""
        found = self.kept.get(text)
        if found is None:
            found = self.kept[text] = self.convert(text)
            if len(self.kept) > KEPT:
                self.kept.popitem(last=False)
        else:
            self.kept.move_to_end(text)
        return found

    def convert(self, text: str) -> Converted:
        """A section that nobody has converted yet."""
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


@lru_cache(maxsize=1000)
def sections_of(text: str) -> tuple[str, ...]:
    """The text cut before each `## ` that stands by itself."""
    return tuple(cut(text))


def cut(text: str) -> Iterator[str]:
    """The same, one after another."""
    begun, fence, depth, lines = 0, "", 0, text.split("\n")
    for number, line in enumerate(lines):
        mark = _FENCE.match(line)
        if mark and (not fence or fence == mark[1]):
            fence = "" if fence else mark[1]
        elif not fence:
            if not depth and number > begun and line.startswith("## "):
                yield "\n".join(lines[begun:number])
                begun = number
            depth += sum(-1 if closing else 1 for closing in _ELEMENT.findall(line))
    yield "\n".join(lines[begun:])


def told_apart(parts: Sequence[Converted]) -> list[Converted]:
    """The sections, a heading's id numbered where it is taken; nothing where what two texts have named themselves is the same.

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
    """A section with other ids for some headings."""
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
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or "&" in address:
        return None
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.file.src_uri), unquote(parts.path)))


def leads_somewhere(address: str, page: Page, files: Files) -> bool:
    """Whether an address within the site has a file at its end."""
    target = target_of(address, page)
    return target is None or (not address.startswith("/") and files.get_file_from_path(target) is not None)


def note_anchor(address: str, page: Page, files: Files) -> None:
    """Let MkDocs see to it that the place which a link names is there."""
    anchor, target = urlsplit(address).fragment, target_of(address, page)
    file = files.get_file_from_path(target) if target else page.file
    if anchor and file and page.links_to_anchors is not None and not urlsplit(address).scheme:
        page.links_to_anchors.setdefault(file, {}).setdefault(anchor, address)
