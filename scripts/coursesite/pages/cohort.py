"""A cohort's own page: its days by the clock, and its dates for one's calendar."""

from coursesite.model import Cohort
from coursesite.pages.blocks import section
from coursesite.pages.model import Page
from coursesite.pages.programme import cohort_name, event_text, phase_uri, slot_text
from coursesite.pages.programme import day_text as day_line
from coursesite.pages.text import bullets, capital, clock_of, duration, link, listing, plain, table
from coursesite.plan.model import Plan, PlannedDay, Stop


def cohort_uri(id: str) -> str:
    """A cohort's page."""
    return f"hold/{id}.md"


def calendar_uri(id: str) -> str:
    """A cohort's calendar file."""
    return f"kalender/{id}.ics"


def run_sheet_uri(planned: PlannedDay) -> str:
    """The trainer's page for one day of a cohort."""
    return f"koereplan/{planned.cohort.id}-{planned.day.date.isoformat()}.md"


def cohorts_of(plan: Plan) -> tuple[Cohort, ...]:
    """The cohorts that this edition's readers have days with."""
    with_days = {planned.cohort.id for planned in plan.days}
    return tuple(cohort for cohort in plan.profile.cohorts if cohort.id in with_days)


def cohort_page(plan: Plan, cohort: Cohort) -> Page:
    """Every day of a cohort with its programme."""
    uri = cohort_uri(cohort.id)
    areas = listing(plain(plan.course.areas[id].title) for id in cohort.areas)
    facts = bullets([f"**For:** {areas}", f"**Deltagere:** {cohort.size}", *([] if cohort.format == "on-site" else ["**Sted:** online"])])
    parts = [f"# {cohort_name(cohort.id)}", facts, link("Læg datoerne i din kalender", uri, calendar_uri(cohort.id))]
    if common := [
        f"{link(plain(p.phase.title), uri, phase_uri(p.phase.id))}: {event_text(e)}" for p in plan.phases for e in p.dates.events
    ]:
        parts.append(section("Fælles for alle hold", "faelles", bullets(common)))
    own = [planned for planned in plan.days if planned.cohort.id == cohort.id]
    parts += [section(p.phase.phase.title, f"dag--{p.day.date.isoformat()}", day_text(plan, p, uri)) for p in own]
    return Page(uri, cohort_name(cohort.id), "\n\n".join(parts) + "\n")


def day_text(plan: Plan, planned: PlannedDay, uri: str) -> str:
    """When and where, then what happens at which time and for how long."""
    rows = [(clock_span(stop), what(plan, planned, stop, uri), duration(stop.minutes)) for stop in planned.schedule.stops]
    sheet = link("Køreplan for dagen", uri, run_sheet_uri(planned)) if plan.edition == "trainer" else ""
    return "\n\n".join(filter(None, [capital(day_line(planned.day)), table(("Kl.", "Hvad", "Varer"), rows), sheet]))


def clock_span(stop: Stop) -> str:
    """`9.00–9.45`"""
    return f"{clock_of(stop.start)}–{clock_of(stop.end)}"


def what(plan: Plan, planned: PlannedDay, stop: Stop, uri: str) -> str:
    """What a stop holds, with the way to its page."""
    if stop.slot is None:
        return f"*{plain(stop.label)}*" if stop.kind == "break" else "*Ikke planlagt*"
    return slot_text(plan, stop.slot, uri, phase_uri(planned.phase.phase.id)) + part_of(stop)


def part_of(stop: Stop) -> str:
    """Says of a module that had to be cut which part this is."""
    return {0: "", 1: " (begynder)"}.get(stop.part, " (fortsat)")
