"""Two plans held against each other, in words: what one has that the other hasn't, and what it has made its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from coursesite.model import Module
from coursesite.plan.explain import minutes
from coursesite.plan.model import Plan

_LOCAL = {"new": "kommunens eget", "replaced": "erstattet", "patched": "afsnit ændret"}


def compare(plan: Plan, other: Plan, other_name: str) -> str:
    """What tells the first plan from the other, as a trainer reads it."""
    lines = list(compare_lines(plan, other, other_name))
    name = plan.profile.municipality.name
    head = f"{name} holdt op mod {other_name}:"
    return "\n".join([head, *(lines or ["  Der er ingen forskel."])]) + "\n"


def compare_lines(plan: Plan, other: Plan, other_name: str) -> Iterator[str]:
    """Modules, then what they are made of, then time, programme, and words."""
    name = plan.profile.municipality.name
    yield from listed(f"Kun hos {name}", {m: plan.modules[m] for m in plan.modules if m not in other.modules})
    yield from listed(f"Kun hos {other_name}", {m: other.modules[m] for m in other.modules if m not in plan.modules})
    yield from changed(plan, other)
    yield from times(plan, other, other_name)
    yield from programme(plan, other, other_name)
    yield from values(plan, other, other_name)


def listed(heading: str, modules: Mapping[str, Module]) -> Iterator[str]:
    """A heading and the modules under it."""
    if modules:
        yield f"\n{heading}:"
        yield from (f"  {module.title} ({id})" for id, module in modules.items())


def changed(plan: Plan, other: Plan) -> Iterator[str]:
    """Modules that both have, but not in the same words, with the sections that differ."""
    lines = []
    for id, module in plan.modules.items():
        theirs = other.modules.get(id)
        if theirs and (module.local or theirs.local) and (sections := differing(module, theirs)):
            lines.append(f"  {module.title} ({id}): {_LOCAL.get(module.local or '', 'standardens')} ({', '.join(sections)})")
    if lines:
        yield "\nMed andre ord:"
        yield from lines


def differing(module: Module, theirs: Module) -> list[str]:
    """The sections that aren't the same in two versions, those that only one has marked."""
    own = {section.id: section.body for section in module.content.sections}
    other = {section.id: section.body for section in theirs.content.sections}
    both = [id for id in own if id in other and text_of(own[id]) != text_of(other[id])]
    return [*both, *(f"+{id}" for id in own if id not in other), *(f"-{id}" for id in other if id not in own)]


def text_of(body: Any) -> str:
    """A section's text, whatever lines it stands on."""
    return "".join(
        str(getattr(item, "spans", None) or (item.name, item.argument, text_of(item.body))) for item in body if not is_local(item)
    )


def is_local(item: Any) -> bool:
    """Whether an item is for some areas or functions, which two municipalities choose differently."""
    return getattr(item, "name", "") in {"area", "function"}


def times(plan: Plan, other: Plan, other_name: str) -> Iterator[str]:
    """How much longer or shorter it is."""
    own, theirs = (tuple(minutes(p.modules.values(), which) for which in ("in_class", "alone")) for p in (plan, other))
    if own != theirs:
        yield f"\nTid i modulerne: {own[0]} min. i undervisningen og {own[1]} alene; hos {other_name} {theirs[0]} og {theirs[1]}."


def programme(plan: Plan, other: Plan, other_name: str) -> Iterator[str]:
    """Another programme, or the same with other slots."""
    if plan.profile.programme != other.profile.programme:
        own, theirs = (p.course.programmes[p.profile.programme].title for p in (plan, other))
        yield f"\nForløb: {own}; hos {other_name} {theirs}."
        return
    theirs_by_id = {p.phase.id: p for p in other.phases}
    for planned in plan.phases:
        mine = [slot.title for block in planned.blocks for slot in block]
        rest = [slot.title for block in theirs_by_id[planned.phase.id].blocks for slot in block] if planned.phase.id in theirs_by_id else []
        if mine != rest:
            gone, added = [t for t in rest if t not in mine], [t for t in mine if t not in rest]
            told = "; ".join(filter(None, [f"med {', '.join(added)}" if added else "", f"uden {', '.join(gone)}" if gone else ""]))
            yield f"\n{planned.phase.title}: {told or 'i en anden rækkefølge'}."


def values(plan: Plan, other: Plan, other_name: str) -> Iterator[str]:
    """Words, promises and contacts that aren't the same."""
    own, theirs = spoken(plan), spoken(other)
    lines = [f"  {key}: {own[key]} (hos {other_name}: {theirs.get(key, 'ingen')})" for key in own if own[key] != theirs.get(key)]
    if lines:
        yield "\nOrd, løfter og kontakter:"
        yield from lines


def spoken(plan: Plan) -> dict[str, str]:
    """What a profile fills in, by its key."""
    profile = plan.profile
    return {
        **{f"words.{id}": f"{word.indefinite}, {word.definite}" for id, word in profile.words.items()},
        **{f"promises.{id}": text for id, text in profile.promises.items()},
        **{f"contacts.{id}": contact.name for id, contact in profile.contacts.items()},
    }
