"""The guarantee: an allow-list over the rendered tree of every page.

Whatever way a text found through the checks of its source, an element, an attribute or an
address that isn't named here stops the build.
"""

import html
import re
from collections.abc import Iterable
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor
from mkdocs.exceptions import PluginError

ELEMENTS = frozenset(
    [
        "p",
        "h1",
        "h2",
        "h3",
        "h4",
        "ul",
        "ol",
        "li",
        "table",
        "thead",
        "tbody",
        "tr",
        "th",
        "td",
        "a",
        "img",
        "strong",
        "em",
        "code",
        "pre",
        "blockquote",
        "hr",
        "br",
        "div",
        "span",
        "details",
        "summary",
    ]
)
ATTRIBUTES = frozenset({"id", "class", "lang", "href", "title", "src", "alt", "start"})
# What diagrams are drawn with; HTML's own parser gives names in lower case.
DRAWING = frozenset({
    "svg", "title", "desc", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan",
})  # fmt: skip
DRAWING_ATTRIBUTES = frozenset({
    "id", "class", "role", "aria-labelledby", "aria-describedby", "viewbox", "d", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2",
    "cx", "cy", "r", "rx", "ry", "width", "height", "points", "transform", "text-anchor",
})  # fmt: skip
ADDRESSES = frozenset({"href", "src"})
_SCHEME = re.compile(r"^([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE_SCHEMES = {"https", "mailto", "tel"}
# What Python-Markdown puts around its own placeholders; browsers drop control signs in addresses.
_CONTROL = re.compile(r"[\x00-\x20\x7f-\x9f]")


class Unsafe(PluginError):
    """A page would hold something that isn't on the allow-list; MkDocs stops the build and says so."""


class Guard(Extension):
    """Adds the check as the last thing that happens to a page's tree; `page` is named in errors."""

    page = ""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register the check after all others."""
        md.treeprocessors.register(_Check(md, self), "coursesite-guard", -1000)


class _Check(Treeprocessor):
    """Walks the tree and the pieces of HTML that Markdown has set aside."""

    def __init__(self, md: Markdown, guard: Guard) -> None:
        super().__init__(md)
        self.guard = guard

    def run(self, root: Element) -> None:
        try:
            for element in root.iter():
                check(str(element.tag), element.attrib.items())
            for raw in self.md.htmlStash.rawHtmlBlocks:
                check_raw(raw)
        except Unsafe as found:
            raise Unsafe(f"{self.guard.page}: {found}") from None


def check_raw(raw: str | Element) -> None:
    """A piece of HTML that Markdown has set aside."""
    if isinstance(raw, Element):
        for element in raw.iter():
            check(str(element.tag), element.attrib.items())
        return
    parser = _Tags()
    parser.feed(raw)
    parser.close()


class _Tags(HTMLParser):
    """Checks every tag, and refuses what is no tag and no text."""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        check(tag, attrs)

    def handle_comment(self, data: str) -> None:
        raise Unsafe("en HTML-kommentar")

    def handle_decl(self, decl: str) -> None:
        raise Unsafe("en erklæring <!…>")

    def unknown_decl(self, data: str) -> None:
        raise Unsafe("en erklæring <![…]>")

    def handle_pi(self, data: str) -> None:
        raise Unsafe("en instruktion <?…>")


def check(tag: str, attributes: Iterable[tuple[str, str | None]]) -> None:
    """One element with its attributes."""
    if tag not in ELEMENTS | DRAWING:
        raise Unsafe(f"elementet <{tag}>")
    allowed = DRAWING_ATTRIBUTES if tag in DRAWING else ATTRIBUTES
    for name, value in attributes:
        if name not in allowed:
            raise Unsafe(f"attributten »{name}« på <{tag}>")
        if name in ADDRESSES:
            check_address(value or "", outside=name == "href")


def check_address(value: str, *, outside: bool) -> None:
    """An address stays in the site, or leads out by a safe scheme where it is a link."""
    address = _CONTROL.sub("", html.unescape(html.unescape(value))).replace("\\", "/")
    scheme = _SCHEME.match(address)
    if scheme and (not outside or scheme[1].lower() not in _SAFE_SCHEMES):
        raise Unsafe(f"adressen »{address[:40]}«")
    if address.startswith("//"):
        raise Unsafe(f"adressen »{address[:40]}«")
