"""What was tested of the finished site, when and by what: the tests write it, a page tells it."""

from pathlib import Path
from typing import Annotated

from pydantic import Field

from coursesite.model import Evidence
from coursesite.problems import Problems
from coursesite.source.shape import IsoDate, Line, Shape, told
from coursesite.source.sheets import read_sheet

FILE = "docs/evidence.yml"
Count = Annotated[int, Field(ge=0)]


class EvidenceShape(Shape, title="Det, der er prøvet"):
    """`docs/evidence.yml`, which no hand writes; without a checker of HTML its two fields are null."""

    date: Annotated[IsoDate, told("Den dag, alle prøverne blev kørt.", "2026-11-21")]
    browser: Annotated[Line, told("Den browser, siderne blev set i.", "Chromium 156")]
    axe: Annotated[Line, told("Udgaven af axe-core.", "4.14.1")]
    pages: Annotated[Count, told("Hvor mange sider der blev åbnet.", 180)]
    views: Annotated[Count, told("Hvor mange gange en side blev set: bredder, farver og åbne menuer ganget op.", 720)]
    stops: Annotated[Count, told("Hvor mange stop der blev gjort med tabulatortasten.", 9000)]
    faults: Annotated[Count, told("Hvor mange fejl der blev fundet.", 0)]
    checker: Annotated[Line | None, told("Udgaven af den kontrol, der læste sidernes HTML.", "26.9.27")]
    invalid: Annotated[Count | None, told("Hvor mange fejl der var i HTML'en.", 0)]


def read_evidence(root: Path, problems: Problems) -> Evidence | None:
    """What was tested, where the tests have been run and have written it down."""
    path = root / FILE
    if not path.exists():
        return None
    shape: EvidenceShape | None = read_sheet(root, path, EvidenceShape, problems).shape
    return Evidence(**dict(shape)) if shape else None
