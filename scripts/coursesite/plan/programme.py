"""The programme as an edition's readers meet it: the profile's changes made, the rest pruned."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from coursesite.model import Course, Edition, Module, Phase, PhaseChange, Profile, Setting, Slot
from coursesite.plan.model import Dates, PlannedPhase, PlannedSlot
from coursesite.plan.select import AUDIENCES_OF


def plan_phases(
    course: Course, profile: Profile, edition: Edition, chosen: Mapping[str, Module], cases: Mapping[str, tuple[str, ...]]
) -> tuple[PlannedPhase, ...]:
    """The phases that concern this edition, with what is left in each.

    `chosen` has all modules of the municipality's course, also those that are for other readers.
    """
    programme = course.programmes[profile.programme]
    phases = (change_phase(phase, profile.changes.get(phase.id)) for phase in programme.phases)
    return tuple(plan_phase(phase, course, profile, edition, chosen, cases) for phase in phases if AUDIENCES_OF[edition] & set(phase.who))


def change_phase(phase: Phase, change: PhaseChange | None) -> Phase:
    """The phase with the municipality's changes.

    What is added takes the place of the first thing dropped; where nothing is, it comes last.
    """
    if change is None:
        return phase
    left = list(change.add)
    blocks = [exchange(block, change.drop, left) for block in phase.blocks]
    outside = {key: exchange(slots, change.drop, left) for key, slots in phase.outside.items()}
    if left and blocks:
        blocks[-1] += tuple(left)
    elif left:
        outside["self"] = outside.get("self", ()) + tuple(left)
    return replace(phase, blocks=tuple(blocks), outside=outside)


def exchange(slots: tuple[Slot, ...], drop: tuple[str, ...], add: list[Slot]) -> tuple[Slot, ...]:
    """Slots without those dropped; what is to be added goes in at the first, and is taken off its list."""
    kept: list[Slot] = []
    for slot in slots:
        if slot.id not in drop:
            kept.append(slot)
        else:
            kept += add
            add.clear()
    return tuple(kept)


def plan_phase(
    phase: Phase, course: Course, profile: Profile, edition: Edition, chosen: Mapping[str, Module], cases: Mapping[str, tuple[str, ...]]
) -> PlannedPhase:
    """One phase; a slot whose module is left out goes, and a block that is emptied."""

    def plan_all(slots: Iterable[Slot], setting: Setting) -> tuple[PlannedSlot, ...]:
        planned = (plan_slot(slot, setting, course, edition, chosen, cases) for slot in slots)
        return tuple(slot for slot in planned if slot)

    blocks = tuple(filter(None, (plan_all(block, "class") for block in phase.blocks)))
    outside = {setting: kept for setting, slots in phase.outside.items() if (kept := plan_all(slots, setting))}
    return PlannedPhase(phase, blocks, outside, dates_of(phase, profile))


def plan_slot(
    slot: Slot, setting: Setting, course: Course, edition: Edition, chosen: Mapping[str, Module], cases: Mapping[str, tuple[str, ...]]
) -> PlannedSlot | None:
    """A slot with its title and minutes, or None where it isn't for this edition."""
    if slot.activity:
        activity = course.activities[slot.activity]
        seen = activity.audience in AUDIENCES_OF[edition] | {"participant"}
        return PlannedSlot(slot.id, activity.title, slot.minutes or 0, text=activity.text) if seen else None
    if slot.area_case:
        picked = tuple(ids[slot.area_case - 1] for ids in cases.values() if len(ids) >= slot.area_case)
        return PlannedSlot(slot.id, "Case fra eget område", slot.minutes or 0, cases=tuple(dict.fromkeys(picked)))
    module = chosen.get(slot.module or "")
    if module is None or module.audience not in AUDIENCES_OF[edition] | {"participant"}:
        return None
    minutes = slot.minutes or (module.minutes.alone if setting == "self" else module.minutes.in_class)
    return PlannedSlot(
        module.id, module.title, minutes or module.minutes.in_class or module.minutes.alone or 0, module=module.id, core=module.core
    )


def dates_of(phase: Phase, profile: Profile) -> Dates:
    """When the municipality holds a phase."""
    days = tuple((cohort.id, day) for cohort in profile.cohorts for day in cohort.days if day.phase == phase.id)
    return Dates(days, tuple(event for event in profile.events if event.phase == phase.id))
