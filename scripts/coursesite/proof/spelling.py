"""Spelling: hunspell's dictionary, the course's own words, and the slips that no dictionary sees.

hunspell is a program of its own (https://hunspell.github.io). It says in no time which words it doesn't
know, and takes long to guess what one may have meant, so it guesses only for those that nobody knows.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from coursesite.model import Course, Module, ShellPage, Slip
from coursesite.problems import Place, Problems, listed
from coursesite.proof.text import ABBREVIATED, WORD, all_lines
from coursesite.source.course import CourseReading
from coursesite.source.files import Text
from coursesite.source.yaml_text import Yaml

# The keys of YAML files under which there are sentences and words, not ids and addresses.
PROSE_KEYS = frozenset({
    "title", "short", "subtitle", "text", "why", "outcomes", "hang_together", "note", "purpose", "feedback", "lead", "term", "also",
    "indefinite", "definite", "objectives", "keypoints", "materials", "group", "reason", "situation", "did", "learned", "right",
})  # fmt: skip
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+|`[^`]*`")
_SUGGESTED = re.compile(r"^[&#?] (\S+) .*?(?:: (.*))?$")
_APOSTROPHE = re.compile("['’]")
MOST_SUGGESTIONS = 3
LAST_PART = "sag"


@dataclass(frozen=True, slots=True)
class Piece:
    """A line of text and where it begins; `source` is the line as it stands in a Markdown file."""

    text: str
    place: Place
    source: str = ""

    def place_of(self, word: str) -> Place:
        """Where a word of it stands; in YAML the place of the whole value."""
        return replace(self.place, column=self.source.find(word) + 1) if word in self.source else self.place


@dataclass(slots=True)
class Found:
    """Every word of the texts with the pieces where it stands, once a file."""

    pieces: dict[str, dict[str, Piece]] = field(default_factory=dict)

    def add(self, word: str, piece: Piece) -> None:
        """Remember the first piece of a file that has a word."""
        self.pieces.setdefault(word, {}).setdefault(piece.place.file, piece)

    def places(self, word: str) -> list[Place]:
        """Where a word stands first in each file that has it."""
        return [piece.place_of(word) for piece in self.pieces[word].values()]


def check_language(reading: CourseReading, course: Course, problems: Problems) -> None:
    """Every word of the course's own files."""
    pieces = list(pieces_of(reading, course))
    check_slips(pieces, course.writing.slips, problems)
    if course.writing.dictionary:
        check_spelling(pieces, course.writing.dictionary, reading, course, problems)


def pieces_of(reading: CourseReading, course: Course) -> Iterator[Piece]:
    """All text of the course, line by line."""
    for draft in reading.drafts.values():
        if draft.front and draft.text:
            yield from yaml_pieces(draft.front)
    pages: tuple[Module | ShellPage, ...] = (*course.modules.values(), *course.shell)
    for page in pages:
        source = page.raw.split("\n")
        for line in all_lines(page.content):
            yield Piece(line.text, Place(page.file, line.number), source[line.number - 1])
    for diagram in course.diagrams.values():
        yield from (Piece(text, Place(diagram.file)) for text in (diagram.title, diagram.desc, *diagram.words))
    for name, sheet in reading.sheets.items():
        if sheet.yaml and name != "sources.yml":
            yield from yaml_pieces(sheet.yaml)


def yaml_pieces(document: Yaml) -> Iterator[Piece]:
    """The texts of a YAML file."""
    for path in document.marks:
        value: object = document.data
        for step in path:
            value = value[step]  # type: ignore[index]
        names = [step for step in path if isinstance(step, str)]
        if isinstance(value, str) and names and names[-1] in PROSE_KEYS:
            yield Piece(value, document.at(*path))


def check_slips(pieces: Iterable[Piece], slips: Iterable[Slip], problems: Problems) -> None:
    """Mistakes that a dictionary lets through."""
    right = {slip.wrong.lower(): slip.right for slip in slips}
    if not right:
        return
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(right, key=len, reverse=True)))})(?!\w)", re.IGNORECASE)
    for piece in pieces:
        for hit in pattern.finditer(piece.text):
            problems.error("sprog-fejl", piece.place_of(hit[0]), f"her står »{hit[0]}«", f"Skriv »{right[hit[0].lower()]}«.")


