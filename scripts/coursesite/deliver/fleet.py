"""Many editions at once, and only those that have changed."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from coursesite.deliver.executors import Opener
from coursesite.deliver.inputs import read_inputs
from coursesite.deliver.job import Job, Outcome, is_there
from coursesite.deliver.share import FOLDER, forget_unused
from coursesite.site.choice import Choice


def build_fleet(root: Path, choices: Sequence[Choice], out: Path, opener: Opener) -> Iterator[Outcome]:
    """Each edition's outcome as soon as it is known, those first that stand already. Raises UnknownMunicipality."""
    inputs = read_inputs(root)
    yield from build_jobs([Job(root, inputs, choice, out, out / FOLDER) for choice in choices], opener)


def build_jobs(jobs: Sequence[Job], opener: Opener) -> Iterator[Outcome]:
    """The same for jobs that may be searched, or share files with other folders; all of one course."""
    waiting = []
    for job in jobs:
        done = is_there(job)
        if done:
            yield done
        else:
            waiting.append(job)
    if waiting:
        from coursesite.deliver.workers import build_waiting  # noqa: PLC0415 - slow to import, and where nothing has changed it isn't needed

        yield from build_waiting(waiting, opener)
        forget_unused(waiting[0].store)
