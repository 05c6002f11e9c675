"""The command line: words in, one call each, text out. Help and messages are Danish.

Exit codes: 0 fine, 1 problems in the content, 2 wrong use.
"""

import argparse
import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, NoReturn

from coursesite import __version__
from coursesite.commands.ending import FINE, MISUSED, WrongUse
from coursesite.problems import did_you_mean
from coursesite.site.choice import EDITIONS, WrongChoice
from coursesite.source.registry import UnknownMunicipality

INTERRUPTED = 130  # what shells show of a program that was stopped with Ctrl+C
CUT_OFF = 141  # what shells show of a program whose reader has gone away


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
        code = run(list(sys.argv[1:] if words is None else words), find_root(Path.cwd()))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain as it ends
        return CUT_OFF
    except KeyboardInterrupt:
        print("Afbrudt. Det, der stod, står, som det stod.", file=sys.stderr)
        return INTERRUPTED
    except (WrongUse, WrongChoice, UnknownMunicipality) as wrong:
        print(wrong, file=sys.stderr)
        return MISUSED
    return code


def run(words: list[str], root: Path | None) -> int:
    """Pick the command, read its options, call it."""
    if not words or words[0] in {"-h", "--help", "--hjælp"}:
        print(overview())
        return FINE if words else MISUSED
    if words[0] == "--version":
        print(f"coursesite {__version__}")
        return FINE
    if words[0] not in COMMANDS:
        raise WrongUse(f"ukendt kommando »{words[0]}«{did_you_mean(words[0], COMMANDS)}\n\n{overview()}")
    options = read_options(words)
    if root is None:
        raise WrongUse("Her er ingen mkdocs.yml. Stå i kursets mappe, når du skriver kommandoen.")
    return COMMANDS[words[0]].run(root, options)


def overview() -> str:
    """What there is to choose from."""
    lines = [f"  coursesite {name} {command.takes}".ljust(40) + command.text for name, command in COMMANDS.items()]
    return "\n".join(["Brug: coursesite KOMMANDO …", "", *lines, "", "Skriv »coursesite KOMMANDO --help« for at se mere."])


def read_options(words: list[str]) -> argparse.Namespace:
    """The options of a command."""
    name, command = words[0], COMMANDS[words[0]]
    parser = _Parser(
        prog=f"coursesite {name}",
        usage=f"coursesite {name} {command.takes} [VALG]",
        description=command.text + ".",
        formatter_class=_Help,
        add_help=False,
        allow_abbrev=False,
    )
    given = parser.add_argument_group("Det skriver du")
    given.add_argument("names", metavar=command.takes, nargs="*", help=command.names)
    choices = parser.add_argument_group("Valg")
    choices.add_argument("--help", "-h", action="store_true", help="vis denne hjælp")
    for flags, settings in command.options:
        choices.add_argument(*flags, **settings)
    options, unknown = parser.parse_known_args(words[1:])
    if options.help:
        print(parser.format_help())
        raise SystemExit(FINE)
    if unknown:
        known = [flag for flags, _ in command.options for flag in flags]
        raise WrongUse(f"ukendt valg »{unknown[0]}«{did_you_mean(unknown[0], known)}\n{parser.format_usage()}")
    fewest, most = command.count
    if not fewest <= len(options.names) <= most:
        raise WrongUse(f"{command.wrong_count}\n{parser.format_usage()}")
    return options


def find_root(start: Path) -> Path | None:
    """The folder with mkdocs.yml, here or above."""
    return next((folder for folder in (start, *start.parents) if (folder / "mkdocs.yml").is_file()), None)


