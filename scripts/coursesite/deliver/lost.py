"""What of a built site isn't in its export, told from what this edition has."""

import re
from collections.abc import Iterator, Sequence

from coursesite.pages.model import Site
from coursesite.site.plain import PlainPage, Settings

# What a script of the built site works on, what one and many of it are called, and what the reader is without.
_DONE = (
    (r'class="(?:reflect|field field--\w+)"', "felt", "felter", "Man kan ikke skrive på siderne: {count} på {pages} er linjer til papir."),
    (r'class="scenario"', "scenarie", "scenarier", "Der vælges ikke trin for trin: {count} på {pages} viser alle trin på én gang."),
    (
        r'class="dates"',
        "datoliste",
        "datolister",
        "Den næste dato bliver ikke fremhævet, og gamle bliver ikke foldet sammen: {count} på {pages}.",
    ),
    (r'class="sheet\b', "ark", "ark", "Ark bliver ikke skrevet ud i det antal, der står over dem: {count} på {pages} kommer én gang hver."),
)


def lost(site: Site, settings: Settings, pages: Sequence[PlainPage]) -> Iterator[str]:
    """A sentence each, in Danish."""
    yield "Kursets egen skabelon: sidehoved, menu, »Du er her«, indholdsliste, sidefod og siden »findes ikke« er nu værktøjets."
    yield "Den strenge sikkerhedspolitik (Content-Security-Policy): værktøjernes sider har scripts i sig, som den ikke tillader."
    if settings.search:
        yield "Kursets egen søgning: værktøjernes finder ikke bøjede og sammensatte ord, kræver en webserver, og Zensicals har engelske ord."
    yield from undone(pages)
    if site.chrome["notes"]:
        yield f"{titles(site, [site.chrome['notes']])} har intet at samle."
    if any(uri.endswith("present.js") for uri in site.tools):
        yield "»Vis på skærm« med stor tekst og ur."
    if any(page.mark for page in site.pages):
        yield "Temaernes farver øverst på modulerne; deres tal og former er der."
    if site.chrome["banner"]:
        yield f"Linjen »{site.chrome['banner']}« øverst på hver side: ordet står nu i sidens navn."
    if about := [address for _, address in site.chrome["footer"]]:
        yield f"Det, {titles(site, about)} fortæller om siden selv og om, hvordan den er prøvet, passer kun på kursets egen side. Ret det, før I udgiver."


def undone(pages: Sequence[PlainPage]) -> Iterator[str]:
    """What scripts did on the pages, with how much of it there was."""
    for mark, one, many, text in _DONE:
        counts = [found for page in pages if (found := len(re.findall(mark, page.html)))]
        if counts:
            yield text.format(count=counted(sum(counts), one, many), pages=counted(len(counts), "side", "sider"))


def counted(count: int, one: str, many: str) -> str:
    """`1 felt`, `2 felter`"""
    return f"{count} {one if count == 1 else many}"


def titles(site: Site, addresses: Sequence[str]) -> str:
    """Pages by their titles: `»Om materialet« og »Om tilgængelighed«`."""
    known = {page.uri.removesuffix(".md") + ".html": page.title for page in site.pages}
    return " og ".join(f"»{known[address]}«" for address in addresses)
