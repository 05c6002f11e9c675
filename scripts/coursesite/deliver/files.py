"""The files of a folder, and what tells them by their bytes."""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path


def files_of(folder: Path) -> Iterator[str]:
    """The address of every file below a folder, as `assets/stil.css`; quick, since there are thousands."""
    for inside, _, names in os.walk(folder):
        before = "" if inside == str(folder) else Path(inside).relative_to(folder).as_posix() + "/"
        yield from (before + name for name in names)


def digest_of(path: Path) -> str:
    """A file's SHA-256, as 64 hex digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def digests(folder: Path) -> dict[str, str]:
    """The SHA-256 of every file below a folder, by address, in order."""
    return {address: digest_of(folder / address) for address in sorted(files_of(folder))}
