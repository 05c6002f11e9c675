"""The course's own YAML files, as they are written."""

from typing import Annotated, Literal

from pydantic import Field

from coursesite.model import Audience, Certainty, Kind, Need, PhaseKind
from coursesite.source.module_shapes import MinuteCount
from coursesite.source.shape import Email, Id, IsoDate, Line, Paragraph, Phone, Shape, Url, matching


class ThemeShape(Shape):
    """One theme; `path` gives the order of its modules, and the rest follow by title."""

    id: Id
    title: Line
    short: Line
    why: Annotated[list[Paragraph], Field(min_length=1)]
    outcomes: Annotated[list[Line], Field(min_length=1)]
    hang_together: Paragraph
    path: list[Id] = []


class NamedShape(Shape):
    """A goal, an area, a function or an option."""

    id: Id
    title: Line
    text: Paragraph


class AreaShape(NamedShape):
    """An area; `path` gives the order of its cases, and the rest follow by title."""

    path: list[Id] = []


class WordShape(Shape):
    """A word in its two forms."""

    indefinite: Line
    definite: Line


class ContactShape(Shape):
    """Whom to turn to; the default is a role, not a person."""

    name: Line
    email: Email | None = None
    phone: Phone | None = None


class BoxLineShape(Shape):
    """A line of a box: the question or lead, and what follows it."""

    lead: Line
    text: Line


class BoxShape(Shape):
    """A short text that several modules share."""

    id: Id
    title: Line
    lines: Annotated[list[BoxLineShape], Field(min_length=1)]


class CourseShape(Shape):
    """`modules/course.yml`."""

    title: Line
    subtitle: Line
    release: Line
    themes: Annotated[list[ThemeShape], Field(min_length=1)]
    goals: list[NamedShape]
    areas: Annotated[list[AreaShape], Field(min_length=1)]
    functions: Annotated[list[NamedShape], Field(min_length=1)]
    options: list[NamedShape]
    speakers: list[Line]
    roles: dict[str, Line]
    words: dict[str, WordShape]
    promises: dict[str, Line]
    contacts: dict[str, ContactShape]
    boxes: list[BoxShape]


class CheckedShape(Shape):
    """Who looked the rule up, when, and in what text."""

    by: Line
    date: IsoDate
    where: Line


class LawShape(Shape):
    """One rule."""

    id: Id
    act: Line
    paragraph: Line | None
    title: Line
    text: Line
    url: Url | None
    checked: CheckedShape
    valid_from: IsoDate | None
    changes_on: IsoDate | None
    certainty: Certainty


class LawsShape(Shape):
    """`modules/laws.yml`."""

    laws: list[LawShape]


class SourceShape(Shape):
    """One work."""

    id: Id
    authors: Line
    year: Line | None
    title: Line
    publisher: Line | None
    url: Url | None
    lang: Annotated[str, matching(r"[a-z]{2}", "en sprogkode", "Skriv fx da, en eller nl.")]
    note: Paragraph


class SourcesShape(Shape):
    """`modules/sources.yml`."""

    sources: list[SourceShape]


class TermShape(Shape):
    """One word of the trade."""

    id: Id
    term: Line
    text: Paragraph
    also: list[Line]
    module: Id | None


class GlossaryShape(Shape):
    """`modules/glossary.yml`."""

    terms: list[TermShape]


class ChoiceShape(Shape):
    """A choice at a node of a scenario."""

    text: Line
    feedback: Paragraph
    to: Id


class NodeShape(Shape):
    """A node; without choices it is an end."""

    text: Paragraph
    choices: list[ChoiceShape] = []


class ScenarioShape(Shape):
    """`modules/scenarios/<id>.yml`."""

    id: Id
    title: Line
    start: Id
    nodes: Annotated[dict[str, NodeShape], Field(min_length=1)]


class SlotShape(Shape):
    """What fills a stretch: exactly one of the first three; minutes default to the module's.

    `swap` has functions with the module that they take instead.
    """

    module: Id | None = None
    activity: Id | None = None
    area_case: Annotated[int, Field(ge=1, le=9)] | None = None
    minutes: MinuteCount | None = None
    swap: dict[Id, Id] = {}


class ActivityShape(Shape):
    """Something done in class or between that is no module."""

    id: Id
    title: Line
    text: Paragraph
    audience: Audience = "participant"


class OutsideShape(Shape):
    """What is done outside class: alone, with the buddy, in the team, by the leader."""

    alone: list[SlotShape] = Field(default=[], alias="self")
    buddy: list[SlotShape] = []
    team: list[SlotShape] = []
    leader: list[SlotShape] = []


class PhaseShape(Shape):
    """A step of a programme."""

    id: Id
    title: Line
    kind: PhaseKind
    week: Annotated[int, Field(ge=-52, le=104)] | None = None
    who: Annotated[list[Literal["participant", "trainer", "leader"]], Field(min_length=1)]
    purpose: Paragraph
    minutes: MinuteCount | None = None
    breaks: list[MinuteCount] = []
    blocks: list[Annotated[list[SlotShape], Field(min_length=1)]] = []
    outside: OutsideShape = OutsideShape()


class GroupShape(Shape):
    """How many take part, and how many teach them."""

    min: Annotated[int, Field(ge=1)]
    max: Annotated[int, Field(ge=1)]
    trainers: Annotated[int, Field(ge=1)]


class ProgrammeEntryShape(Shape):
    """One way to run the course; a complete one has a place for every module."""

    id: Id
    title: Line
    text: Paragraph
    group: GroupShape
    complete: bool = False
    phases: Annotated[list[PhaseShape], Field(min_length=1)]
    extra: list[Id] = []


class ProgrammeShape(Shape):
    """`modules/programme.yml`."""

    activities: list[ActivityShape]
    programmes: Annotated[list[ProgrammeEntryShape], Field(min_length=1)]


class SectionRuleShape(Shape):
    """A section that a kind of module has."""

    id: Id
    title: Line
    most: Annotated[int, Field(ge=1)] | None = None


class WordsShape(Shape):
    """How long a participants' text is."""

    min: Annotated[int, Field(ge=0)]
    max: Annotated[int, Field(ge=1)]


class KindRulesShape(Shape):
    """What a kind of module is made of."""

    words: WordsShape
    run: Id | None = None
    needs: list[Need] = []
    sections: Annotated[list[SectionRuleShape], Field(min_length=1)]


class LixShape(Shape):
    """How hard a text may be to read, by its lix."""

    most: Annotated[int, Field(ge=1)]
    average: Annotated[int, Field(ge=1)]


class SlipShape(Shape):
    """A common mistake, and what to write."""

    wrong: Line
    right: Line


class WritingShape(Shape):
    """`modules/writing.yml`."""

    dictionary: Line | None = None
    lix: LixShape | None = None
    run_heading: Line = "Min."
    kinds: dict[Kind, KindRulesShape] = {}
    slips: list[SlipShape] = []
