"""What has changed since a plan that was kept: new pages, changed ones with the sections that changed, and those that are gone."""

import hashlib
import re
from collections.abc import Iterable, Iterator

from coursesite.model import Former, FormerPage
from coursesite.pages.model import Page
from coursesite.pages.text import bullets, link, listing, plain
from coursesite.plan.model import Plan

NEWS_URI = "nyt.md"
TITLE = "Hvad er nyt"
FOLDERS = ("modul", "program", "hold")  # what is read and planned by; lists that follow from them tell nothing more
TOP = "top"
_SECTION = re.compile(r"^## (?P<title>.*?)(?: \{#(?P<id>[\w-]+)\})?$", re.MULTILINE)
_TARGET = re.compile(r"\]\([^)\s]*\)")


def kept(pages: Iterable[Page]) -> dict[str, FormerPage]:
    """The pages of an edition as they are to be remembered, by their names."""
    return {name_of(page): FormerPage(page.title, {id: digest for id, (_, digest) in sections(page).items()}) for page in told_of(pages)}


def told_of(pages: Iterable[Page]) -> Iterator[Page]:
    """The pages whose changes are told."""
    return (page for page in pages if page.uri.partition("/")[0] in FOLDERS and page.uri != "program/index.md")


def name_of(page: Page) -> str:
    """`modul/aktiv-lytning`"""
    return page.uri.removesuffix(".md")


def sections(page: Page) -> dict[str, tuple[str, str]]:
    """Each section's heading and the first 12 hex of SHA-256 over its text, by id; where links lead doesn't count."""
    top, *rest = _SECTION.split(page.markdown)
    found = {TOP: ("indledningen", digest(top.removeprefix("# ").partition("\n")[2]))}  # its title is told for itself
    for title, id, text in zip(rest[0::3], rest[1::3], rest[2::3], strict=True):
        found[id or title] = (f"»{title}«", digest(title + text))
    return found


def digest(text: str) -> str:
    """Of what is read, however it is broken into lines."""
    return hashlib.sha256(" ".join(_TARGET.sub("]", text).split()).encode()).hexdigest()[:12]


def news_page(plan: Plan, former: Former, pages: Iterable[Page]) -> Page:
    """What a reader of the former edition will find changed."""
    now, before = {name_of(page): page for page in told_of(pages)}, former.pages[plan.edition]
    changes = {name: changed(now[name], before[name]) for name in now if name in before}
    parts = [
        f"# {TITLE}",
        f"Her er, hvad der er anderledes end i udgave {plain(former.release)} af kurset. Navne, ord og løfter, som kommunen selv fylder ind, er ikke talt med.",
        part("Nyt", (link(plain(page.title), NEWS_URI, page.uri) for name, page in now.items() if name not in before)),
        part("Ændret", (f"{link(plain(now[name].title), NEWS_URI, now[name].uri)}: {told}" for name, told in changes.items() if told)),
        part("Taget ud", (plain(page.title) for name, page in before.items() if name not in now)),
    ]
    found = [text for text in parts if text]
    return Page(NEWS_URI, TITLE, "\n\n".join(found if len(found) > len(parts[:2]) else [*found, "Intet er ændret."]) + "\n")


def part(heading: str, items: Iterable[str]) -> str:
    """A heading with what is under it; nothing where nothing is."""
    text = bullets(items)
    return f"## {heading}\n\n{text}" if text else ""


def changed(page: Page, before: FormerPage) -> str:
    """Which sections have other words, are new, or are gone."""
    now = sections(page)
    other = [title for id, (title, digest) in now.items() if before.sections.get(id, digest) != digest]
    new = [title for id, (title, _) in now.items() if id not in before.sections]
    gone = len(before.sections.keys() - now.keys())
    facts = [
        f"ny titel, før »{plain(before.title)}«" if page.title != before.title else "",
        f"ændret i {listing(other)}" if other else "",
        f"nyt afsnit: {listing(new)}" if new else "",
        f"{gone} afsnit taget ud" if gone else "",
    ]
    return "; ".join(filter(None, facts))
