"""A municipality's own modules: new ones, replacements, and patches of single sections."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, cast

from coursesite.model import LocalModule, Module, Section
from coursesite.problems import Place, Problems, did_you_mean, listed
from coursesite.source.bases import check_patched_bases, check_replaced_base
from coursesite.source.course import CourseReading
from coursesite.source.known import Known
from coursesite.source.module_shapes import LocalModuleShape, PatchShape
from coursesite.source.modules import (
    Draft,
    check_front,
    check_links,
    make_minutes,
    make_module,
    read_draft,
    read_front,
    section_ids,
)  # fmt: skip
from coursesite.source.shape import validate
from coursesite.source.yaml_text import Yaml

NO_SECTIONS = "ingen afsnit"


@dataclass(frozen=True, slots=True)
class Ground:
    """What local files stand on: the ids there are, and the standard's modules where it has no problems."""

    root: Path
    known: Known
    standard: Mapping[str, Module]


def read_local(
    root: Path, paths: list[Path], course: CourseReading, assets: frozenset[str], problems: Problems
) -> tuple[tuple[LocalModule, ...], Known]:
    """The modules of a municipality's own, and what is known with them."""
    known = course.known.with_modules({}, assets)
    own = {path.stem: frozenset[str]() for path in paths}
    words = replace(known.words, names=known.with_modules(own, assets).words.names)
    drafts = [read_draft(root, path, words, problems) for path in paths if not path.is_symlink()]
    whole = {d.id: section_ids(d.content.sections) for d in drafts if not is_patch(d)}
    added = {
        d.patched: known.sections.get(d.patched, frozenset()) | section_ids(d.draft.content.sections)
        for d in map(Patched, drafts)
        if d.patched
    }
    known = known.with_modules({**added, **whole}, assets)
    ground = Ground(root, known, course.course.modules if course.course else {})
    found = [local for draft in drafts if (local := read_one(draft, ground, problems))]
    check_collisions(found, drafts, problems)
    return tuple(found), known


class Patched:
    """A draft with the id of the module that it patches, if it does."""

    def __init__(self, draft: Draft) -> None:
        """Read the id leniently: the draft may be wrong in other ways."""
        data = draft.front.data if draft.front else None
        id = data.get("patches") if isinstance(data, dict) else None
        self.draft, self.patched = draft, id if isinstance(id, str) else ""


def is_patch(draft: Draft) -> bool:
    """Whether a local file means to patch."""
    return bool(Patched(draft).patched)


def read_one(draft: Draft, ground: Ground, problems: Problems) -> LocalModule | None:
    """One local file, checked; None where it can't be used."""
    check_links(draft.content, ground.known, problems)
    return read_patch(draft, ground, problems) if is_patch(draft) else read_whole(draft, ground, problems)


def read_whole(draft: Draft, ground: Ground, problems: Problems) -> LocalModule | None:
    """A new module, or one that replaces a standard module and has its id."""
    shape = read_front(draft, LocalModuleShape, problems)
    if shape is None:
        return None
    front = cast(Yaml, draft.front)
    check_front(draft, shape, ground.known, problems)
    if shape.replaces is None and draft.id in ground.standard:
        problems.error(
            "lokal-samme-id",
            front.at("id"),
            f"standarden har et modul, der også hedder »{draft.id}«",
            f"Skriv »replaces: {draft.id}« for at erstatte det, »patches« for at ændre afsnit, eller vælg et andet id.",
        )
        return None
    if shape.replaces is not None and not check_replaced(draft, shape, ground, problems):
        return None
    module = make_module(draft, shape, local="replaced" if shape.replaces else "new")
    return LocalModule(module, None, (), (), {}, draft.file)


def check_replaced(draft: Draft, shape: LocalModuleShape, ground: Ground, problems: Problems) -> bool:
    """What is replaced is there, has the same id, and is as it was when the local one was made."""
    front, target = cast(Yaml, draft.front), cast(str, shape.replaces)
    if target not in ground.standard:
        not_there(target, front.at("replaces"), ground, "Ret id'et, eller slet »replaces«, hvis modulet er nyt.", problems)
        return False
    if target != draft.id:
        problems.error(
            "lokal-navn",
            front.at("replaces"),
            f"modulet overtager navnet »{target}«, men filen hedder »{draft.id}«",
            f"Giv filen navnet {target}.md, og skriv »id: {target}«.",
        )
        return False
    check_replaced_base(ground.root, draft, shape, ground.standard[target], problems)
    return True


