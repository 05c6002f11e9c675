"""`coursesite check`"""

import argparse
import json
from datetime import date
from pathlib import Path

from coursesite.commands.ending import FAULTY, FINE, WrongUse
from coursesite.commands.options import parse_date
from coursesite.problems import Problem, Severity, did_you_mean, report
from coursesite.proof.report import as_data as report_data
from coursesite.proof.report import as_text as report_text
from coursesite.site.desk import check


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


def as_record(problem: Problem) -> dict[str, object]:
    """A problem for other programs."""
    place = problem.place
    return {
        "severity": "error" if problem.severity is Severity.ERROR else "warning", "code": problem.code,
        "file": place.file, "line": place.line, "column": place.column,
        "message": problem.message, "details": list(problem.details), "remedy": problem.remedy,
    }  # fmt: skip
