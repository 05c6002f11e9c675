"""What flows through the house, once read and checked: frozen, and free of YAML and MkDocs.

Ids are kebab-case ASCII; all texts are Danish. `Prose` is Markdown; every other string is plain
text, to be escaped where it meets Markdown or HTML. Minutes are whole minutes.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from pathlib import Path
from typing import Literal

from coursesite.problems import Place

Audience = Literal["participant", "trainer", "leader"]
Edition = Audience
AUDIENCES: tuple[Audience, ...] = ("participant", "trainer", "leader")
Kind = Literal["concept", "tool", "exercise", "case", "reflection", "guide", "form"]
Status = Literal["draft", "ready", "retired"]
Scheme = Literal["module", "page", "law", "term", "source", "asset", "https", "mailto", "tel"]
Certainty = Literal["high", "medium", "low"]
Setting = Literal["class", "self", "buddy", "team", "leader"]
PhaseKind = Literal["meeting", "day", "between"]
Handout = Literal["card", "each", "group"]
FieldKind = Literal["tekst", "linje", "dato", "tid"]
Spot = Literal["menu", "tool", "footer"]
Need = Literal["trainer", "dialogue", "roles", "activity"]
Standing = Literal["own", "example", "fictional", "default"]

# The lists that a plan makes and that a page of the shell can show.
SHOWS = (
    "themes", "areas", "glance", "phases", "dates", "goals", "options", "tools", "contacts", "standing", "checked", "local", "staff",
    "accessibility", "evidence", "notes",
)  # fmt: skip

# ── a module's text ──────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Link:
    """A reference in running text; `resolved` is where it leads in an edition, None where not."""

    scheme: Scheme
    target: str
    fragment: str
    text: str
    place: Place
    image: bool = False
    resolved: str | None = None
    title: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A word in another language, with its language code."""

    text: str
    lang: str


Span = str | Link | Foreign


