"""What has changed in a standard text since a local version was made from it, in lines and words."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from pathlib import Path

from coursesite.problems import Problems, count, shorten
from coursesite.source.files import read_text

MOST = 8  # changes shown; who has more had better read the whole text
_AROUND = 4  # words shown on each side of what has changed
_LONGEST = 160
_HEADING = re.compile(r"^## .*\{#(?P<id>[a-z0-9-]+)\} *$")


def base_path(local: Path, target: str) -> Path:
    """Where the standard text lies that a local file was made from."""
    return local.parent / ".base" / f"{target}.md"


def read_base(root: Path, local: Path, target: str, problems: Problems) -> str | None:
    """The standard text that was accepted, or None where there is none."""
    path = base_path(local, target)
    text = read_text(root, path, problems) if path.exists() else None
    return text.text if text else None


def section_in(text: str, id: str) -> str | None:
    """The lines of a section from its heading on, or None where the text hasn't got it."""
    found: list[str] | None = None
    for line in text.split("\n"):
        heading = _HEADING.match(line)
        if heading and found is not None:
            break
        if found is not None or (heading and heading["id"] == id):
            found = [*(found or []), line]
    return "\n".join(found) if found is not None else None


def differences(before: str, now: str, first_line: int = 1) -> tuple[str, ...]:
    """Each change as a Danish sentence; line numbers are those of `now`, whose first is `first_line`."""
    old, new = lines_of(before), lines_of(now)
    matcher = SequenceMatcher(None, [text for _, text in old], [text for _, text in new], autojunk=False)
    told = [
        sentence
        for kind, a, b, c, d in matcher.get_opcodes()
        if kind != "equal"
        for sentence in changes([text for _, text in old[a:b]], [(first_line + number, text) for number, text in new[c:d]])
    ]
    rest = count(len(told) - MOST, "ændring til", "ændringer til")
    return (*told[:MOST], *([f"… og {rest}"] if rest and len(told) > MOST else []))


def lines_of(text: str) -> list[tuple[int, str]]:
    """The lines that say something, with their number from 0."""
    return [(number, line.strip()) for number, line in enumerate(text.split("\n")) if line.strip()]


def changes(old: Sequence[str], new: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Lines that took others' place, pair by pair; then those that are only in one of the two."""
    for before, (line, now) in zip(old, new, strict=False):
        was, became = changed_words(before, now)
        yield f"linje {line}: »{was}« er blevet til »{became}«"
    yield from (f"linje {line} er ny: »{shorten(now, _LONGEST)}«" for line, now in new[len(old) :])
    yield from (f"slettet: »{shorten(before, _LONGEST)}«" for before in old[len(new) :])


def changed_words(before: str, now: str) -> tuple[str, str]:
    """Of two lines the words from the first to the last that differ, with a few around them."""
    old, new = before.split(), now.split()
    first = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    last = next(
        (n for n, (a, b) in enumerate(zip(reversed(old[first:]), reversed(new[first:]), strict=False)) if a != b),
        min(len(old), len(new)) - first,
    )
    return part(old, first, len(old) - last), part(new, first, len(new) - last)


def part(words: Sequence[str], first: int, last: int) -> str:
    """Some words of a line with a few around them, and dots for what is left out."""
    start, end = max(first - _AROUND, 0), min(last + _AROUND, len(words))
    text = " ".join(words[start:end])
    return f"{'… ' if start else ''}{shorten(text, _LONGEST)}{' …' if end < len(words) else ''}"
