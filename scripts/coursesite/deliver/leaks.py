"""No text of another municipality or of other readers in a finished edition, in whatever file and however it is written there."""

import gzip
import hashlib
import html
import re
from collections.abc import Iterable
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from coursesite.deliver.canaries import Canaries, Run, allowed_files
from coursesite.deliver.files import files_of
from coursesite.pages.search import is_search_data, read_search_data
from coursesite.plan.model import Plan
from coursesite.problems import Place, Problems

SHELL = "img/"  # pictures that every site has
_SENTENCES = re.compile(r"[.:;?!·] {2}")  # the search has no tags left; what stands on each side may be two texts
_JSON_SIGN = re.compile(r"\\u([0-9a-fA-F]{4})")
_REMEDY = "Siden er ikke taget i brug. Send meddelelsen til redaktionen."


def leaks(site: Path, canaries: Canaries, plan: Plan) -> Problems:
    """What a finished edition has that its plan doesn't hold; each source of it once for each file.

    The canaries are made once of the course and all profiles, and remember what they have read.
    """
    problems = Problems()
    texts = {address: (site / address).read_bytes() for address in sorted(files_of(site))}
    pieces = chain.from_iterable(pieces_of(address, data) for address, data in texts.items())
    foreign = canaries.found_in_pieces(pieces, plain) - canaries.allowed(plan)
    if foreign:
        for address, data in texts.items():
            tell(address, data, canaries.found_in_pieces(pieces_of(address, data), plain) & foreign, canaries, problems)
    allowed = allowed_files(plan)
    for address, data in texts.items():
        if not address.startswith(SHELL) and not address.endswith(".html"):
            check_file(address, hashlib.sha256(data).hexdigest(), allowed, canaries, problems)
    return problems


def tell(address: str, data: bytes, found: set[int], canaries: Canaries, problems: Problems) -> None:
    """Say where a file has something that it must not have, and from where; the first words of each."""
    known = {number: run for run, number in canaries.runs.items() if number in found}
    told: set[str] = set()
    for number in sorted(found):
        origin, run = canaries.origins[number], known[number]
        if origin not in told:
            told.add(origin)
            message = f"siden har tekst, der ikke hører til den: »{' '.join(run)}« fra {origin}"
            problems.error("side-laek", Place(address, line_of(data, run), len(told)), message, _REMEDY)


def line_of(data: bytes, run: Run) -> int:
    """The first line that has all words of a run, or 1 where the file doesn't have them as they are."""
    lines = data.decode("utf-8", "replace").lower().split("\n")
    return next((number for number, line in enumerate(lines, 1) if all(word in line for word in run)), 1)


def check_file(address: str, digest: str, allowed: set[str], canaries: Canaries, problems: Problems) -> None:
    """A picture or a file of the sources is one of this edition's own."""
    if digest in canaries.sources and digest not in allowed:
        problems.error("side-laek", Place(address), f"siden har en fil, der ikke hører til den: {canaries.sources[digest]}", _REMEDY)


def pieces_of(address: str, data: bytes) -> Iterable[str]:
    """The texts of a file, none of them across a tag or a quotation mark; none of a picture."""
    if address.endswith(".gz"):
        data = gzip.decompress(data)
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return ()
    if is_search_data(text):
        return chain.from_iterable(map(_SENTENCES.split, read_search_data(text)))
    if address.endswith(".ics"):
        text = text.replace("\r\n ", "").replace("\\n", "<")
    return set(text.replace(">", "<").replace('"', "<").split("<"))


def plain(piece: str) -> str:
    """A text as its readers get it, without the ways in which HTML, addresses and scripts write signs."""
    if "\\u" in piece:
        piece = _JSON_SIGN.sub(lambda hit: chr(int(hit[1], 16)), piece)
    if "&" in piece:
        piece = html.unescape(piece)
    return unquote(piece) if "%" in piece else piece
