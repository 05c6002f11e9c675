"""A day by the clock: nothing is lost, moved or cut that mustn't be, and what doesn't fit is told."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coursesite.model import Break, Cohort, Day, Minutes, Module, Municipality, PhaseChange, Slot
from coursesite.pages.make import make_site
from coursesite.plan.days import advise_on_days
from coursesite.plan.make import make_plan
from coursesite.plan.model import Dates, Plan, PlannedDay, PlannedPhase, PlannedSlot, Schedule
from coursesite.plan.schedule import PAUSE, SMALLEST_PART, lay, schedule
from coursesite.problems import Place, Problems
from coursesite.site.story import tell_one
from coursesite.source.course import read_course
from coursesite.source.profile import default_profile

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
WRITTEN = Place("profile.yml", 1, 1)
COURSE = read_course(HERE / "courses" / "cykel").course
assert COURSE
SAMPLE = COURSE.modules["bremsetjek"]
PHASE = COURSE.programmes["standard"].phases[0]


# ── any day ──────────────────────────────────────────────────────────────────────────────────


def at(minute: int) -> time:
    """A time of the day from minutes since midnight."""
    return time(minute // 60, minute % 60)


def phase_of(blocks: list[list[int]], breaks: list[int]) -> PlannedPhase:
    """A phase whose slots have these minutes, with so long between its blocks."""
    slots = [
        [PlannedSlot(f"m-{n}-{s}", f"M {n} {s}", minutes, f"m-{n}-{s}") for s, minutes in enumerate(block)]
        for n, block in enumerate(blocks)
    ]
    return PlannedPhase(replace(PHASE, breaks=tuple(breaks)), tuple(map(tuple, slots)), {}, Dates((), ()))


@st.composite
def days(draw: st.DrawFn) -> tuple[Day, PlannedPhase, Mapping[str, Module]]:
    """A day with breaks of its own, a phase, and its modules, some of which can be cut."""
    minutes = st.sampled_from([5, 10, 15, 20, 25, 30, 35, 45, 60, 90, 120])
    blocks = draw(st.lists(st.lists(minutes, min_size=1, max_size=4), min_size=1, max_size=4))
    planned = phase_of(blocks, draw(st.lists(st.sampled_from([5, 15, 45]), min_size=len(blocks) - 1, max_size=len(blocks) - 1)))
    start = draw(st.integers(7, 10)) * 60
    end = start + draw(st.integers(2, 9)) * 60
    breaks, free = [], start
    for _ in range(draw(st.integers(0, 3))):
        begins = free + draw(st.integers(0, 15)) * 10
        long = draw(st.sampled_from([5, 10, 45]))
        if begins + long <= end:
            breaks.append(Break(at(begins), long, "Frokost"))
            free = begins + long
    modules = {slot.id: replace(SAMPLE, id=slot.id, splittable=draw(st.booleans())) for block in planned.blocks for slot in block}
    return Day(date(2027, 2, 3), at(start), at(end), "Rådhuset", "dag", tuple(breaks), WRITTEN), planned, modules


def wanted(planned: PlannedPhase) -> list[PlannedSlot]:
    """The phase's slots, one after the other."""
    return [slot for block in planned.blocks for slot in block]


def of(id: str, found: Schedule) -> list[int]:
    """How many minutes each part of a slot has, the part that found no room last."""
    return [s.minutes for s in found.stops if s.slot and s.slot.id == id] + [s.minutes for s in found.left_over if s.id == id]


ANY = settings(max_examples=300, deadline=None, derandomize=True)


@ANY
@given(days())
def test_the_clock_runs_through_the_day(given_day: tuple[Day, PlannedPhase, Mapping[str, Module]]) -> None:
    """From the day's start to its end, every minute once."""
    day, planned, modules = given_day
    now = day.start.hour * 60
    for stop in lay(day, planned, modules).stops:
        assert stop.start == now
        assert stop.minutes > 0
        now = stop.end
    assert now == day.end.hour * 60


@ANY
@given(days())
def test_own_breaks_stand_at_their_time(given_day: tuple[Day, PlannedPhase, Mapping[str, Module]]) -> None:
    """A profile's breaks keep their time and length, and each takes the place of one of the programme's."""
    day, planned, modules = given_day
    stops = lay(day, planned, modules).stops
    own = [(at(s.start), s.minutes, s.label) for s in stops if s.kind == "break" and s.label != PAUSE]
    assert own == [(pause.start, pause.minutes, pause.label) for pause in day.breaks]
    soft = [s.minutes for s in stops if s.kind == "break" and s.label == PAUSE]
    assert len(soft) <= max(len(planned.blocks) - 1 - len(day.breaks), 0)
    left = list(planned.phase.breaks)
    for minutes in soft:  # in the programme's order
        assert minutes in left
        left = left[left.index(minutes) + 1 :]


