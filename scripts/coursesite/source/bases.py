"""The standard text that a local version was made from: is it still what it was, and if not, what changed?"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

from coursesite.model import Module, Section
from coursesite.problems import Problems, listed
from coursesite.source.drift import differences, read_base, section_in
from coursesite.source.module_shapes import LocalModuleShape, PatchShape
from coursesite.source.modules import Draft, digest
from coursesite.source.yaml_text import Path as Keys
from coursesite.source.yaml_text import Yaml


@dataclass(frozen=True, slots=True)
class Moved:
    """A standard text beside the one that was accepted: `keys` is where the local file has its digest."""

    keys: Keys
    what: str
    accepted: str
    before: str | None
    now: str
    line: int


def check_replaced_base(root: Path, draft: Draft, shape: LocalModuleShape, standard: Module, problems: Problems) -> None:
    """The standard module is as it was when this one was written in its place."""
    front = cast(Yaml, draft.front)
    if shape.base is None:
        missing(draft, ("replaces",), f"modulet »{standard.id}«", problems)
        return
    before = read_base(root, root / draft.file, standard.id, problems)
    check(draft, front, Moved(("base",), f"standardmodulet »{standard.id}«", shape.base, before, standard.raw, 1), problems)


def check_patched_bases(root: Path, draft: Draft, standard: Sequence[Section], shape: PatchShape, problems: Problems) -> None:
    """The standard's sections are as they were when others were written in their place."""
    front = cast(Yaml, draft.front)
    if new := [section.id for section in standard if section.id not in shape.base]:
        what = f"{'afsnittet' if len(new) == 1 else 'afsnittene'} {listed(new)} i »{shape.patches}«"
        missing(draft, ("base" if "base" in cast(dict[str, Any], front.data) else "patches",), what, problems)
    base = read_base(root, root / draft.file, shape.patches, problems) if shape.base else None
    for section in standard:
        if section.id in shape.base:
            before = section_in(base, section.id) if base is not None else None
            what = f"standardens afsnit »{section.id}« i »{shape.patches}«"
            check(draft, front, Moved(("base", section.id), what, shape.base[section.id], before, section.raw, section.line), problems)


def missing(draft: Draft, keys: Keys, what: str, problems: Problems) -> None:
    """A local file that doesn't say what it was made from: said once, since the page is right as it is."""
    problems.warning(
        "base-mangler",
        cast(Yaml, draft.front).at(*keys),
        f"kontrollen kan ikke sige til, hvis standarden retter {what}, for »base« mangler",
        f"Skriv »{command(draft)}«, når teksten er, som den skal være; så bliver den sat ind.",
    )


def check(draft: Draft, front: Yaml, moved: Moved, problems: Problems) -> None:
    """Nothing where the text is as accepted; else a warning with what has changed."""
    if moved.accepted == digest(moved.now):
        return
    kept = moved.before is not None and digest(moved.before) == moved.accepted
    details = differences(moved.before or "", moved.now, moved.line) if kept else ()
    problems.warning(
        "base-foraeldet",
        front.at(*moved.keys),
        f"{moved.what} er ændret, siden den lokale tekst blev skrevet",
        f"Ret den lokale tekst, hvis ændringen gælder den, og skriv så »{command(draft)}«.",
        details or ("forskellen kan ikke vises, for den gamle tekst ligger ikke i .base/",),
    )


def command(draft: Draft) -> str:
    """What accepts the standard's text as it is now."""
    parts = PurePosixPath(draft.file).parts
    return f"coursesite rebase {parts[1]} {draft.id}"
