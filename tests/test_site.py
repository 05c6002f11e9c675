"""The real course, built for real municipalities, served under a sub-path and seen in a browser.

Every page of every build is inspected; the browser opens a sample of each, or with `--full` every
page of each in both schemes and at both widths.
"""

import os
import re
from collections.abc import Callable
from itertools import combinations
from pathlib import Path
from typing import Any, Literal

import pytest
from conftest import ROOT, Build
from playwright.sync_api import Browser, Page, Request

from coursesite.deliver.inspect import inspect
from coursesite.pages.make import make_site
from coursesite.pages.model import NavItem
from coursesite.problems import report
from coursesite.site.choice import check_edition
from coursesite.site.story import tell

FULL = bool(os.environ.get("COURSESITE_FULL"))
EDITIONS = [
    ("eksempel", "participant"), ("eksempel", "trainer"), ("eksempel", "leader"),
    ("aalborg", "participant"), ("helsingoer", "participant"), ("hjoerring", "participant"),
]  # fmt: skip
VIEWS = [(390, "light"), (390, "dark"), (1440, "light"), (1440, "dark")] if FULL else [(390, "dark"), (1440, "light")]
Builder = Callable[[str, str], Build]


def built(real_builds: Builder, slug: str, edition: str) -> Build:
    """A build that succeeded."""
    build = real_builds(slug, edition)
    assert build.code == 0, build.output
    return build


def wanted(slug: str, edition: str) -> list[tuple[str, str]]:
    """The menu that the plan gives: titles and addresses in order."""
    told = tell(ROOT, slug, check_edition(edition))
    assert told.plan
    return [(item.title, (item.uri or "").replace(".md", ".html")) for top in make_site(told.plan).nav for item in flat(top)]


def flat(item: NavItem) -> list[NavItem]:
    """An entry with everything under it that is a page."""
    return [item] if item.uri else [page for child in item.children for page in flat(child)]


@pytest.mark.parametrize(("slug", "edition"), EDITIONS)
def test_nothing_is_wrong_with_the_finished_site(real_builds: Builder, slug: str, edition: str) -> None:
    """No dead link or anchor, nothing fetched from outside, no template left-over, on any page."""
    build = built(real_builds, slug, edition)
    assert "WARNING" not in build.output
    assert not (faults := inspect(build.site)), report(faults)