Option = tuple[tuple[str, ...], dict[str, Any]]
MANY = 1000  # as many names as one cares to write


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what is written after it, what it does, its options, and the one call that it makes, as `file.function` of commands/."""

    takes: str
    text: str
    names: str
    count: tuple[int, int]
    wrong_count: str
    call: str
    options: tuple[Option, ...] = ()

    def run(self, root: Path, options: argparse.Namespace) -> int:
        """Import what the command needs, and call it."""
        file, _, name = self.call.partition(".")
        call: Callable[[Path, argparse.Namespace], int] = getattr(import_module(f"coursesite.commands.{file}"), name)
        return call(root, options)


_SLUG = "kommunens navn i adresseform, fx aalborg"
_EDITION: Option = (
    ("--edition",),
    {"default": "participant", "metavar": "UDGAVE", "help": EDITIONS},
)
_EDITIONS: Option = (
    ("--edition",),
    {"default": "participant", "metavar": "UDGAVE", "help": f"{EDITIONS}; flere med komma, alle med »alle«"},
)
_ALL: Option = (("--all",), {"action": "store_true", "help": "alle kommuner i registret; en opdigtet skal nævnes"})
_WORKERS: tuple[Option, ...] = (
    (("--jobs",), {"metavar": "ANTAL", "help": "hvor mange der bygges ad gangen (ellers så mange, maskinen har kerner)"}),
    (("--executor",), {"metavar": "ADRESSE", "help": "lad en Dask-klynge bygge, fx dask://127.0.0.1:8786"}),
)
_TODAY: Option = (("--today",), {"metavar": "DATO", "help": "kontrollér, som om det var denne dag, fx 2027-01-01"})
COMMANDS: Mapping[str, Command] = {
    "check": Command(
        "[KOMMUNE …]", "Find alle fejl i kurset og i kommunernes mapper", _SLUG, (0, MANY), "", "check.run_check",
        (
            (("--all",), {"action": "store_true", "help": "alle kommuner med en mappe; det samme som ikke at nævne nogen"}),
            (("--strict",), {"action": "store_true", "help": "advarsler tæller som fejl"}),
            _TODAY,
            (("--format",), {"default": "text", "metavar": "FORM", "help": "text eller json"}),
            (("--report",), {"action": "store_true", "help": "vis også læsbarhed, hvem der bruger hvad, og hvad der snart skal ses efter"}),
            (("--uses",), {"metavar": "ID", "help": "vis de sider, der bruger en lov, en kilde, et ord eller et modul, fx fvl-19"}),
            (("--before",), {"metavar": "DATO", "help": "vis det, der skal ses efter senest en dato, fx 2027-01-01"}),
        ),
    ),
    "plan": Command(
        "[KOMMUNE]", "Vis, hvilke moduler en kommune får, og hvorfor", _SLUG, (0, 1), "Skriv navnet på én kommune.", "plan.run_plan",
        (
            _EDITION,
            _TODAY,
            (("--json",), {"action": "store_true", "help": "planen som data til andre programmer"}),
            (("--diff",), {"metavar": "ANDEN", "help": "hold den op mod en anden kommune eller mod »standard«"}),
            (("--keep",), {"action": "store_true", "help": "husk, hvad siderne indeholder nu, så de kan fortælle, hvad der senere er nyt"}),
            (("--matrix",), {"action": "store_true", "help": "hvem har hvilke moduler: alle kommuner med en mappe"}),
            (("--csv",), {"metavar": "FIL", "help": "skriv oversigten til et regneark"}),
            (("--html",), {"metavar": "FIL", "help": "skriv oversigten til en side"}),
        ),
    ),
    "new": Command(
        "KOMMUNE", "Begynd en kommunes mappe med en profil, der kan bygges med det samme", _SLUG, (1, 1),
        "Skriv navnet på præcis én kommune.", "tailor.run_new",
        (
            (("--areas",), {"metavar": "OMRÅDER", "help": "områdernes id'er med komma imellem"}),
            (("--functions",), {"metavar": "FUNKTIONER", "help": "funktionernes id'er med komma imellem"}),
            (("--programme",), {"metavar": "FORLØB", "help": "forløbets id, fx standard"}),
            (("--contact",), {"metavar": "NAVN", "help": "hvem deltagerne kan spørge"}),
            (("--email",), {"metavar": "MAIL", "help": "deres mailadresse"}),
            (("--phone",), {"metavar": "TELEFON", "help": "deres telefonnummer"}),
            (("--name",), {"metavar": "NAVN", "help": "navnet på en opdigtet kommune"}),
            (("--yes",), {"action": "store_true", "help": "spørg ikke; det, der ikke er skrevet, bliver som i standarden"}),
        ),
    ),
    "rebase": Command(
        "KOMMUNE MODUL", "Godkend standardens nye tekst som det, et lokalt modul er skrevet ud fra", "kommunen og det lokale moduls id",
        (2, 2), "Skriv en kommune og et modul.", "tailor.run_rebase",
    ),
    "build": Command(
        "[KOMMUNE …]", "Byg en eller flere kommuners sider, hvis noget er ændret", _SLUG, (0, MANY), "", "build.run_build",
        (
            _ALL,
            _EDITIONS,
            (("--out",), {"default": "out", "metavar": "MAPPE", "help": "hvor siderne lægges: MAPPE/kommune/udgave (ellers »out«)"}),
            *_WORKERS,
            (("--shard",), {"metavar": "K/N", "help": "byg kun del K af N, når flere maskiner deles om dem, fx 1/3"}),
        ),
    ),
    "publish": Command(
        "[KOMMUNE …]", "Læg kommuners sider ud, kontrolleret og i ét hug, eller gå tilbage", _SLUG, (0, MANY), "", "publish.run_publish",
        (
            (("--to",), {"metavar": "MAPPE", "help": "hvor siderne lægges ud: MAPPE/kommune/udgave"}),
            _ALL,
            (("--edition",), {"action": "append", "metavar": "UDGAVE", "help": f"{EDITIONS}; ellers alle tre. Kan skrives flere gange"}),
            (("--back",), {"action": "store_true", "help": "lad kommunen vise den udgivelse, den viste før"}),
            (("--demo",), {"action": "store_true", "help": "en prøve: kræv hverken kontakt eller tilgængelighedserklæring"}),
            (("--no-wait",), {"action": "store_true", "help": "vent ikke, hvis en anden er ved at udgive i mappen"}),
            *_WORKERS,
        ),
    ),
    "verify": Command(
        "MAPPE [KOMMUNE …]", "Se efter, om det, der er lagt ud, er, som det blev udgivet", "mappen, og evt. kun nogle kommuner i den",
        (1, MANY), "Skriv den mappe, siderne er lagt ud i.", "publish.run_verify",
    ),
    "export": Command(
        "KOMMUNE", "Skriv en kommunes side som almindelig Markdown, til et andet værktøj", _SLUG, (1, 1),
        "Skriv navnet på præcis én kommune.", "export.run_export",
        (_EDITION, (("--to",), {"metavar": "MAPPE", "help": "hvor det lægges: en tom mappe, eller en tidligere eksport, som ingen har rettet i"})),
    ),
    "schema": Command(
        "", "Skriv reglerne for alle filer, så et tekstprogram kan hjælpe", argparse.SUPPRESS, (0, 0), "Skriv intet efter »schema«.", "schema.run_schema",
        ((("--out",), {"metavar": "MAPPE", "help": "hvor skemaerne lægges (ellers ».vscode/schemas«); siden med alle nøgler lægges i docs/haandbog/noegler.md"}),),
    ),
}  # fmt: skip
