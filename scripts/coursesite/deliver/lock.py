"""One publisher at a time in a folder: a lock that the system frees when its holder ends, however that happens."""

import os
import platform
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

_FAR = 1 << 30  # Windows lets nobody read a locked byte, so the one that is locked lies after the text
_held: set[int] = set()


class Occupied(Exception):
    """Somebody else holds the lock; says who, in Danish."""


@contextmanager
def held(path: Path, *, wait: bool, say: Callable[[str], None]) -> Iterator[None]:
    """Hold the lock of a file. Where another has it, say so and wait for them, or raise Occupied."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    _held.add(handle)
    try:
        if not _take(handle, wait=False):
            taken = f"En anden er ved at udgive i {path.parent.parent} ({_who(handle)})."
            if not wait:
                raise Occupied(f"{taken} Prøv igen, når den er færdig.")
            say(f"{taken} Venter på den.")
            _take(handle, wait=True)
        _sign(handle, f"proces {os.getpid()} på {platform.node() or 'en ukendt maskine'}")
        yield
        _sign(handle, "")
    finally:
        _held.discard(handle)
        os.close(handle)  # which frees the lock


def _who(handle: int) -> str:
    """Who has written that they hold it; the line is a moment younger than the lock."""
    os.lseek(handle, 0, os.SEEK_SET)
    return os.read(handle, 200).decode("utf-8", "replace") or "en, der lige er begyndt"


def _sign(handle: int, text: str) -> None:
    """Write who holds it, for others to read."""
    os.ftruncate(handle, 0)
    os.lseek(handle, 0, os.SEEK_SET)
    os.write(handle, text.encode())


if sys.platform == "win32":
    import msvcrt

    def _take(handle: int, *, wait: bool) -> bool:
        """Whether the lock is ours now."""
        while True:
            os.lseek(handle, _FAR, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:  # LK_LOCK gives up after ten seconds
                if not wait:
                    return False
            else:
                return True
else:
    import fcntl

    def _take(handle: int, *, wait: bool) -> bool:
        """Whether the lock is ours now."""
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            return False
        return True

    def _leave_to_parent() -> None:
        """A forked child shares the lock, and would keep it when its parent is killed."""
        for handle in _held:
            os.close(handle)
        _held.clear()

    os.register_at_fork(after_in_child=_leave_to_parent)
