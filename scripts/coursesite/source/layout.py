"""Lines that Markdown would read otherwise than they look."""

import re
from collections.abc import Callable, Sequence

DEEPEST_LAYOUT = 5  # lists and quotations in one another
_UNDERLINE = re.compile(r"^ {0,3}(=+|-+) *$")
_ALIGNED = re.compile(r"^\s*\|?(\s*:?-+:?\s*\|)+(\s*:?-+:?\s*)?$")
_LEAD = re.compile(r"^[\s>]+")
_ITEM = re.compile(r"^(?P<indent> *)(?:[*+-]|\d+[.)]) +\S")


def check_layout(line: str, above: Sequence[str], error: Callable[[str, str, str], None]) -> None:
    """What Markdown would read otherwise than it looks."""
    if line[:1].isalpha():
        return
    before = above[-1] if above else ""
    if _UNDERLINE.match(line) and before.strip():
        error(
            "overskrift-form",
            "stregen gør linjen ovenfor til en overskrift",
            "Skriv »## Overskrift {#id}«, eller sæt en tom linje før stregen.",
        )
    if _ALIGNED.match(line) and ":" in line:
        error(
            "tabel-form",
            "kolonnerne i en tabel kan ikke stilles til venstre, højre eller midt for",
            "Skriv linjen med bindestreger alene: | --- | --- |.",
        )
    item = _ITEM.match(line)
    if "\t" in line + before:
        return
    if item and before.strip() and not (_ITEM.match(before) or before.startswith(" ")):
        error(
            "liste-form",
            "listen begynder lige under en linje tekst og bliver ikke til en liste",
            "Sæt en tom linje før listen.",
        )
    if (lead := _LEAD.match(line)) and (lead[0].count(">") > DEEPEST_LAYOUT or len(lead[0]) > 4 * DEEPEST_LAYOUT):
        error("liste-form", "linjen ligger for dybt inde i lister eller citater", "Lad den begynde længere til venstre.")
    if item and len(item["indent"]) % 4:
        error("liste-form", "punktet er rykket skævt ind", "Ryk punkter ind med fire mellemrum for hvert trin.")
    if line.startswith("    ") and line.strip() and not in_list(above):
        error("indrykning", "linjen er rykket ind uden at høre til en liste", "Lad linjen begynde helt til venstre.")


def in_list(above: Sequence[str]) -> bool:
    """Whether an indented line belongs to a list item above it."""
    for line in reversed(above):
        if _ITEM.match(line):
            return True
        if line.strip() and not line.startswith(" "):
            return False
    return False
