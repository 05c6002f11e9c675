"""The programmes: phases, what fills them, and that their sums and references hold."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from coursesite.model import Activity, Phase, Programme, Setting, Slot
from coursesite.problems import Place, Problems
from coursesite.source.course_shapes import OutsideShape, PhaseShape, ProgrammeEntryShape, ProgrammeShape, SlotShape  # fmt: skip
from coursesite.source.known import Known
from coursesite.source.modules import taken
from coursesite.source.yaml_text import Path, Yaml

SETTINGS: tuple[Setting, ...] = ("self", "buddy", "team", "leader")


def check(shape: ProgrammeShape, document: Yaml, known: Known, problems: Problems) -> None:
    """Every slot of every programme, and that nothing stands twice in one."""
    for number, programme in enumerate(shape.programmes):
        path: Path = ("programmes", number)
        known.check_all("module", programme.extra, document, (*path, "extra"), problems)
        check_phases(programme, document, path, problems)
        check_once(programme, document, path, problems)
        for step, phase in enumerate(programme.phases):
            for where, slot in slots_of(phase):
                check_slot(slot, document.at(*path, "phases", step, *where), known, problems)


def check_phases(programme: ProgrammeEntryShape, document: Yaml, path: Path, problems: Problems) -> None:
    """Phase ids differ, and there is a break between any two blocks and nowhere else."""
    seen: set[str] = set()
    for step, phase in enumerate(programme.phases):
        place = document.at(*path, "phases", step, "id")
        if phase.id in seen:
            problems.error("id-dublet", place, f"fasen »{phase.id}« står to gange i forløbet", "Giv den ene et andet id.")
        seen.add(phase.id)
        if len(phase.breaks) != max(len(phase.blocks) - 1, 0):
            problems.error(
                "pauser",
                place,
                f"fasen »{phase.id}« har {len(phase.blocks)} blokke og {len(phase.breaks)} pauser",
                "Skriv én pause mellem to blokke.",
            )
        if phase.kind == "day" and not phase.blocks:
            problems.error("fase-tom", place, f"dagen »{phase.id}« har intet indhold", "Tilføj »blocks«.")


def check_once(programme: ProgrammeEntryShape, document: Yaml, path: Path, problems: Problems) -> None:
    """A module has one place in a programme."""
    first: dict[str, Place] = {}
    for step, phase in enumerate(programme.phases):
        for where, slot in slots_of(phase):
            place = document.at(*path, "phases", step, *where)
            for id in dict.fromkeys(filter(None, (slot.module, *slot.swap.values()))):
                if id in first:
                    problems.error(
                        "modul-to-gange",
                        place,
                        f"modulet »{id}« har allerede plads i linje {first[id].line}",
                        "Behold den ene.",
                    )
                first.setdefault(id, place)


def slots_of(phase: PhaseShape) -> Iterator[tuple[Path, SlotShape]]:
    """Every slot of a phase with its path in the phase."""
    for number, block in enumerate(phase.blocks):
        yield from ((("blocks", number, step), slot) for step, slot in enumerate(block))
    for setting, slots in outside_of(phase.outside):
        yield from ((("outside", setting, step), slot) for step, slot in enumerate(slots))


def outside_of(shape: OutsideShape) -> Iterable[tuple[Setting, list[SlotShape]]]:
    """What is done outside class, by setting."""
    return zip(SETTINGS, (shape.alone, shape.buddy, shape.team, shape.leader), strict=True)


def check_slot(slot: SlotShape, place: Place, known: Known, problems: Problems) -> None:
    """A slot names one thing that there is, and says how long it takes where that doesn't."""
    named = [name for name in ("module", "activity", "area_case") if getattr(slot, name) is not None]
    if len(named) != 1:
        problems.error("punkt-form", place, "punktet skal nævne præcis én ting", "Skriv »module: id«, »activity: id« eller »area_case: 1«.")
        return
    if named != ["module"] and slot.minutes is None:
        problems.error("punkt-form", place, "punktet mangler »minutes«", "Skriv, hvor mange minutter det tager.")
    if slot.swap and not slot.module:
        problems.error("punkt-form", place, "kun et modul kan byttes ud med »swap«", "Slet »swap«.")
    swapped = [pair for function, id in slot.swap.items() for pair in (("function", function), ("module", id))]
    for kind, id in (("module", slot.module), ("activity", slot.activity), *swapped):
        if id is not None:
            known.check(kind, id, place, problems)


def make_activities(shape: ProgrammeShape) -> Mapping[str, Activity]:
    """The activities by id."""
    return {activity.id: taken(Activity, activity) for activity in shape.activities}


def make_programmes(shape: ProgrammeShape, document: Yaml) -> Mapping[str, Programme]:
    """The programmes by id."""
    return {
        entry.id: taken(
            Programme, entry, group_min=entry.group.min, group_max=entry.group.max, trainers=entry.group.trainers,
            phases=tuple(make_phase(phase, document.at("programmes", number, "phases", step)) for step, phase in enumerate(entry.phases)),
        )
        for number, entry in enumerate(shape.programmes)
    }  # fmt: skip


def make_phase(shape: PhaseShape, place: Place) -> Phase:
    """A phase with its slots."""
    return taken(
        Phase, shape, place=place,
        blocks=tuple(make_slots(block) for block in shape.blocks),
        outside=MappingProxyType({setting: make_slots(slots) for setting, slots in outside_of(shape.outside) if slots}),
    )  # fmt: skip


def make_slots(shapes: Iterable[SlotShape]) -> tuple[Slot, ...]:
    """Slots of a block."""
    return tuple(taken(Slot, shape) for shape in shapes)
