"""Who refers to what: nothing that nobody uses, and each source where it is said to be."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from coursesite.model import Content, Course, Module, Profile, Slot
from coursesite.problems import Place, Problems
from coursesite.proof.minutes import slots_of
from coursesite.proof.model import Note
from coursesite.source.sheets import Sheet

# A kind of thing → the list it stands in, and what one says where nothing refers to it.
_LISTS = {
    "law": ("laws.yml", "laws", "loven"),
    "source": ("sources.yml", "sources", "kilden"),
    "term": ("glossary.yml", "terms", "ordet"),
    "box": ("course.yml", "boxes", "boksen"),
    "activity": ("programme.yml", "activities", "aktiviteten"),
}


@dataclass(frozen=True, slots=True)
class Uses:
    """For each kind and id, the files that refer to it, sorted."""

    files: Mapping[tuple[str, str], tuple[str, ...]]

    def of(self, kind: str, id: str) -> tuple[str, ...]:
        """The files that refer to something."""
        return self.files.get((kind, id), ())


def uses_of(course: Course, profiles: Iterable[Profile]) -> Uses:
    """Every reference of the course's own files and of the municipalities'."""
    found: dict[tuple[str, str], set[str]] = {}
    for kind, id, file in (*references_of(course), *(hit for profile in profiles for hit in local_references(profile))):
        found.setdefault((kind, id), set()).add(file)
    return Uses({key: tuple(sorted(files)) for key, files in sorted(found.items())})


def references_of(course: Course) -> Iterator[tuple[str, str, str]]:
    """Kind, id and file of each reference in the course."""
    for module in course.modules.values():
        if module.status != "retired":
            yield from references_in(module)
    for page in course.shell:
        yield from ((link.scheme, link.target, page.file) for link in page.content.links())
    for programme in course.programmes.values():
        for phase in programme.phases:
            yield from (hit for slot in slots_of(phase) for hit in slot_references(slot, phase.place.file))


def slot_references(slot: Slot, file: str) -> Iterator[tuple[str, str, str]]:
    """What a slot of a programme holds."""
    if slot.activity:
        yield "activity", slot.activity, file
    yield from (("module", id, file) for id in filter(None, (slot.module, *slot.swap.values())))


def references_in(module: Module) -> Iterator[tuple[str, str, str]]:
    """What a module refers to: links, scenarios, boxes, the sources of its front matter."""
    yield from ((link.scheme, link.target, module.file) for link in module.content.links())
    yield from ((block.name, block.argument, module.file) for block in module.content.blocks() if block.name in {"scenario", "diagram"})
    yield from (("source", id, module.file) for id in module.sources)
    yield from (("box", id, module.file) for id in boxes_in(module.raw))


def boxes_in(raw: str) -> Iterator[str]:
    """The boxes that a text calls for."""
    for call in raw.split("box(")[1:]:
        yield call.split(")")[0].strip("\"' ")


def local_references(profile: Profile) -> Iterator[tuple[str, str, str]]:
    """What a municipality's own modules refer to, and what it adds to the programme."""
    for local in profile.local:
        if local.module:
            yield from references_in(local.module)
        for section in local.sections:
            yield from (("box", id, local.file) for id in boxes_in(section.raw))
        yield from ((link.scheme, link.target, local.file) for link in Content(local.intro, local.sections).links())
    for change in profile.changes.values():
        yield from (hit for slot in change.add for hit in slot_references(slot, change.place.file))


def check_unused(course: Course, uses: Uses, sheets: Mapping[str, Sheet], problems: Problems) -> None:
    """Everything that the lists declare is used by something."""
    for kind, (name, key, noun) in _LISTS.items():
        document = sheets[name].yaml
        entries = document.data.get(key) if document and isinstance(document.data, dict) else None
        for number, entry in enumerate(entries if isinstance(entries, list) else []):
            if document and not uses.of(kind, entry["id"]):
                unused(noun, entry["id"], document.at(key, number, "id"), problems)
    for id in course.scenarios:
        if not uses.of("scenario", id):
            unused("scenariet", id, Place(f"modules/scenarios/{id}.yml"), problems)
    for diagram in course.diagrams.values():
        if not uses.of("diagram", diagram.id):
            unused("diagrammet", diagram.id, Place(diagram.file), problems)
    for id in course.assets:
        if not uses.of("asset", id):
            unused("filen", id, Place(f"modules/assets/{id}"), problems)


def unused(noun: str, id: str, place: Place, problems: Problems) -> None:
    """Something stands there for nobody."""
    problems.error("ubrugt", place, f"{noun} »{id}« bliver ikke brugt noget sted", "Henvis til det i en tekst, eller slet det.")


def check_sources(module: Module, note: Note) -> None:
    """The sources of the front matter are those that the text names."""
    named = {link.target for link in module.content.links() if link.scheme == "source"}
    for id in module.sources:
        if id not in named:
            line = next((n for n, text in enumerate(module.raw.split("\n"), 1) if text.startswith("sources:")), 1)
            note(
                "kilde-ubrugt",
                Place(module.file, line),
                f"teksten nævner ikke kilden »{id}« fra »sources«",
                f"Skriv [navn](source:{id}), eller slet den.",
            )
    for link in module.content.links():
        if link.scheme == "source" and link.target not in module.sources:
            note("kilde-mangler", link.place, f"kilden »{link.target}« står ikke i »sources«", f"Skriv {link.target} i modulets »sources«.")