def check_spelling(pieces: Iterable[Piece], dictionary: str, reading: CourseReading, course: Course, problems: Problems) -> None:
    """Words that neither the dictionary nor the course knows, and words of the course's that it needn't."""
    found = Found()
    for piece in pieces:
        for word in WORD.findall(ABBREVIATED.sub(" ", _ADDRESS.sub(" ", piece.text))):
            found.add(word, piece)
    unknown = ask(dictionary, found.pieces)
    if unknown is None:
        problems.warning(
            "stavning-ukontrolleret",
            cast(Yaml, reading.sheets["writing.yml"].yaml).at("dictionary"),
            f"hunspell med ordbogen {dictionary} findes ikke på maskinen, så stavningen er ikke kontrolleret",
            "Installér hunspell og ordbogen (på Debian: hunspell og hunspell-da), eller få en anden til at køre kontrollen.",
        )
        return
    own = own_words(reading.words)
    names = {word for source in course.sources.values() for word in WORD.findall(f"{source.authors} {source.publisher}")}
    entries = {word: next((form for form in (word, word[:1].lower() + word[1:]) if form in own), None) for word in unknown}
    strange = [word for word, entry in entries.items() if not entry and word not in names and word.removesuffix("s") not in names]
    for word, suggestions in suggest(dictionary, strange).items():
        tell(word, suggestions, found.places(word), problems)
    for word in own.keys() - set(entries.values()):
        why = "ordbogen kender det" if word in found.pieces else "ingen tekst bruger det"
        problems.error("ord-overfloedigt", own[word], f"ordet »{word}« behøver ikke stå her: {why}", "Slet linjen.")


def tell(word: str, suggestions: list[str], places: Iterable[Place], problems: Problems) -> None:
    """A word that nobody knows, in each file that has it."""
    meant = f"Mente du {listed(suggestions[:MOST_SUGGESTIONS])}? Ellers s" if suggestions else "S"
    for place in places:
        problems.error(
            "stavning", place, f"ordet »{word}« findes ikke i ordbogen", f"{meant}kriv det i modules/words.txt, hvis det er rigtigt."
        )


def own_words(text: Text | None) -> dict[str, Place]:
    """The course's own words, each with its line; a line that begins with # is a remark."""
    lines = enumerate(text.text.split("\n"), 1) if text else ()
    return {line.strip(): text.at(number) for number, line in lines if text and line.strip() and not line.startswith("#")}


def ask(dictionary: str, words: Iterable[str]) -> list[str] | None:
    """The words that the dictionary doesn't know, sorted; None where there is no dictionary.

    With -l hunspell lists what it doesn't know, one a line, and takes a word apart at an apostrophe.
    """
    asked = {word: whole(word) for word in words}
    answer = hunspell(dictionary, "-l", "".join(f"{word}\n" for word in asked.values()))
    if answer is None:
        return None
    unknown = set(answer.split("\n"))
    return sorted(word for word, given in asked.items() if not unknown.isdisjoint([given, *_APOSTROPHE.split(given)]))


def suggest(dictionary: str, words: Sequence[str]) -> dict[str, list[str]]:
    """What the dictionary has instead of each of some words that it doesn't know.

    In hunspell's pipe mode a line that begins with ^ is spelt, and & or # begins the answer for
    an unknown word (hunspell(1)).
    """
    answer = hunspell(dictionary, "-a", "".join(f"^{whole(word)}\n" for word in words)) if words else None
    found: dict[str, list[str]] = {}
    for word, said in zip(words, (answer or "").split("\n\n"), strict=False):
        hit = next((hit for line in said.split("\n") if (hit := _SUGGESTED.match(line))), None)
        found[word] = hit[2].split(", ") if hit and hit[2] else []
    return found


def whole(word: str) -> str:
    """The word as it is asked for: the first part of one, børne-, with a last part."""
    return re.sub("-$", LAST_PART, word)


def hunspell(dictionary: str, mode: str, given: str) -> str | None:
    """What the program says in one of its modes; None where it or the dictionary is missing."""
    program = shutil.which("hunspell")
    if program is None:
        return None
    words = [program, "-d", dictionary, "-i", "UTF-8", mode]
    answer = subprocess.run(words, input=given, capture_output=True, encoding="utf-8", env={**os.environ, "LC_ALL": "C.UTF-8"}, check=False)
    return None if answer.returncode else answer.stdout
