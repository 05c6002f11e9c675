"""Which municipalities there are: the registry, and the folders beside it."""

import csv
import io
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from coursesite.model import Municipality  # fmt: skip
from coursesite.problems import Place, Problems
from coursesite.source.files import LITTER, Text, check_cpr, entries, read_text, refuse_link, shown

REGISTRY = "municipalities/registry.csv"
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COLUMNS = ["code", "name", "short_name", "slug", "region"]


class UnknownMunicipality(Exception):
    """A slug that is neither in the registry nor a folder of its own; says which is near."""


def read_registry(root: Path, problems: Problems) -> dict[str, Municipality]:
    """The municipalities of `municipalities/registry.csv` by slug."""
    text = read_text(root, root / "municipalities" / "registry.csv", problems)
    if text is None:
        return {}
    check_cpr(text, problems)
    try:
        lines = csv.reader(io.StringIO(text.text), strict=True)
        rows = [(lines.line_num, row) for row in lines]
    except csv.Error:
        problems.error(
            "register-form",
            text.at(lines.line_num),
            "linjen kan ikke læses som kommaadskilte felter",
            "Se efter anførselstegn, der ikke er lukket.",
        )
        return {}
    if not rows or rows[0][1] != COLUMNS:
        problems.error("register-form", text.at(1), "registrets første linje er ikke kolonnernes navne", f"Skriv {','.join(COLUMNS)}.")
        return {}
    return dict(read_rows(rows[1:], text, problems))


def read_rows(rows: list[tuple[int, list[str]]], text: Text, problems: Problems) -> Iterator[tuple[str, Municipality]]:
    """Each row as a municipality; one that isn't whole, or a code or slug that stands twice, is a problem."""
    seen: set[str] = set()
    for line, row in rows:
        if len(row) != len(COLUMNS) or not all(field.strip() for field in row):
            problems.error(
                "register-form",
                text.at(line),
                f"linjen har {len(row)} felter, men skal have {len(COLUMNS)} udfyldte",
                f"Udfyld {','.join(COLUMNS)}.",
            )
            continue
        code, name, short_name, slug, region = row
        if not code.isdecimal() or not SLUG.fullmatch(slug) or "\n" in "".join(row):
            problems.error(
                "register-form",
                text.at(line),
                "kommunens kode er ikke et tal, eller dens adresse er ikke et id",
                "Skriv koden med tal og adressen med a-z, tal og bindestreger.",
            )
            continue
        for word in (code, slug):
            if word in seen:
                problems.error("register-dublet", text.at(line), f"»{word}« står også i en tidligere linje", "Slet den ene linje.")
            seen.add(word)
        yield slug, Municipality(slug, name, short_name, region)


def list_slugs(root: Path, registry: Mapping[str, Municipality]) -> list[str]:
    """Every municipality that can be built: those of the registry, and folders beside it."""
    return sorted({*registry, *folders(root)})


def folders(root: Path) -> list[str]:
    """The tailored municipalities: the folders in `municipalities/`."""
    base = root / "municipalities"
    found = entries(root, base, Problems())
    return [p.name for p in found if os.path.isdir(p) and not os.path.islink(p) and not LITTER.match(p.name)]  # noqa: PTH112, PTH114


def check_folder(root: Path, problems: Problems) -> None:
    """`municipalities/` holds the registry and folders, nothing else."""
    for path in entries(root, root / "municipalities", problems):
        if refuse_link(root, path, problems) or path.is_dir() or LITTER.match(path.name):
            continue
        if path.name != "registry.csv":
            problems.error(
                "fil-ukendt-slags", Place(shown(root, path)), "filen hører ikke til her", "Læg den i kommunens egen mappe, eller slet den."
            )