@ANY
@given(days())
def test_slots_keep_their_order_and_their_minutes(given_day: tuple[Day, PlannedPhase, Mapping[str, Module]]) -> None:
    """What is placed and what is left over is the phase, in its order, to the minute."""
    day, planned, modules = given_day
    found = lay(day, planned, modules)
    seen = [s.slot.id for s in found.stops if s.slot] + [slot.id for slot in found.left_over]
    assert list(dict.fromkeys(seen)) == [slot.id for slot in wanted(planned)]
    assert seen == sorted(seen, key=[slot.id for slot in wanted(planned)].index), "parts of a slot stand together"
    for slot in wanted(planned):
        assert sum(of(slot.id, found)) == slot.minutes


@ANY
@given(days())
def test_only_what_may_be_cut_is_cut(given_day: tuple[Day, PlannedPhase, Mapping[str, Module]]) -> None:
    """And never into parts too small to begin with; parts are counted."""
    day, planned, modules = given_day
    found = lay(day, planned, modules)
    for slot in wanted(planned):
        parts = of(slot.id, found)
        numbers = [s.part for s in found.stops if s.slot and s.slot.id == slot.id]
        if len(parts) > 1:
            assert modules[slot.id].splittable
            assert min(parts) >= SMALLEST_PART
            assert numbers == list(range(1, len(numbers) + 1))
        else:
            assert numbers in ([], [0])


@ANY
@given(days())
def test_what_does_not_fit_and_what_is_empty_is_told(given_day: tuple[Day, PlannedPhase, Mapping[str, Module]]) -> None:
    """Slots are left over only where the next of them can't begin, and each that could go alone makes room."""
    day, planned, modules = given_day
    spare = [replace(SAMPLE, id=f"s-{n}", minutes=replace(SAMPLE.minutes, in_class=n)) for n in (10, 30, 300)]
    found = schedule(day, planned, modules, spare)
    free = [stop.minutes for stop in found.stops if stop.kind == "free"]
    assert found.free == sum(free)
    if not found.left_over:
        assert not found.could_go
        assert [m.minutes.in_class for m in found.would_fit] == [n for n in (300, 30, 10) if free and n <= max(free)][:3]
        return
    assert not found.would_fit
    assert found.could_go
    first = found.left_over[0]
    assert found.stops[-1].kind != "free" or found.stops[-1].minutes < first.minutes
    for way in found.could_go:
        gone = {slot.id for slot in way}
        blocks = tuple(tuple(slot for slot in block if slot.id not in gone) for block in planned.blocks)
        assert not lay(day, replace(planned, blocks=blocks), modules).left_over
    problems = Problems()
    cohort = Cohort("hold-1", (), 8, "on-site", 0, (day,))
    advise_on_days([PlannedDay(cohort, day, planned, found)], problems)
    (told,) = problems
    assert told.code == "dag-for-kort"
    assert all(f"»{slot.title}«" in told.message for slot in found.left_over[:12])
    assert f"({sum(slot.minutes for slot in found.left_over)} minutter)" in told.message
    named = [line for line in told.details if line.startswith("  ")]
    assert len(named) == sum(len(way) for way in found.could_go)
    assert len([line for line in told.details if " er tom" in line]) == len(free)


# ── who takes which module ───────────────────────────────────────────────────────────────────


def planned_for(functions: tuple[str, ...], swap: dict[str, str], gone: str = "") -> PlannedSlot | None:
    """How a slot with a swap is planned in the small course for some functions; one of its modules may be a draft."""
    assert COURSE
    modules = {id: replace(module, status="draft" if id == gone else module.status) for id, module in COURSE.modules.items()}
    phase = replace(PHASE, blocks=((Slot("bremsetjek", None, None, None, swap),),), breaks=(), outside={})
    programme = replace(COURSE.programmes["standard"], phases=(phase,))
    profile = default_profile(Municipality("soeby", "Søby Kommune", "Søby", None), COURSE)
    course = replace(COURSE, modules=modules, programmes={"standard": programme})
    blocks = make_plan(course, replace(profile, functions=functions), "participant").phases[0].blocks
    return blocks[0][0] if blocks else None


def test_each_function_takes_its_own_module() -> None:
    """Those that the swap names take what it says, the others the slot's module."""
    slot = planned_for(("mekaniker", "butik"), {"butik": "gearskift"})
    assert slot
    assert (slot.module, slot.minutes) == ("bremsetjek", 30)
    assert [(s.functions, s.module, s.minutes) for s in slot.swapped] == [(("Butik",), "gearskift", 45)]


def test_a_swap_for_others_is_not_told() -> None:
    """A municipality without the function sees no swap."""
    slot = planned_for(("mekaniker",), {"butik": "gearskift"})
    assert slot
    assert (slot.module, slot.swapped) == ("bremsetjek", ())


def test_where_all_swap_the_slot_is_theirs() -> None:
    """Nobody is told of a module that none of them takes."""
    slot = planned_for(("butik",), {"butik": "gearskift"})
    assert slot
    assert (slot.module, slot.title, slot.minutes, slot.swapped) == ("gearskift", "Gearskift & kæde", 45, ())


