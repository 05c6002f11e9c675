"""The trainer's tools in a browser: a module on the wall, with its clock, and a whole day on paper."""

import re
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from conftest import Build
from playwright.sync_api import Browser, Locator, Page, expect

MODULE, DAY = "modul/aktiv-lytning.html", "print/hold-1-2027-02-24.html"
Builder = Callable[[str, str], Build]


@pytest.fixture(scope="module")
def base(real_builds: Builder, serve: Callable[[Path], str]) -> str:
    """The address of the fictional municipality's trainers' edition."""
    build = real_builds("eksempel", "trainer")
    assert build.code == 0, build.output
    return f"{serve(build.site.parents[2])}/intranet/eksempel/trainer"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A browser's page whose clock stands still but for what the test moves it; nothing may go wrong in it."""
    opened = browser.new_page(viewport={"width": 1280, "height": 800})
    wrong: list[str] = []
    opened.on("pageerror", lambda error: wrong.append(str(error)))
    opened.clock.install(time=datetime(2027, 2, 3, 8, tzinfo=UTC))
    opened.clock.pause_at(datetime(2027, 2, 3, 9, tzinfo=UTC))
    yield opened
    opened.close()
    assert not wrong


@pytest.fixture
def wall(page: Page, base: str) -> Locator:
    """A module that is shown on the wall."""
    page.goto(f"{base}/{MODULE}")
    page.get_by_role("button", name="Vis på skærm").click()
    return page.get_by_role("dialog", name="Vis på skærm")


def count(wall: Locator) -> tuple[int, int]:
    """Which section is shown, and of how many."""
    hit = re.fullmatch(r"(\d+) af (\d+)", wall.locator(".presenter__count").inner_text())
    assert hit
    return int(hit[1]), int(hit[2])


def test_it_opens_at_the_first_section(wall: Locator, page: Page) -> None:
    """Its heading has the focus, and nothing behind it can be reached."""
    expect(wall.locator("h2")).to_be_focused()
    number, sections = count(wall)
    assert (number, sections) == (1, page.locator("article h2:not(#noter--underviser)").count())
    assert page.evaluate("[...document.body.children].filter(e => !e.inert).map(e => e.className)") == ["presenter"]


def test_keys_lead_through_the_sections(wall: Locator, page: Page) -> None:
    """Forward, back, to either end, and no further; each section's heading is read aloud."""
    _, last = count(wall)
    titles = page.locator("article h2:not(#noter--underviser)").evaluate_all("all => all.map(h => h.firstChild.textContent)")
    ways = [
        ("ArrowRight", 2),
        ("PageDown", 3),
        ("Space", 4),
        ("ArrowLeft", 3),
        ("PageUp", 2),
        ("End", last),
        ("ArrowRight", last),
        ("Home", 1),
        ("ArrowLeft", 1),
    ]
    for key, number in ways:
        page.keyboard.press(key)
        assert count(wall)[0] == number, key
        expect(wall.locator("h2")).to_be_focused()
        expect(wall.locator("h2")).to_contain_text(titles[number - 1])


def test_buttons_do_the_same(wall: Locator, page: Page) -> None:
    """For those who point; space presses the button that has the focus, and turns no page."""
    wall.get_by_role("button", name="Næste").click()
    assert count(wall)[0] == 2
    wall.get_by_role("button", name="Forrige").focus()
    page.keyboard.press("Space")
    assert count(wall)[0] == 1


def test_the_browsers_own_keys_are_left_to_it(wall: Locator) -> None:
    """Back is Alt and an arrow."""
    kept = """key => { const event = new KeyboardEvent('keydown', {key, altKey: true, bubbles: true, cancelable: true});
        document.activeElement.dispatchEvent(event); return !event.defaultPrevented; }"""
    assert wall.page.evaluate(kept, "ArrowRight")
    assert count(wall)[0] == 1


def test_no_note_is_on_the_wall(wall: Locator, page: Page) -> None:
    """What is for the trainer, the leader or one who plays a part is on the page, and on no section shown."""
    assert page.locator("article .note--trainer").count() > 0
    _, last = count(wall)
    for _ in range(last):
        assert wall.locator(".note--trainer, .note--leader, .role-card").count() == 0
        assert page.evaluate("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))") == 0
        page.keyboard.press("ArrowRight")