def not_there(target: str, place: Place, ground: Ground, remedy: str, problems: Problems) -> None:
    """The standard hasn't got a module; of one with problems of its own nothing can be said yet."""
    if ground.standard or target not in ground.known.ids["module"]:
        problems.error(
            "lokal-intet-at-erstatte", place, f"standarden har intet modul »{target}«{did_you_mean(target, ground.standard)}", remedy
        )


def read_patch(draft: Draft, ground: Ground, problems: Problems) -> LocalModule | None:
    """Sections in a municipality's own words, in place of a standard module's or beside them."""
    front = cast(Yaml, draft.front)
    shape = validate(PatchShape, front, problems)
    if shape is None:
        return None
    target = ground.standard.get(shape.patches)
    if target is None:
        not_there(shape.patches, front.at("patches"), ground, "Ret id'et.", problems)
        return None
    check_sections(draft, shape, target, ground, problems)
    return LocalModule(None, shape.patches, draft.content.sections, draft.content.intro, dict(changed(shape)), draft.file)


def check_sections(draft: Draft, shape: PatchShape, target: Module, ground: Ground, problems: Problems) -> None:
    """Each section of a patch has its place in the standard, and a base where it takes one."""
    front = cast(Yaml, draft.front)
    theirs = {section.id: section for section in target.content.sections}
    taken = {section.id for section in draft.content.sections if section.after is None}
    check_patched_bases(ground.root, draft, [theirs[id] for id in theirs if id in taken], shape, problems)
    for section in draft.content.sections:
        if section.after is not None or section.id not in theirs:
            check_new_section(section, shape, theirs, Place(draft.file, section.line), problems)
    for id in shape.base.keys() - taken:
        problems.error(
            "base-uden-afsnit",
            front.key_at("base", id),
            f"»base« nævner afsnittet »{id}«, men filen har det ikke",
            "Slet linjen, eller skriv afsnittet.",
        )


def check_new_section(section: Section, shape: PatchShape, theirs: Mapping[str, Section], place: Place, problems: Problems) -> None:
    """A section that the standard hasn't got says where it stands; one that it had once has lost its place."""
    if section.after is not None and section.id in theirs:
        problems.error(
            "lokal-afsnit",
            place,
            f"»{section.id}« er allerede et afsnit i »{shape.patches}«, så det kan ikke også være et nyt",
            "Slet »after« for at skrive standardens afsnit om, eller giv det nye et andet id.",
        )
    elif section.after is not None:
        if section.after not in theirs:
            column = section.raw.partition("\n")[0].find(f'"{section.after}"') + 2
            problems.error(
                "lokal-afsnit",
                replace(place, column=column),
                f"ukendt afsnit »{section.after}«{did_you_mean(section.after, theirs)}",
                f"»{shape.patches}« har {listed(theirs) or NO_SECTIONS}; skriv et af dem.",
            )
    elif section.id in shape.base:
        problems.error(
            "lokal-afsnit-vaek",
            place,
            f"standarden har ikke længere afsnittet »{section.id}« i »{shape.patches}«, som er skrevet om her",
            f"Flyt teksten til et af dem, der er: {listed(theirs) or NO_SECTIONS}, eller slet afsnittet og dets linje i »base«.",
        )
    else:
        problems.error(
            "lokal-afsnit",
            place,
            f"modulet »{shape.patches}« har ikke afsnittet »{section.id}«{did_you_mean(section.id, theirs)}",
            f'Det har {listed(theirs) or NO_SECTIONS}; et nyt afsnit skrives »{{#{section.id} after="…"}}«.',
        )


def changed(shape: PatchShape) -> Iterator[tuple[str, Any]]:
    """What a patch changes of the front matter, as the model has it."""
    for key in ("title", "materials", "keypoints"):
        value = getattr(shape, key)
        if value is not None:
            yield key, tuple(value) if isinstance(value, list) else value
    if shape.minutes:
        yield "minutes", make_minutes(shape.minutes)


def check_collisions(found: list[LocalModule], drafts: list[Draft], problems: Problems) -> None:
    """No section is patched twice, and no replaced module is patched too."""
    whole = {local.module.id: local.file for local in found if local.module}
    taken: dict[tuple[str, str], str] = {}
    texts = {draft.file: draft.text for draft in drafts}
    for local in found:
        for section in local.sections if local.patches else ():
            text = texts[local.file]
            other = taken.setdefault((cast(str, local.patches), section.id), local.file)
            if text and (other != local.file or local.patches in whole):
                problems.error(
                    "lokal-to-gange",
                    text.at(section.line),
                    f"afsnittet »{section.id}« i »{local.patches}« er også skrevet i {whole.get(cast(str, local.patches), other)}",
                    "Saml teksten i den ene fil, og slet den i den anden.",
                )
