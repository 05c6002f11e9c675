"""The search: what it finds, what it never holds, and that it can be used with keys alone, from a server and a folder."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Build
from playwright.sync_api import Browser, Page, expect
from snowballstemmer import stemmer
from test_builds import CANARIES
from test_site import trainers_lines

from coursesite.pages.model import Known
from coursesite.pages.search import Section, Shown, search_data, sections, sign

Builder = Callable[[str, str], Build]
QUERIES = yaml.safe_load((ROOT / "tests" / "search" / "queries.yml").read_text(encoding="utf-8"))
LIMIT = 150 * 1024  # bytes, packed as a server sends them
# What a query finds, as addresses: the first section of each page.
FIND = "query => courseSearch.find(query).then(found => found.pages.map(page => page.sections[0].section.address))"


@pytest.fixture(scope="module")
def whole(real_builds: Builder) -> Path:
    """The site of a municipality that has the whole course."""
    build = real_builds("hjoerring", "participant")
    assert build.code == 0, build.output
    return build.site


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A page in the browser; whatever goes wrong in it fails the test."""
    page = browser.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    yield page
    page.close()
    assert not said


def data_of(site: Path) -> dict[str, Any]:
    """What a site's search searches in."""
    (file,) = (site / "assets").glob("soegedata.*.js")
    return dict(json.loads(file.read_text(encoding="utf-8").removeprefix("courseSearch.load(").removesuffix(");\n")))


def texts_of(data: dict[str, Any]) -> dict[str, str]:
    """Every page's text, put together again."""
    words = {sign(number): word for number, word in enumerate(data["words"])}
    return {address: "\n".join(uncoded(text, words) for _, *texts in parts for text in texts) for address, parts in data["pages"]}


def uncoded(text: str, words: dict[str, str]) -> str:
    """A text from its signs; between two words there is a space."""
    parts = [words[one] for one in text]
    return re.sub(r"(?<=\w)\x00(?=\w)", " ", "\x00".join(parts)).replace("\x00", "")


# ── what it finds ────────────────────────────────────────────────────────────────────────────


