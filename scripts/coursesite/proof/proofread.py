"""Everything that the proofreader looks at, in one call."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import cast

from coursesite.model import Course, Module, Profile
from coursesite.problems import Place, Problems
from coursesite.proof.dates import check_laws, check_reviews
from coursesite.proof.kinds import check_kind
from coursesite.proof.lix import Lix, measure_lines
from coursesite.proof.minutes import check_programmes, check_run
from coursesite.proof.model import Note, note_of
from coursesite.proof.references import check_sources, check_unused, uses_of
from coursesite.proof.spelling import check_language
from coursesite.proof.text import participants_lines
from coursesite.source.course import CourseReading
from coursesite.source.yaml_text import Yaml


def proofread(reading: CourseReading, course: Course, profiles: Collection[Profile], today: date, problems: Problems) -> None:
    """Note what is wrong with the course's texts and with the municipalities' own."""
    lix = check_texts([module for module in course.modules.values() if module.status != "retired"], course, problems)
    check_programmes(course, yaml_of(reading, "programme.yml"), problems)
    check_average(course, lix, yaml_of(reading, "writing.yml"), problems)
    check_language(reading, course, problems)
    check_unused(course, uses_of(course, profiles), reading.sheets, problems)
    check_reviews(course.modules.values(), today, problems)
    check_laws(course, yaml_of(reading, "laws.yml"), today, problems)
    for profile in profiles:
        proofread_own(course, profile, today, problems)


def proofread_own(course: Course, profile: Profile, today: date, problems: Problems) -> None:
    """Note what is wrong with the modules that a municipality has written itself."""
    own = [local.module for local in profile.local if local.module and local.module.status != "retired"]
    check_texts(own, course, problems)
    check_reviews(own, today, problems)


def check_texts(modules: Iterable[Module], course: Course, problems: Problems) -> dict[str, tuple[Lix, Lix]]:
    """Every module by itself; gives each file's lix."""
    lix = {}
    for module in modules:
        lix[module.file] = lix_of(module, course)
        check_text(module, course, lix[module.file], note_of(module, problems))
    return lix


def check_text(module: Module, course: Course, lix: tuple[Lix, Lix], note: Note) -> None:
    """One module; how a municipality divides its own is its own affair."""
    if module.local is None:
        check_kind(module, course, note)
    check_run(module, course, note)
    check_sources(module, note)
    most = course.writing.lix_most
    for part, what in zip(lix, ("teksten", "listerne og tabellerne"), strict=True):
        if most and part.value > most:
            note(
                "lix",
                Place(module.file),
                f"{what} har lix {part.value:.0f}, og højst {most} er til at læse",
                "Skriv kortere sætninger, og brug korte ord, hvor du kan.",
            )


def lix_of(module: Module, course: Course) -> tuple[Lix, Lix]:
    """A module's lix: of its running text, and of its lists and tables."""
    return measure_lines(participants_lines(module.content), {law.act for law in course.laws.values()})


def yaml_of(reading: CourseReading, name: str) -> Yaml:
    """A file of the course that has no errors, or there would be no course to proofread."""
    return cast(Yaml, reading.sheets[name].yaml)


def check_average(course: Course, lix: Mapping[str, tuple[Lix, Lix]], document: Yaml, problems: Problems) -> None:
    """The modules are readable when taken together."""
    values = [value for m in course.modules.values() if m.status == "ready" and (value := lix[m.file][0].value)]
    most = course.writing.lix_average
    if most and values and sum(values) / len(values) > most:
        problems.error(
            "lix",
            document.at("lix", "average"),
            f"modulerne har i gennemsnit lix {sum(values) / len(values):.0f}, og højst {most} er til at læse",
            "Se »coursesite check --report«, og begynd med det modul, der har den højeste.",
        )
