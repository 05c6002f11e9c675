"""`coursesite new` and `coursesite rebase`"""

import argparse
import sys
from pathlib import Path

from coursesite.commands.ending import FAULTY, FINE, WrongUse
from coursesite.commands.questions import NotAnswered, ask_line, ask_many, ask_programme
from coursesite.model import Course
from coursesite.site.desk import accept, start
from coursesite.source.files import shown
from coursesite.source.rebase import NothingToRebase
from coursesite.source.starter import Answers, CannotStart


def run_new(root: Path, options: argparse.Namespace) -> int:
    """`coursesite new`"""
    if (options.email or options.phone) and not options.contact and (options.yes or not sys.stdin.isatty()):
        raise WrongUse("Skriv også --contact: hvem mailadressen eller telefonnummeret går til, fx --contact kursusteamet.")
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
