"""Every page can be used by everyone: seen by a browser, judged by axe-core and by what axe can't see.

The ordinary run opens one page of each kind; `--full` opens every page of every edition in both
schemes and at both widths.
"""

import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from conftest import FULL, Build
from evidence import EDITIONS, Seen
from playwright.sync_api import Browser, Page
from views import AXE_VERSION, SIDE_BY_SIDE, SPACE, UNSPACE, View, Window, pages_of, sample, told, window

Builder = Callable[[str, str], Build]
Server = Callable[[Path], str]


@pytest.fixture(params=EDITIONS)
def site(request: pytest.FixtureRequest, real_builds: Builder) -> Path:
    """An edition of the fictional municipality, which has one of everything."""
    return built(real_builds, request.param)


def built(real_builds: Builder, edition: str) -> Path:
    """An edition's folder."""
    build = real_builds("eksempel", edition)
    assert build.code == 0, build.output
    return build.site


def base_of(serve: Server, site: Path) -> str:
    """Where a site begins: two folders under the server's root, as on an intranet."""
    return f"{serve(site.parents[2])}/{site.relative_to(site.parents[2]).as_posix()}"


# ── every page, in every view ────────────────────────────────────────────────────────────────


def test_no_page_has_a_fault_that_a_machine_can_see(site: Path, serve: Server, browser: Browser, evidence: Seen) -> None:
    """axe, reflow, targets, underlines, tables, headings, text spacing, motion, errors, policy, requests."""
    faults: list[str] = []
    pages = pages_of(site)
    for number, views in enumerate(SIDE_BY_SIDE):
        with ExitStack() as opened:
            windows = [opened.enter_context(window(browser, base_of(serve, site), view)) for view in views]
            for address in pages if FULL or not number else ["index.html"]:
                faults += judged(windows, address)
    evidence.used.update(browser=f"Chromium {browser.version}", axe=AXE_VERSION)
    evidence.counted[f"{site.name}, seen"] = Counter(pages=len(pages), views=4 * len(pages), faults=len(faults))
    assert not faults, told(faults)


def judged(windows: list[Window], address: str) -> Iterator[str]:
    """One page in two windows at once; axe works in both while it is waited for."""
    for seen in windows:
        seen.open(address)
        seen.start_axe()
    for seen in windows:
        found = seen.end_axe() + judge(seen)
        yield from (f"{address} ({seen.view}): {fault}" for fault in found)


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


@pytest.mark.parametrize("width", [320, 1280])
def test_tab_walks_down_the_page_and_every_stop_is_seen(site: Path, serve: Server, browser: Browser, evidence: Seen, width: int) -> None:
    """From the skip link to the last link: each in focus once, with a ring, on screen, in order."""
    view = View(width, "dark" if width == 320 else "light")
    faults: list[str] = []
    stops = 0
    with window(browser, base_of(serve, site), view, reduced_motion="reduce") as seen:
        for address in pages_of(site) if FULL else [page for page in sample(site) if page.endswith(WALKED)]:
            seen.open(address)
            stops += seen.page.evaluate("walk.begin()")
            faults += [f"{address} ({view}): {fault}" for fault in walk(seen.page)]
    evidence.counted[f"{site.name}, walked at {width}"] = Counter(stops=stops, faults=len(faults))
    assert not faults, told(faults)


# In an ordinary run one page with each kind of control is walked.
WALKED = ("index.html", "fra-tryk-til-traek.html", "love.html", "noegler.html", "hold-1.html")


def walk(page: Page) -> Iterator[str]:
    """Press Tab until the page is left; what is wrong with each stop."""
    most = page.evaluate("walk.begin()") + 5
    for number in range(most):
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


def test_focus_is_seen_in_forced_colours(real_builds: Builder, serve: Server, browser: Browser) -> None:
    """Where the system chooses the colours, the ring is still there, and so are the controls' edges."""
    site = built(real_builds, "participant")
    faults: list[str] = []
    with window(browser, base_of(serve, site), View(1280, "dark"), forced_colors="active", reduced_motion="reduce") as seen:
        for address in sample(site) if FULL else [page for page in sample(site) if page.endswith(WALKED)]:
            seen.open(address)
            faults += [f"{address}: {fault}" for fault in walk(seen.page)]
    assert not faults, told(faults)


# ── without what one may lack ────────────────────────────────────────────────────────────────


def test_everything_can_be_read_without_javascript(site: Path, serve: Server, browser: Browser) -> None:
    """All text is there, and no control pretends to work."""
    faults: list[str] = []
    with window(browser, base_of(serve, site), View(1280, "light"), java_script_enabled=False) as seen:
        for address in pages_of(site):
            seen.open(address)
            faults += [f"{address}: {fault}" for fault in seen.ask("faults.dead")]
    assert not faults, told(faults)


def test_pages_open_from_a_folder(real_builds: Builder, browser: Browser, tmp_path: Path) -> None:
    """From a file share, in a folder whose name has spaces and Danish letters: styled, and without an error."""
    folder = tmp_path / "Fælles drev" / "kursus på rådhuset (2)"
    shutil.copytree(built(real_builds, "participant"), folder)
    faults: list[str] = []
    with window(browser, folder.as_uri(), View(1280, "light")) as seen:
        for address in sample(folder):
            seen.open(address)
            faults += [f"{address}: {fault}" for fault in seen.complaints()]
            if address != "404.html":  # it has styles only where the profile says the site's address
                assert seen.page.evaluate("getComputedStyle(document.body).getPropertyValue('--ink')"), f"{address} has no styles"
    assert not faults, told(faults)
