"""Which municipality has which module: for editors, never inside an edition."""

import csv
import html
import io
from collections.abc import Iterator, Mapping, Sequence

from coursesite.plan.model import Decision, Plan

# How a module stands with a municipality: sign, word.
SIGNS = {
    "in": ("●", "med"),
    "out": ("·", "ude"),
    "new": ("+", "eget"),
    "replaced": ("◆", "erstattet"),
    "patched": ("◇", "ændret"),
    "none": (" ", ""),
}
LEGEND = "● med   · ude   ◆ erstattet   ◇ afsnit ændret   + kommunens eget"

Row = tuple[str, str, tuple[str, ...]]


def rows_of(plans: Mapping[str, Plan]) -> list[Row]:
    """Each module's id and title, the standard's where it has one, and how it stands with each municipality, in their order."""
    decided = {slug: {d.module.id: d for d in plan.decisions} for slug, plan in plans.items()}
    titles = {d.module.id: plan.course.modules.get(d.module.id, d.module).title for plan in plans.values() for d in plan.decisions}
    return [(id, titles[id], tuple(standing(decided[slug], id) for slug in plans)) for id in titles]


def standing(decisions: Mapping[str, Decision], id: str) -> str:
    """A key of SIGNS."""
    decision = decisions.get(id)
    if decision is None:
        return "none"
    return (decision.module.local or "in") if decision.included else "out"


def as_text(slugs: Sequence[str], rows: Sequence[Row]) -> str:
    """A table for the terminal: a column each with its number, the names under it."""
    width = max((len(id) for id, _, _ in rows), default=0)
    heads = "".join(f"{number:>4}" for number in range(1, len(slugs) + 1))
    lines = [" " * width + heads, *(f"{id:{width}}" + "".join(f"{SIGNS[s][0]:>4}" for s in standings) for id, _, standings in rows)]
    return "\n".join([*lines, "", *(f"{number:>4}  {slug}" for number, slug in enumerate(slugs, 1)), "", LEGEND]) + "\n"


def as_csv(slugs: Sequence[str], rows: Sequence[Row]) -> str:
    """The table for a spreadsheet; a Danish one wants semicolons."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(["modul", "titel", *slugs])
    writer.writerows([id, title, *(SIGNS[s][1] for s in standings)] for id, title, standings in rows)
    return out.getvalue()


def as_html(slugs: Sequence[str], rows: Sequence[Row]) -> str:
    """The table as one page that stands alone."""
    return "\n".join(html_lines(slugs, rows)) + "\n"


def html_lines(slugs: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    """Line by line."""
    yield '<!doctype html>\n<html lang="da">\n<head>\n<meta charset="utf-8">\n<title>Hvem har hvilke moduler</title>\n<style>'
    yield "body{font:1rem/1.4 system-ui,sans-serif;margin:2rem}th,td{border:1px solid #999;padding:.2rem .5rem}thead th{position:sticky;top:0;background:#fff}"
    yield f"</style>\n</head>\n<body>\n<h1>Hvem har hvilke moduler</h1>\n<p>{LEGEND}</p>\n<table>\n<thead>"
    yield (
        '<tr><th scope="col">Modul</th>'
        + "".join(f'<th scope="col">{html.escape(slug)}</th>' for slug in slugs)
        + "</tr>\n</thead>\n<tbody>"
    )
    for id, title, standings in rows:
        cells = "".join(f"<td>{SIGNS[s][0]}<span> {SIGNS[s][1]}</span></td>" for s in standings)
        yield f'<tr><th scope="row">{html.escape(title)} <small>({html.escape(id)})</small></th>{cells}</tr>'
    yield "</tbody>\n</table>\n</body>\n</html>"
