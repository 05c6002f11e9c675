"""Publishers for tests to stop: each of these runs in a process of its own, and may be killed in it.

It imports nothing of the other tests, so that a process begins at once.
"""

import contextlib
import io
import itertools
import os
import shutil
import signal
import sys
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.synchronize import Event
from pathlib import Path

from coursesite.cli import run
from coursesite.deliver import publish
from coursesite.deliver.executors import Opener
from coursesite.deliver.files import digests
from coursesite.deliver.lock import held
from coursesite.deliver.manifest import Manifest, manifest_path, write_manifest
from coursesite.site.choice import Choice

PROCESSES = get_context("forkserver")  # a process that has read the engine already gives birth to the others
PROCESSES.set_forkserver_preload(["coursesite.cli"])
TOUCHES = {"open", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.symlink"}
Build = Callable[[Path, Sequence[Choice], Path, Opener], dict[Choice, str]]


def publish_quietly(words: list[str], root: Path) -> None:
    """The command, with nobody to read what it says; this process ends with its code."""
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = run(words, root)
    sys.exit(code)


def publish_slowly(words: list[str], root: Path, begun: Event, go: Event) -> None:
    """The command, which waits in the middle until it is told to go on."""
    build = publish.build_all

    def wait_and_build(root: Path, choices: Sequence[Choice], out: Path, opener: Opener) -> dict[Choice, str]:
        begun.set()
        go.wait()
        return build(root, choices, out, opener)

    publish.build_all = wait_and_build
    publish_quietly(words, root)


def publish_and_die(words: list[str], root: Path, site: Path, to: Path, step: int, *, linked: bool = True) -> None:
    """The command, with a site that is built already, killed as it touches its folder for the n-th time."""
    publish.build_all = ready_made(site)
    os.symlink = os.symlink if linked else refuse
    counted = itertools.count(1)

    def watch(event: str, given: tuple[object, ...]) -> None:
        if event in TOUCHES and any(str(to) in str(part) for part in given) and next(counted) == step:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(watch)
    publish_quietly(words, root)


def refuse(*given: object, **named: object) -> None:
    """A file system that can't do it."""
    raise OSError(1314, "i brug")


def ready_made(site: Path) -> Build:
    """A build that only copies: three editions of a page."""

    def build(root: Path, choices: Sequence[Choice], out: Path, opener: Opener) -> dict[Choice, str]:
        for choice in choices:
            folder = out / choice.municipality / choice.edition
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(site, folder)
            write_manifest(manifest_path(out, choice), Manifest(choice.municipality, choice.edition, "", "", {}, digests(folder)))
        return {}

    return build


def hold_and_fork(lock: Path, told: Event) -> None:
    """Hold a lock, and have a child that lives on."""
    with held(lock, wait=False, say=print):
        if os.fork() == 0:
            signal.pause()
        told.set()
        signal.pause()
