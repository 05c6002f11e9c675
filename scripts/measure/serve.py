"""`mkdocs serve`, and how long it is from saving a file until the new page comes."""

import socket
import subprocess
import threading
import time
from collections.abc import Callable
from pathlib import Path
from random import Random
from types import TracebackType
from typing import Self
from urllib.request import urlopen

from measure.clock import MKDOCS, Failed, environment

_PATIENCE = 120  # seconds for a build to be seen
_LONGEST = 0.5  # seconds: between two looks of the server at the files


class Served:
    """A running `mkdocs serve` of a project; ends with the `with` that it is in."""

    def __init__(self, folder: Path, **words: str) -> None:
        """Start it, and wait until it serves. Raises Failed."""
        port = free_port()
        self.address = f"http://127.0.0.1:{port}"
        self.said: list[str] = []
        self.ready = threading.Event()
        self.process = subprocess.Popen(
            [*MKDOCS, "serve", "-a", f"127.0.0.1:{port}"], cwd=folder, text=True, env=environment(**words),
            stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        )  # fmt: skip
        threading.Thread(target=self.listen, daemon=True).start()
        if not self.ready.wait(_PATIENCE) or self.process.poll() is not None:
            self.end()
            raise Failed("mkdocs serve\n" + "".join(self.said[-20:]))

    def listen(self) -> None:
        """Read what the server says to its end, so that it never waits for a reader."""
        for line in self.process.stderr or ():
            self.said.append(line)
            if "Serving on" in line:
                self.ready.set()
        self.ready.set()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.end()

    def end(self) -> None:
        """Stop the server, and wait for its end."""
        self.process.kill()
        self.process.wait()

    def get(self, uri: str) -> str:
        """What the server answers."""
        with urlopen(f"{self.address}/{uri}", timeout=_PATIENCE) as answer:  # noqa: S310 - an address of our own
            return str(answer.read().decode("utf-8"))

    def seconds_to_see(self, uri: str, word: str, save: Callable[[], None], chance: Random) -> float:
        """Seconds from saving a file to a page with the new word being here, told by the server as a browser is. Raises Failed.

        One saves at any moment between two looks of the server, so there is a wait of a random length first.
        """
        epoch = self.get("livereload/0/1")
        threading.Event().wait(chance.uniform(0, _LONGEST))
        started = time.perf_counter()
        save()
        while word not in self.get(uri):
            epoch = self.get(f"livereload/{epoch}/1")  # comes when something new is built
            if time.perf_counter() - started > _PATIENCE:
                raise Failed(f"»{word}« never came on {uri}\n{''.join(self.said[-20:])}")
        return time.perf_counter() - started


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])
