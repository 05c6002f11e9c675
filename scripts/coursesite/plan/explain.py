"""A plan in words: each module with in or out and why, and what that led to."""

from collections.abc import Iterator
from typing import Any

from coursesite.model import Module, Setting
from coursesite.plan.model import Decision, Plan, PlannedDay, PlannedPhase
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
    """How long it all takes: theme by theme, phase by phase, and each cohort's days by the clock."""
    yield ""
    yield f"Tid i modulerne: {minutes(plan.modules.values(), 'in_class')} min. i undervisningen, {minutes(plan.modules.values(), 'alone')} min. alene."
    for id, ids in plan.themes.items():
        own = [plan.modules[m] for m in ids]
        yield f"  {plan.course.themes[id].short}: {minutes(own, 'in_class')} min. i undervisningen, {minutes(own, 'alone')} alene"
    if plan.phases:
        yield ""
        yield f"Tid i forløbet »{plan.course.programmes[plan.profile.programme].title}«:"
        yield from (f"  {planned.phase.title}: {'; '.join(phase_times(planned)) or 'ingen tid'}" for planned in plan.phases)
    if plan.days:
        yield ""
        yield "Holdenes dage:"
        yield from (f"  {day_line(planned)}" for planned in plan.days)


def minutes(modules: Any, which: str) -> int:
    """A sum of minutes."""
    chosen: list[Module] = list(modules)
    return sum(getattr(m.minutes, which) or 0 for m in chosen)


_SETTINGS: dict[Setting, str] = {"self": "alene", "buddy": "med makkeren", "team": "i teamet", "leader": "med lederen"}


def phase_times(planned: PlannedPhase) -> Iterator[str]:
    """What a phase takes, together and outside."""
    if planned.in_class:
        yield f"{planned.in_class} min. sammen"
    yield from (f"{planned.between(setting)} min. {name}" for setting, name in _SETTINGS.items() if planned.between(setting))


def day_line(planned: PlannedDay) -> str:
    """A day in short, and whether its phase fits."""
    day, found = planned.day, planned.schedule
    span = f"{day.start.hour}.{day.start.minute:02d}-{day.end.hour}.{day.end.minute:02d}"
    fits = (
        f"der er ikke plads til {', '.join(slot.title for slot in found.left_over)}" if found.left_over
        else f"{found.free} min. er ikke sat i brug" if found.free
        else "alt er på plads"
    )  # fmt: skip
    return f"{planned.cohort.id}, {planned.phase.phase.title}, {day.date.isoformat()} kl. {span}: {fits}"


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
        "phases": [
            {"id": p.phase.id, "title": p.phase.title, "in_class": p.in_class, **{setting: p.between(setting) for setting in _SETTINGS}}
            for p in plan.phases
        ],
        "days": [
            {
                "cohort": d.cohort.id,
                "date": d.day.date.isoformat(),
                "phase": d.phase.phase.id,
                "stops": [{"start": s.start, "minutes": s.minutes, "kind": s.kind, "title": s.label} for s in d.schedule.stops],
                "left_over": [slot.id for slot in d.schedule.left_over],
            }
            for d in plan.days
        ],
        "healed": [{"file": h.place.file, "line": h.place.line, "target": h.target, "what": h.what} for h in plan.healed],
    }
