"""Running a command, and what it took: seconds, and the memory of it and all that it starts."""

import os
import subprocess
import sys
import sysconfig
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

MKDOCS = [sys.executable, "-m", "mkdocs"]
COURSESITE = [str(Path(sysconfig.get_path("scripts")) / "coursesite")]
ZENSICAL = [str(Path(sysconfig.get_path("scripts")) / "zensical")]
HUGO = ["hugo"]
_BETWEEN = 0.25  # seconds from one look at the memory to the next


class Failed(Exception):
    """A command that is measured didn't do its work; says what it said."""


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds, and the most bytes of memory that all processes together had at one time."""

    seconds: float
    memory: int


def environment(**words: str) -> dict[str, str]:
    """The environment of a command: nobody's own choice of an edition, and no advertisement."""
    clean = {key: value for key, value in os.environ.items() if key not in {"MUNICIPALITY", "EDITION"}}
    return {**clean, "NO_MKDOCS_2_WARNING": "1", **words}


def output(command: list[str], folder: Path | None = None, **words: str) -> str:
    """What a command says. Raises Failed."""
    try:
        done = subprocess.run(command, cwd=folder, check=False, capture_output=True, text=True, env=environment(**words))
    except OSError as error:
        raise Failed(f"{command[0]}: {error.strerror}") from None
    if done.returncode:
        raise Failed(f"{' '.join(command)}\n{(done.stdout + done.stderr)[-2000:]}")
    return done.stdout


def seconds(command: list[str], folder: Path, **words: str) -> float:
    """How long a command takes. Raises Failed."""
    started = time.perf_counter()
    output(command, folder, **words)
    return time.perf_counter() - started


def spent(command: list[str], folder: Path, **words: str) -> Spent:
    """How long a command takes and how much memory, looked at four times a second. Raises Failed."""
    import psutil  # noqa: PLC0415 - one of the extra `benchmark`, which only this needs

    most, started = 0, time.perf_counter()
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8") as said,
        subprocess.Popen(command, cwd=folder, stdout=said, stderr=said, env=environment(**words)) as process,
    ):
        root = psutil.Process(process.pid)
        while process.poll() is None:
            most = max(most, memory_of(root))
            try:
                process.wait(_BETWEEN)
            except subprocess.TimeoutExpired:
                continue
        taken = time.perf_counter() - started
        said.seek(0)
        if process.returncode:
            raise Failed(f"{' '.join(command)}\n{said.read()[-2000:]}")
    return Spent(taken, most)


def memory_of(root: Any) -> int:
    """The bytes that a process of psutil's and all below it hold; what they share counts once where the system can tell."""
    import psutil  # noqa: PLC0415 - likewise

    total = 0
    try:
        for process in (root, *root.children(recursive=True)):
            told = process.memory_full_info()
            total += getattr(told, "pss", told.rss)
    except psutil.Error:  # one of them has just ended
        return total
    return total
