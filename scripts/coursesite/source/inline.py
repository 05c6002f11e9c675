"""Running text: references taken apart, and all that could carry code or leak notes refused.

The guarantee is the allow-list over the rendered tree (`site/guard.py`); this scan is what can
tell a trainer the line. Where Markdown has odd ways to write a thing, only the plain way passes.
"""

import re
from collections.abc import Iterator
from typing import cast

from coursesite.model import Foreign, Link, Prose, Scheme, Span
from coursesite.problems import Place, Problems, shorten
from coursesite.source.expressions import EXPRESSION, Names, check_expression
from coursesite.source.files import Text

_WORDS = r"(?:[^\[\]\n]|\n(?!\s*(?:\n|[-*+>#|]|\d+[.)])))"
_LABEL = rf"(?:{_WORDS}|\[{_WORDS}*\]\{{lang=[a-z]{{2}}\}})*?"
TOKEN = re.compile(
    rf"(?P<image>!?)\[(?P<text>{_LABEL})\]"
    r"(?:\((?P<target>[^\s()<>\"'{}\[\]`|]*)\)|\{lang=(?P<lang>[a-z]{2})\})"
)
_CODE = re.compile(r"(?<![`\\])(`+)(?!`)([^\n]*?[^`\n])\1(?!`)")
_TARGET = re.compile(r"^(?P<scheme>[a-z]+):(?P<target>[^#]*)(?:#(?P<fragment>.*))?$")
_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")
_FORMS = {
    "module": re.compile(r"^[a-z0-9-]+$"),
    "page": re.compile(r"^[a-z0-9-]+(/[a-z0-9-]+)*$"),
    "law": re.compile(r"^[a-z0-9-]+$"),
    "term": re.compile(r"^[a-z0-9-]+$"),
    "source": re.compile(r"^[a-z0-9-]+$"),
    "asset": re.compile(r"^[A-Za-z0-9._/-]+$"),
    "https": re.compile(r"^//[\w-]+(\.[\w-]+)+(:\d+)?(/[^\\]*)?(\?[^\\]*)?$"),
    "mailto": re.compile(r"^[A-Za-z0-9._+-]+@[\w-]+(\.[\w-]+)+$"),
    "tel": re.compile(r"^\+?[0-9-]+$"),
}
_ENTITY = re.compile(r"&(#|[A-Za-z][A-Za-z0-9]*;)")

_FOREIGN = re.compile(r"\[([^\[\]]*)\]\{lang=[a-z]{2}\}")
_PAIRED = {"udtryk-form", "kode-form"}  # the other half of a pair is the same mistake
_SUSPICIOUS = re.compile(r"[<{}\[\]`]")
# What stands in the text and mustn't: code, pattern, message, remedy. Searched with code masked.
_REFUSED: tuple[tuple[str, re.Pattern[str], str, str], ...] = tuple(
    (code, re.compile(pattern, re.MULTILINE), message, remedy)
    for code, pattern, message, remedy in (
        ("html-kommentar", r"<!--", "her står en HTML-kommentar; den ville komme med ud på siden", "Slet den, eller brug blokken »/// trainer« til noter."),
        ("link-form", r"<(?:https?:|mailto:|[^\s<>@]+@)[^<>]*>", "linket står i vinkler", "Skriv »[tekst](https://…)«."),
        ("html", r"<[A-Za-z/!?]", "her står HTML", "Skriv det som almindelig Markdown, eller skriv »&lt;« for tegnet »<«."),
        ("udtryk-form", r"\{[%#]", "»{%« og »{#« kan ikke bruges i teksten", "Brug kun variable, »{{ … }}«; et afsnits id står sidst i overskriften."),
        ("udtryk-form", r"\{\{|\}\}", "»{{« og »}}« skal stå parvis på samme linje", "Skriv hele udtrykket på én linje: »{{ promises.callback }}«."),
        ("tuborgparentes", r"[{}]", "her står en tuborgparentes", "Slet den; kun »[ord]{lang=en}«, »{{ variabel }}« og et afsnits »{#id}« bruger den."),
        ("link-form", r"\]\(", "linket kan ikke læses", "Skriv »[tekst](module:id)« eller »[tekst](https://…)« uden mellemrum og anførselstegn i adressen."),
        ("link-form", r"\]\[|^ {0,3}\[[^\]\n]+\]:", "linket er skrevet som en henvisning til et andet sted i filen", "Skriv adressen lige efter teksten: »[tekst](https://…)«."),
        ("link-form", r"!\[", "billedet kan ikke læses", "Skriv »![beskrivelse](asset:fil.svg)«."),
        ("kode-form", r"`", "et kodetegn »`« bliver ikke lukket på samme linje", "Sæt et »`« på hver side af koden, eller slet tegnet."),
    )
)  # fmt: skip


