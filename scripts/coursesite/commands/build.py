"""`coursesite build`, and whom it asks to build."""

import argparse
import os
import re
import sys
from functools import partial
from pathlib import Path

from coursesite.commands.ending import FAULTY, FINE, WrongUse
from coursesite.commands.options import named
from coursesite.deliver.executors import NoCluster, Opener, here, on_dask
from coursesite.deliver.fleet import build_fleet
from coursesite.deliver.job import Outcome
from coursesite.deliver.progress import show, summary
from coursesite.problems import count, report
from coursesite.site.choice import Choice, check_editions


def run_build(root: Path, options: argparse.Namespace) -> int:
    """`coursesite build`"""
    choices = in_shard(
        [Choice(slug, edition) for slug in named(root, options) for edition in check_editions(options.edition)], options.shard
    )
    if not choices:
        print("Der er ingen udgaver i denne del.")
        return FINE
    outcomes = build_fleet(root, choices, Path(options.out), opener_of(options))
    try:
        if len(choices) == 1:
            return tell_one_built(next(outcomes))
        done = list(show(outcomes, len(choices)))
    except NoCluster as none:
        raise WrongUse(str(none)) from None
    print(summary(done))
    return FAULTY if any(outcome.state == "failed" for outcome in done) else FINE


def tell_one_built(outcome: Outcome) -> int:
    """Where a single edition stands, or what was in its way."""
    if outcome.problems:
        print(report(outcome.problems), file=sys.stderr)
    if outcome.state == "failed":
        print(outcome.message, file=sys.stderr, end="\n" if outcome.message else "")
        return FAULTY
    print(f"{'Bygget' if outcome.state == 'built' else 'Uændret'}: {outcome.folder} ({count(outcome.pages, 'side', 'sider')})")
    return FINE


def in_shard(choices: list[Choice], shard: str | None) -> list[Choice]:
    """Every Nth municipality, counted from the Kth, where an option asks for `K/N`."""
    if not shard:
        return choices
    found = re.fullmatch(r"([1-9]\d*)/([1-9]\d*)", shard)
    part, parts = (int(number) for number in found.groups()) if found else (1, 0)
    if part > parts:
        raise WrongUse(f"»{shard}« er ikke en del af noget. Skriv delens nummer og antallet af dele, fx 1/3.")
    mine = set(list(dict.fromkeys(choice.municipality for choice in choices))[part - 1 :: parts])
    return [choice for choice in choices if choice.municipality in mine]


def opener_of(options: argparse.Namespace) -> Opener:
    """Who is to build, as the options ask."""
    if options.executor:
        scheme, _, address = options.executor.partition("://")
        if scheme != "dask" or not address:
            raise WrongUse(f"ukendt klynge »{options.executor}«. Skriv dask:// og dens adresse, fx dask://127.0.0.1:8786.")
        return partial(on_dask, address=address)
    if options.jobs is not None and not (options.jobs.isdecimal() and int(options.jobs)):
        raise WrongUse(f"»{options.jobs}« er ikke et antal. Skriv, hvor mange der skal bygges ad gangen, fx --jobs 4.")
    return partial(here, workers=int(options.jobs) if options.jobs else os.cpu_count() or 1)
