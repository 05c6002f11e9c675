"""A plan from a course and a profile: the story of one edition, step by step."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from coursesite.model import Content, Course, Edition, Module, Profile
from coursesite.plan.days import plan_days
from coursesite.plan.links import Resolver
from coursesite.plan.merge import merge
from coursesite.plan.model import Decision, Plan
from coursesite.plan.programme import Scene, plan_phases
from coursesite.plan.select import decide, meets
from coursesite.plan.trim import Reader, leaders_blocks, reader_of, trim


def make_plan(course: Course, profile: Profile, edition: Edition) -> Plan:
    """What the edition holds, and why."""
    profile = replace(profile, experiences=tuple(e for e in profile.experiences if e.areas is None or meets(e.areas, profile.areas)))
    # 1. Every module the municipality could have, and a decision on each.
    every = merge(course.modules, profile.local)
    decisions = tuple(decide(module, course, profile, edition) for module in every.values())
    present = {d.module.id: d.module for d in decisions if d.included}
    staff = staff_modules(every, course, profile)
    # 2. Their text without what isn't for these readers.
    reader = reader_of(profile, edition)
    trimmed = {id: with_content(module, reader) for id, module in present.items()}
    # 3. Their links, resolved within what is left.
    resolver = Resolver(course, every, trimmed, edition)
    modules = {id: linked(module, resolver) for id, module in trimmed.items()}
    told = tuple(for_leaders(module, reader, resolver) for module in staff) if edition == "leader" else ()
    pages = tuple((page, resolver.content(trim(page.content, reader))) for page in course.shell if edition in page.editions)
    # 4. What stands around them.
    for module in modules.values():
        resolver.used.setdefault("source", {}).update(dict.fromkeys(module.sources))
    cases = cases_of(modules, course, profile)
    whole = {m.id: m for m in (*staff, *present.values())}
    phases = plan_phases(Scene(course, profile, edition, whole, cases_of({m.id: m for m in (*staff, *modules.values())}, course, profile)))
    used = {kind: set(ids) for kind, ids in resolver.used.items()}
    return Plan(
        course, profile, edition, decisions, modules,
        themes=themes_of(course, profile, modules), cases=cases, shared=shared_of(modules, cases),
        phases=phases, days=plan_days(course, profile, phases, whole),
        staff_modules=told,
        shell=pages,
        laws=tuple(law for law in course.laws.values() if law.id in used.get("law", ())),
        sources=tuple(source for source in course.sources.values() if source.id in used.get("source", ())),
        terms=tuple(term for term in course.terms.values() if term.id in used.get("term", ()) or term.module in modules),
        assets=tuple(sorted(used.get("asset", ()))), healed=tuple(resolver.healed),
    )  # fmt: skip


def staff_modules(every: Mapping[str, Module], course: Course, profile: Profile) -> tuple[Module, ...]:
    """What the municipality's participants learn."""
    decisions: list[Decision] = [decide(module, course, profile, "participant") for module in every.values()]
    return tuple(d.module for d in decisions if d.included)


def for_leaders(module: Module, reader: Reader, resolver: Resolver) -> Module:
    """A participants' module with nothing left of its text but what it says to leaders."""
    return replace(module, content=resolver.content(Content(leaders_blocks(module.content, reader), ())), raw="")


def with_content(module: Module, reader: Reader) -> Module:
    """The module with its text trimmed for its readers."""
    return replace(module, content=trim(module.content, reader), raw="")


def linked(module: Module, resolver: Resolver) -> Module:
    """The module with its links resolved."""
    return replace(module, content=resolver.content(module.content))


def themes_of(course: Course, profile: Profile, modules: Mapping[str, Module]) -> dict[str, tuple[str, ...]]:
    """The chosen themes with their modules: the theme's own path first, the rest by title."""
    found = {}
    for id in profile.themes:
        own = [m.id for m in modules.values() if m.theme == id]
        if own:
            found[id] = in_path(own, course.themes[id].path, modules)
    return found


def cases_of(modules: Mapping[str, Module], course: Course, profile: Profile) -> dict[str, tuple[str, ...]]:
    """The chosen areas with what is made for them alone: modules of no theme, the area's own path first."""
    found = {}
    for area in profile.areas:
        own = [m.id for m in modules.values() if m.theme is None and m.areas is not None and area in m.areas]
        found[area] = in_path(own, course.areas[area].path, modules)
    return found


def in_path(ids: Collection[str], path: Sequence[str], modules: Mapping[str, Module]) -> tuple[str, ...]:
    """Modules in the order of a path; those that it doesn't name follow by title."""
    first = [id for id in path if id in ids]
    return (*first, *sorted((id for id in ids if id not in first), key=lambda id: modules[id].title))


def shared_of(modules: Mapping[str, Module], cases: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Modules of no theme and for all areas, such as guides and forms."""
    placed = {id for ids in cases.values() for id in ids}
    return tuple(m.id for m in modules.values() if m.theme is None and m.id not in placed)
