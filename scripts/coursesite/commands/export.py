"""`coursesite export`"""

import argparse
import sys
from pathlib import Path

from coursesite.commands.ending import FAULTY, FINE, WrongUse, fail
from coursesite.deliver.export import ExportFailed, export
from coursesite.site.choice import check_edition
from coursesite.site.story import tell


def run_export(root: Path, options: argparse.Namespace) -> int:
    """`coursesite export`"""
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
