"""The command line: words in, one call each, text out. Help and messages are Danish.

Exit codes: 0 fine, 1 problems in the content, 2 wrong use.
"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from coursesite import __version__
from coursesite.deliver.build import deliver
from coursesite.plan.explain import as_data, explain
from coursesite.problems import Problem, Problems, Severity, did_you_mean, report
from coursesite.proof.report import as_data as report_data
from coursesite.proof.report import as_text as report_text
from coursesite.site.build import BuildFailed
from coursesite.site.choice import Choice, WrongChoice, check_edition
from coursesite.site.story import check, tell
from coursesite.source.registry import UnknownMunicipality

FINE, FAULTY, MISUSED = 0, 1, 2

_COMMANDS = {
    "check": ("[KOMMUNE …]", "Find alle fejl i kurset og i kommunernes mapper"),
    "plan": ("KOMMUNE", "Vis, hvilke moduler en kommune får, og hvorfor"),
    "build": ("KOMMUNE", "Byg en kommunes side"),
}


class WrongUse(Exception):
    """The command can't be understood; says what to write instead."""


class _Help(argparse.HelpFormatter):
    """argparse's help with Danish words."""

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Brug: ")


class _Parser(argparse.ArgumentParser):
    """An argparse parser that speaks Danish when it doesn't understand."""

    def error(self, message: str) -> NoReturn:
        raise WrongUse(f"Kommandoen kan ikke forstås ({message}).\n{self.format_usage()}")


def main(words: Sequence[str] | None = None) -> int:
    """Run the command that the words ask for."""
    for stream in (sys.stdout, sys.stderr):  # a Windows pipe may not have every sign of a message
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    try:
        return run(list(sys.argv[1:] if words is None else words), find_root(Path.cwd()))
    except (WrongUse, WrongChoice, UnknownMunicipality) as wrong:
        print(wrong, file=sys.stderr)
        return MISUSED


def run(words: list[str], root: Path | None) -> int:
    """Pick the command, read its options, call it."""
    if not words or words[0] in {"-h", "--help", "--hjælp"}:
        print(overview())
        return FINE if words else MISUSED
    if words[0] == "--version":
        print(f"coursesite {__version__}")
        return FINE
    if words[0] not in _COMMANDS:
        raise WrongUse(f"ukendt kommando »{words[0]}«{did_you_mean(words[0], _COMMANDS)}\n\n{overview()}")
    options = read_options(words)
    if root is None:
        raise WrongUse("Her er ingen mkdocs.yml. Stå i kursets mappe, når du skriver kommandoen.")
    return _CALLS[words[0]](root, options)


def overview() -> str:
    """What there is to choose from."""
    lines = [f"  coursesite {name} {takes}".ljust(34) + text for name, (takes, text) in _COMMANDS.items()]
    return "\n".join(["Brug: coursesite KOMMANDO …", "", *lines, "", "Skriv »coursesite KOMMANDO --help« for at se mere."])


def read_options(words: list[str]) -> argparse.Namespace:
    """The options of a command."""
    name = words[0]
    takes, text = _COMMANDS[name]
    parser = _Parser(
        prog=f"coursesite {name}",
        usage=f"coursesite {name} {takes} [VALG]",
        description=text + ".",
        formatter_class=_Help,
        add_help=False,
        allow_abbrev=False,
    )
    given = parser.add_argument_group("Det skriver du")
    given.add_argument("slugs", metavar="KOMMUNE", nargs="*", help="kommunens navn i adresseform, fx aalborg")
    choices = parser.add_argument_group("Valg")
    choices.add_argument("--help", "-h", action="store_true", help="vis denne hjælp")
    for flags, settings in _OPTIONS[name]:
        choices.add_argument(*flags, **settings)
    options, unknown = parser.parse_known_args(words[1:])
    if options.help:
        print(parser.format_help())
        raise SystemExit(FINE)
    if unknown:
        known = [flag for flags, _ in _OPTIONS[name] for flag in flags]
        raise WrongUse(f"ukendt valg »{unknown[0]}«{did_you_mean(unknown[0], known)}\n{parser.format_usage()}")
    if name != "check" and len(options.slugs) != 1:
        raise WrongUse(f"Skriv navnet på præcis én kommune.\n{parser.format_usage()}")
    return options


