"""What has to be looked at more closely than its digests, side by side, and none stopped by another's failure."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Future, as_completed
from dataclasses import replace
from pathlib import Path

from coursesite.deliver.build import Workshop, make
from coursesite.deliver.executors import Opener
from coursesite.deliver.inputs import Inputs
from coursesite.deliver.job import Job, Outcome
from coursesite.source.registry import UnknownMunicipality


def build_waiting(jobs: Sequence[Job], opener: Opener) -> Iterator[Outcome]:
    """Every job's outcome as it comes. The course is read first: forked workers then have it, and with errors nobody begins."""
    if wrong := workshop(jobs[0].root, jobs[0].inputs).course.problems.errors():
        yield from (replace(nothing(job), problems=wrong) for job in jobs)
        return
    with opener(len(jobs)) as executor:
        if executor is None:
            yield from map(build_job, jobs)
            return
        futures = {executor.submit(build_job, job): job for job in jobs}
        for future in as_completed(futures):
            yield result_of(future, futures.pop(future))


def result_of(future: Future[Outcome], job: Job) -> Outcome:
    """What a worker came to, or that it stopped on the way; the others go on."""
    try:
        return future.result()
    except UnknownMunicipality:
        raise
    except Exception as error:  # noqa: BLE001 - a worker that was killed, or out of memory or disk
        return replace(nothing(job), message=f"Udgaven kunne ikke bygges ({type(error).__name__}: {error}).")


def nothing(job: Job) -> Outcome:
    """An edition that wasn't built."""
    return Outcome(job.choice, "failed", job.target)


_open: dict[Path, Workshop] = {}


def workshop(root: Path, inputs: Inputs) -> Workshop:
    """The process's workshop for a course, with what it has warmed; a new one where the course has changed."""
    found = _open.get(root)
    if found is None or found.inputs != inputs:
        found = _open[root] = Workshop(root, inputs)
    return found


def build_job(job: Job) -> Outcome:
    """Build one edition, wherever this runs."""
    return make(workshop(job.root, job.inputs), job)
