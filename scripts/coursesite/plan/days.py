"""Each cohort's days by the clock, and a word where something doesn't fit."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from coursesite.model import Cohort, Course, Module, Profile
from coursesite.plan.model import PlannedDay, PlannedPhase, PlannedSlot
from coursesite.plan.schedule import schedule
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
    """Modules that the municipality has and that its programme gives no place in class."""
    programme = course.programmes[profile.programme]
    added = {slot.module for change in profile.changes.values() for slot in change.add}
    placed = {slot.module for phase in programme.phases for block in phase.blocks for slot in block} | added
    return tuple(module for module in chosen.values() if module.theme and module.id not in placed)


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
                "Gør dagen længere, eller tag noget ud med »drop«.",
                tuple(could_go(found.could_go)),
            )
        elif found.free >= FREE_ENOUGH:
            fitting = [f"{module.title} ({module.id}, {module.minutes.in_class} min.)" for module in found.would_fit]
            problems.warning(
                "dag-tom-tid",
                place,
                f"{cohort_day(planned)} har {found.free} minutter, der ikke er sat noget i",
                "Lad dagen slutte tidligere, flyt en pause, eller sæt noget ind med »add«.",
                (f"der er plads til {listed(fitting)}",) if fitting else (),
            )


def cohort_day(planned: PlannedDay) -> str:
    """`hold-1 den 3.2.2027`"""
    day = planned.day.date
    return f"{planned.cohort.id} den {day.day}.{day.month}.{day.year}"


def could_go(slots: Iterable[PlannedSlot]) -> Iterator[str]:
    """What could be left out, core modules marked."""
    for slot in slots:
        core = ", kernemodul" if slot.core else ""
        yield f"kan udgå: {slot.title} ({slot.id}, {slot.minutes} min.{core})"