# Those of eksempel are opened in test_accessibility, which hears the same.
@pytest.mark.parametrize(("slug", "edition"), [one for one in EDITIONS if FULL or one[0] != "eksempel"])
def test_pages_open_without_error_and_ask_for_nothing_outside(
    real_builds: Builder, serve: Callable[[Path], str], browser: Browser, slug: str, edition: str
) -> None:
    """In the browser, under a sub-path, on a phone in the dark and on a desk in the light."""
    site = built(real_builds, slug, edition).site
    base = f"{serve(site.parents[2])}/intranet/{slug}/{edition}"
    addresses = [address for _, address in wanted(slug, edition)]
    for width, scheme in VIEWS if FULL else VIEWS[:1]:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message, said=said: said.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error, said=said: said.append(str(error)))
        page.on("request", lambda request, said=said: said.append(f"outside: {request.url}") if leaves(request, base) else None)
        for address in addresses if FULL else addresses[:: max(1, len(addresses) // 8)]:
            answer = page.goto(f"{base}/{address}")
            assert answer
            assert answer.status == 200
            check_page(page, address)
        context.close()
        assert not said, said


def leaves(request: Request, base: str) -> bool:
    """Whether a request goes to another host, or above the site's own folder."""
    return not request.url.startswith((base, "data:", "blob:"))


def check_page(page: Page, address: str) -> None:
    """One heading, text in the middle, and nothing wider than the screen."""
    assert page.locator("h1").count() == 1, address
    assert page.locator("html").get_attribute("lang") == "da"
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), f"{address} is wider than the screen"


@pytest.mark.parametrize(("slug", "edition"), EDITIONS)
def test_the_menu_is_the_plans(real_builds: Builder, serve: Callable[[Path], str], browser: Browser, slug: str, edition: str) -> None:
    """The same pages under the same titles in the same order."""
    site = built(real_builds, slug, edition).site
    base = f"{serve(site.parents[2])}/intranet/{slug}/{edition}/"
    page = browser.new_page()
    page.goto(base + "index.html")
    links = page.locator(".menu a").evaluate_all("all => all.map(a => [a.textContent.trim(), a.href])")
    page.close()
    seen = [(re.sub(r"\s+", " ", title), href.split("#")[0].removeprefix(base)) for title, href in links if "#" not in href]
    assert [entry for entry in seen if entry[1]] == wanted(slug, edition)


def test_colours_can_be_changed_and_stay_while_the_tab_is_open(
    real_builds: Builder, serve: Callable[[Path], str], browser: Browser
) -> None:
    """The button says what it gives; the next page has the same colours, and another tab the system's."""
    site = built(real_builds, "aalborg", "participant").site
    base = f"{serve(site.parents[2])}/intranet/aalborg/participant"
    context = browser.new_context(color_scheme="light")
    page, ground = context.new_page(), "getComputedStyle(document.body).backgroundColor"
    page.goto(f"{base}/index.html")
    light = page.evaluate(ground)
    page.get_by_role("button", name="Mørk visning").click()
    dark = page.evaluate(ground)
    page.goto(f"{base}/om.html")
    other = context.new_page()
    other.goto(f"{base}/om.html")
    assert light != dark == page.evaluate(ground)
    assert other.evaluate(ground) == light
    assert page.get_by_role("button", name="Lys visning").is_visible()
    context.close()


def test_the_menu_opens_and_closes_on_a_phone(real_builds: Builder, serve: Callable[[Path], str], browser: Browser) -> None:
    """Closed at first and out of the keyboard's way; Esc closes it and gives the focus back."""
    site = built(real_builds, "aalborg", "participant").site
    page = browser.new_page(viewport={"width": 390, "height": 900})
    page.goto(f"{serve(site.parents[2])}/intranet/aalborg/participant/index.html")
    button, menu = page.get_by_role("button", name="Menu"), page.get_by_role("navigation", name="Kursets sider")
    assert not menu.is_visible()
    button.focus()
    page.keyboard.press("Enter")
    assert menu.is_visible()
    assert button.get_attribute("aria-expanded") == "true"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Forside"
    page.keyboard.press("Escape")
    assert not menu.is_visible()
    assert page.evaluate("document.activeElement.hasAttribute('data-menu-button')")
    page.close()


def test_self_checks_open_without_javascript(real_builds: Builder, serve: Callable[[Path], str], browser: Browser) -> None:
    """Answers and scenarios fold out by themselves; everything can be read."""
    site = built(real_builds, "eksempel", "participant").site
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{serve(site.parents[2])}/intranet/eksempel/participant/modul/fra-tryk-til-traek.html")
    page.locator(".scenario summary").first.click()
    assert page.locator("#brevet-paa-bordet--1").is_visible()
    context.close()


# Where a drawing's words are, and the drawing itself, in the browser's pixels.
WORDS_IN_DRAWINGS = """() => [...document.querySelectorAll('.diagram svg')].map(svg => ({
    name: svg.id || svg.querySelector('title').textContent,
    box: svg.getBoundingClientRect().toJSON(),
    words: [...svg.querySelectorAll('text')].map(t => ({text: t.textContent, box: t.getBoundingClientRect().toJSON()})),
}))"""


@pytest.mark.parametrize(("width", "scheme"), [(390, "light"), (1440, "dark")])
def test_diagrams_are_named_and_their_words_fit(
    real_builds: Builder, serve: Callable[[Path], str], browser: Browser, width: int, scheme: Literal["light", "dark"]
) -> None:
    """Each is an image with a name and a description; no word is outside it or on top of another."""
    site = built(real_builds, "hjoerring", "participant").site
    pages = [path for path in sorted(site.rglob("*.html")) if 'class="diagram"' in path.read_text(encoding="utf-8")]
    assert len(pages) >= 8
    page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme)
    for path in pages:
        page.goto(f"{serve(site.parents[2])}/intranet/hjoerring/participant/{path.relative_to(site).as_posix()}")
        title = page.locator(".diagram svg title").first.text_content() or ""
        picture = page.get_by_role("img", name=title, exact=True)
        assert picture.evaluate("svg => document.getElementById(svg.getAttribute('aria-describedby')).textContent.length") > 60
        for drawing in page.evaluate(WORDS_IN_DRAWINGS):
            assert not misplaced(drawing["box"], drawing["words"]), f"{path.name}: {misplaced(drawing['box'], drawing['words'])}"
    page.close()


def misplaced(box: dict[str, float], words: list[dict[str, Any]]) -> list[str]:
    """The words of a drawing that stick out of it or lie on another's."""
    outside = [w["text"] for w in words if w["box"]["left"] < box["left"] - 1 or w["box"]["right"] > box["right"] + 1]
    return outside + [f"{a['text']} / {b['text']}" for a, b in combinations(words, 2) if overlap(a["box"], b["box"])]


def overlap(a: dict[str, float], b: dict[str, float]) -> bool:
    """Whether two boxes share more than an edge; a line's box is taller than its letters."""
    across = min(a["right"], b["right"]) - max(a["left"], b["left"])
    down = min(a["bottom"], b["bottom"]) - max(a["top"], b["top"])
    return across > 1 and down > 0.35 * min(a["height"], b["height"])


# ── what is for trainers, leaders and other municipalities ───────────────────────────────────


