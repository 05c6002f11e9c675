"""The menu as HTML: native disclosures that need no script, the current page marked and its groups open."""

import html
from collections.abc import Iterator, Sequence

from coursesite.pages.model import NavItem


class Menu:
    """The menu of one site, written once for each folder depth; a page changes only the group that it is in."""

    def __init__(self, nav: Sequence[NavItem]) -> None:
        """`nav` is the site's, in order."""
        self.nav = nav
        self.within = [frozenset(uris(item)) for item in nav]
        self.closed: dict[str, list[str]] = {}

    def html(self, uri: str) -> str:
        """The list of entries as seen from the page `uri` (`modul/x.md`)."""
        root = root_of(uri)
        if root not in self.closed:
            self.closed[root] = [entry(item, root, "") for item in self.nav]
        parts = zip(self.nav, self.within, self.closed[root], strict=True)
        return (
            '<ul class="menu__list">' + "".join(entry(item, root, uri) if uri in own else closed for item, own, closed in parts) + "</ul>"
        )

    def trail(self, uri: str) -> list[tuple[str, str]]:
        """The headings above a page, outermost first, each with the address of its first page where that isn't this one."""
        return next((list(trail(item, uri)) for item, own in zip(self.nav, self.within, strict=True) if uri in own), [])


def root_of(uri: str) -> str:
    """The way from a page's folder to the site's root: empty, or `../`."""
    return "../" * uri.count("/")


def address(uri: str) -> str:
    """A page's address once it is built."""
    return uri.removesuffix(".md") + ".html"


def uris(item: NavItem) -> Iterator[str]:
    """Every page of an entry."""
    if item.uri:
        yield item.uri
    for child in item.children:
        yield from uris(child)


def trail(item: NavItem, uri: str) -> Iterator[tuple[str, str]]:
    """The headings from this entry down to a page."""
    if item.uri:
        return
    first = next(uris(item))
    yield item.title, "" if first == uri else address(first)
    for child in item.children:
        if uri in uris(child):
            yield from trail(child, uri)


def entry(item: NavItem, root: str, uri: str) -> str:
    """One entry with all under it; `uri` is the page that is read, or empty."""
    title = html.escape(item.title)
    if item.uri:
        here = ' aria-current="page"' if item.uri == uri else ""
        return f'<li><a href="{root}{address(item.uri)}"{here}>{title}</a></li>'
    opened = " open" if uri and uri in uris(item) else ""
    inner = "".join(entry(child, root, uri) for child in item.children)
    return f"<li><details{opened}><summary>{title}</summary><ul>{inner}</ul></details></li>"
