"""Every page can be used by everyone: seen by a browser, judged by axe-core and by what axe can't see.

The ordinary run opens one page of each kind; `--full` opens every page of every edition in both
schemes and at both widths.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from conftest import FULL, ROOT, Build
from evidence import EDITIONS, Seen
from playwright.sync_api import Browser, Page
from views import AXE_VERSION, CONTROLS, SIDE_BY_SIDE, SPACE, UNSPACE, View, Window, addresses, kinds, sample, told, window

Builder = Callable[[str, str], Build]
Server = Callable[[Path], str]
NARROW, WIDE = View(320, "dark"), View(1280, "light")


@dataclass(frozen=True)
class Edition:
    """One edition of the fictional municipality, which has one of everything; served two folders down, as on an intranet.

    Of its pages there is one of each kind, and of those some with every kind of control, since a walk takes as long as all the rest.
    """

    name: str
    base: str
    sample: list[str]
    controls: list[str]
    everything: list[str]

    @property
    def pages(self) -> list[str]:
        """What this run opens."""
        return self.everything if FULL else self.sample

    @property
    def walked(self) -> list[str]:
        """What this run walks through."""
        return self.everything if FULL else self.controls


def built(real_builds: Builder, edition: str) -> Path:
    """An edition's folder."""
    build = real_builds("eksempel", edition)
    assert build.code == 0, build.output
    return build.site


@pytest.fixture(params=EDITIONS)
def edition(request: pytest.FixtureRequest, real_builds: Builder, serve: Server) -> Edition:
    """Each edition in turn."""
    return an_edition(request.param, real_builds, serve)


@pytest.fixture
def participants(real_builds: Builder, serve: Server) -> Edition:
    """The participants' edition."""
    return an_edition("participant", real_builds, serve)


def an_edition(name: str, real_builds: Builder, serve: Server) -> Edition:
    """An edition, with the pages that the participants' hasn't got as its sample."""
    site = built(real_builds, name)
    root = site.parents[2]
    seen = sample(site, built(real_builds, "participant"))
    controls = sorted(set(seen) & {page for kind, page in kinds(site).items() if kind in CONTROLS})
    return Edition(name, f"{serve(root)}/{site.relative_to(root).as_posix()}", seen, controls, addresses(site))


# ── every page, in every view ────────────────────────────────────────────────────────────────


def test_no_page_has_a_fault_that_a_machine_can_see(edition: Edition, browser: Browser, evidence: Seen) -> None:
    """axe, reflow, targets, underlines, tables, headings, text spacing, motion, errors, policy, requests."""
    faults: list[str] = []
    for number, views in enumerate(SIDE_BY_SIDE):
        with ExitStack() as opened:
            windows = [opened.enter_context(window(browser, edition.base, view)) for view in views]
            for address in edition.pages if FULL or not number else ["index.html"]:
                faults += judged(windows, address)
    evidence.used.update(browser=f"Chromium {browser.version}", axe=AXE_VERSION)
    count = len(edition.pages)
    evidence.counted[f"{edition.name}, seen"] = Counter(pages=count, views=4 * count, faults=len(faults))
    assert not faults, told(faults)


def judged(windows: list[Window], address: str) -> Iterator[str]:
    """One page in two windows at once; axe works in both while it is waited for."""
    for seen in windows:
        seen.open(address)
        seen.start_axe()
    for seen in windows:
        yield from (f"{address} ({seen.view}): {fault}" for fault in [*seen.end_axe(), *judge(seen)])


def judge(seen: Window) -> list[str]:
    """What axe doesn't see, on a page that is open."""
    found = [fault for name in ("reflow", "targets", "underlines", "scrollers", "headings") for fault in seen.ask(f"faults.{name}")]
    seen.page.evaluate(SPACE)
    found += [f"with text spacing: {fault}" for fault in (*seen.ask("faults.clipped"), *seen.ask("faults.reflow"))]
    seen.page.evaluate(UNSPACE)
    seen.page.emulate_media(reduced_motion="reduce")
    found += seen.ask("faults.motion")
    seen.page.emulate_media(reduced_motion="no-preference")
    return found + seen.complaints()


