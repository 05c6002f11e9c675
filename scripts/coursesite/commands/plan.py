"""`coursesite plan`"""

import argparse
import json
import sys
from datetime import date
from pathlib import Path

from coursesite.commands.ending import FINE, WrongUse, fail
from coursesite.commands.options import parse_date
from coursesite.model import Edition
from coursesite.pages.news import TITLE as NEWS
from coursesite.plan import matrix
from coursesite.plan.compare import compare
from coursesite.plan.explain import as_data, explain
from coursesite.plan.model import Plan
from coursesite.problems import report
from coursesite.site.choice import check_edition
from coursesite.site.desk import NothingToRemember, plan_and_warn, plans_of_all, remember, standard_plan
from coursesite.site.story import tell
from coursesite.source.former import FILE as FORMER

STANDARD = "standard"  # what `--diff` can name beside the municipalities


def run_plan(root: Path, options: argparse.Namespace) -> int:
    """`coursesite plan`"""
    edition = check_edition(options.edition)
    if options.matrix:
        return run_matrix(root, edition, options)
    if len(options.names) != 1:
        raise WrongUse("Skriv navnet på præcis én kommune.")
    if options.keep:
        return run_keep(root, options.names[0])
    told = plan_and_warn(root, options.names[0], edition, parse_date(options.today) or date.today())  # noqa: DTZ011 - likewise
    if told.plan is None:
        return fail(told.problems)
    if options.diff:
        code = run_diff(root, told.plan, options.diff)
    else:
        print(json.dumps(as_data(told.plan), ensure_ascii=False, indent=2) if options.json else explain(told.plan), end="")
        code = FINE
    if told.problems:
        sys.stdout.flush()  # where both go to one file
        print(f"\n{report(told.problems)}", file=sys.stderr)
    return code


def run_keep(root: Path, slug: str) -> int:
    """`coursesite plan --keep`"""
    try:
        told = remember(root, slug)
    except NothingToRemember as nothing:
        raise WrongUse(str(nothing)) from None
    if told.plan is None:
        return fail(told.problems)
    print(f"Skrevet: municipalities/{slug}/{FORMER}. Fra nu af fortæller siden »{NEWS}«, hvad der er ændret siden i dag.")
    return FINE


def run_diff(root: Path, plan: Plan, other: str) -> int:
    """`coursesite plan --diff`"""
    if other == STANDARD:
        theirs, name = standard_plan(root, plan.profile.municipality.slug, plan.edition), "standarden"
    else:
        told = tell(root, other, plan.edition)
        theirs, name = told.plan, told.plan.profile.municipality.name if told.plan else other
        if theirs is None:
            return fail(told.problems)
    print(compare(plan, theirs, name) if theirs else "", end="")
    return FINE


def run_matrix(root: Path, edition: Edition, options: argparse.Namespace) -> int:
    """`coursesite plan --matrix`"""
    problems, plans = plans_of_all(root, edition)
    slugs, rows = list(plans), matrix.rows_of(plans)
    for path, text in ((options.csv, matrix.as_csv), (options.html, matrix.as_html)):
        if path:
            write(Path(path), text(slugs, rows), "utf-8-sig" if path == options.csv else "utf-8")
    if not (options.csv or options.html):
        print(matrix.as_text(slugs, rows), end="")
    return fail(problems) if problems.errors() else FINE


def write(path: Path, text: str, encoding: str) -> None:
    """A file that an option names. Raises WrongUse where it can't be."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding=encoding, newline="")
    except OSError as why:
        raise WrongUse(f"Der kan ikke skrives i {path} ({why.strerror}). Skriv navnet på en fil.") from None
