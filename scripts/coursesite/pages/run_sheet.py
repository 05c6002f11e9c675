"""The trainer's sheet for one day: what to bring, how many of it, and the day minute by minute."""

import re
from collections.abc import Iterator

from coursesite.model import Content, Module, ShellPage, blocks_in
from coursesite.pages.blocks import Writer, section
from coursesite.pages.cohort import cohort_uri, part_of, run_sheet_uri, what
from coursesite.pages.model import Page
from coursesite.pages.programme import cohort_name, day_text
from coursesite.pages.text import bullets, clock_of, duration, link, listing, paragraphs, plain, table
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan, PlannedDay, PlannedSlot, Stop
from coursesite.proof.minutes import run_of

TRIO = 3  # citizen, staff, observer; who is over is one more observer


def run_sheet(plan: Plan, planned: PlannedDay) -> Page:
    """One day of a cohort as its trainers run it."""
    uri = run_sheet_uri(planned)
    title = f"Køreplan: {planned.phase.phase.title}, {cohort_name(planned.cohort.id)}"
    parts = [f"# {plain(title)}", facts(planned, uri), link("Print hele dagen", uri, sheets_uri(planned)), *warnings(planned)]
    if bring := list(materials(plan, planned, uri)):
        parts.append(section("Det skal I have med", "materialer", bullets(bring)))
    if cards := list(role_cards(plan, planned, uri)):
        parts.append(section("Rollekort", "rollekort", f"{group_text(planned.cohort.size)}\n\n{bullets(cards)}"))
    parts.append(section("Dagen", "dagen", "\n\n".join(stop_text(plan, planned, stop, uri) for stop in planned.schedule.stops)))
    return Page(uri, title, "\n\n".join(parts) + "\n")


def facts(planned: PlannedDay, uri: str) -> str:
    """When and where, for how many."""
    cohort = link(cohort_name(planned.cohort.id), uri, cohort_uri(planned.cohort.id))
    online = ", online" if planned.cohort.format == "online" else ""
    return bullets([f"**Hvornår og hvor:** {day_text(planned.day)}", f"**Hold:** {cohort}, {planned.cohort.size} deltagere{online}"])


def sheets_uri(planned: PlannedDay) -> str:
    """The page with all that is given out on a day."""
    return run_sheet_uri(planned).replace("koereplan/", "print/")


def warnings(planned: PlannedDay) -> Iterator[str]:
    """What doesn't fit in the day, and what it still has room for."""
    found = planned.schedule
    if found.left_over:
        over = listing(f"{plain(slot.title)} ({duration(slot.minutes)})" for slot in found.left_over)
        ways = [[plain(slot.title) for slot in way] for way in found.could_go]
        go = f"én af disse udgår: {listing(way[0] for way in ways)}" if len(ways) > 1 else f"{listing(ways[0])} udgår"
        yield f"**Der er ikke plads til:** {over}. Det kan gå, hvis {go}."
    elif found.free:
        fit = listing(plain(module.title) for module in found.would_fit)
        yield f"**Ikke planlagt:** {duration(found.free)}." + (f" Der er plads til {fit}." if fit else "")


def modules_of(plan: Plan, planned: PlannedDay) -> dict[str, Module]:
    """The modules of the day, with what others take instead and the cases to choose from, each once."""
    slots = [stop.slot for stop in planned.schedule.stops if stop.slot]
    ids = [id for slot in slots for id in (slot.module, *(swap.module for swap in slot.swapped), *slot.cases) if id in plan.modules]
    return {id: plan.modules[id] for id in ids if id}


def materials(plan: Plan, planned: PlannedDay, uri: str) -> Iterator[str]:
    """What each module needs, under its name, and the forms that are given out in it."""
    for module in modules_of(plan, planned).values():
        forms = [f"{link(plain(page.title), uri, page.uri)} i {planned.cohort.size} eksemplarer" for page, _ in forms_of(plan, module)]
        if wanted := [*map(plain, module.materials), *forms]:
            yield f"{link(plain(module.title), uri, module_uri(module.id))}: {listing(wanted)}"


