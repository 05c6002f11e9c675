"""The command line: words in, one call each, text out. Help and messages are Danish.

Exit codes: 0 fine, 1 problems in the content, 2 wrong use.
"""

import argparse
import json
import os
import re
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from coursesite import __version__
from coursesite.deliver.build import Outcome
from coursesite.deliver.fleet import NoCluster, Opener, build_fleet, here, on_dask
from coursesite.deliver.lock import Occupied
from coursesite.deliver.progress import show, summary
from coursesite.deliver.publish import CannotGoBack, Order, go_back, publish
from coursesite.deliver.verify import verify
from coursesite.model import AUDIENCES, Course, Edition
from coursesite.pages.reference import reference
from coursesite.plan import matrix
from coursesite.plan.compare import compare
from coursesite.plan.explain import as_data, explain
from coursesite.plan.model import Plan
from coursesite.problems import Problem, Problems, Severity, count, did_you_mean, report
from coursesite.proof.report import as_data as report_data
from coursesite.proof.report import as_text as report_text
from coursesite.questions import NotAnswered, ask_line, ask_many, ask_programme
from coursesite.site.choice import EDITIONS, Choice, WrongChoice, check_edition, check_editions
from coursesite.site.desk import accept, check, plan_and_warn, plans_of_all, standard_plan, start
from coursesite.site.story import tell
from coursesite.site.switch import NotReplaceable
from coursesite.source.files import shown
from coursesite.source.rebase import NothingToRebase
from coursesite.source.registry import UnknownMunicipality, list_slugs, read_registry
from coursesite.source.schema import as_text, schemas
from coursesite.source.starter import Answers, CannotStart

FINE, FAULTY, MISUSED = 0, 1, 2
CUT_OFF = 141  # what shells show of a program whose reader has gone away
STANDARD = "standard"  # what `--diff` can name beside the municipalities
SCHEMAS = ".vscode/schemas"  # where .vscode/settings.json looks for them
KEYS_PAGE = "docs/haandbog/noegler.md"


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
        code = run(list(sys.argv[1:] if words is None else words), find_root(Path.cwd()))
        sys.stdout.flush()
    except BrokenPipeError:  # the reader, such as `head`, has what it wanted
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or Python would complain as it ends
        return CUT_OFF
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
    return COMMANDS[words[0]].call(root, options)


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


def run_check(root: Path, options: argparse.Namespace) -> int:
    """`coursesite check`"""
    if options.format not in {"text", "json"}:
        raise WrongUse(f"ukendt form »{options.format}«{did_you_mean(options.format, ['text', 'json']) or '.'} Vælg text eller json.")
    before, today = parse_date(options.before), parse_date(options.today) or date.today()  # noqa: DTZ011 - the day where the editor sits
    asks = bool(options.report or options.uses or before)
    checked = check(root, () if options.all else options.names, today, with_report=asks)
    problems, wanted = checked.problems, checked.report
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
    edition = check_edition(options.edition)
    if options.matrix:
        return run_matrix(root, edition, options)
    if len(options.names) != 1:
        raise WrongUse("Skriv navnet på præcis én kommune.")
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
            Path(path).parent.mkdir(parents=True, exist_ok=True)
            Path(path).write_text(text(slugs, rows), encoding="utf-8-sig" if path == options.csv else "utf-8", newline="")
    if not (options.csv or options.html):
        print(matrix.as_text(slugs, rows), end="")
    return fail(problems) if problems.errors() else FINE


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


def named(root: Path, options: argparse.Namespace) -> list[str]:
    """The municipalities that a command is for: those that are named, or all of the registry."""
    if bool(options.names) == options.all:
        raise WrongUse("Skriv navnet på en eller flere kommuner, eller skriv --all.")
    known = read_registry(root, Problems())
    wrong = [slug for slug in options.names if slug not in list_slugs(root, known)]
    if wrong and known:
        raise UnknownMunicipality(f"ukendt kommune »{wrong[0]}«{did_you_mean(wrong[0], list_slugs(root, known))}")
    return sorted(known) if options.all else list(dict.fromkeys(options.names))


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


