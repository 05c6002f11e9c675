"""The figures as a table: what was measured, its median, what it is held against, and what was hoped for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import log
from statistics import linear_regression

from measure.figures import Figures, Part

CAVEATS = (
    "Medians of runs turn about, on one machine; a ratio says more than its seconds. Cold is without our caches and outputs, not without the system's.",
    (
        "Plain MkDocs has the same pages already written out, and Material's own page, menu and search with the course's styles, a process for each. "
        "It reads no profiles, checks no sources, walks no tree for what may not be there, inspects no finished site and writes no manifest; ours does all of that."
    ),
    "It has the macros plugin too, as the course has; »without macros« is the same without it, for the pages have nothing left to fill in.",
    (
        "Hugo renders the same Markdown through the least template that has a menu, headings, neighbours and an index of words; "
        "each page has the same words, and only ids made from headings differ. It uses all cores, and starts once a municipality."
    ),
    "Zensical has its own page and search, starts once a municipality, and begins without its cache.",
    "The power of growth is the slope of a line through the logarithms of all sizes; what a start costs makes it less, which the last step shows least.",
    "Memory is that of all processes together, looked at four times a second; what they share counts once.",
)


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table; an empty text is an empty cell."""

    what: str
    median: str
    against: str = ""
    aim: str = ""


def table(figures: Figures) -> list[Row]:
    """Every part that has been measured, in the order of a reader's interest."""
    makers = {"fleet": fleet_rows, "serve": serve_rows, "one": one_rows, "growth": growth_rows}
    return [row for name, rows in makers.items() if name in figures.parts for row in rows(figures.parts[name])]


def fleet_rows(part: Part) -> Iterator[Row]:
    """All municipalities."""
    count, sample = part.facts["municipalities"], part.facts["sample"]
    scaled = f" (scaled from {sample})" if sample < count else ""
    if "cold" in part.values:
        yield Row(f"{count} municipalities cold, {part.facts['pages']} pages", shown(part, "cold"))
    others = (
        ("plain", f"{count} plain `mkdocs build`s", "1/8 = 0.125"),
        ("without macros", "the same without macros", ""),
        ("hugo", "Hugo", "1"),
        ("zensical", "Zensical", ""),
    )
    yield from (
        Row(f"– {told}{scaled}", shown(part, name), ratio(part, "cold", name), aim) for name, told, aim in others if name in part.values
    )
    if "nothing changed" in part.values:
        yield Row("nothing changed", shown(part, "nothing changed"), aim="1 s")
    plain = part.median("plain") / count if "plain" in part.values else None
    changes = (("one profile", "one profile changed", "1"), ("one module", f"one module changed, which {part.facts['reached']} have", ""))
    for name, told, aim in changes:
        if name in part.values:
            yield Row(told, shown(part, name), f"{part.median(name) / plain:.2f} of one plain build" if plain else "", aim)


def serve_rows(part: Part) -> Iterator[Row]:
    """From saving to seeing."""
    if "plain build" in part.values:
        yield Row(
            "`mkdocs serve`, from saving to seeing",
            shown(part, "ours"),
            f"{part.median('ours') / part.median('plain build'):.2f} of one plain build",
            "0.5",
        )
        yield Row("– plain `mkdocs serve` of the same pages", shown(part, "theirs"), ratio(part, "ours", "theirs"))


def one_rows(part: Part) -> Iterator[Row]:
    """One edition."""
    others = (
        ("plain", "plain `mkdocs build`", "1.25"),
        ("without macros", "the same without macros", ""),
        ("hugo", "Hugo", ""),
        ("zensical", "Zensical", ""),
    )
    if "ours" in part.values:
        yield Row(f"one edition by `mkdocs build`, {part.facts['pages']} pages", shown(part, "ours"))
    yield from (Row(f"– {told}", shown(part, name), ratio(part, "ours", name), aim) for name, told, aim in others if name in part.values)


def growth_rows(part: Part) -> Iterator[Row]:
    """Growth, and the power of the number that the time follows."""
    for unit, aim in (("municipalities", "linear: 1"), ("modules", "near linear: 1")):
        sizes, times = curve(part, unit)
        if len(sizes) > 1:
            told = " → ".join(f"{time:.1f} s" for time in times)
            yield Row(
                f"{' → '.join(map(str, sizes))} {unit}",
                told,
                f"time grows with the power {exponent(sizes, times):.2f}; {exponent(sizes[-2:], times[-2:]):.2f} from the last but one",
                aim,
            )
    sizes, memory = curve(part, "municipalities", ", MB")
    if sizes:
        yield Row(
            f"memory with {' → '.join(map(str, sizes))} municipalities", " → ".join(f"{value:.0f} MB" for value in memory), "", "no growth"
        )


def curve(part: Part, unit: str, what: str = "") -> tuple[list[int], list[float]]:
    """Sizes that have been measured, and the median of each."""
    sizes = [size for size in part.facts["sizes" if unit == "municipalities" else unit] if f"{size} {unit}{what}" in part.values]
    return sizes, [part.median(f"{size} {unit}{what}") for size in sizes]


def exponent(sizes: Sequence[float], times: Sequence[float]) -> float:
    """The power of the size that the time follows: the slope of a line through the logarithms. Two sizes at least."""
    return linear_regression([log(size) for size in sizes], [log(time) for time in times]).slope


def shown(part: Part, name: str) -> str:
    """A median, and of how many."""
    value = part.median(name)
    return f"{value:.0f} s" if value >= 100 else f"{value:.2f} s"  # noqa: PLR2004 - where a hundredth says nothing


def ratio(part: Part, ours: str, theirs: str) -> str:
    """How many times theirs ours takes."""
    return f"ratio {part.median(ours) / part.median(theirs):.3f}" if ours in part.values else ""


def head(figures: Figures) -> str:
    """When and on what."""
    days = " and ".join(sorted({part.day for part in figures.parts.values()}))
    machine = figures.machine
    versions = ", ".join(f"{name} {machine[name]}" for name in ("Python", "MkDocs", "Material", "Hugo", "Zensical"))
    runs = ", ".join(f"{name} {max(map(len, part.values.values()))}" for name, part in figures.parts.items() if part.values)
    return f"{days}; {machine['cores']} cores of {machine['processor']}, {machine['system']}; {versions}; rounds: {runs}."


def as_text(figures: Figures) -> str:
    """The table for a terminal."""
    rows = table(figures)
    wide = max((len(row.what) for row in rows), default=0)
    lines = [f"{row.what.ljust(wide)}  {row.median}  {row.against}{f'  (aim {row.aim})' if row.aim else ''}".rstrip() for row in rows]
    return "\n".join([head(figures), "", *lines, "", *(f"* {caveat}" for caveat in CAVEATS)])


def as_markdown(figures: Figures) -> str:
    """The table for the README."""
    rows = [f"| {row.what} | {row.median} | {row.against} | {row.aim} |" for row in table(figures)]
    caveats = [f"- {caveat}" for caveat in CAVEATS]
    return "\n".join([head(figures), "", "| What | Median | Ours against it | Aim |", "| --- | --- | --- | --- |", *rows, "", *caveats])
