"""Many editions at once: only those that have changed, side by side, and none stopped by another's failure."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, as_completed
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path

from coursesite.deliver.build import Job, Outcome, Workshop, is_there, make
from coursesite.deliver.inputs import Inputs, read_inputs
from coursesite.deliver.share import FOLDER, forget_unused
from coursesite.site.choice import Choice
from coursesite.source.registry import UnknownMunicipality

# Gives workers for a number of jobs, or nobody, where this process is to do them itself.
Opener = Callable[[int], AbstractContextManager[Executor | None]]


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
        yield from build_waiting(waiting, opener)
        forget_unused(waiting[0].store)


def build_waiting(jobs: Sequence[Job], opener: Opener) -> Iterator[Outcome]:
    """What has to be looked at more closely. The course is read first: forked workers then have it, and with errors nobody begins."""
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


@contextmanager
def here(jobs: int, workers: int) -> Iterator[Executor | None]:
    """Worker processes on this machine, no more than there is work for; one alone would only be this process again."""
    count = min(workers, jobs)
    if count < 2:  # noqa: PLR2004
        yield None
        return
    with ProcessPoolExecutor(count) as executor:
        yield executor


@contextmanager
def on_dask(jobs: int, address: str) -> Iterator[Executor | None]:
    """The workers of a Dask cluster, which see the same folders. Raises NoCluster."""
    try:
        from distributed import Client  # noqa: PLC0415 - an extra, for those who have a cluster
    except ImportError:
        raise NoCluster("Dask er ikke installeret. Skriv: pip install distributed") from None
    try:
        client = Client(address, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise NoCluster(f"der er ingen Dask-klynge på {address} ({error})") from None
    with client, client.get_executor(pure=False) as executor:  # type: ignore[no-untyped-call]
        yield executor


class NoCluster(Exception):
    """There are no workers at the address; says why."""
