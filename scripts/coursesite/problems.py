"""What went wrong in a source: the trainer's user interface, so every word is Danish."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from enum import IntEnum


class Severity(IntEnum):
    """How much a problem matters: an error stops a build, a warning does not."""

    ERROR = 0
    WARNING = 1


# Names of files and keys come from anywhere; none may move the cursor or break a message's line.
_CONTROLS = dict.fromkeys([*range(32), *range(127, 160)], "\ufffd")
REPEATED = {"noegle-mangler"}  # a group's place can lack several keys


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the sources; line and column count from 1, columns in code points."""

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        """The form that editors and terminals turn into a link."""
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: its stable code, where it stands, what it is, what more there is to see, what to write instead."""

    code: str
    place: Place
    message: str
    remedy: str
    severity: Severity = Severity.ERROR
    details: tuple[str, ...] = ()

    def __str__(self) -> str:
        """The problem with its place and code on a line; under it the details, then the remedy."""
        mark = "advarsel: " if self.severity is Severity.WARNING else ""
        lines = [f"{self.place}: {mark}{self.message} [{self.code}]", *(f"  {detail}" for detail in self.details), self.remedy]
        return "\n    ".join(line.translate(_CONTROLS) for line in lines)

    def sort_key(self) -> tuple[str, int, int, int, str, str]:
        """Errors and warnings alike stand where the reader meets them in the file."""
        place = self.place
        return (place.file, place.line, place.column, self.severity, self.code, self.message)


class Problems:
    """Collects every problem of a run, so that the trainer sees all of them at once."""

    def __init__(self) -> None:
        """Start with none."""
        self._seen: dict[Problem, None] = {}

    def error(self, code: str, place: Place, message: str, remedy: str) -> None:
        """Note a mistake that no site is built on; one mistake is noted once, as what it is first seen as.

        At a file's first sign stands what is missing from it, of which there may be several.
        """
        whole_file = place == Place(place.file) and not self.is_unreadable(place.file)
        if whole_file or code in REPEATED or not self.has_error_at(place):
            self._seen[Problem(code, place, message, remedy)] = None

    def warning(self, code: str, place: Place, message: str, remedy: str, details: tuple[str, ...] = ()) -> None:
        """Note something that deserves a look, but that a site can be built on; details stand under it."""
        self._seen[Problem(code, place, message, remedy, Severity.WARNING, details)] = None

    def add(self, others: Iterable[Problem]) -> None:
        """Take in problems found elsewhere; the same problem counts once."""
        self._seen.update(dict.fromkeys(others))

    def __iter__(self) -> Iterator[Problem]:
        """Sorted by file, line and column."""
        return iter(sorted(self._seen, key=Problem.sort_key))

    def __len__(self) -> int:
        """How many, warnings included."""
        return len(self._seen)

    def errors(self, *, strict: bool = False) -> tuple[Problem, ...]:
        """What stops a build; with `strict` the warnings too."""
        return tuple(p for p in self if strict or p.severity is Severity.ERROR)

    def has_error_at(self, place: Place) -> bool:
        """Whether something is wrong at this very place already: one mistake, one message."""
        return any(p.place == place and p.severity is Severity.ERROR for p in self._seen)

    def is_unreadable(self, file: str) -> bool:
        """Whether something is wrong with the file itself, so that nothing more can be said of it."""
        return any(p.place == Place(file) and p.code.startswith("fil-") for p in self._seen)

    def has_error_in(self, file: str) -> bool:
        """Whether a file has a mistake of its own, so that others needn't be blamed on it."""
        return any(p.place.file == file and p.severity is Severity.ERROR for p in self._seen)


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """`. Mente du »…«?` for the known word nearest to `word`, or nothing where none is near."""
    near = nearest(word, known)
    return f". Mente du »{near}«?" if near else ""


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word that `word` is most like, or None where none is near.

    The letters æ, ø and å count as their two-letter spellings, since ids are written so.
    """
    choices = sorted(set(known))
    by_fold = {fold(choice): choice for choice in reversed(choices)}
    near = get_close_matches(fold(word), by_fold, n=1, cutoff=0.65)
    return by_fold[near[0]] if near else None


def fold(word: str) -> str:
    """The word in lower case with æ, ø and å spelled ae, oe and aa."""
    return word.lower().translate({230: "ae", 248: "oe", 229: "aa"})


def listed(words: Iterable[str], most: int = 12) -> str:
    """`a, b og c`, cut after `most` words."""
    items = [f"»{word}«" for word in words]
    if len(items) > most:
        return ", ".join(items[:most]) + f" og {len(items) - most} til"
    return " og ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def one_of(words: Iterable[str], most: int = 12) -> str:
    """`Brug en af disse: …`, or that there is none."""
    choices = listed(words, most)
    return f"Brug en af disse: {choices}." if choices else "Der er ingen at vælge imellem; slet den."


def report(problems: Iterable[Problem]) -> str:
    """All problems as text, then how many of each kind."""
    found = list(problems)
    errors = sum(p.severity is Severity.ERROR for p in found)
    counts = [count(errors, "fejl", "fejl"), count(len(found) - errors, "advarsel", "advarsler")]
    return "\n".join([*map(str, found), " og ".join(filter(None, counts)) + "."])


def count(number: int, one: str, more: str) -> str:
    """`1 fejl`, `3 advarsler`; nothing for none."""
    return f"{number} {one if number == 1 else more}" if number else ""


def shorten(text: str, most: int = 40) -> str:
    """The text on one line, cut where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
