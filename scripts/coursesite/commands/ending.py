"""How a command ends."""

import sys

from coursesite.problems import Problems, report

FINE, FAULTY, MISUSED = 0, 1, 2


class WrongUse(Exception):
    """The command can't be understood; says what to write instead."""


def fail(problems: Problems) -> int:
    """Tell every problem."""
    print(report(problems), file=sys.stderr)
    return FAULTY
