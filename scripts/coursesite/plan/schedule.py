"""A day by the clock: a phase's slots laid between the day's breaks, and what to do where they don't fit.

Slots keep their order, and one is never cut in two unless its module says that it may be. Breaks
that the profile gives a time stand still; those that the programme has between its blocks follow
after, except where one of the profile's takes their place.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import time
from itertools import combinations

from coursesite.model import Break, Day, Module
from coursesite.plan.model import PlannedPhase, PlannedSlot, Schedule, Stop

SMALLEST_PART = 15  # minutes: less of a module than this is no beginning
MOST_FITTING = 3  # modules that could fill an empty stretch; nobody reads more
PAUSE = "Pause"


@dataclass(frozen=True, slots=True)
class _Soft:
    """A break of the programme's, with no time of its own."""

    minutes: int


def schedule(day: Day, planned: PlannedPhase, modules: Mapping[str, Module], spare: Iterable[Module]) -> Schedule:
    """The day's programme; `modules` says what may be cut, `spare` what may fill it up."""
    found = lay(day, planned, modules)
    if found.left_over:
        go, move = what_could_go(day, planned, modules), what_could_move(day, planned, modules, found.stops)
        return replace(found, could_go=tuple(go), could_move=tuple(move))
    longest = max((stop.minutes for stop in found.stops if stop.kind == "free"), default=0)
    fitting = sorted((m for m in spare if 0 < (m.minutes.in_class or 0) <= longest), key=lambda m: (-(m.minutes.in_class or 0), m.title))
    return replace(found, would_fit=tuple(fitting[:MOST_FITTING]))


def lay(day: Day, planned: PlannedPhase, modules: Mapping[str, Module]) -> Schedule:
    """The slots in their order, in the stretches between the breaks that have a time."""
    waiting = in_order(day, planned)
    stops: list[Stop] = []
    now = minute(day.start)
    for pause in (*day.breaks, None):
        until = minute(pause.start) if pause else minute(day.end)
        placed, waiting = fill(now, until, waiting, modules)
        stops += placed
        if pause:
            stops.append(Stop(until, pause.minutes, "break", pause.label))
            now = until + pause.minutes
    return Schedule(tuple(stops), tuple(item for item in waiting if isinstance(item, PlannedSlot)))


def in_order(day: Day, planned: PlannedPhase) -> list[PlannedSlot | _Soft]:
    """The slots, with the programme's breaks between blocks but for those that the day's own replace."""
    breaks = planned.phase.breaks[: max(len(planned.blocks) - 1, 0)]
    taken = replaced(day, planned, breaks)
    items: list[PlannedSlot | _Soft] = []
    for number, block in enumerate(planned.blocks):
        if number and number - 1 not in taken:
            items.append(_Soft(breaks[number - 1]))
        items += block
    return items


def replaced(day: Day, planned: PlannedPhase, breaks: Sequence[int]) -> set[int]:
    """For each of the day's own breaks, the programme's that would come nearest to it."""
    ends: list[int] = []
    now = minute(day.start)
    for number, block in enumerate(planned.blocks[:-1]):
        now += sum(slot.minutes for slot in block)
        ends.append(now)
        now += breaks[number]
    taken: set[int] = set()
    for pause in day.breaks:
        free = [number for number in range(len(ends)) if number not in taken]
        if free:
            taken.add(min(free, key=lambda number: abs(ends[number] - minute(pause.start))))
    return taken


def fill(
    now: int, until: int, waiting: list[PlannedSlot | _Soft], modules: Mapping[str, Module]
) -> tuple[list[Stop], list[PlannedSlot | _Soft]]:
    """A stretch filled from the front of the line, and who still waits; what is over of it is empty."""
    stops: list[Stop] = []
    line = list(waiting)
    while line and now < until:
        item, room = line[0], until - now
        if isinstance(item, _Soft):
            line.pop(0)
            if stops and item.minutes < room:  # else a break with a time follows, or stood just before
                stops.append(Stop(now, item.minutes, "break", PAUSE))
                now += item.minutes
            continue
        took = item.minutes if item.minutes <= room else room if may_cut(item, room, modules) else 0
        if not took:
            break
        stops.append(Stop(now, took, "slot", item.title, item, item.part if took == item.minutes else max(item.part, 1)))
        now += took
        line[:1] = [] if took == item.minutes else [replace(item, minutes=item.minutes - took, part=max(item.part, 1) + 1)]
    return [*stops, *([Stop(now, until - now, "free")] if now < until else [])], line


def may_cut(slot: PlannedSlot, room: int, modules: Mapping[str, Module]) -> bool:
    """Whether the slot can begin before a break and go on after it."""
    module = modules.get(slot.module or "")
    return module is not None and module.splittable and min(room, slot.minutes - room) >= SMALLEST_PART


def what_could_go(day: Day, planned: PlannedPhase, modules: Mapping[str, Module]) -> Iterator[tuple[PlannedSlot, ...]]:
    """Each single slot whose leaving makes the others fit; where none does, the smallest set, rather without core."""
    slots = sorted((slot for block in planned.blocks for slot in block), key=lambda slot: slot.core)
    single = [slot for slot in slots if fits(day, without(planned, [slot]), modules)]
    if single:
        yield from ((slot,) for slot in single)
        return
    room = minute(day.end) - minute(day.start) - sum(pause.minutes for pause in day.breaks)
    too_much = sum(slot.minutes for slot in slots) - room
    for size in range(2, len(slots) + 1):
        sets = (gone for gone in combinations(slots, size) if sum(slot.minutes for slot in gone) >= too_much)
        enough = [gone for gone in sets if fits(day, without(planned, gone), modules)]
        if enough:
            yield min(enough, key=lambda gone: (sum(slot.core for slot in gone), sum(slot.minutes for slot in gone)))
            return


def what_could_move(day: Day, planned: PlannedPhase, modules: Mapping[str, Module], stops: Sequence[Stop]) -> Iterator[Break]:
    """Each break after an empty stretch that everything fits around, were it as early as the stretch."""
    empty = {stop.end: stop.start for stop in stops if stop.kind == "free"}
    for number, pause in enumerate(day.breaks):
        start = empty.get(minute(pause.start))
        if start is not None:
            moved = replace(pause, start=time(*divmod(start, 60)))
            if fits(replace(day, breaks=(*day.breaks[:number], moved, *day.breaks[number + 1 :])), planned, modules):
                yield moved


def fits(day: Day, planned: PlannedPhase, modules: Mapping[str, Module]) -> bool:
    """Whether the day has room for all of it."""
    return not lay(day, planned, modules).left_over


def without(planned: PlannedPhase, gone: Sequence[PlannedSlot]) -> PlannedPhase:
    """The phase without some slots; a block that is emptied stays, so that its breaks do."""
    return replace(planned, blocks=tuple(tuple(slot for slot in block if slot not in gone) for block in planned.blocks))


def minute(at: time) -> int:
    """Minutes since midnight."""
    return at.hour * 60 + at.minute
