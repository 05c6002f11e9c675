"""What a module of its kind has: its sections, in their order and length, and what must be in them."""

from collections.abc import Callable, Mapping

from coursesite.model import Block, Course, KindRules, Module, Need, Section, SectionRule, blocks_in
from coursesite.problems import Place, did_you_mean, listed
from coursesite.proof.lix import measure_lines
from coursesite.proof.model import Note
from coursesite.proof.text import NOT_FOR_ALL, lines_in, participants_lines

_ACTIVE = {"reflect", "form", "check", "scenario"}


def check_kind(module: Module, course: Course, note: Note) -> None:
    """Everything that a module's kind asks for."""
    rules = course.writing.kinds.get(module.kind)
    if rules is None:
        return
    check_sections(module, rules, note)
    check_length(module, rules, note)
    for need in rules.needs:
        missing = _NEEDS[need](module, course)
        if missing:
            note("modul-mangler", Place(module.file), missing[0], missing[1])


def check_sections(module: Module, rules: KindRules, note: Note) -> None:
    """Each section of the kind is there, in order and under its heading; there may be others between."""
    own = {section.id: section for section in module.content.sections}
    expected = [rule.id for rule in rules.sections]
    for rule in rules.sections:
        if rule.id not in own:
            note(
                "afsnit-mangler",
                Place(module.file),
                f"modulet mangler afsnittet »{rule.title}«{did_you_mean(rule.id, own.keys() - set(expected))}",
                f"Skriv »## {rule.title} {{#{rule.id}}}«; et modul af slagsen {module.kind} har {listed(expected)}.",
            )
        else:
            check_section(module, own[rule.id], rule, note)
    present = [section for section in module.content.sections if section.id in expected]
    wanted = [id for id in expected if id in own]
    for section, id in zip(present, wanted, strict=True):
        if section.id != id:
            note(
                "afsnit-orden",
                Place(module.file, section.line),
                f"her skulle afsnittet »{id}« stå",
                f"Sæt afsnittene i denne orden: {listed(wanted)}.",
            )
            break


def check_section(module: Module, section: Section, rule: SectionRule, note: Note) -> None:
    """A section has its heading, and isn't longer than it may be."""
    place = Place(module.file, section.line)
    if section.title != rule.title:
        note("afsnit-titel", place, f"overskriften er »{section.title}«", f"Skriv »## {rule.title} {{#{rule.id}}}«.")
    words = sum(part.words for part in measure_lines(lines_in(section.body, without=NOT_FOR_ALL)))
    if rule.most and words > rule.most:
        note(
            "afsnit-langt",
            place,
            f"afsnittet er på {words} ord, og højst {rule.most} er der plads til",
            "Stryg det, der også står andre steder.",
        )


def check_length(module: Module, rules: KindRules, note: Note) -> None:
    """A participant can read it in the time that there is."""
    words = sum(part.words for part in measure_lines(participants_lines(module.content)))
    fewest, most = rules.words
    if not fewest <= words <= most:
        note(
            "modul-laengde",
            Place(module.file),
            f"deltagernes tekst er på {words} ord; den skal være på {fewest}-{most}",
            "Stryg eller skriv til; underviserens noter, rollekort og tekst til enkelte områder tæller ikke med.",
        )


def blocks_of(module: Module) -> list[Block]:
    """Every block of a module."""
    return [block for body in module.content.bodies for block in blocks_in(body)]


def lacks_notes(module: Module, course: Course) -> tuple[str, str] | None:
    """The trainer's notes stand before the first section."""
    if any(isinstance(item, Block) and item.name == "trainer" for item in module.content.intro):
        return None
    return "modulet har ingen noter til underviseren", "Skriv dem i en blok »/// trainer« før første afsnit."


def lacks_dialogue(module: Module, course: Course) -> tuple[str, str] | None:
    """Someone says something."""
    if any(block.name == "dialogue" for block in blocks_of(module)):
        return None
    return "modulet har ingen dialog", "Vis i en blok »/// dialogue«, hvordan det lyder."


def lacks_roles(module: Module, course: Course) -> tuple[str, str] | None:
    """A card for everyone who plays or watches."""
    given = {id for block in blocks_of(module) if block.name == "role" for id in block.ids}
    missing = [id for id in course.roles if id not in given]
    return (f"modulet mangler rollekort til {listed(missing)}", f"Skriv dem i blokke som »/// role | {missing[0]}«.") if missing else None


def lacks_activity(module: Module, course: Course) -> tuple[str, str] | None:
    """There is something to do."""
    if any(block.name in _ACTIVE for block in blocks_of(module)):
        return None
    return (
        "der er ikke noget at gøre i modulet",
        "Giv det et selvtjek (»check«), et spørgsmål (»reflect«), et skema (»form«) eller et scenarie.",
    )


_NEEDS: Mapping[Need, Callable[[Module, Course], tuple[str, str] | None]] = {
    "trainer": lacks_notes,
    "dialogue": lacks_dialogue,
    "roles": lacks_roles,
    "activity": lacks_activity,
}