def forms_of(plan: Plan, module: Module) -> Iterator[tuple[ShellPage, Content]]:
    """The pages whose forms are given out in a module, each with what comes first on it and the sections that have them."""
    for page, content in plan.shell:
        if page.handout == module.id:
            sections = (s for s in content.sections if any(getattr(item, "name", "") == "form" for item in s.body))
            yield page, Content(content.intro, tuple(sections))


def role_cards(plan: Plan, planned: PlannedDay, uri: str) -> Iterator[str]:
    """How many cards of each kind a module with role play wants for so many people."""
    groups, over = groups_of(planned.cohort.size)
    for module in modules_of(plan, planned).values():
        roles = [block.argument for block in module.content.blocks() if block.name == "role"]
        if roles:
            each = listing(f"{groups} {plain(plan.course.roles[role].lower())}" for role in roles)
            extra = f", og {over} mere til {plain(plan.course.roles[roles[-1]].lower())}" if over else ""
            yield f"{link(plain(module.title), uri, module_uri(module.id) + roles_anchor(module))}: {each}{extra}"


def roles_anchor(module: Module) -> str:
    """The section that a module's role cards begin in; nothing where they stand before the first."""
    return next((f"#{s.id}" for s in module.content.sections if any(block.name == "role" for block in blocks_in(s.body))), "")


def groups_of(size: int) -> tuple[int, int]:
    """How many trios so many people make, and how many are over."""
    return max(size // TRIO, 1), size % TRIO if size >= TRIO else 0


def group_text(size: int) -> str:
    """`20 deltagere er 6 grupper på tre; 2 af dem har en fjerde, som er ekstra observatør.`"""
    groups, over = groups_of(size)
    rest = f"; {over} af dem har en fjerde, som er ekstra observatør" if over else ""
    return f"{size} deltagere er {groups} {'gruppe' if groups == 1 else 'grupper'} på tre{rest}."


def stop_text(plan: Plan, planned: PlannedDay, stop: Stop, uri: str) -> str:
    """A stop under its time: a module's run of show by the clock, an activity's text, the cases."""
    name = plain(stop.slot.title) if stop.slot else "Ikke planlagt" if stop.kind == "free" else plain(stop.label)
    heading = f"### {clock_of(stop.start)}–{clock_of(stop.end)} {name}{part_of(stop)} {{#kl-{stop.start}}}"
    if stop.slot is None:
        return heading
    module = module_of(plan, stop.slot)
    if module is None:
        return f"{heading}\n\n{paragraphs(stop.slot.text) if stop.slot.text else what(plan, planned, stop, uri)}"
    rows = list(run_by_clock(plan, module, stop, uri))
    run = table(("Kl.", "Min.", *rows[0][2]), [(at, minutes, *rest) for at, minutes, rest in rows[1:]]) if rows and stop.part == 0 else ""
    return "\n\n".join(filter(None, [heading, what(plan, planned, stop, uri), run]))


def module_of(plan: Plan, slot: PlannedSlot) -> Module | None:
    """The module that a slot is, also where its cohort has but one case to take; such a case must have room."""
    if slot.module:
        return plan.modules.get(slot.module)
    case = plan.modules.get(slot.cases[0]) if len(slot.cases) == 1 else None
    return case if case and (case.minutes.in_class or 0) <= slot.minutes else None


def run_by_clock(plan: Plan, module: Module, stop: Stop, uri: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The rows of a module's run of show, its heads first: the time at which each begins, its minutes, the rest."""
    rules = plan.course.writing.kinds.get(module.kind)
    text = Writer(plan, uri).body(run_of(module, rules.run)) if rules and rules.run else ""
    rows = [tuple(cell.strip() for cell in line.strip().strip("|").split("|")) for line in rows_in(text, plan.course.writing.run_heading)]
    now = stop.start
    for number, (first, *rest) in enumerate(rows):
        if number == 0:
            yield "", "", tuple(rest)
        elif first.isdigit():
            yield clock_of(now), first, tuple(rest)
            now += int(first)


def rows_in(text: str, heading: str) -> list[str]:
    """The lines of the first table that has this heading over its first column, but for the rule under it."""
    found = re.search(rf"^\| {re.escape(heading)} \|.*$(?:\n\|.*$)*", text, re.MULTILINE)
    return [line for line in found[0].split("\n") if not re.fullmatch(r"[|\s:-]+", line)] if found else []
