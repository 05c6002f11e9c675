"""A plan in words: each module with in or out and why, and what that led to."""

from collections.abc import Iterator
from typing import Any

from coursesite.model import Module
from coursesite.plan.model import Decision, Plan
from coursesite.plan.select import EDITION_NAMES


def explain(plan: Plan) -> str:
    """The plan as a trainer reads it."""
    return "\n".join(explain_lines(plan)) + "\n"


def explain_lines(plan: Plan) -> Iterator[str]:
    """Line by line: the modules by theme, those outside the themes, then the healed links."""
    into = sum(d.included for d in plan.decisions)
    yield f"{plan.profile.municipality.name}, {EDITION_NAMES[plan.edition]}: {into} af {len(plan.decisions)} moduler er med."
    themes = [*plan.profile.themes, *(id for id in plan.course.themes if id not in plan.profile.themes)]
    for id in themes:
        yield from group(plan.course.themes[id].title, ordered(plan, id))
    yield from group("Uden for temaerne", [d for d in plan.decisions if d.module.theme is None])
    yield from totals(plan)
    yield from healed(plan)


def ordered(plan: Plan, theme: str) -> list[Decision]:
    """A theme's modules in the order of its path."""
    path = plan.course.themes[theme].path
    own = [d for d in plan.decisions if d.module.theme == theme]
    return sorted(own, key=lambda d: (path.index(d.module.id) if d.module.id in path else len(path), d.module.title))


def group(title: str, decisions: list[Decision]) -> Iterator[str]:
    """A heading and its modules."""
    if decisions:
        yield ""
        yield title
    for decision in decisions:
        yield f"  {'med' if decision.included else 'ude'}  {decision.module.title} ({decision.module.id})"
        yield f"       {'; '.join(decision.reasons)}"


def totals(plan: Plan) -> Iterator[str]:
    """How long it all takes."""
    yield ""
    yield f"Tid i modulerne: {minutes(plan.modules.values(), 'in_class')} min. i undervisningen, {minutes(plan.modules.values(), 'alone')} min. alene."


def minutes(modules: Any, which: str) -> int:
    """A sum of minutes."""
    chosen: list[Module] = list(modules)
    return sum(getattr(m.minutes, which) or 0 for m in chosen)


def healed(plan: Plan) -> Iterator[str]:
    """Every reference that was changed, since what it led to is left out."""
    if plan.healed:
        yield ""
        yield "Henvisninger, der er ændret, fordi målet ikke er med:"
    for one in plan.healed:
        yield f"  {one.place}: {one.target}: {one.what}"


def as_data(plan: Plan) -> dict[str, Any]:
    """The plan for other programs."""
    return {
        "municipality": plan.profile.municipality.slug,
        "edition": plan.edition,
        "modules": [
            {"id": d.module.id, "title": d.module.title, "included": d.included, "reasons": list(d.reasons)} for d in plan.decisions
        ],
        "healed": [{"file": h.place.file, "line": h.place.line, "target": h.target, "what": h.what} for h in plan.healed],
    }
