"""What the proofreader counted: how hard each module is to read, who uses what, what comes due."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from coursesite.model import Course, Module, Profile
from coursesite.proof.dates import Due, due_of, modules_of
from coursesite.proof.lix import Lix
from coursesite.proof.proofread import lix_of
from coursesite.proof.references import Uses, uses_of


@dataclass(frozen=True, slots=True)
class Report:
    """Figures on the texts; `lix` has running text and lists apart for each module in use."""

    course: Course
    lix: Mapping[str, tuple[Lix, Lix]]
    uses: Uses
    due: Sequence[Due]

    def ids(self) -> set[str]:
        """Everything that can be asked about."""
        return {id for _, _, entries, _ in kinds_of(self.course) for id in entries}


def make_report(course: Course, profiles: Iterable[Profile]) -> Report:
    """The report on a course and on what some municipalities have of their own."""
    profiles = list(profiles)
    modules: dict[str, Module] = {module.file: module for module in modules_of(course, profiles)}
    lix = {module.file: lix_of(module, course) for module in modules.values()}
    return Report(course, lix, uses_of(course, profiles), due_of(course, profiles))


def as_text(report: Report, uses: str | None, before: date | None) -> str:
    """The report to read; with `uses` or `before` only the answer to that."""
    if uses is not None:
        return "\n".join(usage(report, only=uses))
    if before is not None:
        return "\n".join(coming(report, before))
    return "\n".join([*readability(report), "", *usage(report), "", *coming(report)])


def readability(report: Report) -> Iterator[str]:
    """Each module's lix, the hardest first, then what they have together."""
    yield "Læsbarhed: lix i den løbende tekst, og i lister og tabeller for sig"
    wide = max((len(file.removeprefix("modules/")) for file in report.lix), default=0)
    yield f"  {'':{wide}} {'ord':>5} {'lix':>4}   {'ord':>5} {'lix':>4}"
    for file, (text, listed) in sorted(report.lix.items(), key=lambda item: (-item[1][0].value, item[0])):
        yield f"  {file.removeprefix('modules/'):{wide}} {text.words:5} {text.value:4.0f}   {listed.words:5} {listed.value:4.0f}"
    values = [text.value for text, _ in report.lix.values()]
    most, average = report.course.writing.lix_most, report.course.writing.lix_average
    if values:
        limits = f" (højst {average} og {most})" if most else ""
        yield f"  I gennemsnit {sum(values) / len(values):.0f}, højest {max(values):.0f}{limits}."


def usage(report: Report, only: str | None = None) -> Iterator[str]:
    """Laws, sources and words with the files that refer to them."""
    for heading, kind, entries, name in kinds_of(report.course):
        chosen = [id for id in entries if only in {None, id}]
        if chosen:
            yield heading
            for id in chosen:
                yield f"  {id}: {name(id)}"
                yield from (f"    {file}" for file in report.uses.of(kind, id))


def kinds_of(course: Course) -> tuple[tuple[str, str, Iterable[str], Callable[[str], str]], ...]:
    """What can be referred to: heading, kind, ids, and what each is called."""
    return (
        ("Love og regler, og hvor de bruges", "law", course.laws, lambda id: course.laws[id].name),
        ("Kilder, og hvor de bruges", "source", course.sources, lambda id: course.sources[id].name),
        ("Ordlistens ord, og hvor de bruges", "term", course.terms, lambda id: course.terms[id].term),
        ("Moduler, og hvor der henvises til dem", "module", course.modules, lambda id: course.modules[id].title),
    )


def coming(report: Report, before: date | None = None) -> Iterator[str]:
    """What must be looked at, with its date; `before` leaves out what comes due later."""
    chosen = [due for due in report.due if before is None or due.day <= before]
    yield f"Skal ses efter{f' senest {before.isoformat()}' if before else ''}" + ("" if chosen else ": intet")
    for due in chosen:
        yield f"  {due.day.isoformat()}  {due.id}: {due.what} ({due.place.file})"
        yield from (f"              bruges i {file}" for file in report.uses.of("law", due.id) if due.place.file.endswith("laws.yml"))


def as_data(report: Report, uses: str | None, before: date | None) -> dict[str, object]:
    """The same for other programs."""
    return {
        "lix": {
            file: {"words": text.words, "lix": round(text.value, 1), "listed_words": listed.words, "listed_lix": round(listed.value, 1)}
            for file, (text, listed) in report.lix.items()
        },
        "uses": {f"{kind}:{id}": files for (kind, id), files in report.uses.files.items() if uses in {None, id}},
        "due": [{"date": d.day.isoformat(), "id": d.id, "what": d.what, "file": d.place.file} for d in report.due if before is None or d.day <= before],
    }  # fmt: skip
