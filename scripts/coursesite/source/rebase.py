"""Accepting the standard's text as it is now as what a local version was made from."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from coursesite.model import Module
from coursesite.problems import Problems, did_you_mean, listed
from coursesite.source.course import CourseReading
from coursesite.source.drift import base_path, differences, read_base, section_in
from coursesite.source.modules import Draft, digest, read_draft


class NothingToRebase(Exception):
    """There is no local version by that name, or the standard hasn't got what it was made from; says so in Danish."""


@dataclass(frozen=True, slots=True)
class Rebased:
    """A local file that was brought up to date: the standard's id, and what had changed in it since."""

    file: str
    target: str
    changes: tuple[str, ...]


def rebase(root: Path, slug: str, id: str, reading: CourseReading) -> Rebased:
    """Write the standard's digests into a local file, and its text into `.base/`.

    Raises NothingToRebase. The course must be without errors.
    """
    if reading.course is None:
        raise NothingToRebase("kurset har fejl, som skal rettes først; skriv »coursesite check«")
    folder = root / "municipalities" / slug / "modules"
    draft = find(root, folder, slug, id, reading)
    key, target = kind_of(draft)
    module = reading.course.modules.get(target)
    if module is None:
        raise NothingToRebase(f"standarden har intet modul »{target}«{did_you_mean(target, reading.course.modules)}")
    local = root / draft.file
    before = read_base(root, local, target, Problems())
    save(local, with_base(local.read_text(encoding="utf-8-sig"), key, new_base(draft, key, module)))
    base = base_path(local, target)
    base.parent.mkdir(exist_ok=True)
    save(base, module.raw)
    return Rebased(draft.file, target, changes_in(draft, key, before, module) if before is not None else ())


def changes_in(draft: Draft, key: str, before: str, module: Module) -> tuple[str, ...]:
    """What had changed in the standard text that the local file takes the place of."""
    if key == "replaces":
        return differences(before, module.raw)
    own = {section.id for section in draft.content.sections if section.after is None}
    return tuple(
        change
        for section in module.content.sections
        if section.id in own
        for change in differences(section_in(before, section.id) or "", section.raw, section.line)
    )


def find(root: Path, folder: Path, slug: str, id: str, reading: CourseReading) -> Draft:
    """The local file of that name, or the only one that is made from the standard module of that name."""
    drafts = [read_draft(root, path, reading.known.words, Problems()) for path in sorted(folder.glob("*.md"))]
    made = [draft for draft in drafts if kind_of(draft)[1]]
    found = [draft for draft in made if draft.id == id] or [draft for draft in made if kind_of(draft)[1] == id]
    if len(found) == 1:
        return found[0]
    names = [draft.id for draft in made]
    if found:
        raise NothingToRebase(f"flere filer er lavet ud fra »{id}«. Vælg en af dem: {listed(draft.id for draft in found)}.")
    raise NothingToRebase(f"{slug} har intet, der erstatter eller ændrer »{id}«{did_you_mean(id, names)}")


def kind_of(draft: Draft) -> tuple[str, str]:
    """`replaces` or `patches` with the standard's id; nothing for what is made from no standard module."""
    data = draft.front.data if draft.front and isinstance(draft.front.data, dict) else {}
    return next(((key, value) for key in ("replaces", "patches") if isinstance(value := data.get(key), str)), ("", ""))


def new_base(draft: Draft, key: str, module: Module) -> str | Mapping[str, str]:
    """What `base` is to say: one digest for a whole module, one for each section of a patch."""
    if key == "replaces":
        return digest(module.raw)
    theirs = {section.id: digest(section.raw) for section in module.content.sections}
    return {s.id: theirs[s.id] for s in draft.content.sections if s.after is None and s.id in theirs}


def with_base(text: str, key: str, base: str | Mapping[str, str]) -> str:
    """The file's text with another `base` in its front matter, in the old one's place or else after `key`."""
    lines = text.split("\n")
    end = lines.index("---", 1) if "---" in lines[1:] else len(lines)
    old = next((n for n in range(1, end) if lines[n].startswith("base:")), None)
    start = old if old is not None else next(n for n in range(1, end) if lines[n].startswith(f"{key}:")) + 1
    stop = start
    if old is not None:
        stop = next((n for n in range(old + 1, end) if lines[n].strip() and not lines[n].startswith((" ", "\t"))), end)
    new = [f'base: "{base}"'] if isinstance(base, str) else ["base:", *(f'  {id}: "{code}"' for id, code in base.items())] if base else []
    return "\n".join([*lines[:start], *new, *lines[stop:]])


def save(path: Path, text: str) -> None:
    """Write a file in one step, so that nobody finds half of it."""
    part = path.with_name(f".{path.name}.part")
    part.write_text(text, encoding="utf-8", newline="\n")
    os.replace(part, path)  # noqa: PTH105 - the same as Path.replace, and named after what it does