def test_two_functions_with_a_swap_each_keep_them() -> None:
    """The longest has the place, so that the day has room for it; whether or not the slot's own module is there."""
    for gone in ("", "bremsetjek"):
        slot = planned_for(("mekaniker", "butik"), {"mekaniker": "bakken", "butik": "gearskift"}, gone)
        assert slot
        assert (slot.module, slot.minutes) == ("gearskift", 45)
        assert [(s.functions, s.module) for s in slot.swapped] == [(("Mekaniker",), "bakken")]


def test_a_slot_that_none_here_takes_is_left_out() -> None:
    """Neither the module nor its swap is for them."""
    assert planned_for(("butik",), {"mekaniker": "gearskift"}, "bremsetjek") is None
    assert planned_for(("butik",), {"butik": "gearskift"}, "gearskift") == planned_for(("butik",), {})


# ── the days of a real cohort ────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def eksempel() -> Plan:
    """The trainer's edition of the fictional municipality."""
    plan = tell_one(ROOT, "eksempel", "trainer", read_course(ROOT)).plan
    assert plan
    return plan


def test_the_days_of_a_cohort(eksempel: Plan) -> None:
    """Its page as the participants see it, minute by minute; a module of its own is where the profile put it."""
    page = next(page for page in make_site(eksempel).pages if page.uri == "hold/hold-1.md")
    assert page.markdown == (HERE / "days" / "hold-1.md").read_text("utf-8")


def test_participants_and_trainers_have_the_same_clock(eksempel: Plan) -> None:
    """The same stops at the same times in both editions."""
    theirs = tell_one(ROOT, "eksempel", "participant", read_course(ROOT)).plan
    assert theirs
    clocks = [[(d.cohort.id, [(s.start, s.minutes, s.label) for s in d.schedule.stops]) for d in plan.days] for plan in (eksempel, theirs)]
    assert clocks[0] == clocks[1]
    assert len(clocks[0]) == 6


def test_a_change_moves_the_clock(eksempel: Plan) -> None:
    """What is dropped is gone, what is added stands in its place, and the rest follows."""
    change = PhaseChange((Slot(None, "luft", None, 5, {}),), ("fra-tryk-til-traek",), WRITTEN)
    plan = make_plan(eksempel.course, replace(eksempel.profile, changes={"undervisningsdag-1": change}), "trainer")
    before, after = ([(s.label, s.minutes) for s in p.days[0].schedule.stops if s.slot] for p in (eksempel, plan))
    where = next(n for n, (label, _) in enumerate(before) if label.startswith("Fra tryk til træk"))
    assert after == [*before[:where], ("Luft", 5), *before[where + 1 :]]


def text_of(plan: Plan, uri: str) -> str:
    """A page's text."""
    return next(page.markdown for page in make_site(plan).pages if page.uri == uri)


def test_a_lone_case_is_run_by_the_clock(eksempel: Plan) -> None:
    """A cohort of one area has one case, with its minutes; one of two areas is given the choice."""
    alone, several = (text_of(eksempel, f"koereplan/{name}.md") for name in ("hold-1-2027-02-24", "hold-2-2027-03-03"))
    assert (
        "[Sagen hører til et andet sted](../modul/sagen-hoerer-til-et-andet-sted.md)\n\n| Kl. | Min. | Hvad | Hvordan |\n| --- | --- | --- | --- |\n| 14.50 |"
        in alone
    )
    choice = several[several.index("Case fra eget område") :].split("###")[0]
    assert choice.count("](../modul/") == 2
    assert "| Kl. |" not in choice


def test_a_lone_case_that_is_too_long_is_only_named(eksempel: Plan) -> None:
    """Its minutes would run into what follows."""
    id = "sagen-hoerer-til-et-andet-sted"
    long = replace(eksempel.course.modules[id], minutes=Minutes(40, None))
    plan = make_plan(replace(eksempel.course, modules={**eksempel.course.modules, id: long}), eksempel.profile, "trainer")
    assert "sagen-hoerer-til-et-andet-sted.md)\n\n###" in text_of(plan, "koereplan/hold-1-2027-02-24.md")


def test_two_days_on_one_date_have_a_page_each(eksempel: Plan) -> None:
    """Named by when they begin; a day that is alone on its date keeps its plain name."""
    cohort = eksempel.profile.cohorts[0]
    first, second, third = cohort.days
    both = (replace(first, start=at(8 * 60), end=at(11 * 60)), replace(second, date=first.date, start=at(12 * 60 + 30)), third)
    plan = make_plan(eksempel.course, replace(eksempel.profile, cohorts=(replace(cohort, days=both),)), "trainer")
    uris = [page.uri for page in make_site(plan).pages if page.uri.startswith("koereplan/")]
    assert uris == [f"koereplan/hold-1-{name}.md" for name in ("2027-02-03-0800", "2027-02-03-1230", "2027-03-17")]
