"""Two plans held against each other, in words: what one has that the other hasn't, and what it has made its own."""

from collections.abc import Iterator, Mapping
from typing import Any

from coursesite.model import Block, Body, Link, Module, Prose
from coursesite.plan.explain import minutes
from coursesite.plan.model import Plan, PlannedPhase

_FACTS = {"title": "titel", "minutes": "tid", "materials": "materialer", "keypoints": "huskepunkter"}  # what a patch can change
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
    """The facts and sections that aren't the same in two versions; sections that only one has are marked."""
    own = {section.id: section.body for section in module.content.sections}
    other = {section.id: section.body for section in theirs.content.sections}
    facts = [name for key, name in _FACTS.items() if getattr(module, key) != getattr(theirs, key)]
    both = [id for id in own if id in other and words_of(own[id]) != words_of(other[id])]
    return [*facts, *both, *(f"+{id}" for id in own if id not in other), *(f"-{id}" for id in other if id not in own)]


def words_of(body: Body) -> tuple[Any, ...]:
    """A section's words, wherever they stand and lead; but for those for some areas or functions, which two municipalities choose differently."""
    return tuple(
        spans_of(item) if isinstance(item, Prose) else parts_of(item)
        for item in body
        if isinstance(item, Prose) or item.name not in {"area", "function"}
    )


def parts_of(block: Block) -> tuple[Any, ...]:
    """What a block is made of."""
    turns = [(turn.speaker, spans_of(turn.said)) for turn in block.turns]
    answers = [(answer.right, spans_of(answer.text), spans_of(answer.feedback)) for answer in block.answers]
    return (block.name, block.argument, words_of(block.body), *turns, *answers)


def spans_of(prose: Prose) -> tuple[Any, ...]:
    """Running text; of a reference, what is written of it."""
    return tuple((s.scheme, s.target, s.fragment, s.text) if isinstance(s, Link) else s for s in prose.spans)


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
        mine = titles_in(planned)
        rest = titles_in(theirs_by_id[planned.phase.id]) if planned.phase.id in theirs_by_id else {}
        if list(mine) != list(rest):
            gone, added = [rest[id] for id in rest if id not in mine], [mine[id] for id in mine if id not in rest]
            told = "; ".join(filter(None, [f"med {', '.join(added)}" if added else "", f"uden {', '.join(gone)}" if gone else ""]))
            yield f"\n{planned.phase.title}: {told or 'i en anden rækkefølge'}."


def titles_in(planned: PlannedPhase) -> dict[str, str]:
    """What a phase has in class, by its id."""
    return {slot.id: slot.title for block in planned.blocks for slot in block}


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