_EDITION: tuple[tuple[str, ...], dict[str, Any]] = (
    ("--edition",),
    {"default": "participant", "metavar": "UDGAVE", "help": "participant (deltagere), trainer (undervisere) eller leader (ledere)"},
)
_OPTIONS: dict[str, list[tuple[tuple[str, ...], dict[str, Any]]]] = {
    "check": [
        (("--all",), {"action": "store_true", "help": "alle kommuner med en mappe; det samme som ikke at nævne nogen"}),
        (("--strict",), {"action": "store_true", "help": "advarsler tæller som fejl"}),
        (("--today",), {"metavar": "DATO", "help": "kontrollér, som om det var denne dag, fx 2027-01-01"}),
        (("--format",), {"default": "text", "metavar": "FORM", "help": "text eller json"}),
        (("--report",), {"action": "store_true", "help": "vis også læsbarhed, hvem der bruger hvad, og hvad der snart skal ses efter"}),
        (("--uses",), {"metavar": "ID", "help": "vis de sider, der bruger en lov, en kilde, et ord eller et modul, fx fvl-19"}),
        (("--before",), {"metavar": "DATO", "help": "vis det, der skal ses efter senest en dato, fx 2027-01-01"}),
    ],
    "plan": [_EDITION, (("--json",), {"action": "store_true", "help": "planen som data til andre programmer"})],
    "build": [
        _EDITION,
        (("--out",), {"default": "out", "metavar": "MAPPE", "help": "hvor siden lægges: MAPPE/kommune/udgave (ellers »out«)"}),
    ],
}


def run_check(root: Path, options: argparse.Namespace) -> int:
    """`coursesite check`"""
    if options.format not in {"text", "json"}:
        raise WrongUse(f"ukendt form »{options.format}«{did_you_mean(options.format, ['text', 'json']) or '.'} Vælg text eller json.")
    checked = check(root, () if options.all else options.slugs, parse_date(options.today) or date.today())  # noqa: DTZ011 - the day where the editor sits
    problems, before = checked.problems, parse_date(options.before)
    wanted = checked.report if options.report or options.uses or before else None
    if wanted and options.uses and options.uses not in wanted.ids():
        raise WrongUse(f"ukendt id »{options.uses}«{did_you_mean(options.uses, wanted.ids())}")
    if options.format == "json":
        records = [as_record(p) for p in problems]
        print(
            json.dumps(
                {"problems": records, **report_data(wanted, options.uses, before)} if wanted else records, ensure_ascii=False, indent=2
            )
        )
    else:
        print(
            "\n\n".join([*([report_text(wanted, options.uses, before)] if wanted else []), report(problems) if problems else "Ingen fejl."])
        )
    return FAULTY if problems.errors(strict=options.strict) else FINE


def run_plan(root: Path, options: argparse.Namespace) -> int:
    """`coursesite plan`"""
    told = tell(root, options.slugs[0], check_edition(options.edition))
    if told.plan is None:
        return fail(told.problems)
    print(json.dumps(as_data(told.plan), ensure_ascii=False, indent=2) if options.json else explain(told.plan), end="")
    return FINE


def run_build(root: Path, options: argparse.Namespace) -> int:
    """`coursesite build`"""
    choice = Choice(options.slugs[0], check_edition(options.edition))
    told = tell(root, choice.municipality, choice.edition)
    if told.plan is None:
        return fail(told.problems)
    try:
        delivered = deliver(root, choice, Path(options.out))
    except BuildFailed as failed:
        print(failed, file=sys.stderr)
        return FAULTY
    print(f"Bygget: {delivered.folder} ({delivered.pages} sider)")
    return FINE


_CALLS: dict[str, Callable[[Path, argparse.Namespace], int]] = {"check": run_check, "plan": run_plan, "build": run_build}


def fail(problems: Problems) -> int:
    """Tell every problem."""
    print(report(problems), file=sys.stderr)
    return FAULTY


def find_root(start: Path) -> Path | None:
    """The folder with mkdocs.yml, here or above."""
    return next((folder for folder in (start, *start.parents) if (folder / "mkdocs.yml").is_file()), None)


def parse_date(given: str | None) -> date | None:
    """A day that an option names."""
    try:
        return date.fromisoformat(given) if given else None
    except ValueError:
        raise WrongUse(f"»{given}« er ikke en dato. Skriv år-måned-dag, fx 2027-01-01.") from None


def as_record(problem: Problem) -> dict[str, object]:
    """A problem for other programs."""
    place = problem.place
    return {
        "severity": "error" if problem.severity is Severity.ERROR else "warning", "code": problem.code,
        "file": place.file, "line": place.line, "column": place.column,
        "message": problem.message, "remedy": problem.remedy,
    }  # fmt: skip
