"""What of a built site isn't in its export, told from what this edition has."""

import re
from collections.abc import Iterator, Sequence

from coursesite.pages.model import Site
from coursesite.site.plain import PlainPage, Settings

# What a script of the built site works on, and what the reader is without when it is gone.
_DONE = (
    (re.compile(r'class="(?:reflect|field field--\w+)"'), "Man kan ikke skrive på siderne: {count} felter på {pages} er linjer til papir."),
    (re.compile(r'class="scenario"'), "Scenarierne spilles ikke trin for trin: {count} på {pages} viser alle trin på én gang."),
    (re.compile(r'class="dates"'), "Den næste dato bliver ikke fremhævet, og gamle datoer bliver ikke foldet sammen: {pages}."),
    (re.compile(r'class="sheet\b'), "»Print hele dagen« giver ét af hvert ark i stedet for det antal, der står over det: {count} ark på {pages}."),
)  # fmt: skip


def lost(site: Site, settings: Settings, pages: Sequence[PlainPage]) -> Iterator[str]:
    """A sentence each, in Danish."""
    yield "Kursets egen skabelon: sidehoved, menu, »Du er her«, indholdsliste, sidefod og siden »findes ikke« er nu værktøjets."
    yield "Den strenge sikkerhedspolitik (Content-Security-Policy): værktøjernes sider har scripts i sig, som den ikke tillader."
    if settings.search:
        yield "Søgningen i bøjede og sammensatte ord: MkDocs kender kun ordenes stammer på dansk, Zensical slet ikke."
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
    for mark, text in _DONE:
        counts = [found for page in pages if (found := len(mark.findall(page.html)))]
        if counts:
            yield text.format(count=sum(counts), pages="1 side" if len(counts) == 1 else f"{len(counts)} sider")


def titles(site: Site, addresses: Sequence[str]) -> str:
    """Pages by their titles: `»Om materialet« og »Om tilgængelighed«`."""
    known = {page.uri.removesuffix(".md") + ".html": page.title for page in site.pages}
    return " og ".join(f"»{known[address]}«" for address in addresses)
