"""Minutes that add up: a module's run of show, and a day's slots."""

import re
from collections.abc import Iterable, Iterator

from coursesite.model import Block, Body, Course, Module, Phase, Programme, Slot
from coursesite.problems import Place, Problems
from coursesite.proof.model import Note
from coursesite.proof.text import Line, lines_in
from coursesite.source.yaml_text import Path, Yaml

_NUMBER = re.compile(r"\d+")


def check_run(module: Module, course: Course, note: Note) -> None:
    """The table of minutes is where its kind has it, and sums to the module's time in class."""
    rules = course.writing.kinds.get(module.kind)
    if rules is None or rules.run is None or module.minutes.in_class is None:
        return
    rows = list(rows_under(course.writing.run_heading, lines_in(run_of(module, rules.run))))
    if not rows:
        where = "underviserens noter" if rules.run == "trainer" else f"afsnittet »{rules.run}«"
        note(
            "forloeb-mangler",
            Place(module.file),
            f"{where} har ingen tabel over forløbet",
            f"Skriv en tabel, hvis første kolonne hedder »{course.writing.run_heading}«.",
        )
        return
    unread = [line for line, cell in rows if not _NUMBER.fullmatch(cell)]
    total = sum(int(cell) for _, cell in rows if _NUMBER.fullmatch(cell))
    place = Place(module.file, (unread or [rows[0][0]])[0].number)
    if unread:
        note("forloeb-minutter", place, "rækken begynder ikke med et antal minutter", "Skriv et helt tal i første kolonne.")
    elif total != module.minutes.in_class:
        note(
            "forloeb-minutter",
            place,
            f"forløbets minutter giver {total}, men modulet tager {module.minutes.in_class}",
            "Ret tabellen, eller ret »minutes«.",
        )


def run_of(module: Module, where: str) -> Body:
    """The text that the run of show stands in."""
    if where == "trainer":
        return tuple(item for item in module.content.intro if isinstance(item, Block) and item.name == "trainer")
    return next((section.body for section in module.content.sections if section.id == where), ())


def rows_under(heading: str, lines: Iterable[Line]) -> Iterator[tuple[Line, str]]:
    """The rows of the first table whose first column has this heading, each with its first cell."""
    inside = False
    for line in lines:
        cells = [cell.strip() for cell in line.text.strip("|").split("|")]
        if inside and not line.text.startswith("|"):
            return
        if inside:
            yield line, cells[0]
        inside = inside or (line.text.startswith("|") and cells[0] == heading)


def check_programmes(course: Course, document: Yaml, problems: Problems) -> None:
    """Each phase lasts as long as it says, each module has its own time, and a complete programme has them all."""
    for number, programme in enumerate(course.programmes.values()):
        for step, phase in enumerate(programme.phases):
            check_phase(phase, course, document, ("programmes", number, "phases", step), problems)
        if programme.complete:
            check_complete(programme, course, problems)


def check_complete(programme: Programme, course: Course, problems: Problems) -> None:
    """Every module of a theme has a place."""
    slots = [slot for phase in programme.phases for slot in slots_of(phase)]
    placed = {id for slot in slots for id in (slot.module, *slot.swap.values())} | set(programme.extra)
    for module in course.modules.values():
        if module.theme and module.status == "ready" and module.id not in placed:
            problems.error(
                "modul-uden-plads",
                Place(module.file),
                f"modulet har ingen plads i forløbet »{programme.title}«",
                "Sæt det ind i en fase i programme.yml, eller nævn det i forløbets »extra«.",
            )


def check_phase(phase: Phase, course: Course, document: Yaml, path: Path, problems: Problems) -> None:
    """The slots in class sum to the phase's minutes."""
    for number, block in enumerate(phase.blocks):
        for step, slot in enumerate(block):
            check_slot(slot, course, document.at(*path, "blocks", number, step), problems)
    total = sum(minutes_of(slot, course) for block in phase.blocks for slot in block)
    if phase.blocks and phase.minutes != total:
        problems.error(
            "fase-minutter",
            document.at(*path, "minutes"),
            f"punkterne i »{phase.id}« giver {total} minutter, men fasen siger {phase.minutes or 'ikke hvor mange'}",
            "Ret punkterne, eller ret »minutes«; pauser tæller ikke med.",
        )


def check_slot(slot: Slot, course: Course, place: Place, problems: Problems) -> None:
    """A module has the time that its run of show takes, a case slot that of its cases, and a swap no more."""
    longest = minutes_of(slot, course)
    for id in slot.swap.values():
        if (course.modules[id].minutes.in_class or 0) > longest:
            problems.error(
                "punkt-minutter",
                place,
                f"»{id}« tager længere tid end »{slot.id}«, som det kan byttes med",
                "Vælg et modul, der tager lige så lang tid eller kortere.",
            )
    for module in [course.modules[slot.module]] if slot.module else cases_of(slot, course):
        takes = module.minutes.in_class
        if slot.minutes and takes and slot.minutes != takes and not module.splittable:
            problems.error(
                "punkt-minutter",
                place,
                f"punktet har {slot.minutes} minutter, men »{module.id}« tager {takes}",
                "Slet punktets »minutes«, eller giv det lige så lang tid.",
            )


def cases_of(slot: Slot, course: Course) -> list[Module]:
    """The cases that may fill a slot: modules of no theme that are for some areas."""
    return [m for m in course.modules.values() if slot.area_case and m.theme is None and m.areas and m.status == "ready"]


def minutes_of(slot: Slot, course: Course) -> int:
    """How long a slot lasts in class."""
    return slot.minutes or (course.modules[slot.module].minutes.in_class if slot.module else 0) or 0


def slots_of(phase: Phase) -> Iterator[Slot]:
    """Every slot of a phase, in class and outside, with what may take its place."""
    for slots in (*phase.blocks, *phase.outside.values()):
        yield from slots