# ── with the keyboard ────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("view", [NARROW, WIDE], ids=str)
def test_tab_walks_down_the_page_and_every_stop_is_seen(edition: Edition, browser: Browser, evidence: Seen, view: View) -> None:
    """From the skip link to the last link: each in focus once, with a ring, on screen, in order."""
    faults: list[str] = []
    stops = 0
    with window(browser, edition.base, view) as seen:
        for address in edition.walked:
            seen.open(address)
            stops += seen.page.evaluate("walk.begin()")
            faults += [f"{address} ({view}): {fault}" for fault in walk(seen.page)]
    evidence.counted[f"{edition.name}, walked at {view.width}"] = Counter(stops=stops, faults=len(faults))
    assert stops > len(edition.walked)
    assert not faults, told(faults)


def walk(page: Page) -> Iterator[str]:
    """Press Tab until the page is left; what is wrong with each stop. A page that scrolls softly would be seen half-way."""
    page.emulate_media(reduced_motion="reduce")
    page.evaluate("walk.begin()")
    for number in range(page.evaluate("walk.most()")):
        page.keyboard.press("Tab")
        stop: dict[str, Any] | None = page.evaluate("walk.stop()")
        if stop is None:
            break
        if number == 0 and not stop["skip"]:
            yield f"the first stop is no skip link, but {stop['name']}"
        yield from (f"{fault}: {stop['name']}" for fault in stop["faults"])
    else:
        yield "Tab never leaves the page"
    yield from page.evaluate("walk.missed()")


def test_focus_is_seen_in_forced_colours(participants: Edition, browser: Browser) -> None:
    """Where the system chooses the colours, the ring is still there."""
    faults: list[str] = []
    with window(browser, participants.base, View(1280, "dark"), forced_colors="active") as seen:
        for address in participants.walked if FULL else ["handleplan.html", "modul/fra-tryk-til-traek.html"]:  # every kind of control
            seen.open(address)
            faults += [f"{address}: {fault}" for fault in walk(seen.page)]
    assert not faults, told(faults)


# ── what opens and closes ────────────────────────────────────────────────────────────────────


FRONT, MODULE = "index.html", "modul/fra-tryk-til-traek.html"


@pytest.mark.parametrize(
    ("address", "scheme"), [(FRONT, "light"), (MODULE, "dark"), *([(FRONT, "dark"), (MODULE, "light")] if FULL else [])]
)
def test_the_menu_opens_and_closes(participants: Edition, browser: Browser, address: str, scheme: Any) -> None:
    """On a phone: shut, nothing in it can be reached; open, it is as good as any page; Escape shuts it and goes back to the button."""
    with window(browser, participants.base, View(320, scheme)) as seen:
        seen.open(address)
        button = seen.page.get_by_role("button", name="Menu")
        inside = seen.page.get_by_role("navigation", name="Kursets sider").get_by_role("link")
        assert inside.count() == 0
        faults = opened_and_judged(seen, "Menu")
        assert inside.count() > 0
        assert button.get_attribute("aria-expanded") == "true"
        faults += list(walk(seen.page))
        button.focus()
        assert_escape_goes_back(seen, "Menu")
        assert inside.count() == 0
    assert not faults, told(faults)


