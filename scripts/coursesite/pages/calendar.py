"""A cohort's dates as a calendar file (RFC 5545), which the same calendar can take in again and again.

No clock is read. A date keeps its UID whatever is moved, and the profile's `revision` becomes its
SEQUENCE and sets its DTSTAMP, so that a later file updates what an earlier one put there
(https://www.rfc-editor.org/rfc/rfc5545#section-3.8.7.4).
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar
from icalendar import Event as Entry

from coursesite.model import Cohort
from coursesite.plan.model import Plan

ZONE = ZoneInfo("Europe/Copenhagen")
_BEGINNING = datetime(2000, 1, 1, tzinfo=UTC)


def calendar_text(plan: Plan, cohort: Cohort) -> str:
    """The calendar of one cohort: its own days and what all cohorts share."""
    calendar = Calendar()
    calendar.add("prodid", "-//coursesite//da")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", f"{plan.course.title}, {cohort.id}")
    entries = sorted((*own_days(plan, cohort), *common(plan)), key=lambda entry: entry.start)
    for entry in entries:
        calendar.add_component(entry)
    if entries:
        calendar.add_missing_timezones(date(entries[0].start.year - 1, 1, 1), date(entries[-1].start.year + 1, 12, 31))
    return str(calendar.to_ical(), "utf-8")


def own_days(plan: Plan, cohort: Cohort) -> Iterator[Entry]:
    """The cohort's days; a phase held on several days counts them."""
    counted: dict[str, int] = {}
    for planned in plan.days:
        if planned.cohort.id == cohort.id:
            day, phase = planned.day, planned.phase.phase
            counted[phase.id] = counted.get(phase.id, 0) + 1
            uid = f"{plan.profile.municipality.slug}.{cohort.id}.{phase.id}.{counted[phase.id]}"
            yield entry(plan, uid, phase.title, day.date, (day.start, day.end), day.place, cohort.revision)


def common(plan: Plan) -> Iterator[Entry]:
    """What all cohorts share; its revision is the newest of any cohort's."""
    revision = max((cohort.revision for cohort in plan.profile.cohorts), default=0)
    for planned in plan.phases:
        for number, event in enumerate(planned.dates.events, 1):
            uid = f"{plan.profile.municipality.slug}.{planned.phase.id}.{number}"
            yield entry(plan, uid, planned.phase.title, event.date, (event.start, event.end), "", revision)


def entry(plan: Plan, uid: str, title: str, day: date, span: tuple[time, time], place: str, revision: int) -> Entry:
    """One date, in Danish time whatever the season."""
    made = Entry()
    made.add("uid", f"{uid}@coursesite")
    made.add("dtstamp", _BEGINNING + timedelta(days=revision))
    made.add("sequence", revision)
    made.add("dtstart", datetime.combine(day, span[0], ZONE))
    made.add("dtend", datetime.combine(day, span[1], ZONE))
    made.add("summary", f"{plan.course.title}: {title}")
    if place:
        made.add("location", place)
    return made
