"""How far a build of many has come: a bar on a terminal, a line for each edition elsewhere."""

import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from coursesite.deliver.job import Outcome
from coursesite.problems import Problem, count, listed

STATES: Mapping[str, str] = {"built": "bygget", "same": "uændret", "failed": "IKKE bygget"}


def show(outcomes: Iterable[Outcome], total: int, stream: TextIO = sys.stderr) -> Iterator[Outcome]:
    """The outcomes as they come, each shown on the way."""
    if stream.isatty():
        yield from with_bar(outcomes, total)
        return
    for number, outcome in enumerate(outcomes, 1):
        print(f"[{number}/{total}] {line(outcome)}", file=stream, flush=True)
        yield outcome


def line(outcome: Outcome) -> str:
    """`aalborg/trainer: bygget, 84 sider`"""
    pages = f", {count(outcome.pages, 'side', 'sider')}" if outcome.pages else ""
    return f"{outcome.choice.municipality}/{outcome.choice.edition}: {STATES[outcome.state]}{pages}"


def with_bar(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    """A bar with counts and the time that is left."""
    from rich.console import Console  # noqa: PLC0415 - likewise
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415 - slow to import

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TextColumn("· tid tilbage"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("Bygger", total=total)
        for outcome in outcomes:
            progress.update(task, advance=1, description=f"{outcome.choice.municipality}/{outcome.choice.edition}")
            yield outcome


def summary(outcomes: Iterable[Outcome]) -> str:
    """Every problem once, with those it concerns; then how many editions there are of each kind."""
    found = list(outcomes)
    states = [sum(o.state == state for o in found) for state in STATES]
    pages = sum(o.pages for o in found)
    counts = ", ".join(f"{number} {STATES[state]}" for state, number in zip(STATES, states, strict=True) if number)
    return "\n".join([*problem_lines(found), *messages(found), f"{count(len(found), 'udgave', 'udgaver')} ({pages} sider): {counts}."])


def problem_lines(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """Each problem with the municipalities that it concerns, where its file doesn't say that."""
    concerned: dict[Problem, dict[str, None]] = {}
    for outcome in outcomes:
        for problem in outcome.problems:
            concerned.setdefault(problem, {})[outcome.choice.municipality] = None
    for problem in sorted(concerned, key=Problem.sort_key):
        slugs = sorted(concerned[problem])
        own = len(slugs) == 1 and f"/{slugs[0]}/" in problem.place.file
        yield f"{problem}" if own else f"{problem}\n    Gælder {listed(slugs, 6)}."


def messages(outcomes: Iterable[Outcome]) -> Iterator[str]:
    """What else was in the way, each once."""
    found: dict[str, list[str]] = {}
    for outcome in outcomes:
        if outcome.message:
            found.setdefault(outcome.message, []).append(f"{outcome.choice.municipality}/{outcome.choice.edition}")
    for message, names in found.items():
        yield f"{listed(names, 6)}: {message}"