def run_publish(root: Path, options: argparse.Namespace) -> int:
    """`coursesite publish`"""
    if not options.to:
        raise WrongUse("Skriv --to og den mappe, siderne skal lægges ud i.")
    if options.back and (options.all or not options.names):
        raise WrongUse("Skriv navnet på en eller flere kommuner. --back tager ikke --all.")
    to, wanted = Path(options.to).resolve(), {edition for given in options.edition or ["alle"] for edition in check_editions(given)}
    try:
        if options.back:
            return run_back(to, options)
        editions = tuple(edition for edition in AUDIENCES if edition in wanted)
        order = Order(tuple(named(root, options)), editions, to, options.demo, not options.no_wait)
        wrong = publish(root, order, opener_of(options), tell_now)
    except (NotReplaceable, Occupied) as why:
        wrong = [str(why)]
    except OSError as why:
        wrong = [f"Der kan ikke skrives i {to} ({why.strerror}). Det, der står, er, som det var."]
    if wrong:
        print("\n".join(wrong), file=sys.stderr)
    return FAULTY if wrong else FINE


def run_back(to: Path, options: argparse.Namespace) -> int:
    """`coursesite publish --back`"""
    code = FINE
    for slug in dict.fromkeys(options.names):
        try:
            go_back(to, slug, tell_now, wait=not options.no_wait)
        except CannotGoBack as why:
            print(why, file=sys.stderr)
            code = FAULTY
    return code


def tell_now(line: str) -> None:
    """Print at once, for those who wait."""
    print(line, flush=True)


def run_verify(root: Path, options: argparse.Namespace) -> int:
    """`coursesite verify`"""
    to = Path(options.names[0]).resolve()
    if not to.is_dir():
        raise WrongUse(f"Der er ingen mappe {to}.")
    verified = verify(to, options.names[1:])
    print(verified, file=sys.stderr if verified.faults else sys.stdout)
    return FAULTY if verified.faults else FINE


def run_export(root: Path, options: argparse.Namespace) -> int:
    """`coursesite export`"""
    from coursesite.deliver.export import ExportFailed, export  # noqa: PLC0415 - it imports MkDocs, which no other command waits for

    edition = check_edition(options.edition)
    if not options.to:
        raise WrongUse("Skriv, hvor det skal ligge, fx --to ../kursus-som-markdown.")
    told = tell(root, options.names[0], edition)
    if told.plan is None:
        return fail(told.problems)
    try:
        exported = export(root, told.plan, Path(options.to))
    except ExportFailed as failed:
        print(failed, file=sys.stderr)
        return FAULTY
    print(
        "\n".join(
            [f"Eksporteret: {exported.folder} ({exported.pages} sider)", "Det kommer ikke med:", *(f"- {what}" for what in exported.lost)]
        )
    )
    return FINE


def run_rebase(root: Path, options: argparse.Namespace) -> int:
    """`coursesite rebase`"""
    slug, id = options.names
    try:
        done = accept(root, slug, id)
    except NothingToRebase as nothing:
        print(nothing, file=sys.stderr)
        return FAULTY
    print(
        "\n".join(
            [f"Godkendt: {done.file} bygger nu på »{done.target}«, som standarden er i dag.", *(f"  {change}" for change in done.changes)]
        )
    )
    return FINE


def run_new(root: Path, options: argparse.Namespace) -> int:
    """`coursesite new`"""
    slug, ask = options.names[0], None if options.yes or not sys.stdin.isatty() else input

    def answers(course: Course) -> Answers:
        return Answers(
            ask_many("Hvilke områder er kurset for?", course.areas, options.areas, ask),
            ask_many("Hvilke funktioner har deltagerne?", course.functions, options.functions, ask),
            ask_programme(course, options.programme, ask),
            contact := ask_line("Hvem kan deltagerne spørge om kurset, fx kursusteamet?", options.contact, ask),
            ask_line("Deres mailadresse?", options.email, ask if contact else None),
            ask_line("Deres telefonnummer?", options.phone, ask if contact else None),
            options.name or "",
        )

    try:
        path = start(root, slug, answers, options.name or "")
    except (CannotStart, NotAnswered) as why:
        raise WrongUse(str(why)) from None
    steps = [("Se nu, hvad det giver", "plan"), ("Ret i filen, og find fejl", "check"), ("Byg siden", "build")]
    print("\n".join([f"Skrevet: {shown(root, path)}", *(f"{what}: coursesite {command} {slug}" for what, command in steps)]))
    return FINE


