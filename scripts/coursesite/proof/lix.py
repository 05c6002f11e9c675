"""Lix, how hard a text is to read: words a sentence, plus long words in a hundred.

C. H. Björnsson, »Läsbarhet« (1968). A long word has seven letters or more. A sentence ends at
. ! ? or : and where a paragraph, heading, list item or table cell ends; what has no word is none.
Bands as Danish sites give them: up to 24 very easy, 25-34 easy, 35-44 middling, 45-54 hard.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from coursesite.proof.text import ABBREVIATED, Line

LONG = 7
_WORD = re.compile(r"[^\W_]+(?:[-'’][^\W_]+)*")
_ENDS = re.compile(r"[.!?:]+(?=\s|$|[»«”\"')\]])")
_ORDINAL = re.compile(r"(?<=\d)\.(?=\s+[a-zæøå\d])")
_DECIMAL = re.compile(r"(?<=\d)[.,:](?=\d)")
_ADDRESS = re.compile(r"https?://\S+|\S+@\S+")


@dataclass(frozen=True, slots=True)
class Lix:
    """Words, sentences and long words of a text."""

    words: int = 0
    sentences: int = 0
    long: int = 0

    def __add__(self, other: "Lix") -> "Lix":
        """The two texts read as one."""
        return Lix(self.words + other.words, self.sentences + other.sentences, self.long + other.long)

    @property
    def value(self) -> float:
        """The lix, nothing for no words."""
        return self.words / self.sentences + 100 * self.long / self.words if self.words else 0.0


@cache  # a text is counted for its module, for its section, and for all modules together
def measure(paragraph: str) -> Lix:
    """The lix of a paragraph, a list item or a table cell, without markup."""
    masked = _ADDRESS.sub(" ", paragraph)
    masked = _DECIMAL.sub("", _ORDINAL.sub("", ABBREVIATED.sub(lambda hit: hit[1].replace(".", ""), masked)))
    words = _WORD.findall(masked)
    sentences = sum(bool(_WORD.search(part)) for part in _ENDS.split(masked))
    return Lix(len(words), sentences, sum(len(re.sub(r"[-'’]", "", word)) >= LONG for word in words))


def measure_lines(lines: Iterable[Line], acts: Iterable[str] = ()) -> tuple[Lix, Lix]:
    """Running text, and lists and tables; an act's title between »« counts as no words."""
    running, listed = Lix(), Lix()
    titles = re.compile("|".join(f"»{re.escape(act)}«" for act in acts) or r"(?!)", re.IGNORECASE)
    for (is_listed, filled), group in groupby(lines, key=lambda line: (line.listed, bool(line.text))):
        if filled and is_listed:
            listed = sum((measure(titles.sub("", cell)) for line in group for cell in line.text.split("|")), listed)
        elif filled:
            running += measure(titles.sub("", " ".join(line.text for line in group)))
    return running, listed
