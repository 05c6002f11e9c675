"""What several commands are given: municipalities, days."""

import argparse
from datetime import date
from pathlib import Path

from coursesite.commands.ending import WrongUse
from coursesite.problems import Problems, did_you_mean
from coursesite.source.registry import UnknownMunicipality, list_slugs, read_registry


def named(root: Path, options: argparse.Namespace) -> list[str]:
    """The municipalities that a command is for: those that are named, or all of the registry."""
    if bool(options.names) == options.all:
        raise WrongUse("Skriv navnet på en eller flere kommuner, eller skriv --all.")
    known = read_registry(root, Problems())
    wrong = [slug for slug in options.names if slug not in list_slugs(root, known)]
    if wrong and known:
        raise UnknownMunicipality(f"ukendt kommune »{wrong[0]}«{did_you_mean(wrong[0], list_slugs(root, known))}")
    return sorted(known) if options.all else list(dict.fromkeys(options.names))


def parse_date(given: str | None) -> date | None:
    """A day that an option names."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise WrongUse(f"»{given}« er ikke en dato. Skriv år-måned-dag, fx 2027-01-01.") from None
