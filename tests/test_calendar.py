"""The calendar file: right on both sides of summer time, the same whenever it is made, and able to move a date."""

import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from datetime import time as clock
from pathlib import Path

import pytest
from icalendar import Calendar, Component

from coursesite.model import Cohort, Day, Event
from coursesite.pages.calendar import calendar_text
from coursesite.pages.make import make_site
from coursesite.plan.make import make_plan
from coursesite.plan.model import Plan
from coursesite.problems import Place
from coursesite.site.story import tell_one
from coursesite.source.course import read_course

ROOT = Path(__file__).resolve().parent.parent
BEFORE, AFTER = date(2027, 3, 26), date(2027, 3, 30)  # summer time begins on the 28th, at two in the night
PHASES = ("undervisningsdag-1", "undervisningsdag-2", "undervisningsdag-1")


@pytest.fixture(scope="module")
def eksempel() -> Plan:
    """The fictional municipality's participants' edition."""
    plan = tell_one(ROOT, "eksempel", "participant", read_course(ROOT)).plan
    assert plan
    return plan


def day(at: date, phase: str = PHASES[0], place: str = "Rådhuset, lokale 2; indgang B") -> Day:
    """A day from nine to half past three."""
    return Day(at, clock(9, 0), clock(15, 30), place, phase, (), Place("profile.yml"))


def held(plan: Plan, *days: Day, revision: int = 0, events: tuple[Event, ...] = ()) -> Plan:
    """The plan with one cohort on these days."""
    cohort = Cohort("hold-1", plan.profile.areas, 20, "on-site", revision, days)
    return make_plan(plan.course, replace(plan.profile, cohorts=(cohort,), events=events), plan.edition)


def file_of(plan: Plan) -> bytes:
    """The first cohort's file."""
    return calendar_text(plan, plan.profile.cohorts[0]).encode()


def entries(file: bytes) -> list[Component]:
    """The dates in it, as another program reads them."""
    return list(Calendar.from_ical(file).walk("VEVENT"))


def uids(file: bytes) -> list[str]:
    """What a calendar knows the dates by."""
    return [str(entry["UID"]) for entry in entries(file)]


def test_nine_is_nine_on_both_sides_of_summer_time(eksempel: Plan) -> None:
    """Danish time by a zone that the file explains itself, and the right moment by it."""
    file = file_of(held(eksempel, day(BEFORE), day(AFTER, PHASES[1])))
    first, second = entries(file)
    assert [entry["DTSTART"].params["TZID"] for entry in (first, second)] == ["Europe/Copenhagen"] * 2
    assert (first.start.astimezone(UTC), second.start.astimezone(UTC)) == (
        datetime(2027, 3, 26, 8, 0, tzinfo=UTC), datetime(2027, 3, 30, 7, 0, tzinfo=UTC),
    )  # fmt: skip
    assert {(entry.start.hour, entry.end.hour, entry.end.minute) for entry in (first, second)} == {(9, 15, 30)}
    (zone,) = Calendar.from_ical(file).walk("VTIMEZONE")
    offsets = zone.to_tz(lookup_tzid=False)
    assert [datetime(2027, 3, at, 9, 0, tzinfo=offsets).utcoffset().seconds // 3600 for at in (26, 30)] == [1, 2]  # type: ignore[union-attr]


def test_a_calendar_knows_a_moved_date_again(eksempel: Plan) -> None:
    """Another day, time and place: the same UIDs, and a higher SEQUENCE that says which is the newer."""
    old = file_of(held(eksempel, *(day(date(2027, 2, 3 + n), phase) for n, phase in enumerate(PHASES)), revision=1))
    moved = (replace(day(date(2027, 4, 5 + n), phase, "Medborgerhuset"), start=clock(10, 0)) for n, phase in enumerate(PHASES))
    new = file_of(held(eksempel, *moved, revision=2))
    assert uids(old) == uids(new) == [f"eksempel.hold-1.undervisningsdag-{n}@coursesite" for n in ("1.1", "2.1", "1.2")]
    assert [[entry["SEQUENCE"] for entry in entries(file)] for file in (old, new)] == [[1] * 3, [2] * 3]
    assert entries(old)[0]["DTSTAMP"].dt < entries(new)[0]["DTSTAMP"].dt
    assert [str(entry["LOCATION"]) for entry in (entries(old)[0], entries(new)[0])] == ["Rådhuset, lokale 2; indgang B", "Medborgerhuset"]


def test_a_common_date_is_one_in_everybodys_calendar(eksempel: Plan) -> None:
    """Two cohorts' files have it by the same UID, with the newest revision of any cohort."""
    event = Event(date(2027, 1, 27), clock(9, 0), clock(11, 30), "kick-off")
    plan = held(eksempel, day(BEFORE), events=(event,))
    one = plan.profile.cohorts[0]
    other = replace(one, id="hold-2", revision=3)
    plan = make_plan(plan.course, replace(plan.profile, cohorts=(one, other)), plan.edition)
    shared = [entries(calendar_text(plan, cohort).encode())[0] for cohort in (one, other)]
    assert [(str(entry["UID"]), entry["SEQUENCE"]) for entry in shared] == [("eksempel.kick-off.1@coursesite", 3)] * 2
    assert shared[0].to_ical() == shared[1].to_ical()


def test_every_file_of_the_site_is_a_sound_calendar(eksempel: Plan) -> None:
    """Each cohort has one with its own days and the common ones, none twice; its lines are as the standard asks."""
    written = make_site(eksempel).written
    files = {name: text for name, text in written.items() if name.endswith(".ics")}
    assert list(files) == ["kalender/hold-1.ics", "kalender/hold-2.ics"]
    for text in files.values():
        found = uids(text.encode())
        assert len(found) == len(set(found)) == 5  # the partnership meetings are not the participants'
        assert text.count("\n") == text.count("\r\n")
        assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
        assert entries(text.encode()) == sorted(entries(text.encode()), key=lambda entry: entry.start)


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Another day on another side of the earth."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1900000000")
    monkeypatch.setenv("TZ", "Pacific/Auckland")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def test_no_clock_is_read(eksempel: Plan, request: pytest.FixtureRequest) -> None:
    """The same sources give the same bytes, whatever the day, the zone and the environment."""
    plan = held(eksempel, day(BEFORE), day(AFTER, PHASES[1]), revision=4)
    here = file_of(plan)
    request.getfixturevalue("elsewhere")
    assert file_of(plan) == here
    stamps = {entry["DTSTAMP"].dt for entry in entries(here)}
    assert stamps == {datetime(2000, 1, 5, tzinfo=UTC)}, "the revision's, not the day's"
