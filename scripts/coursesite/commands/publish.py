"""`coursesite publish` and `coursesite verify`"""

import argparse
import sys
from pathlib import Path

from coursesite.commands.build import opener_of
from coursesite.commands.ending import FAULTY, FINE, WrongUse
from coursesite.commands.options import named
from coursesite.deliver.lock import Occupied
from coursesite.deliver.publish import CannotGoBack, Order, go_back, publish
from coursesite.deliver.verify import verify
from coursesite.model import AUDIENCES
from coursesite.site.choice import check_editions
from coursesite.site.switch import NotReplaceable


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