@pytest.mark.skipif(not (ROOT / "docs" / "js" / "search.js").is_file(), reason="there is no search yet")
@pytest.mark.parametrize(("address", "view"), [(FRONT, NARROW), (MODULE, WIDE), *([(FRONT, WIDE), (MODULE, NARROW)] if FULL else [])])
def test_the_search_opens_and_closes(participants: Edition, browser: Browser, address: str, view: View) -> None:
    """Open, it has the focus, a name and no fault; Escape shuts it and goes back to the button."""
    with window(browser, participants.base, view) as seen:
        seen.open(address)
        faults = opened_and_judged(seen, "Søg")
        assert seen.page.evaluate("document.activeElement.matches('input')")
        seen.page.keyboard.type("konflikt")
        seen.page.get_by_role("dialog").get_by_role("link").first.wait_for()
        seen.start_axe()
        faults += seen.end_axe() + judge(seen)
        assert_escape_goes_back(seen, "Søg")
        assert seen.page.get_by_role("dialog").count() == 0
    assert not faults, told(faults)


@pytest.mark.parametrize("view", [View(320, "dark"), View(1280, "light")], ids=str)
def test_the_presentation_opens_and_closes(real_builds: Builder, serve: Server, browser: Browser, view: View) -> None:
    """A trainer shows a module on the wall: every section without a fault, and Escape goes back to where it was."""
    trainers = an_edition("trainer", real_builds, serve)
    with window(browser, trainers.base, view) as seen:
        seen.open("modul/konflikttrappen.html")
        opener = seen.page.get_by_role("button", name="Vis på skærm")
        opener.click()
        faults: list[str] = []
        for section in range(seen.page.locator("article h2").count() if FULL else 3):
            seen.start_axe()
            faults += [f"section {section + 1}: {fault}" for fault in seen.end_axe()]
            seen.page.keyboard.press("PageDown")
        seen.page.keyboard.press("Escape")
        assert opener.evaluate("button => button === document.activeElement")
    assert not faults, told(faults)


def opened_and_judged(seen: Window, name: str) -> list[str]:
    """What is wrong once a button of the header has been pressed."""
    seen.page.get_by_role("banner").get_by_role("button", name=name).click()
    seen.start_axe()
    return seen.end_axe() + judge(seen)


def assert_escape_goes_back(seen: Window, name: str) -> None:
    """What was opened from a button is shut with Escape, and the focus is on the button again."""
    seen.page.keyboard.press("Escape")
    assert seen.page.get_by_role("banner").get_by_role("button", name=name).evaluate("button => button === document.activeElement")


def test_the_other_scheme_is_as_readable(participants: Edition, browser: Browser) -> None:
    """Dark colours chosen with the button, where the system's are light, and the choice goes with the reader."""
    with window(browser, participants.base, View(320, "light")) as seen:
        seen.open("index.html")
        faults = opened_and_judged(seen, "Mørk")
        seen.open("love.html")
        assert seen.page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "dark"
        seen.start_axe()
        faults += seen.end_axe()
    assert not faults, told(faults)


# ── without what one may lack ────────────────────────────────────────────────────────────────


def test_everything_can_be_read_without_javascript(edition: Edition, browser: Browser) -> None:
    """All text is there, and no control pretends to work."""
    faults: list[str] = []
    with window(browser, edition.base, WIDE, java_script_enabled=False) as seen:
        for address in edition.pages:
            seen.open(address)
            faults += [f"{address}: {fault}" for fault in (*seen.ask("faults.dead"), *seen.ask("faults.scrollers"))]
    assert not faults, told(faults)


def test_pages_open_from_a_folder(real_builds: Builder, participants: Edition, browser: Browser, tmp_path: Path) -> None:
    """From a file share, in a folder whose name has spaces and Danish letters: styled, and without an error."""
    folder = tmp_path / "Fælles drev" / "kursus på rådhuset (2)"
    shutil.copytree(built(real_builds, "participant"), folder)
    faults: list[str] = []
    with window(browser, folder.as_uri(), WIDE) as seen:
        for address in participants.sample:
            seen.open(address)
            faults += [f"{address}: {fault}" for fault in seen.complaints()]
            if address != "404.html":  # it has styles only where the profile says the site's address
                assert seen.page.evaluate("getComputedStyle(document.body).getPropertyValue('--ink')"), f"{address} has no styles"
    assert not faults, told(faults)