def test_the_clock_runs_and_pauses(wall: Locator, page: Page) -> None:
    """From five minutes down, by button or by T; a pause holds it."""
    clock = wall.locator(".presenter__clock")
    expect(clock).to_have_text("5.00")
    wall.get_by_role("button", name="Start uret").click()
    page.clock.run_for(3000)
    expect(clock).to_have_text("4.57")
    page.keyboard.press("t")
    expect(wall.get_by_role("button", name="Start uret")).to_be_visible()
    page.clock.run_for(60_000)
    expect(clock).to_have_text("4.57")
    wall.get_by_role("button", name="1 min. mere").click()
    expect(clock).to_have_text("5.57")
    page.keyboard.press("T")
    page.keyboard.press("ArrowRight")
    page.clock.run_for(57_000)
    expect(clock).to_have_text("5.00")


def test_the_end_of_the_time_is_said(wall: Locator, page: Page) -> None:
    """To those who don't look too, by a place that is there before it has anything to say; more time can be given and started."""
    said = wall.get_by_role("status")
    for _ in range(4):
        wall.get_by_role("button", name="1 min. mindre").click()
    wall.get_by_role("button", name="Start uret").click()
    page.clock.run_for(59_000)
    expect(said).to_have_text("")
    page.clock.run_for(5000)
    expect(said).to_have_text("Tiden er gået")
    expect(wall.locator(".presenter__clock")).to_have_text("0.00")
    wall.get_by_role("button", name="1 min. mere").click()
    wall.get_by_role("button", name="Start uret").click()
    page.clock.run_for(1000)
    expect(wall.locator(".presenter__clock")).to_have_text("0.59")
    expect(said).to_have_text("")


def test_escape_closes_and_gives_the_focus_back(wall: Locator, page: Page) -> None:
    """Everything is as before, keys too, and it can be opened again from the beginning."""
    wall.get_by_role("button", name="Start uret").click()
    page.keyboard.press("End")
    page.keyboard.press("Escape")
    expect(wall).to_have_count(0)
    opener = page.get_by_role("button", name="Vis på skærm")
    expect(opener).to_be_focused()
    assert page.evaluate("document.querySelectorAll('[inert]').length") == 0
    assert page.evaluate("document.documentElement.classList.contains('presenting')") is False
    page.keyboard.press("ArrowRight")
    expect(wall).to_have_count(0)
    opener.press("Enter")
    assert count(wall)[0] == 1
    expect(wall.locator(".presenter__clock")).to_have_text("5.00")
    wall.get_by_role("button", name="Luk").click()
    expect(opener).to_be_focused()


def test_only_modules_are_shown_and_only_to_trainers(real_builds: Builder, page: Page, base: str) -> None:
    """The front page has no button, and the participants' edition none of the tools."""
    page.goto(f"{base}/index.html")
    expect(page.get_by_role("button", name="Vis på skærm")).to_have_count(0)
    site = real_builds("eksempel", "participant").site
    assert not [path.name for path in site.rglob("*") if path.name in {"present.js", "copies.js", "trainer.css"}]
    assert not list(site.glob("print/*"))


def test_each_sheet_is_printed_in_its_number(page: Page, base: str) -> None:
    """Twenty cards for twenty people, one sheet for a group; on the screen each is there once, and says how many."""
    page.goto(f"{base}/{DAY}")
    sheets = page.locator(".sheet:not(.sheet--copy)").evaluate_all(
        "all => all.map(s => [+/copies-(\\d+)/.exec(s.className)[1], s.querySelector('h2').textContent])"
    )
    assert {number for number, _ in sheets} >= {20, 6}
    everything = page.locator(".sheet").evaluate_all("all => all.map(s => s.querySelector('h2').textContent)")
    assert everything == [title for number, title in sheets for _ in range(number)]
    assert page.locator(".sheet:visible").count() == len(sheets)
    assert page.locator(".copies:visible").count() == len(sheets)
    page.emulate_media(media="print")
    assert page.locator(".sheet:visible").count() == sum(number for number, _ in sheets)
    assert page.locator(".copies:visible").count() == 0
    assert page.evaluate("(ids => ids.length - new Set(ids).size)([...document.querySelectorAll('[id]')].map(e => e.id))") == 0


def test_sheets_can_be_printed_without_javascript(browser: Browser, base: str) -> None:
    """Each is there once, under how many are wanted."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{DAY}")
    assert page.locator(".sheet").count() == page.locator(".copies").count() > 0
    assert re.fullmatch(r"\d+ (stk\.|eksemplarer|eksemplar)", page.locator(".copies").first.inner_text())
    context.close()