def scan_prose(source: str, line: int, text: Text, names: Names, problems: Problems) -> Prose:
    """The prose that begins at `line` of the file, with everything refused in it noted."""
    if not _SUSPICIOUS.search(source):  # most lines have none of the signs that anything begins with
        return Prose((source,), line)
    offset = text.starts[line - 1]
    for hit in _CODE.finditer(source):
        refuse_in_code(hit[0], text, offset + hit.start(), names, problems)
    masked = _CODE.sub(blank, source)
    for hit in EXPRESSION.finditer(masked):
        check_expression(hit[1], text, offset + hit.start(), names, problems)
        check_alone(hit, text, text.place_of(offset + hit.start()), problems)
    masked = EXPRESSION.sub(lambda hit: "x" * len(hit[0]), masked)  # a value may well be a word after »<«
    spans = tuple(take_spans(source, masked, offset, text, problems))
    masked = TOKEN.sub(without_token, masked)
    refuse_patterns(masked, offset, text, problems)
    return Prose(spans, line)


def blank(hit: re.Match[str]) -> str:
    """Spaces in place of what was found, so that offsets stay."""
    return " " * len(hit[0])


def without_token(hit: re.Match[str]) -> str:
    """A link's or foreign word's label in its place, without what is around it; it is text like any other."""
    before = hit.start("text") - hit.start()
    label = _FOREIGN.sub(lambda inner: f" {inner[1]}".ljust(len(inner[0])), hit["text"])
    return " " * before + label + " " * (len(hit[0]) - before - len(label))


def refuse_in_code(code: str, text: Text, offset: int, names: Names, problems: Problems) -> None:
    """Jinja reads code like any other text, so its signs can't stand there either, but on a page that it doesn't read."""
    if names.literal:
        return
    if sign := re.search(r"\{[{%#]|[}%#]\}", code):
        problems.error("udtryk-form", text.place_of(offset + sign.start()), f"»{sign[0]}« kan ikke stå i kode", "Skriv det med ord.")


def check_alone(hit: re.Match[str], text: Text, place: Place, problems: Problems) -> None:
    """A box is a paragraph of its own."""
    start = text.starts[place.line - 1]
    around = text.text[start : (text.text + "\n").index("\n", start)]
    if hit[1].lstrip().startswith("box(") and around.strip() != hit[0]:
        problems.error("makro-brug", place, "en boks skal stå alene på linjen", "Sæt den på sin egen linje med en tom linje før og efter.")


def refuse_patterns(masked: str, offset: int, text: Text, problems: Problems) -> None:
    """Note each refused pattern once where it stands; what one has named, the next leaves."""
    if not _SUSPICIOUS.search(masked):
        return
    taken: set[int] = set()
    for code, pattern, message, remedy in _REFUSED:
        for hit in pattern.finditer(masked):
            line = masked.count("\n", 0, hit.start())
            if line not in taken:
                problems.error(code, text.place_of(offset + hit.start()), message, remedy)
            taken.add(line)
            if code in _PAIRED:
                break


def take_spans(source: str, masked: str, offset: int, text: Text, problems: Problems) -> Iterator[Span]:
    """The text in pieces: what is plain, links, and foreign words."""
    end = 0
    for hit in TOKEN.finditer(masked):
        if hit.start() > end:
            yield source[end : hit.start()]
        end = hit.end()
        label = source[hit.start("text") : hit.end("text")]
        if hit["lang"]:
            yield Foreign(label, hit["lang"])
        else:
            link = read_link(hit, label, offset + hit.start(), text, problems)
            yield link or source[hit.start() : end]
    if end < len(source):
        yield source[end:]


def read_link(hit: re.Match[str], label: str, offset: int, text: Text, problems: Problems) -> Link | None:
    """The link, or None with a problem when its address isn't of a known form."""
    place = text.place_of(offset)
    parts = _TARGET.match(hit["target"])
    scheme = parts["scheme"] if parts else ""
    if parts is None or scheme not in _FORMS:
        problems.error(
            "link-skema",
            place,
            f"linket »{shorten(hit['target'])}« har ikke en kendt begyndelse",
            "Begynd med module:, page:, law:, term:, source:, asset:, https:, mailto: eller tel:.",
        )
        return None
    fragment = parts["fragment"]
    bad_fragment = fragment is not None and (scheme not in {"module", "https"} or not re.match(r"^[\w:~=,.%-]+$", fragment))
    if bad_fragment or _ENTITY.search(hit["target"]) or not _FORMS[scheme].match(parts["target"]):
        problems.error(
            "link-form",
            place,
            f"adressen »{shorten(hit['target'])}« er ikke en rigtig {scheme}-adresse",
            "Ret adressen; et id har kun små bogstaver, tal og bindestreger.",
        )
        return None
    if hit["image"] and (scheme != "asset" or not label.strip()):
        problems.error(
            "billede",
            place,
            "billedet mangler en beskrivelse eller ligger uden for kurset",
            "Skriv »![hvad billedet viser](asset:fil.svg)«.",
        )
        return None
    return Link(cast(Scheme, scheme), parts["target"], fragment or "", label, place, image=bool(hit["image"]))
