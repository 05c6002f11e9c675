"""The programme's pages: what each phase is for, what it takes, in class and between."""

from coursesite.model import Day, Event, Setting
from coursesite.pages.blocks import section
from coursesite.pages.model import Page
from coursesite.pages.text import bullets, clock, duration, link, listing, long_date, paragraphs, plain, table
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan, PlannedPhase, PlannedSlot

SETTINGS: dict[Setting, str] = {"self": "For dig selv", "buddy": "Med din makker", "team": "I teamet", "leader": "Med din leder"}
SETTINGS_FOR_LEADERS: dict[Setting, str] = {
    **SETTINGS,
    "self": "Medarbejderne hver for sig",
    "buddy": "Medarbejderne to og to",
    "leader": "For dig som leder",
}
_FORMATS = {"on-site": "", "online": " (online)"}


def phase_uri(id: str) -> str:
    """A phase's page."""
    return f"program/{id}.md"


def overview_page(plan: Plan) -> Page:
    """The whole programme on one page."""
    programme, uri = plan.course.programmes[plan.profile.programme], "program/index.md"
    group = f"Et hold er på {programme.group_min}–{programme.group_max} deltagere med {programme.trainers} undervisere."
    rows = [
        (
            link(plain(p.phase.title), uri, phase_uri(p.phase.id)),
            when(p) or "–",
            cell(p.in_class),
            cell(sum(p.between(s) for s in SETTINGS)),
        )
        for p in plan.phases
    ]
    parts = ["# Forløbet", paragraphs(programme.text), group, table(("Fase", "Hvornår", "Sammen", "Imellem"), rows), totals(plan)]
    return Page(uri, "Forløbet", "\n\n".join(filter(None, parts)) + "\n")


def totals(plan: Plan) -> str:
    """How much time the programme takes in all."""
    together = sum(p.in_class for p in plan.phases)
    between = sum(p.between(setting) for p in plan.phases for setting in SETTINGS)
    return f"I alt {duration(together)} sammen, pauser ikke talt med, og {duration(between)} imellem."


def cell(minutes: int) -> str:
    """Minutes in a table."""
    return duration(minutes) if minutes else "–"


def when(planned: PlannedPhase) -> str:
    """The dates where there are any, else the weeks from the start."""
    dates = [*(long_date(day.date) for _, day in planned.dates.days), *(long_date(e.date) for e in planned.dates.events)]
    return listing(dict.fromkeys(dates)) or from_start(planned.phase.week)


def from_start(week: int | None) -> str:
    """`4 uger efter start`"""
    if week is None:
        return ""
    if week == 0:
        return "Ved start"
    weeks = f"{abs(week)} {'uge' if abs(week) == 1 else 'uger'}"
    return f"{weeks} {'før' if week < 0 else 'efter'} start"


def phase_page(plan: Plan, planned: PlannedPhase) -> Page:
    """One phase."""
    phase, uri = planned.phase, phase_uri(planned.phase.id)
    parts = [f"# {plain(phase.title)}", paragraphs(phase.purpose), facts(planned)]
    if dates := dates_of(planned):
        parts.append(section("Hvornår og hvor", "hvornaar", bullets(dates)))
    if planned.blocks:
        parts.append(section("Det laver vi", "det-laver-vi", contents(plan, planned, uri)))
    names = SETTINGS_FOR_LEADERS if plan.edition == "leader" else SETTINGS
    for setting, slots in planned.outside.items():
        tasks = bullets(f"{slot_text(plan, slot, uri, uri)} ({duration(slot.minutes)})" for slot in slots)
        parts.append(section(names[setting], setting, tasks))
    activities = [slot for slot in all_slots(planned) if slot.text]
    if activities:
        parts.append(
            section(
                "Sådan gør vi",
                "aktiviteter",
                "\n\n".join(
                    f"### {plain(slot.title)} {{#{slot.id}}}\n\n{paragraphs(slot.text)}"
                    for slot in {slot.id: slot for slot in activities}.values()
                ),
            )
        )
    if plan.edition == "trainer" and (bring := materials(plan, planned)):
        parts.append(section("Det skal I have med", "materialer", bullets(bring)))
    return Page(uri, phase.title, "\n\n".join(filter(None, parts)) + "\n")


