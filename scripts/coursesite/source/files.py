"""Reading files: only plain UTF-8 text of a sane size, inside the folder it belongs to."""

import os
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

from coursesite.problems import Place, Problems

MAX_TEXT = 512 * 1024  # the longest module is some 20 KB; a file above this isn't a text of the course
MAX_ASSET = 2 * 1024 * 1024
NAMED_AS_FILES = {".md", ".yml", ".yaml", ".svg", ".png"}  # what no folder is called
ASSET_TYPES = {".svg", ".png", ".jpg", ".jpeg", ".webp", ".pdf"}

_WHY = {
    FileNotFoundError: "den findes ikke",
    PermissionError: "der er ikke adgang til at læse den",
    IsADirectoryError: "den er ikke en almindelig fil",
}
_LINE_END = re.compile("\n")
# What operating systems and editors leave behind; never meant as a source.
LITTER = re.compile(r"^(\..*|~\$.*|.*~|#.*#|Thumbs\.db|desktop\.ini|.*\.(swp|tmp|bak|orig))$", re.IGNORECASE)

# Day, month and year, then four digits: a Danish personal number, with or without its hyphen.
# The day may have 60 added to it, which marks a replacement number.
CPR = re.compile(r"(?<![\w/])(?:[06][1-9]|[1278]\d|[39][01])[. ]?(?:0[1-9]|1[0-2])[. ]?\d\d\s?[-\u2010-\u2015\u2212]?\s?\d{4}(?!\w)")
_LIKE_CPR = re.compile(r"\d\d[. ]?\d\d[. ]?\d\d[^\d\n]{0,3}\d{4}")  # quick to look for
# Line breaks and invisible signs that editors count differently, or that hide what is written.
# They are Unicode's controls, format signs, surrogates and private signs (categories Cc, Cf, Cs, Co).
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u0600-\u0605\u061c\u06dd\u070f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ud800-\uf8ff\ufeff\uffa0\ufff0-\uffff\U0001d173-\U0001d17a\U000e0000-\U0010ffff]"
)


@dataclass(frozen=True)
class Text:
    """A file's text with LF line ends; `file` is its path from the project's root."""

    file: str
    text: str

    @cached_property
    def starts(self) -> list[int]:
        """The offset at which each line begins."""
        return [0, *(hit.end() for hit in _LINE_END.finditer(self.text))]

    def at(self, line: int, column: int = 1) -> Place:
        """A place in this file."""
        return Place(self.file, line, column)

    def place_of(self, offset: int) -> Place:
        """The line and column of a character offset."""
        line = bisect_right(self.starts, offset)
        return Place(self.file, line, offset - self.starts[line - 1] + 1)


def shown(root: Path, path: Path) -> str:
    """The path as messages show it: from the project's root, with forward slashes."""
    return PurePosixPath(os.path.relpath(path, root).replace(os.sep, "/")).as_posix()


def list_files(root: Path, folder: Path, problems: Problems) -> list[Path]:
    """Every file under a folder, sorted; links are problems, named so that their ids are known, and not followed."""
    found: list[Path] = []
    for path in entries(root, folder, problems):
        if LITTER.match(path.name) and not os.path.islink(path):  # noqa: PTH114
            continue
        if refuse_link(root, path, problems) or not os.path.isdir(path):  # noqa: PTH112
            found.append(path)
        elif path.suffix in NAMED_AS_FILES:
            unreadable(root, path, IsADirectoryError(), problems)
        else:
            found += list_files(root, path, problems)
    return found


def entries(root: Path, folder: Path, problems: Problems) -> list[Path]:
    """What lies in a folder, sorted; nothing, with a problem, where it can't be looked into."""
    if refuse_link(root, folder, problems):
        return []
    try:
        return sorted(folder.iterdir())
    except FileNotFoundError:
        return []
    except OSError as error:
        unreadable(root, folder, error, problems)
        return []


def unreadable(root: Path, path: Path, error: OSError, problems: Problems) -> None:
    """A file or folder that can't be read, and why."""
    why = next((text for kind, text in _WHY.items() if isinstance(error, kind)), "den kan ikke læses")
    problems.error(
        "fil-ulaeselig",
        Place(shown(root, path)),
        f"filen kan ikke bruges: {why}",
        "Læg en almindelig fil med det navn her, og giv adgang til at læse den.",
    )


def refuse_link(root: Path, path: Path, problems: Problems) -> bool:
    """Whether the path is a symbolic link, noted as a problem: it may point anywhere."""
    if not os.path.islink(path):  # noqa: PTH114 - unlike pathlib's, it answers where a folder can't be looked into
        return False
    problems.error(
        "fil-genvej",
        Place(shown(root, path)),
        "filen er en genvej (symlink) til et andet sted",
        "Læg selve filen her i stedet for genvejen.",
    )
    return True


def read_text(root: Path, path: Path, problems: Problems) -> Text | None:
    """A source file's text, or None with one problem when it can't be one."""
    file = shown(root, path)
    data = read_bytes(root, path, MAX_TEXT, problems)
    if data is None:
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        problems.error(
            "fil-tegnsaet",
            Place(file, line, 1),
            "filen er ikke gemt som UTF-8",
            "Åbn filen, og gem den med tegnsættet UTF-8.",
        )
        return None
    return None if refuse_signs(Text(file, text), problems) else Text(file, text)


def read_bytes(root: Path, path: Path, most: int, problems: Problems) -> bytes | None:
    """A file's bytes, or None with a problem: a link, a folder, unreadable or too large."""
    if refuse_link(root, path, problems):
        return None
    file = shown(root, path)
    try:
        if os.path.exists(path) and not os.path.isfile(path):  # noqa: PTH110, PTH113 - a folder, a pipe or a device, which might never end
            raise IsADirectoryError
        if path.stat().st_size > most:
            size = f"{path.stat().st_size / 1024:.0f} KB"
            problems.error(
                "fil-for-stor",
                Place(file),
                f"filen fylder {size}; grænsen er {most // 1024} KB",
                "Del teksten op, eller gør billedet mindre.",
            )
            return None
        return path.read_bytes()
    except OSError as error:
        unreadable(root, path, error, problems)
        return None


def refuse_signs(text: Text, problems: Problems) -> bool:
    """Whether the text has signs that no source may have; the first of them is a problem."""
    if hit := FORBIDDEN.search(text.text):
        problems.error(
            "fil-usynligt-tegn",
            text.place_of(hit.start()),
            f"filen har et usynligt tegn (U+{ord(hit[0]):04X})",
            "Slet tegnet; det følger ofte med, når tekst kopieres fra et andet program.",
        )
        return True
    return False


def check_cpr(text: Text, problems: Problems) -> None:
    """Note every personal number; the number itself isn't repeated."""
    for hit in filter(None, (CPR.match(text.text, like.start()) for like in _LIKE_CPR.finditer(text.text))):
        problems.error(
            "cpr-nummer",
            text.place_of(hit.start()),
            "her står noget, der ligner et CPR-nummer",
            "Fjern det; kurset må ikke rumme oplysninger om rigtige borgere.",
        )


def inside(folder: Path, relative: str) -> Path | None:
    """The path `relative` inside `folder`, or None where it would lead out of it."""
    parts = PurePosixPath(relative).parts
    if not parts or relative.startswith(("/", "\\")) or "\\" in relative or ":" in relative:
        return None
    if any(part in {"..", "."} for part in parts):
        return None
    return folder.joinpath(*parts)
