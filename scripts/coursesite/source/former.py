"""What a municipality's site held before: a command keeps it, and a page tells what has changed since."""

import json
from pathlib import Path
from typing import Annotated

from coursesite.model import Edition, Former, FormerPage
from coursesite.problems import Problems
from coursesite.source.shape import Line, Release, Shape, matching
from coursesite.source.sheets import read_sheet

FILE = "former.yml"
_HEAD = "# Skrevet af »coursesite plan --keep«, så siden »Hvad er nyt« kan sige, hvad der er ændret siden. Ret det ikke i hånden."
PageName = Annotated[
    str, matching(r"[a-z0-9-]+/[a-z0-9-]+", "en sides navn", "Filen er skrevet af »coursesite plan --keep«; skriv den igen.")
]
Digest = Annotated[str, matching(r"[0-9a-f]{12}", "et fingeraftryk", "Filen er skrevet af »coursesite plan --keep«; skriv den igen.")]


class FormerPageShape(Shape, title="En side, som den var"):
    """A page's title, and a digest of each section's text by its id; what stands before the first is `top`."""

    title: Line
    sections: dict[str, Digest]


class FormerShape(Shape, title="Siderne, som de var"):
    """`municipalities/<slug>/former.yml`, which no hand writes."""

    release: Release
    participant: dict[PageName, FormerPageShape]
    trainer: dict[PageName, FormerPageShape]
    leader: dict[PageName, FormerPageShape]


def read_former(root: Path, folder: Path, problems: Problems) -> Former | None:
    """What was kept, where something was."""
    path = folder / FILE
    if not path.exists():
        return None
    shape: FormerShape | None = read_sheet(root, path, FormerShape, problems).shape
    if shape is None:
        return None
    editions: dict[Edition, dict[str, FormerPageShape]] = {
        "participant": shape.participant,
        "trainer": shape.trainer,
        "leader": shape.leader,
    }
    return Former(
        shape.release,
        {name: {uri: FormerPage(page.title, dict(page.sections)) for uri, page in pages.items()} for name, pages in editions.items()},
    )


def write_former(folder: Path, former: Former) -> None:
    """Keep it in a municipality's folder; names and texts in quotes, so that none is read as a number."""
    lines = [_HEAD, f"release: {json.dumps(former.release)}"]
    for edition, pages in former.pages.items():
        lines += [f"{edition}:" if pages else f"{edition}: {{}}"]
        for name, page in pages.items():
            sections = json.dumps(dict(page.sections), ensure_ascii=False)
            lines += [f"  {name}:", f"    title: {json.dumps(page.title, ensure_ascii=False)}", f"    sections: {sections}"]
    (folder / FILE).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="")
