"""The course at a glance: the programme as one line from top to bottom, drawn from the plan."""

import textwrap
from collections.abc import Iterator

from coursesite.model import Diagram
from coursesite.pages.programme import SETTINGS, from_start
from coursesite.pages.text import attribute, duration, listing
from coursesite.plan.model import Plan, PlannedPhase

# The drawing's measures; letters of 15 are some 8 wide, so this many fit beside the line.
_WIDE, _LINE, _TEXT, _LETTERS = 400, 16, 40, 42
_ROW, _GAP = 20, 16
_TITLE = "Forløbet som én linje"
_PLACES = {"self": "alene", "buddy": "med makkeren", "team": "i teamet", "leader": "med lederen"}


def glance(plan: Plan) -> Diagram:
    """The programme's phases in order: a mark for what is done together, a dotted line past what lies between."""
    shapes, top, height = [], 4, 0
    for planned, following in zip(plan.phases, (*plan.phases[1:], None), strict=True):
        lines = labels(planned)
        height = _ROW * len(lines) + _GAP
        shapes += [*draw_line(planned, following, top, top + height), *draw_words(lines, top)]
        top += height
    desc = " ".join(": ".join(filter(None, [planned.phase.title, ", ".join(told(planned))])) + "." for planned in plan.phases)
    return Diagram("forloebet", _TITLE, desc, (), "".join(shapes), f"0 0 {_WIDE} {top}", "")


def draw_line(planned: PlannedPhase, following: PlannedPhase | None, top: int, bottom: int) -> Iterator[str]:
    """A phase's mark, and the line from it to the next."""
    between = [p.phase.kind == "between" for p in (planned, following) if p]
    if following:
        yield f'<line class="{"d-dashed" if any(between) else "d-accent"}" x1="{_LINE}" y1="{top + 10}" x2="{_LINE}" y2="{bottom + 10}"></line>'
    if not between[0]:
        yield f'<circle class="d-accent-fill" cx="{_LINE}" cy="{top + 10}" r="7"></circle>'


def draw_words(lines: list[tuple[str, str]], top: int) -> Iterator[str]:
    """A phase's words beside the line."""
    for number, (css, text) in enumerate(lines):
        yield f'<text class="{css}" x="{_TEXT}" y="{top + 15 + number * _ROW}">{attribute(text)}</text>'


def labels(planned: PlannedPhase) -> list[tuple[str, str]]:
    """A phase's words, each line with its class."""
    css = "d-strong" if planned.phase.kind != "between" else "d-text"
    title = [(css, line) for line in textwrap.wrap(planned.phase.title, _LETTERS)]
    return [*title, *(("d-soft", line) for line in textwrap.wrap(" · ".join(told(planned)), _LETTERS + 4))]


def told(planned: PlannedPhase) -> list[str]:
    """When a phase is, how long it takes, and with whom one does what lies outside class."""
    places = listing(_PLACES[setting] for setting in SETTINGS if planned.outside.get(setting))
    between = sum(planned.between(setting) for setting in SETTINGS)
    return [
        *filter(None, [from_start(planned.phase.week)]),
        *([f"{duration(planned.in_class)} sammen"] if planned.in_class else []),
        *([f"{duration(between)} {places}"] if between else []),
    ]
