"""Who builds: worker processes on this machine, or a cluster's."""

import os
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from multiprocessing import parent_process
from threading import Thread

# Gives workers for a number of jobs, or nobody, where this process is to do them itself.
Opener = Callable[[int], AbstractContextManager[Executor | None]]


@contextmanager
def here(jobs: int, workers: int) -> Iterator[Executor | None]:
    """Worker processes on this machine, no more than there is work for; one alone would only be this process again."""
    count = min(workers, jobs)
    if count < 2:  # noqa: PLR2004
        yield None
        return
    with ProcessPoolExecutor(count, initializer=begin_work) as executor:
        try:
            yield executor
        except BaseException:
            executor.shutdown(cancel_futures=True)  # what has begun is finished, and nothing else is begun
            raise


def begin_work() -> None:
    """Ctrl+C is for the process that asked for the work; it lets the workers finish what they have begun."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=end_with_parent, daemon=True).start()


def end_with_parent() -> None:
    """Whoever asked for the work was killed, and couldn't tell anybody: the workers would wait for more until the machine is turned off."""
    if parent := parent_process():
        parent.join()
        os._exit(1)


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
