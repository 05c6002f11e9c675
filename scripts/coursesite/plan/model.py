"""What a plan is: every decision with its reason, and the text that is left after them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from coursesite.model import (
    Break,
    Cohort,
    Content,
    Course,
    Day,
    Edition,
    Event,
    Law,
    Module,
    Phase,
    Profile,
    Setting,
    ShellPage,
    Source,
    Term,
)  # fmt: skip
from coursesite.problems import Place


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a module is in an edition, and every reason for it, in Danish."""

    module: Module
    included: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Healed:
    """A reference that leads nowhere in this edition, or no longer to the section it named."""

    place: Place
    target: str
    what: str


@dataclass(frozen=True, slots=True)
class Swapped:
    """What those with some functions (their titles) do, while the others do the slot's module."""

    functions: tuple[str, ...]
    module: str
    title: str
    minutes: int


@dataclass(frozen=True, slots=True)
class PlannedSlot:
    """What fills a stretch of a phase in this edition; `cases` are for the groups to pick from."""

    id: str
    title: str
    minutes: int
    module: str | None = None
    text: str = ""
    cases: tuple[str, ...] = ()
    core: bool = False
    swapped: tuple[Swapped, ...] = ()
    part: int = 0  # which part of it is left, where a day's programme has cut it


@dataclass(frozen=True, slots=True)
class Dates:
    """When a phase is held: each cohort's days, and what is common to all."""

    days: tuple[tuple[str, Day], ...]
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class PlannedPhase:
    """A phase as this edition's readers meet it."""

    phase: Phase
    blocks: tuple[tuple[PlannedSlot, ...], ...]
    outside: Mapping[Setting, tuple[PlannedSlot, ...]]
    dates: Dates

    @property
    def in_class(self) -> int:
        """Minutes of teaching, without breaks; a meeting's own length where it has no blocks."""
        return sum(slot.minutes for block in self.blocks for slot in block) or self.phase.minutes or 0

    @property
    def breaks(self) -> int:
        """Minutes of breaks between the blocks that are left."""
        return sum(self.phase.breaks[: max(len(self.blocks) - 1, 0)])

    def between(self, setting: Setting) -> int:
        """Minutes outside class in one setting."""
        return sum(slot.minutes for slot in self.outside.get(setting, ()))


@dataclass(frozen=True, slots=True)
class Stop:
    """Something at a time of the day; `start` is in minutes since midnight.

    `part` counts from 1 where a slot had to be cut; 0 where it is whole.
    """

    start: int
    minutes: int
    kind: Literal["slot", "break", "free"]
    label: str = ""
    slot: PlannedSlot | None = None
    part: int = 0

    @property
    def end(self) -> int:
        """When it is over."""
        return self.start + self.minutes


@dataclass(frozen=True, slots=True)
class Schedule:
    """A day's stops in order, the slots that found no room, and what would mend it.

    Of `could_go` each is enough: slots whose leaving makes the rest fit, core last. `could_move` are
    the day's breaks with the start at which everything fits. `would_fit` are modules that no phase
    has and that fill the longest empty stretch, the best first.
    """

    stops: tuple[Stop, ...]
    left_over: tuple[PlannedSlot, ...]
    could_go: tuple[tuple[PlannedSlot, ...], ...] = ()
    could_move: tuple[Break, ...] = ()
    would_fit: tuple[Module, ...] = ()

    @property
    def free(self) -> int:
        """Minutes with nothing in them."""
        return sum(stop.minutes for stop in self.stops if stop.kind == "free")


@dataclass(frozen=True, slots=True)
class PlannedDay:
    """One day of a cohort by the clock; `phase` has the cohort's own cases."""

    cohort: Cohort
    day: Day
    phase: PlannedPhase
    schedule: Schedule


@dataclass(frozen=True, slots=True)
class Plan:
    """One municipality's edition: what it holds and why."""

    course: Course
    profile: Profile
    edition: Edition
    decisions: tuple[Decision, ...]
    modules: Mapping[str, Module]
    themes: Mapping[str, tuple[str, ...]]
    cases: Mapping[str, tuple[str, ...]]
    shared: tuple[str, ...]
    phases: tuple[PlannedPhase, ...]
    days: tuple[PlannedDay, ...]
    staff_modules: tuple[Module, ...]
    shell: tuple[tuple[ShellPage, Content], ...]
    laws: tuple[Law, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
    assets: tuple[str, ...]
    healed: tuple[Healed, ...]
