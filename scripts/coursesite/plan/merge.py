"""The course's modules with a municipality's own taken in: new, replacing, patching."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any, cast

from coursesite.model import Content, LocalModule, Module, Section


def merge(standard: Mapping[str, Module], local: Iterable[LocalModule]) -> dict[str, Module]:
    """Every module that the municipality could have, by id; the standard's order, then its own."""
    modules = dict(standard)
    for one in local:
        if one.module:
            modules[one.module.id] = with_former_ids(one.module, standard.get(one.module.id))
        else:
            id = cast(str, one.patches)
            modules[id] = patch(modules[id], one)
    return modules


def with_former_ids(module: Module, replaced: Module | None) -> Module:
    """The module with the addresses that the one it replaces has had: they go on leading there."""
    return replace(module, formerly=tuple(dict.fromkeys((*module.formerly, *(replaced.formerly if replaced else ())))))


def patch(module: Module, local: LocalModule) -> Module:
    """The module with the patch's sections and front matter; its trainer's notes stay."""
    own = {section.id: section for section in local.sections if section.after is None}
    added = [section for section in local.sections if section.after is not None]
    sections: list[Section] = []
    for section in module.content.sections:
        sections.append(own.get(section.id, section))
        sections += [extra for extra in added if extra.after == section.id]
    content = Content((*module.content.intro, *local.intro), tuple(sections))
    changes = cast(dict[str, Any], dict(local.front))
    return replace(module, content=content, local="patched", **changes)
