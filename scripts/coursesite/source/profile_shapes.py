"""What stands in a municipality's folder, as it is written."""

from typing import Annotated, Literal

from pydantic import Field

from coursesite.source.course_shapes import SlotShape, WordShape
from coursesite.source.module_shapes import MinuteCount
from coursesite.source.shape import AllOr, Clock, Email, Id, IsoDate, Line, Paragraph, Phone, Shape, Url, matching

Colour = Annotated[str, matching(r"#[0-9a-fA-F]{6}", "en farve", 'Skriv seks tegn efter #, i anførselstegn, fx "#14532d".')]
FileName = Annotated[
    str,
    matching(
        r"[A-Za-z0-9][A-Za-z0-9._-]*", "et filnavn", "Brug bogstaver uden æøå, tal, punktum og bindestreg, og læg filen i kommunens mappe."
    ),
]


class OmitShape(Shape):
    """A module left out, and why."""

    module: Id
    reason: Line


class ProfileContactShape(Shape):
    """Whom to turn to in the municipality."""

    name: Line
    email: Email | None = None
    phone: Phone | None = None


class BrandShape(Shape):
    """The municipality's colour and logo."""

    # No null: an unquoted colour is a comment in YAML, and would be nothing without a word.
    primary: Colour = ""
    logo: FileName = ""


class ChangeShape(Shape):
    """What is added to a phase and dropped from it, by the ids of modules and activities."""

    add: list[SlotShape] = []
    drop: list[Id] = []


class ProfileProgrammeShape(Shape):
    """Which programme is used, and how it differs."""

    use: Id = "standard"
    changes: dict[str, ChangeShape] = {}


class BreakShape(Shape):
    """A pause."""

    start: Clock
    minutes: MinuteCount
    label: Line


class DayShape(Shape):
    """A day of a cohort."""

    date: IsoDate
    start: Clock
    end: Clock
    place: Line
    phase: Id
    breaks: list[BreakShape] = []


class CohortShape(Shape):
    """One run of the programme."""

    id: Id
    areas: AllOr = "all"
    size: Annotated[int, Field(ge=1, le=200)]
    format: Literal["on-site", "online"] = "on-site"
    revision: Annotated[int, Field(ge=0)] = 0
    days: Annotated[list[DayShape], Field(min_length=1)]


class EventShape(Shape):
    """A meeting for everybody concerned."""

    date: IsoDate
    start: Clock
    end: Clock
    phase: Id


class AccessibilityShape(Shape):
    """The statutory statement, and whom to turn to."""

    was_url: Url | None = None
    email: Email | None = None
    phone: Phone | None = None


class ProfileShape(Shape):
    """`municipalities/<slug>/profile.yml`."""

    municipality: Id
    status: Literal["own", "example", "fictional"]
    name: Line | None = None
    areas: AllOr = "all"
    functions: AllOr = "all"
    themes: AllOr = "all"
    omit: list[OmitShape] = []
    options: list[Id] = []
    goals: list[Line] = []
    words: dict[str, WordShape] = {}
    promises: dict[str, Line] = {}
    contacts: dict[str, ProfileContactShape] = {}
    brand: BrandShape = BrandShape()
    programme: ProfileProgrammeShape = ProfileProgrammeShape()
    cohorts: list[CohortShape] = []
    events: list[EventShape] = []
    accessibility: AccessibilityShape = AccessibilityShape()
    site_url: Url | None = None
    release: Line | None = None


class ExperienceShape(Shape):
    """`municipalities/<slug>/experiences/<id>.yml`: something learnt, with nobody recognisable."""

    id: Id
    title: Line
    module: Id | None = None
    areas: AllOr = "all"
    situation: Paragraph
    did: Paragraph
    learned: Paragraph
    date: IsoDate
