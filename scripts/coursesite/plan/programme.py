"""The programme as an edition's readers meet it: the profile's changes made, the rest pruned."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from coursesite.model import Course, Edition, Module, Phase, PhaseChange, Profile, Setting, Slot
from coursesite.plan.model import Dates, PlannedPhase, PlannedSlot, Swapped
from coursesite.plan.select import AUDIENCES_OF


@dataclass(frozen=True, slots=True)
class Scene:
    """What a programme is planned for.

    `chosen` has all modules of the municipality's course, also those that are for other readers;
    `cases` are those of each area.
    """

    course: Course
    profile: Profile
    edition: Edition
    chosen: Mapping[str, Module]
    cases: Mapping[str, tuple[str, ...]]


def plan_phases(scene: Scene) -> tuple[PlannedPhase, ...]:
    """The phases that concern this edition, with what is left in each."""
    programme = scene.course.programmes[scene.profile.programme]
    phases = (change_phase(phase, scene.profile.changes.get(phase.id)) for phase in programme.phases)
    return tuple(plan_phase(phase, scene) for phase in phases if AUDIENCES_OF[scene.edition] & set(phase.who))


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


def plan_phase(phase: Phase, scene: Scene) -> PlannedPhase:
    """One phase; a slot whose module is left out goes, and a block that is emptied."""

    def plan_all(slots: Iterable[Slot], setting: Setting) -> tuple[PlannedSlot, ...]:
        return tuple(planned for slot in slots if (planned := plan_slot(slot, setting, scene)))

    blocks = tuple(filter(None, (plan_all(block, "class") for block in phase.blocks)))
    outside = {setting: kept for setting, slots in phase.outside.items() if (kept := plan_all(slots, setting))}
    return PlannedPhase(phase, blocks, outside, dates_of(phase, scene.profile))


def plan_slot(slot: Slot, setting: Setting, scene: Scene) -> PlannedSlot | None:
    """A slot with its title and minutes, or None where it isn't for this edition."""
    readers = AUDIENCES_OF[scene.edition] | {"participant"}
    if slot.activity:
        activity = scene.course.activities[slot.activity]
        return PlannedSlot(slot.id, activity.title, slot.minutes or 0, text=activity.text) if activity.audience in readers else None
    if slot.area_case:
        picked = tuple(ids[slot.area_case - 1] for ids in scene.cases.values() if len(ids) >= slot.area_case)
        return PlannedSlot(slot.id, "Case fra eget område", slot.minutes or 0, cases=tuple(dict.fromkeys(picked)))
    return plan_module(slot, setting, scene)


def plan_module(slot: Slot, setting: Setting, scene: Scene) -> PlannedSlot | None:
    """A slot with a module; where nobody here takes it, the longest of what it is swapped with has the place."""
    module, swapped = scene.chosen.get(slot.module or ""), swaps(slot, setting, scene)
    if swapped and (module is None or all(slot.swap.get(function) in scene.chosen for function in scene.profile.functions)):
        first = max(swapped, key=lambda swap: swap.minutes)
        others = tuple(swap for swap in swapped if swap != first)
        return PlannedSlot(slot.id, first.title, first.minutes, module=first.module, core=scene.chosen[first.module].core, swapped=others)
    if module is None or module.audience not in AUDIENCES_OF[scene.edition] | {"participant"}:
        return None
    return PlannedSlot(module.id, module.title, minutes_of(slot, module, setting), module=module.id, core=module.core, swapped=swapped)


def swaps(slot: Slot, setting: Setting, scene: Scene) -> tuple[Swapped, ...]:
    """What the municipality's functions take instead of the slot's module, each module once."""
    wanted = {id: tuple(f for f in scene.profile.functions if slot.swap.get(f) == id) for id in dict.fromkeys(slot.swap.values())}
    return tuple(
        Swapped(
            tuple(scene.course.functions[f].title for f in functions),
            id,
            scene.chosen[id].title,
            minutes_of(slot, scene.chosen[id], setting),
        )
        for id, functions in wanted.items()
        if functions and id in scene.chosen
    )


def minutes_of(slot: Slot, module: Module, setting: Setting) -> int:
    """The slot's own time where it says so, else the module's."""
    own = slot.minutes if module.id == slot.module else None
    alone, in_class = module.minutes.alone, module.minutes.in_class
    return own or (alone if setting == "self" else in_class) or in_class or alone or 0


def dates_of(phase: Phase, profile: Profile) -> Dates:
    """When the municipality holds a phase."""
    days = tuple((cohort.id, day) for cohort in profile.cohorts for day in cohort.days if day.phase == phase.id)
    return Dates(days, tuple(event for event in profile.events if event.phase == phase.id))