def test_the_queries_find_what_they_are_to_find(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """All of them, the pages among the first three; what isn't on the site finds nothing."""
    page.goto(f"{serve(whole)}/index.html")
    found = page.evaluate(f"queries => Promise.all(queries.map({FIND}))", [entry["query"] for entry in QUERIES])
    missed = [
        f"{entry['query']}: wanted {entry['finds'] or 'nothing'}, got {pages[:3]}"
        for entry, pages in zip(QUERIES, found, strict=True) if not answers(entry["finds"], pages)
    ]  # fmt: skip
    assert len(QUERIES) > 100
    assert not missed, "\n".join(missed)


def answers(wanted: list[str], pages: list[str]) -> bool:
    """Whether the pages are what was wanted."""
    first = {*pages[:3], *(address.split("#")[0] for address in pages[:3])}
    return set(wanted) <= first if wanted else not pages


@pytest.mark.parametrize("ways", [
    ["øvelse", "oevelse", "ovelse", "ØVELSER"], ["pårørende", "paaroerende", "parorende"], ["ældre", "aeldre"],
    ["afgørelse", "afgørelser", "afgørelsen", "AFGØRELSERNE", "afgoerelse"], ["regel", "regler", "reglerne"], ["fuldmagt", "fuldmagter"],
    ["bisidder", "bisiddere", "bisidderen"],
])  # fmt: skip
def test_one_word_is_one_word_however_it_is_written(page: Page, whole: Path, serve: Callable[[Path], str], ways: list[str]) -> None:
    """Bent, and without æ, ø and å, it finds the same; a space after it says that it is finished."""
    page.goto(f"{serve(whole)}/index.html")
    found = [page.evaluate(FIND, f"{way} ") for way in ways]
    assert found[0]
    assert all(one == found[0] for one in found)


def test_a_slip_is_forgiven_in_long_words_only(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """Too few, too many, wrong, changed about: once, and not under five letters."""
    page.goto(f"{serve(whole)}/index.html")
    for slip in ("fuldmat", "fuldmmagt", "fuldnagt", "fulmdagt"):
        assert page.evaluate(FIND, f"{slip} ")[0] == "modul/flytning-uden-fuldmagt.html", slip
    for slip in ("fulmdatg", "tokl"):
        assert page.evaluate(FIND, f"{slip} ") == [], slip


def test_a_name_counts_more_than_a_text(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """Every module is the first that its own title finds."""
    page.goto(f"{serve(whole)}/index.html")
    titles = {address: re.sub(r"<.*?>", "", re.search(r"<h1.*?</h1>", html, re.DOTALL)[0]) for address, html in modules(whole)}  # type: ignore[index]
    assert len(titles) > 50
    wrong = {
        title: found[0] for address, title in titles.items() if (found := page.evaluate(FIND, f"{title} "))[0].split("#")[0] != address
    }
    assert not wrong


def modules(site: Path) -> Iterator[tuple[str, str]]:
    """Each module's address and page."""
    for path in sorted((site / "modul").glob("*.html")):
        yield f"modul/{path.name}", path.read_text(encoding="utf-8").replace("&#58;", ":").replace("&#45;", "-")


def test_another_course_is_searched_as_well(page: Page, small_builds: dict[str, Build], serve: Callable[[Path], str]) -> None:
    """Nothing in the search knows this course."""
    page.goto(f"{serve(small_builds['participant'].site)}/index.html")
    for query, first in (
        ("bremserne", "tema/bremser.html"),
        ("bremsetjekket", "modul/bremsetjek.html"),
        ("gearskfit", "modul/gearskift.html"),
        ("carport", None),
    ):
        assert page.evaluate(FIND, f"{query} ")[:1] == [first] * bool(first), query


def test_the_browsers_stems_are_the_references(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """Snowball's JavaScript gives what its Python gives, for each word of the course, folded and as it stands."""
    page.goto(f"{serve(whole)}/index.html")
    words = [word for word in data_of(whole)["words"] if word.isalpha()]
    assert len(words) > 3000
    theirs = page.evaluate(
        """words => courseSearch.find("x").then(() => {
             const stemmer = new DanishStemmer();
             return words.map(word => [word.toLowerCase(), courseSearch.words.fold(word)].map(one => [one, stemmer.stemWord(one)]));
           })""",
        words,
    )
    danish = stemmer("danish")
    assert not [(word, stem, danish.stemWord(word)) for pair in theirs for word, stem in pair if stem != danish.stemWord(word)]


# ── what it holds ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("canary", CANARIES)
def test_an_edition_searches_in_what_it_shows(small_builds: dict[str, Build], canary: str) -> None:
    """What is for others isn't in its search either, and what is for its readers is."""
    holders = {edition for edition, build in small_builds.items() if canary in "\n".join(texts_of(data_of(build.site)).values())}
    assert holders == set(CANARIES[canary]) & set(small_builds)


def test_no_trainers_note_is_in_the_participants_search(real_builds: Builder) -> None:
    """None of the real course's either; and the trainers' edition finds them."""
    notes = [line for path in sorted((ROOT / "modules").rglob("*.md")) for line in trainers_lines(path.read_text(encoding="utf-8"))]
    public, theirs = (
        "\n".join(texts_of(data_of(real_builds("eksempel", edition).site)).values()) for edition in ("participant", "trainer")
    )
    assert not [note for note in notes if note in public]
    assert len([note for note in notes if note in theirs]) > 15


def test_the_text_of_a_page_is_what_it_shows(whole: Path) -> None:
    """Word for word, in the order in which it stands, and nothing but the plan's keypoints and names beside."""
    text = texts_of(data_of(whole))["modul/konflikttrappen.html"]
    html = (whole / "modul" / "konflikttrappen.html").read_text(encoding="utf-8")
    shown = html[html.index("<article") : html.index("</article>")]
    lines = re.findall(r"<p>([^<&]{60,})</p>", shown)
    assert len(lines) > 3
    assert [line for line in lines if " ".join(line.split()) in text] == lines


def test_it_is_small_and_the_same_every_time(whole: Path) -> None:
    """What it searches in is under 150 KB on the wire for the whole course, and no page waits for it."""
    (file,) = (whole / "assets").glob("soegedata.*.js")
    assert len(gzip.compress(file.read_bytes(), 9, mtime=0)) < LIMIT
    assert "soege" not in (whole / "index.html").read_text(encoding="utf-8").split("data-search", 1)[1].split(">", 1)[1]


def test_sections_begin_at_headings() -> None:
    """Drawings are left out, marks within a word don't split it, and a heading with nothing under it is none."""
    html = '<h1 id="t">Gear &amp; kæde</h1><p>En <strong>k</strong>æde.</p><svg><title>x</title></svg><h2 id="a">Tom</h2><h2 id="b">B</h2><ul><li>1</li><li>2</li></ul>'
    assert list(sections(html)) == [Section("", "Gear & kæde", "En kæde."), Section("b", "B", "1 · 2")]


def test_every_word_has_a_sign_that_a_script_may_hold() -> None:
    """Sixty thousand words get signs of their own: no quote, no backslash, no control sign, no half of a pair."""
    signs = [sign(number) for number in range(60_000)]
    assert len(set(signs)) == len(signs)
    assert not set('"\\\n') & set(signs)
    assert all(one.isprintable() or ord(one) > 0xA0 for one in signs)
    "".join(signs).encode("utf-8")


def test_a_rare_sign_is_read_as_it_was_written(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """The browser finds the sixty-thousandth word of a course as well as its first."""
    page.goto(f"{serve(whole)}/index.html")
    words = " ".join(f"ord{number}" for number in range(60_000))
    script = search_data([Shown("a.md", "a.html", f'<h1 id="a">Alt</h1><p>{words}</p>')], {"a.md": Known("", "nøglepunkt")})
    asked = ["ord0", "ord57344", "ord59999", "ord60000", "nøglepunkter"]
    page.evaluate("courseSearch.find('x')")
    page.evaluate("script => courseSearch.load(JSON.parse(script))", script.removeprefix("courseSearch.load(").removesuffix(");\n"))
    assert page.evaluate(f"asked => Promise.all(asked.map({FIND}))", asked) == [["a.html"], ["a.html"], ["a.html"], [], ["a.html"]]


# ── how it is used ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("how", ["server", "folder"])
def test_it_is_used_with_keys_alone(page: Page, whole: Path, serve: Callable[[Path], str], how: str) -> None:
    """Open, type, walk down and up, follow a hit; from a server, and from a folder without one."""
    page.goto(f"{serve(whole)}/modul/ro-paa.html" if how == "server" else (whole / "modul" / "ro-paa.html").as_uri())
    opener = page.get_by_role("button", name="Søg")
    opener.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Søg")
    expect(dialog.get_by_role("search")).to_be_visible()
    field = dialog.get_by_role("searchbox", name="Skriv et eller flere ord")
    expect(field).to_be_focused()
    page.keyboard.type("konfliktrappen")
    expect(dialog.get_by_role("status")).to_contain_text(re.compile(r"^\d+ sider? passer\."))
    links = dialog.get_by_role("listitem").get_by_role("link")
    page.keyboard.press("ArrowDown")
    expect(links.first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    expect(field).to_be_focused()
    page.keyboard.press("Enter")
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/modul/konflikttrappen\.html$"))


def test_escape_closes_it_and_gives_the_focus_back(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """Also while something is typed; and what was typed is there again, to be typed over."""
    page.goto(f"{serve(whole)}/index.html")
    opener = page.get_by_role("button", name="Søg")
    opener.click()
    page.keyboard.type("tolk")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(opener).to_be_focused()
    opener.click()
    page.keyboard.type("klage")
    expect(page.get_by_role("searchbox")).to_have_value("klage")


def test_a_hit_on_the_same_page_closes_the_dialog(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """The page behind has moved to the section."""
    page.goto(f"{serve(whole)}/ordliste.html")
    page.get_by_role("button", name="Søg").click()
    page.keyboard.type("affektsmitte")
    page.get_by_role("dialog").get_by_role("link", name="affektsmitte", exact=True).click()
    expect(page).to_have_url(re.compile(r"ordliste\.html#affektsmitte$"))
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_count_is_told_when_the_keys_rest(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """Once for a word that is typed, not for each letter of it; the hits themselves come sooner."""
    page.clock.install(time=0)
    page.goto(f"{serve(whole)}/index.html")
    page.evaluate("courseSearch.find('x')")
    page.clock.pause_at(60_000)
    page.get_by_role("button", name="Søg").click()
    status = page.get_by_role("dialog").get_by_role("status")
    page.keyboard.type("konflikt")
    page.clock.run_for(200)
    page.get_by_role("dialog").get_by_role("link").first.wait_for()
    expect(status).to_be_empty()
    page.clock.run_for(1000)
    expect(status).to_contain_text("sider passer")


def test_words_are_marked_in_title_and_text(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """A page's title, then its sections, each with a piece of its text; whatever form the word has there."""
    page.goto(f"{serve(whole)}/index.html")
    page.get_by_role("button", name="Søg").click()
    page.keyboard.type("fuldmagter")
    first = page.get_by_role("dialog").get_by_role("listitem").first
    expect(first.get_by_role("link").first).to_have_text("Flytning uden fuldmagt")
    expect(first.locator("a mark").first).to_have_text("fuldmagt")
    expect(first.locator("p mark").first).to_have_text(re.compile("fuldmagt", re.IGNORECASE))


def test_words_that_are_nowhere_are_named(page: Page, whole: Path, serve: Callable[[Path], str]) -> None:
    """What is named after the rest is shown; where nothing is, the rest is offered by itself."""
    page.goto(f"{serve(whole)}/index.html")
    page.get_by_role("button", name="Søg").click()
    dialog = page.get_by_role("dialog")
    status = dialog.get_by_role("status")
    page.keyboard.type("mobning elev")
    expect(status).to_have_text("1 side passer. Ordet »mobning« står ikke på siderne.")
    expect(dialog.get_by_role("link", name="Flyt den anden elev")).to_be_visible()
    page.get_by_role("searchbox").fill("superligaens stilling")
    expect(status).to_have_text("Ordet »superligaens« står ikke på siderne.")
    page.get_by_role("button", name="Søg efter »stilling«").click()
    expect(status).to_have_text(re.compile(r"^\d+ sider passer\.$"))
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_nothing_pretends_to_search_without_scripts(browser: Browser, whole: Path) -> None:
    """The button is there for scripts alone."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((whole / "index.html").as_uri())
    expect(page.get_by_role("button", name="Søg")).to_have_count(0)
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_fits_a_phone_and_its_targets_are_large(browser: Browser, whole: Path, scheme: str) -> None:
    """At 320 pixels nothing is cut off, links are 24 pixels high, and what is marked can be read."""
    page = browser.new_page(viewport={"width": 320, "height": 640}, color_scheme=scheme)  # type: ignore[arg-type]
    page.goto((whole / "index.html").as_uri())
    page.get_by_role("button", name="Søg").click()
    page.keyboard.type("partshøring")
    page.get_by_role("dialog").get_by_role("link").first.wait_for()
    assert page.evaluate(
        "[...document.querySelectorAll('.search, .search *')].every(one => one.scrollWidth <= Math.max(one.clientWidth, 320))"
    )
    heights = page.locator(".search a, .search button").evaluate_all("all => all.map(one => one.getBoundingClientRect().height)")
    assert min(heights) >= 24
    colours = page.locator(".search mark").evaluate_all(
        "all => all.map(one => [getComputedStyle(one).color, getComputedStyle(one).backgroundColor])"
    )
    assert min(contrast(*pair) for pair in colours) >= 4.5
    page.close()


def contrast(one: str, other: str) -> float:
    """The contrast of two colours as WCAG counts it."""
    low, high = sorted(luminance([int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]) for colour in (one, other))
    return (high + 0.05) / (low + 0.05)


def luminance(parts: list[float]) -> float:
    """How light a colour is."""
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
