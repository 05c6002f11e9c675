"""Each cohort's days by the clock, and a word where something doesn't fit."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from coursesite.model import Break, Cohort, Course, Module, Profile
from coursesite.plan.model import PlannedDay, PlannedPhase, PlannedSlot, Schedule
from coursesite.plan.schedule import minute, schedule
from coursesite.problems import Problems, listed

FREE_ENOUGH = 5  # minutes: less than this nobody fills


def plan_days(course: Course, profile: Profile, phases: Iterable[PlannedPhase], chosen: Mapping[str, Module]) -> tuple[PlannedDay, ...]:
    """The days of every cohort that this edition's readers take part in, in the cohorts' order."""
    by_id = {planned.phase.id: planned for planned in phases}
    spare = spare_modules(course, profile, chosen)
    return tuple(
        PlannedDay(cohort, day, mine, schedule(day, mine, chosen, spare))
        for cohort in profile.cohorts
        for day in cohort.days
        if day.phase in by_id
        for mine in (for_cohort(by_id[day.phase], cohort, chosen),)
    )


def spare_modules(course: Course, profile: Profile, chosen: Mapping[str, Module]) -> tuple[Module, ...]:
    """Participants' modules that the municipality has and that its programme gives no place in class."""
    programme = course.programmes[profile.programme]
    added = {slot.module for change in profile.changes.values() for slot in change.add}
    placed = {slot.module for phase in programme.phases for block in phase.blocks for slot in block} | added
    return tuple(module for module in chosen.values() if module.theme and module.audience == "participant" and module.id not in placed)


def for_cohort(planned: PlannedPhase, cohort: Cohort, chosen: Mapping[str, Module]) -> PlannedPhase:
    """The phase with cases of the cohort's own areas."""

    def own(slot: PlannedSlot) -> PlannedSlot:
        return replace(slot, cases=tuple(id for id in slot.cases if set(chosen[id].areas or ()) & set(cohort.areas)))

    return replace(planned, blocks=tuple(tuple(own(slot) for slot in block) for block in planned.blocks))


def advise_on_days(days: Iterable[PlannedDay], problems: Problems) -> None:
    """Warn of a day that is too short for its phase, or that has time with nothing in it."""
    for planned in days:
        found, place = planned.schedule, planned.day.written
        if found.left_over:
            minutes = sum(slot.minutes for slot in found.left_over)
            problems.warning(
                "dag-for-kort",
                place,
                f"{cohort_day(planned)} er for kort: {listed(slot.title for slot in found.left_over)} ({minutes} minutter) kan ikke være der",
                f"Gør dagen længere, {'flyt en pause, ' if found.could_move else ''}eller tag noget ud med »drop«.",
                (*gaps(found), *could_move(found.could_move), *could_go(found.could_go)),
            )
        elif found.free >= FREE_ENOUGH:
            problems.warning(
                "dag-tom-tid",
                place,
                f"{cohort_day(planned)} har {found.free} minutter, der ikke er sat noget i",
                "Lad dagen slutte tidligere, flyt en pause, eller sæt noget ind med »add«.",
                (*gaps(found), *would_fit(found.would_fit)),
            )


def cohort_day(planned: PlannedDay) -> str:
    """`hold-1 den 3.2.2027`"""
    day = planned.day.date
    return f"{planned.cohort.id} den {day.day}.{day.month}.{day.year}"


def gaps(found: Schedule) -> Iterator[str]:
    """Each empty stretch, and what is too long for it."""
    for number, stop in enumerate(found.stops):
        if stop.kind != "free":
            continue
        later = found.stops[number + 1 :]
        waiting = [*(stop.slot for stop in later if stop.slot), *found.left_over]
        until = f"før »{later[0].label}«" if later else "før dagen er slut"
        why = f": »{waiting[0].title}« ({waiting[0].minutes} min.) kan ikke nås {until}" if waiting else ""
        yield f"kl. {clock(stop.start)}-{clock(stop.end)} er tom{why}"


def clock(minutes: int) -> str:
    """`11.35` for minutes since midnight."""
    return f"{minutes // 60}.{minutes % 60:02d}"


def could_move(breaks: Iterable[Break]) -> Iterator[str]:
    """When a break would leave room for everything."""
    for pause in breaks:
        yield f"der er plads til det hele, hvis »{pause.label}« begynder kl. {clock(minute(pause.start))}"


def could_go(ways: Sequence[Sequence[PlannedSlot]]) -> Iterator[str]:
    """What could be left out, core modules marked: one of several, or several together."""
    one = "det er nok, at én af disse går ud:" if len(ways) > 1 else "det er nok, at denne går ud:"
    yield one if all(len(way) == 1 for way in ways) else "disse må alle gå ud:"
    for slot in (slot for way in ways for slot in way):
        yield f"  {slot.title} ({slot.id}, {slot.minutes} min.{', kernemodul' if slot.core else ''})"


def would_fit(modules: Sequence[Module]) -> Iterator[str]:
    """What could fill the longest empty stretch."""
    if modules:
        yield "der er plads til én af disse:" if len(modules) > 1 else "der er plads til:"
    yield from (f"  {module.title} ({module.id}, {module.minutes.in_class} min.)" for module in modules)