def test_trainers_text_is_in_no_file_of_the_participants_edition(real_builds: Builder) -> None:
    """Every trainer's block of every module: absent from each participant's file, present in the trainer's."""
    participant, trainer = built(real_builds, "eksempel", "participant").site, built(real_builds, "eksempel", "trainer").site
    told = make_plan_ids("eksempel")
    files = {path.stem: path.read_text(encoding="utf-8") for path in sorted((ROOT / "modules").rglob("*.md"))}
    notes = [line for text in files.values() for line in trainers_lines(text)]
    theirs = [line for id, text in files.items() if id in told for line in trainers_lines(text)]
    assert len(theirs) > 15
    public = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in participant.rglob("*") if p.is_file())
    assert not [note for note in notes if note in public]
    shown = "\n".join(p.read_text(encoding="utf-8") for p in (trainer / "modul").glob("*.html"))
    assert not [note for note in theirs if note not in shown]


def make_plan_ids(slug: str) -> set[str]:
    """The standard modules of a municipality's trainer's edition."""
    told = tell(ROOT, slug, "trainer")
    assert told.plan
    return {module.id for module in told.plan.modules.values() if module.local in {None, "patched"}}


def trainers_lines(text: str) -> list[str]:
    """Plain lines of the trainer's notes that are long enough to be recognised anywhere."""
    notes = "".join(re.findall(r"^/// trainer\n(.*?)^///$", text, re.DOTALL | re.MULTILINE))
    return [
        line.strip().removeprefix("- ") for line in notes.splitlines() if len(line) > 50 and not re.search(r"[\[\]{}*|`§&<>»«\d]", line)
    ]


def test_aalborg_shows_only_what_it_chose(real_builds: Builder) -> None:
    """Two areas, their cases, and no trace of the others' or of another municipality."""
    site = built(real_builds, "aalborg", "participant").site
    assert {p.stem for p in (site / "omraade").iterdir()} == {"aeldre", "handicap"}
    cases = {p.stem for p in (ROOT / "modules" / "cases").glob("*.md")} & {p.stem for p in (site / "modul").iterdir()}
    assert cases == {
        "plejebolig-eller-hjemme", "rengoeringen-der-forsvandt", "tonen-i-entreen",
        "autisme-og-det-fyldte-attende", "faerre-hjaelpertimer", "aegtefaellen-taler",
    }  # fmt: skip
    everything = "\n".join(p.read_text(encoding="utf-8", errors="replace") for p in site.rglob("*") if p.is_file())
    for foreign in ("Eksempel Kommune", "Helsingør Kommune", "pas-til-fredag", "Den sygemeldte murer", "eksempel.example"):
        assert foreign not in everything
    assert "Den er ikke lavet af Aalborg Kommune eller på kommunens vegne" in everything


def test_a_municipality_without_a_profile_gets_the_whole_course(real_builds: Builder) -> None:
    """From the registry and the defaults alone, and it says so."""
    site = built(real_builds, "hjoerring", "participant").site
    front = (site / "index.html").read_text(encoding="utf-8")
    assert "Siden er dannet automatisk for Hjørring Kommune" in front
    assert len(list((site / "omraade").iterdir())) == 9


@pytest.mark.parametrize(
    ("today", "shown", "folded"),
    [
        ("2026-12-01", "Kick-off", ["4 datoer mere"]),
        ("2027-03-01", "Undervisnings- og træningsdag 3", ["1 dato mere", "3 datoer, der har været"]),
        ("2028-01-01", None, ["5 datoer, der har været"]),
    ],
)
def test_the_front_page_shows_what_is_next(
    real_builds: Builder, serve: Callable[[Path], str], browser: Browser, today: str, shown: str | None, folded: list[str]
) -> None:
    """A cohort's next date stands alone; those after it, and those that have been, are a press away."""
    site = built(real_builds, "eksempel", "participant").site
    page = browser.new_page()
    page.clock.set_fixed_time(f"{today}T12:00:00")
    page.goto(f"{serve(site.parents[2])}/intranet/eksempel/participant/index.html")
    dates = page.locator(".dates").first
    assert dates.locator("li >> visible=true").locator("a").all_inner_texts() == ([shown] if shown else [])
    assert dates.locator("summary").all_inner_texts() == folded
    dates.locator("summary").last.click()
    assert dates.locator("details").last.locator("a").first.is_visible()
    page.close()


def test_a_speaker_has_the_same_side_in_every_dialogue(real_builds: Builder) -> None:
    """Whoever begins: the course's first speakers keep their numbers, and no two in a dialogue share one."""
    numbers: dict[str, set[str]] = {}
    for path in built(real_builds, "eksempel", "participant").site.glob("modul/*.html"):
        for dialogue in re.findall(r'<div class="dialogue">(.*?)</div>', path.read_text("utf-8"), re.DOTALL):
            turns = set(re.findall(r'turn--(\d)"><strong>([^<]+):</strong>', dialogue))
            assert len(dict(turns)) == len(turns), f"{path.name}: two speakers share a number"
            for number, who in turns:
                numbers.setdefault(who, set()).add(number)
    assert (numbers["Borger"], numbers["Medarbejder"]) == ({"1"}, {"2"})