def all_slots(planned: PlannedPhase) -> list[PlannedSlot]:
    """The slots of a phase, in class and between."""
    return [slot for slots in (*planned.blocks, *planned.outside.values()) for slot in slots]


def facts(planned: PlannedPhase) -> str:
    """What the phase takes."""
    lines = [("Hvornår", from_start(planned.phase.week))]
    if planned.in_class:
        breaks = f" og {duration(planned.breaks)} pauser" if planned.breaks else ""
        lines.append(("Sammen", duration(planned.in_class) + breaks))
    between = sum(planned.between(setting) for setting in SETTINGS)
    lines.append(("Imellem", duration(between) if between else ""))
    return bullets(f"**{name}:** {value}" for name, value in lines if value)


def dates_of(planned: PlannedPhase) -> list[str]:
    """Each cohort's day and each common event."""
    return [
        *(f"**{cohort_name(cohort)}:** {day_text(day)}" for cohort, day in planned.dates.days),
        *(event_text(event) for event in planned.dates.events),
    ]


def cohort_name(id: str) -> str:
    """`Hold 1` for the cohort `hold-1`."""
    return plain(id.replace("-", " ").capitalize())


def day_text(day: Day) -> str:
    """`onsdag den 3. februar 2027 kl. 9.00–15.30, Rådhuset`"""
    return f"{long_date(day.date)} kl.\u00a0{clock(day.start)}–{clock(day.end)}, {plain(day.place)}"


def event_text(event: Event) -> str:
    """`tirsdag den 12. januar 2027 kl. 13.00–15.00`"""
    return f"{long_date(event.date)} kl.\u00a0{clock(event.start)}–{clock(event.end)}"


def contents(plan: Plan, planned: PlannedPhase, uri: str) -> str:
    """What is done in class, block by block with the breaks between, and how far in it begins."""
    rows, passed = [], 0
    for number, block in enumerate(planned.blocks):
        if number:
            pause = planned.phase.breaks[number - 1]
            rows.append((duration(passed), "*Pause*", duration(pause)))
            passed += pause
        for slot in block:
            rows.append((duration(passed) if passed else "Start", slot_text(plan, slot, uri, uri), duration(slot.minutes)))
            passed += slot.minutes
    return table(("Efter", "Hvad", "Tid"), rows)


def slot_text(plan: Plan, slot: PlannedSlot, uri: str, phase: str) -> str:
    """A slot with the way to its page, to its description on the page of its `phase`, or to its cases."""
    if slot.module:
        others = (f"{listing(plain(f) for f in s.functions)}: {module_text(plan, s.module, s.title, uri)}" for s in slot.swapped)
        return " · ".join((module_text(plan, slot.module, slot.title, uri), *others))
    if slot.text:
        return link(plain(slot.title), uri, f"{phase}#{slot.id}")
    cases = [link(plain(plan.modules[id].title), uri, module_uri(id)) for id in slot.cases if id in plan.modules]
    return f"{plain(slot.title)}: {' · '.join(cases)}" if cases else f"{plain(slot.title)} (en af jeres egne, uden navne)"


def module_text(plan: Plan, id: str, title: str, uri: str) -> str:
    """A module's title, with the way to its page where it has one."""
    return link(plain(title), uri, module_uri(id)) if id in plan.modules else plain(title)


def materials(plan: Plan, planned: PlannedPhase) -> list[str]:
    """What the phase's modules need, each named once."""
    ids = (id for slot in all_slots(planned) for id in (slot.module, *(s.module for s in slot.swapped), *slot.cases))
    modules = [plan.modules[id] for id in ids if id and id in plan.modules]
    return list(dict.fromkeys(plain(item) for module in modules for item in module.materials))