@dataclass(frozen=True, slots=True)
class Prose:
    """Markdown with its references taken apart, as it stands from `line` on."""

    spans: tuple[Span, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Turn:
    """One utterance in a dialogue; a comment between has no speaker."""

    speaker: str | None
    said: Prose


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a self-check, with its feedback."""

    right: bool
    text: Prose
    feedback: Prose


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form: what is written in it, what it is called, and how many lines it has room for.

    `id` is made from the label, so that what somebody has written stays under its own question
    when fields are moved about.
    """

    id: str
    kind: FieldKind
    label: Prose
    lines: int


@dataclass(frozen=True, slots=True)
class Block:
    """A `///` block; `argument` is what stands after the bar, split at commas for area lists."""

    name: str
    argument: str
    place: Place
    body: "Body" = ()
    turns: tuple[Turn, ...] = ()
    answers: tuple[Answer, ...] = ()
    fields: tuple[Field, ...] = ()

    @property
    def ids(self) -> tuple[str, ...]:
        """The argument as a list of ids."""
        return tuple(part.strip() for part in self.argument.split(",") if part.strip())


Body = tuple[Prose | Block, ...]


def prose_in(body: Body) -> Iterator[Prose]:
    """Every piece of running text in a body, in reading order."""
    for item in body:
        if isinstance(item, Prose):
            yield item
            continue
        yield from prose_in(item.body)
        yield from (turn.said for turn in item.turns)
        for answer in item.answers:
            yield from (answer.text, answer.feedback)
        yield from (one.label for one in item.fields)


def blocks_in(body: Body) -> Iterator[Block]:
    """Every block in a body, outer before inner."""
    for item in body:
        if isinstance(item, Block):
            yield item
            yield from blocks_in(item.body)


@dataclass(frozen=True, slots=True)
class Section:
    """A `##` section: what a municipality can replace on its own; `raw` is its source text."""

    id: str
    title: str
    body: Body
    line: int
    raw: str
    after: str | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """A text: what stands before its first section, and the sections."""

    intro: Body
    sections: tuple[Section, ...]

    @property
    def bodies(self) -> tuple[Body, ...]:
        """All its text, section by section."""
        return (self.intro, *(section.body for section in self.sections))

    def links(self) -> Iterator[Link]:
        """Every reference in the text, in reading order."""
        for body in self.bodies:
            for prose in prose_in(body):
                yield from (span for span in prose.spans if isinstance(span, Link))

    def blocks(self) -> Iterator[Block]:
        """Every block in the text, in reading order."""
        for body in self.bodies:
            yield from blocks_in(body)


@dataclass(frozen=True, slots=True)
class Minutes:
    """How long a module takes; None where it can't be done that way."""

    in_class: int | None
    alone: int | None


@dataclass(frozen=True, slots=True)
class Module:
    """One Markdown file; `areas` and `functions` are None where it is for all of them."""

    id: str
    title: str
    theme: str | None
    kind: Kind
    minutes: Minutes
    group: str
    materials: tuple[str, ...]
    areas: tuple[str, ...] | None
    functions: tuple[str, ...] | None
    audience: Audience
    core: bool
    splittable: bool
    goals: tuple[str, ...]
    objectives: tuple[str, ...]
    keypoints: tuple[str, ...]
    requires: tuple[str, ...]
    option: str | None
    sources: tuple[str, ...]
    status: Status
    reviewed: date
    formerly: tuple[str, ...]
    content: Content
    file: str
    raw: str
    local: Literal["new", "replaced", "patched"] | None = None


# ── the course ───────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme: why it matters, what you can do afterwards, and its modules in order."""

    id: str
    title: str
    short: str
    why: tuple[str, ...]
    outcomes: tuple[str, ...]
    hang_together: str
    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """A goal, area, function or option: its id, its title and a few lines about it."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Area(Named):
    """An administrative area, with its cases in order."""

    path: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Word:
    """A municipality's word for something, in its two forms."""

    indefinite: str
    definite: str


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to turn to."""

    name: str
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Box:
    """A short text that several modules share."""

    id: str
    title: str
    lines: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Law:
    """One rule in plain words, with what is known of its standing."""

    id: str
    act: str
    paragraph: str | None
    title: str
    text: str
    url: str | None
    checked: date
    where: str
    valid_from: date | None
    changes_on: date | None
    certainty: Certainty

    @property
    def name(self) -> str:
        """`forvaltningsloven § 19`, as one says it in a sentence."""
        return f"{self.act} {self.paragraph}" if self.paragraph else self.act


@dataclass(frozen=True, slots=True)
class Source:
    """A work that the course builds on."""

    id: str
    authors: str
    year: str | None
    title: str
    publisher: str | None
    url: str | None
    lang: str
    note: str

    @property
    def name(self) -> str:
        """`Tom R. Tyler (2006)`."""
        return f"{self.authors} ({self.year})" if self.year else self.authors


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the trade, explained."""

    id: str
    term: str
    text: str
    also: tuple[str, ...]
    module: str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """What one can do at a node of a scenario, and what comes of it."""

    text: str
    feedback: str
    to: str


@dataclass(frozen=True, slots=True)
class Node:
    """A situation in a scenario; without choices it is an end."""

    id: str
    text: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Scenario:
    """A branching case; `nodes` stand in reading order, the start first."""

    id: str
    title: str
    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Diagram:
    """A drawing that stands in the page: `shapes` is HTML of an allow-list, `words` are its labels."""

    id: str
    title: str
    desc: str
    words: tuple[str, ...]
    shapes: str
    view: str
    file: str


# ── the programme ────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Activity:
    """Something done that is no module: a check-in, a round among pairs, a leader's talk."""

    id: str
    title: str
    text: str
    audience: Audience


@dataclass(frozen=True, slots=True)
class Slot:
    """What fills a stretch of a phase: a module, an activity, or a case of one's own area.

    `swap` has, for some functions, the module that those take instead.
    """

    module: str | None
    activity: str | None
    area_case: int | None
    minutes: int | None
    swap: Mapping[str, str]

    @property
    def id(self) -> str:
        """What a profile names when it drops the slot."""
        return self.module or self.activity or f"omraadecase-{self.area_case}"


@dataclass(frozen=True, slots=True)
class Phase:
    """A step of a programme; `blocks` are stretches in class with `breaks` (minutes) between."""

    id: str
    title: str
    kind: PhaseKind
    week: int | None
    who: tuple[Audience, ...]
    purpose: str
    minutes: int | None
    breaks: tuple[int, ...]
    blocks: tuple[tuple[Slot, ...], ...]
    outside: Mapping[Setting, tuple[Slot, ...]]
    place: Place


@dataclass(frozen=True, slots=True)
class Programme:
    """A way to run the course."""

    id: str
    title: str
    text: str
    group_min: int
    group_max: int
    trainers: int
    complete: bool
    phases: tuple[Phase, ...]
    extra: tuple[str, ...]


# ── how its texts are written ────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class SectionRule:
    """A section that a kind of module has; `most` is how many words its readers can be given.

    `handout` says that it is given out on paper: to each as a small card or a sheet, or one to a group.
    """

    id: str
    title: str
    most: int | None
    handout: Handout | None


@dataclass(frozen=True, slots=True)
class KindRules:
    """What a kind of module is made of.

    `words` is the fewest and the most words of its participants' text; `run` is where the table
    of minutes stands: a section's id, `trainer` for the notes, None where there needn't be one.
    """

    sections: tuple[SectionRule, ...]
    words: tuple[int, int]
    run: str | None
    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Slip:
    """A common mistake that no dictionary sees, and what to write instead."""

    wrong: str
    right: str


@dataclass(frozen=True, slots=True)
class Writing:
    """How the course's texts are written; None where nothing is asked for.

    `dictionary` is hunspell's; `lix_most` holds for every module, `lix_average` for all together.
    """

    dictionary: str | None
    lix_most: int | None
    lix_average: int | None
    run_heading: str
    kinds: Mapping[str, KindRules]
    slips: tuple[Slip, ...]


@dataclass(frozen=True, slots=True)
class ShellPage:
    """A page of the site's shell from `docs/`, with the editions that it is for.

    `handout` is the module that its forms are given out in, on paper.
    """

    uri: str
    title: str
    editions: tuple[Edition, ...]
    literal: bool
    place: Spot
    handout: str | None
    content: Content
    file: str
    raw: str

    @property
    def id(self) -> str:
        """What a link names it by: its file in `docs/`."""
        return self.file.removeprefix("docs/").removesuffix(".md")


@dataclass(frozen=True, slots=True)
class Evidence:
    """What was tested of the finished site: `checker` and `invalid` are of the HTML, None where nobody read it."""

    date: date
    browser: str
    axe: str
    pages: int
    views: int
    stops: int
    faults: int
    checker: str | None
    invalid: int | None


@dataclass(frozen=True, slots=True)
class Course:
    """The whole course, read and checked; every mapping is by id, in the course's own order."""

    title: str
    subtitle: str
    release: str
    themes: Mapping[str, Theme]
    goals: Mapping[str, Named]
    areas: Mapping[str, Area]
    functions: Mapping[str, Named]
    options: Mapping[str, Named]
    speakers: tuple[str, ...]
    roles: Mapping[str, str]
    words: Mapping[str, Word]
    promises: Mapping[str, str]
    contacts: Mapping[str, Contact]
    boxes: Mapping[str, Box]
    modules: Mapping[str, Module]
    scenarios: Mapping[str, Scenario]
    laws: Mapping[str, Law]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    activities: Mapping[str, Activity]
    programmes: Mapping[str, Programme]
    shell: tuple[ShellPage, ...]
    assets: Mapping[str, Path]
    diagrams: Mapping[str, Diagram]
    writing: Writing
    evidence: Evidence | None


# ── a municipality ───────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Municipality:
    """One row of the registry, or a fictional one."""

    slug: str
    name: str
    short_name: str
    region: str | None


@dataclass(frozen=True, slots=True)
class Omission:
    """A module left out, and why."""

    module: str
    reason: str
    place: Place


@dataclass(frozen=True, slots=True)
class Brand:
    """The municipality's colour (`#rrggbb`) and logo (a file in its folder)."""

    primary: str | None = None
    logo: Path | None = None


@dataclass(frozen=True, slots=True)
class Break:
    """A pause in a day: when, how long and what it is called."""

    start: time
    minutes: int
    label: str


@dataclass(frozen=True, slots=True)
class Day:
    """One day of a cohort; `written` is where the profile has it."""

    date: date
    start: time
    end: time
    place: str
    phase: str
    breaks: tuple[Break, ...]
    written: Place


@dataclass(frozen=True, slots=True)
class Cohort:
    """One run of the programme (hold)."""

    id: str
    areas: tuple[str, ...]
    size: int
    format: Literal["on-site", "online"]
    revision: int
    days: tuple[Day, ...]


@dataclass(frozen=True, slots=True)
class Event:
    """A meeting for everybody concerned, whatever the cohort."""

    date: date
    start: time
    end: time
    phase: str


@dataclass(frozen=True, slots=True)
class Accessibility:
    """Where the statutory accessibility statement is, and whom to turn to."""

    was_url: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class PhaseChange:
    """What a municipality adds to and drops from a phase."""

    add: tuple[Slot, ...]
    drop: tuple[str, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class FormerPage:
    """A page as it was: its title, and a digest of each section's text by its id."""

    title: str
    sections: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Former:
    """What a municipality's editions held under a former release of the course, page by page."""

    release: str
    pages: Mapping[Edition, Mapping[str, FormerPage]]


@dataclass(frozen=True, slots=True)
class Experience:
    """What the municipality's own staff learnt, told without anyone being recognisable."""

    id: str
    title: str
    module: str | None
    areas: tuple[str, ...] | None
    situation: str
    did: str
    learned: str
    date: date


@dataclass(frozen=True, slots=True)
class LocalModule:
    """A municipality's own module file: a new module, a replacement, or a patch of sections."""

    module: Module | None  # new and replaced modules in full
    patches: str | None  # for a patch: the standard module's id
    sections: tuple[Section, ...]
    intro: Body
    front: Mapping[str, object]  # what a patch changes of the front matter
    file: str


@dataclass(frozen=True, slots=True)
class Profile:
    """What one municipality wants; what it doesn't say has the course's default."""

    municipality: Municipality
    standing: Standing
    areas: tuple[str, ...]
    functions: tuple[str, ...]
    themes: tuple[str, ...]
    omit: tuple[Omission, ...]
    options: tuple[str, ...]
    goals: tuple[str, ...]
    words: Mapping[str, Word]
    promises: Mapping[str, str]
    contacts: Mapping[str, Contact]
    brand: Brand
    programme: str
    changes: Mapping[str, PhaseChange]
    cohorts: tuple[Cohort, ...]
    events: tuple[Event, ...]
    accessibility: Accessibility
    site_url: str | None
    release: str | None
    local: tuple[LocalModule, ...] = ()
    experiences: tuple[Experience, ...] = ()
    assets: Mapping[str, Path] = field(default_factory=dict)
    former: Former | None = None