def run_schema(root: Path, options: argparse.Namespace) -> int:
    """`coursesite schema`"""
    folder, made = Path(options.out) if options.out else root / SCHEMAS, schemas()
    texts = {folder / f"{name}.schema.json": as_text(schema) for name, schema in made.items()}
    for path, text in {**texts, root / KEYS_PAGE: reference(made)}.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="")
        print(f"Skrevet: {shown(root, path)}")
    return FINE


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
        "message": problem.message, "details": list(problem.details), "remedy": problem.remedy,
    }  # fmt: skip


Option = tuple[tuple[str, ...], dict[str, Any]]
MANY = 1000  # as many names as one cares to write


@dataclass(frozen=True, slots=True)
class Command:
    """A command: what is written after it, what it does, its options, and the one call that it makes."""

    takes: str
    text: str
    names: str
    count: tuple[int, int]
    wrong_count: str
    call: Callable[[Path, argparse.Namespace], int]
    options: tuple[Option, ...] = ()


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
        "[KOMMUNE …]", "Find alle fejl i kurset og i kommunernes mapper", _SLUG, (0, MANY), "", run_check,
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
        "[KOMMUNE]", "Vis, hvilke moduler en kommune får, og hvorfor", _SLUG, (0, 1), "Skriv navnet på én kommune.", run_plan,
        (
            _EDITION,
            _TODAY,
            (("--json",), {"action": "store_true", "help": "planen som data til andre programmer"}),
            (("--diff",), {"metavar": "ANDEN", "help": f"hold den op mod en anden kommune eller mod »{STANDARD}«"}),
            (("--matrix",), {"action": "store_true", "help": "hvem har hvilke moduler: alle kommuner med en mappe"}),
            (("--csv",), {"metavar": "FIL", "help": "skriv oversigten til et regneark"}),
            (("--html",), {"metavar": "FIL", "help": "skriv oversigten til en side"}),
        ),
    ),
    "new": Command(
        "KOMMUNE", "Begynd en kommunes mappe med en profil, der kan bygges med det samme", _SLUG, (1, 1),
        "Skriv navnet på præcis én kommune.", run_new,
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
        (2, 2), "Skriv en kommune og et modul.", run_rebase,
    ),
    "build": Command(
        "[KOMMUNE …]", "Byg en eller flere kommuners sider, hvis noget er ændret", _SLUG, (0, MANY), "", run_build,
        (
            _ALL,
            _EDITIONS,
            (("--out",), {"default": "out", "metavar": "MAPPE", "help": "hvor siderne lægges: MAPPE/kommune/udgave (ellers »out«)"}),
            *_WORKERS,
            (("--shard",), {"metavar": "K/N", "help": "byg kun del K af N, når flere maskiner deles om dem, fx 1/3"}),
        ),
    ),
    "publish": Command(
        "[KOMMUNE …]", "Læg kommuners sider ud, kontrolleret og i ét hug, eller gå tilbage", _SLUG, (0, MANY), "", run_publish,
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
        (1, MANY), "Skriv den mappe, siderne er lagt ud i.", run_verify,
    ),
    "export": Command(
        "KOMMUNE", "Skriv en kommunes side som almindelig Markdown, til et andet værktøj", _SLUG, (1, 1),
        "Skriv navnet på præcis én kommune.", run_export,
        (_EDITION, (("--to",), {"metavar": "MAPPE", "help": "hvor det lægges: en tom mappe, eller en tidligere eksport, som ingen har rettet i"})),
    ),
    "schema": Command(
        "", "Skriv reglerne for alle filer, så et tekstprogram kan hjælpe", argparse.SUPPRESS, (0, 0), "Skriv intet efter »schema«.", run_schema,
        ((("--out",), {"metavar": "MAPPE", "help": f"hvor skemaerne lægges (ellers »{SCHEMAS}«); siden med alle nøgler lægges i {KEYS_PAGE}"}),),
    ),
}  # fmt: skip
