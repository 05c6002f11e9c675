"""What participants do on the pages: they write, and decide themselves what becomes of it; they choose in a scenario."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import Build
from playwright.sync_api import Browser, BrowserContext, Download, Page, expect

from coursesite.pages.make import make_site
from coursesite.site.choice import check_edition
from coursesite.site.story import tell

Builder = Callable[[str, str], Build]
PLAN, MODULE = "handleplan.html", "modul/fra-tryk-til-traek.html"
KEPT = "() => JSON.stringify([sessionStorage, localStorage].map(store => Object.entries(store)))"
NOTHING = "[[],[]]"
LINE = "Hvis en borger ringer anden gang, så siger jeg, hvornår der kommer svar."
ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site(real_builds: Builder) -> Path:
    """The fictional municipality's participants' site."""
    build = real_builds("eksempel", "participant")
    assert build.code == 0, build.output
    return build.site


@pytest.fixture(scope="module")
def base(site: Path, serve: Callable[[Path], str]) -> str:
    """Its address, under a sub-path."""
    return f"{serve(site.parents[2])}/intranet/eksempel/participant"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser that has been nowhere, whose pages may say nothing of mistakes."""
    context = browser.new_context()
    said: list[str] = []
    context.on("console", lambda message: said.append(message.text) if message.type in {"error", "warning"} else None)
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("dialog", lambda dialog: said.append(dialog.message))
    yield context
    context.close()
    assert not said, said


@pytest.fixture
def plan(context: BrowserContext, base: str) -> Page:
    """The plan's page in a tab of its own."""
    page = context.new_page()
    page.goto(f"{base}/{PLAN}")
    return page


def write(page: Page, text: str = LINE) -> None:
    """Write in the plan's most important field."""
    page.get_by_label("Hvis …, så …").fill(text)


def press(page: Page, name: str) -> None:
    """Press the first button of this name."""
    page.get_by_role("button", name=name, exact=True).first.click()


def saved(page: Page) -> Download:
    """The file that one gets."""
    with page.expect_download() as download:
        press(page, "Gem som fil")
    return download.value


def hand_in(page: Page, text: str | bytes, name: str = "noter.txt") -> None:
    """Choose a file to read notes from."""
    data = text if isinstance(text, bytes) else text.encode()
    page.get_by_label("Hent noter ind fra en fil").set_input_files({"name": name, "mimeType": "text/plain", "buffer": data})


# ── before one has said yes ──────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("address", [PLAN, MODULE])
def test_nothing_is_stored_before_one_says_so(context: BrowserContext, base: str, address: str) -> None:
    """What is typed is in the page alone: in no store, no cookie; the page says so, and it is gone afterwards."""
    page = context.new_page()
    page.goto(f"{base}/{address}")
    field = page.locator("textarea").first
    field.fill(LINE)
    assert page.evaluate(KEPT) == NOTHING
    assert context.cookies() == []
    assert page.evaluate("indexedDB.databases().then(all => all.length)") == 0
    expect(page.get_by_text("Det, du har skrevet, forsvinder, når du forlader siden.").first).to_be_visible()
    page.goto(f"{base}/index.html")
    page.go_back()
    expect(page.locator("textarea").first).to_have_value("")


def test_nothing_is_sent(context: BrowserContext, base: str) -> None:
    """Writing, remembering and saving ask the server for nothing; and no browser's spelling service is asked either."""
    page = context.new_page()
    page.goto(f"{base}/{PLAN}")
    page.wait_for_function("window.courseFields")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    write(page)
    press(page, "Husk i denne fane")
    saved(page)
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert page.locator(".field__control[spellcheck=false][autocomplete=off]").count() == page.locator(".field__control").count() > 10


def test_every_field_has_its_name_and_the_reminder(plan: Page) -> None:
    """By label and description, as a screen reader has them."""
    field = plan.get_by_role("textbox", name="Situationen: hvor og hvornår?", exact=True)
    expect(field).to_have_accessible_description(re.compile(r"ingen borger kan kendes.*din leder ser det kun, hvis du viser det"))
    unnamed = "all => all.filter(one => !one.labels.length || !document.getElementById(one.getAttribute('aria-describedby'))).length"
    assert plan.locator(".field__control").evaluate_all(unnamed) == 0


# ── remembering ──────────────────────────────────────────────────────────────────────────────


def test_the_tab_remembers_and_no_other_does(context: BrowserContext, base: str, plan: Page) -> None:
    """After a yes: shown, there after a reload and on other pages, under the site's own key; a new tab has nothing."""
    write(plan)
    press(plan, "Husk i denne fane")
    expect(plan.get_by_text("bliver husket i denne fane, til du lukker den").first).to_be_visible()
    assert plan.evaluate("[Object.keys(sessionStorage), Object.keys(localStorage)]") == [["eksempel-participant:noter"], []]
    plan.goto(f"{base}/{MODULE}")
    plan.locator(".reflect textarea").fill("Jeg spørger først.")
    plan.goto(f"{base}/{PLAN}")
    plan.reload()
    expect(plan.get_by_label("Hvis …, så …")).to_have_value(LINE)
    gathered = plan.locator("#mine-noter")
    expect(gathered.get_by_text("Jeg spørger først.")).to_be_visible()
    gathered.get_by_role("link", name=re.compile("Næste gang")).click()
    expect(plan.locator(".reflect textarea")).to_have_value("Jeg spørger først.")
    other = context.new_page()
    other.goto(f"{base}/{PLAN}")
    expect(other.get_by_label("Hvis …, så …")).to_have_value("")


def test_the_computer_remembers_only_by_a_choice_of_its_own(context: BrowserContext, base: str, plan: Page) -> None:
    """The button warns of shared computers; then a new tab has it; deleting it there takes it from both."""
    write(plan)
    choice = plan.get_by_role("button", name="Husk på denne computer")
    expect(choice).to_have_accessible_description(re.compile("På en delt computer kan andre læse det"))
    choice.click()
    assert plan.evaluate("[Object.keys(sessionStorage), Object.keys(localStorage)]") == [[], ["eksempel-participant:noter"]]
    other = context.new_page()
    other.goto(f"{base}/{PLAN}")
    expect(other.get_by_label("Hvis …, så …")).to_have_value(LINE)
    press(other, "Slet alt")
    press(other, "Tryk igen for at slette alt")
    expect(plan.get_by_label("Hvis …, så …")).to_have_value("")
    assert [page.evaluate(KEPT) for page in (plan, other)] == [NOTHING, NOTHING]


def test_deleting_takes_two_presses(plan: Page) -> None:
    """One press asks; going elsewhere takes it back; two delete everything, and say so."""
    write(plan)
    press(plan, "Husk i denne fane")
    press(plan, "Slet alt")
    expect(plan.get_by_role("status").filter(has_text="Tryk igen for at slette alt, du har skrevet.")).to_have_count(1)
    plan.get_by_label("Hvis …, så …").focus()
    expect(plan.get_by_role("button", name="Slet alt", exact=True)).to_be_visible()
    assert LINE in plan.evaluate(KEPT)
    press(plan, "Slet alt")
    press(plan, "Tryk igen for at slette alt")
    expect(plan.get_by_role("status").filter(has_text="Alt, du havde skrevet, er slettet.")).to_be_visible()
    expect(plan.get_by_label("Hvis …, så …")).to_have_value("")
    assert plan.evaluate(KEPT) == NOTHING


def test_a_site_without_a_page_for_notes_remembers_nothing(
    small_builds: dict[str, Build], context: BrowserContext, serve: Callable[[Path], str]
) -> None:
    """What couldn't be seen and deleted isn't offered; the file is."""
    page = context.new_page()
    page.goto(f"{serve(small_builds['participant'].site)}/modul/bremsetjek.html")
    page.get_by_role("textbox", name="Næste gang jeg hører en hylen").fill("Se efter")
    assert page.get_by_role("button", name=re.compile("^Husk")).count() == 0
    assert "> Se efter" in saved(page).path().read_text("utf-8")


def test_a_browser_that_stores_nothing_is_no_mistake(context: BrowserContext, base: str) -> None:
    """Its store throws when it is named; the page works, says so, and offers the file."""
    page = context.new_page()
    page.add_init_script("""for (const name of ['sessionStorage', 'localStorage'])
        Object.defineProperty(window, name, {get() { throw new DOMException('no', 'SecurityError'); }});""")
    page.goto(f"{base}/{PLAN}")
    write(page)
    press(page, "Husk i denne fane")
    expect(page.get_by_text("Browseren vil ikke huske noget.").first).to_be_visible()
    assert LINE in saved(page).path().read_text("utf-8")


def test_a_full_store_is_told(plan: Page) -> None:
    """What couldn't be kept isn't said to be."""
    write(plan)
    press(plan, "Husk i denne fane")
    plan.evaluate("() => { Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); }; }")
    write(plan, "Mere")
    expect(plan.get_by_text("Browseren kunne ikke huske det sidste, du skrev.").first).to_be_visible()


def test_what_others_put_in_the_store_is_only_text(plan: Page) -> None:
    """Whatever stands there, the page shows text or nothing, and goes on."""
    hostile = '[["x.html#y",{"page":"<img src=x onerror=alert(1)>","asked":"<b>a</b>","text":"<script>alert(1)</script>"}],["javascript:alert(1)",{"page":"","asked":"","text":"x"}],7]'
    plan.evaluate("value => sessionStorage.setItem('eksempel-participant:noter', value)", hostile)
    plan.reload()
    expect(plan.get_by_text("<script>alert(1)</script>")).to_be_visible()
    assert plan.locator("#mine-noter :is(img, b, script, a)").count() == 0
    plan.evaluate("sessionStorage.setItem('eksempel-participant:noter', '{{')")
    plan.reload()
    write(plan)


def test_a_file_on_a_share_stores_nothing(context: BrowserContext, site: Path) -> None:
    """Folders on a share have one store together; the page says so, offers no remembering, and saves as a file."""
    page = context.new_page()
    page.goto((site / PLAN).as_uri())
    write(page)
    expect(page.get_by_text("Siden er åbnet som en fil").first).to_be_visible()
    assert page.get_by_role("button", name=re.compile("^Husk")).count() == 0
    assert page.evaluate(KEPT) == NOTHING
    text = saved(page).path().read_text("utf-8")
    page.reload()
    expect(page.get_by_label("Hvis …, så …")).to_have_value("")
    hand_in(page, text)
    expect(page.get_by_label("Hvis …, så …")).to_have_value(LINE)
    assert page.evaluate(KEPT) == NOTHING


# ── the file ─────────────────────────────────────────────────────────────────────────────────


def test_a_saved_file_comes_back(plan: Page, base: str) -> None:
    """Saved, deleted, read in: every sign is back, on both pages, a date as a date."""
    odd = "Første linje\n\n> citat\n[modul/x.html#y]\nSide: \\ <b> & »æøå«"
    write(plan, odd)
    plan.get_by_label("Dagen, jeg tager det").fill("2027-02-03")
    press(plan, "Husk i denne fane")
    plan.goto(f"{base}/{MODULE}")
    plan.locator(".reflect textarea").fill("Jeg spørger først.")
    plan.goto(f"{base}/{PLAN}")
    download = saved(plan)
    assert download.suggested_filename == "mine-noter.txt"
    text = download.path().read_text("utf-8")
    assert text.startswith("Mine noter fra Bedre Borgerdialog Eksempel Kommune\n")
    press(plan, "Slet alt")
    press(plan, "Tryk igen for at slette alt")
    hand_in(plan, text)
    expect(plan.get_by_role("status").filter(has_text="Hentet ind: 3 felter.")).to_be_visible()
    expect(plan.get_by_label("Hvis …, så …")).to_have_value(odd)
    expect(plan.get_by_label("Dagen, jeg tager det")).to_have_value("2027-02-03")
    expect(plan.locator("#mine-noter").get_by_text("Jeg spørger først.")).to_be_visible()
    assert plan.evaluate(KEPT) == NOTHING, "reading a file in is no leave to store it"


def test_a_file_is_added_or_takes_the_place_of_all(plan: Page) -> None:
    """By choice: adding leaves what stands, replacing doesn't, and one can think better of it."""
    write(plan, "Fra filen")
    plan.get_by_label("Mit første skridt").fill("Ring")
    text = saved(plan).path().read_text("utf-8")
    plan.reload()
    write(plan, "Skrevet nu")
    hand_in(plan, text)
    press(plan, "Fortryd")
    expect(plan.get_by_label("Mit første skridt")).to_have_value("")
    hand_in(plan, text)
    press(plan, "Læg til")
    expect(
        plan.get_by_role("status").filter(has_text="Hentet ind: 1 felt. I 1 felt stod der noget i forvejen, og det blev stående.")
    ).to_be_visible()
    expect(plan.get_by_label("Hvis …, så …")).to_have_value("Skrevet nu")
    expect(plan.get_by_label("Mit første skridt")).to_have_value("Ring")
    hand_in(plan, text)
    press(plan, "Erstat alt")
    expect(plan.get_by_label("Hvis …, så …")).to_have_value("Fra filen")


HEAD = "Mine noter fra Kurset\nGemt i dag.\n\n"
WRONG = {
    "a letter": ("Kære borger\n", "Det er ikke en fil med noter herfra."),
    "nothing": ("", "Det er ikke en fil med noter herfra."),
    "a picture": (b"\x89PNG\r\n\x1a\n\x00\xff\xfe", "Det er ikke en fil med noter herfra."),
    "a page with a script": ("<script>alert(1)</script>", "Det er ikke en fil med noter herfra."),
    "no notes": (HEAD, "Der er ingen noter i filen."),
    "a line too many": (f"{HEAD}[handleplan.html#skema--plan--hvis-saa]\nSide: x\n> a\nb\n", "Linje 7 i filen kan ikke læses."),
    "an address that leaves": (f"{HEAD}[javascript:alert(1)]\nSide: x\n> a\n", "en adresse eller en tekst, som ikke kan være skrevet herfra"),
    "an address above": (f"{HEAD}[../../x.html#y]\nSide: x\n> a\n", "en adresse eller en tekst, som ikke kan være skrevet herfra"),
    "a flood": (f"{HEAD}[x.html#y]\n> {'a' * 30000}\n", "en adresse eller en tekst, som ikke kan være skrevet herfra"),
    "a giant": (b"a" * 2_000_001, "Filen er for stor"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_file_is_told_and_changes_nothing(plan: Page, name: str) -> None:
    """In Danish, with what is wrong; what was written stands."""
    given, said = WRONG[name]
    write(plan)
    hand_in(plan, given)
    expect(plan.get_by_role("status").filter(has_text=said)).to_be_visible()
    expect(plan.get_by_label("Hvis …, så …")).to_have_value(LINE)
    assert plan.locator("#mine-noter a").count() == 0


def test_a_hostile_file_is_shown_as_text(plan: Page) -> None:
    """Of a right form, but with HTML in every part, and from a page that isn't here: no element, no link."""
    hand_in(
        plan,
        f"{HEAD}[modul/findes-ikke.html#skriv--x]\nSide: <img src=x onerror=alert(1)>\nSpørgsmål: <a href=javascript:alert(1)>a</a>\n> <script>alert(1)</script>\n",
    )
    plan.wait_for_function("window.courseFields")
    expect(plan.get_by_role("heading", name="<img src=x onerror=alert(1)>")).to_be_visible()
    expect(plan.get_by_text("<script>alert(1)</script>")).to_be_visible()
    assert plan.locator("#mine-noter :is(img, script, a)").count() == 0


# ── paper, and without scripts ───────────────────────────────────────────────────────────────


def pages_of(pdf: bytes) -> int:
    """How many sheets of paper a PDF has."""
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


@pytest.mark.parametrize("scripts", [True, False])
def test_the_plan_is_one_sheet_of_paper(browser: Browser, base: str, scripts: bool) -> None:
    """Empty, and as one writes it; with scripts or not."""
    context = browser.new_context(java_script_enabled=scripts)
    page = context.new_page()
    page.goto(f"{base}/{PLAN}")
    assert pages_of(page.pdf(format="A4")) == 1
    if scripts:
        for field in page.locator("textarea").all():
            field.fill(LINE)
        assert pages_of(page.pdf(format="A4")) == 1
    context.close()


def test_what_was_written_prints_whole_in_its_place(plan: Page, base: str) -> None:
    """All of a long text, its lines kept; an empty field has its lines, and no button is on paper."""
    long = "\n".join(f"{number}. {LINE}" for number in range(40))
    write(plan, long)
    plan.get_by_label("Dagen, jeg tager det").fill("2027-02-03")
    plan.emulate_media(media="print")
    printed = plan.locator(".field.is-written > .written")
    assert printed.first.inner_text() == long
    assert printed.first.evaluate("one => one.scrollHeight <= one.clientHeight + 1")
    expect(printed.nth(1)).to_have_text("3. februar 2027")
    expect(plan.locator("[id$=mit-foerste-skridt] > .write-here")).to_be_visible()
    assert plan.locator("button:visible, input:visible, textarea:visible").count() == 0


def test_without_scripts_nothing_pretends_to_keep(browser: Browser, base: str) -> None:
    """No field, no button: lines to write on, and every step of a scenario with its choices."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{base}/{PLAN}")
    assert page.locator("input, textarea, select, main button").count() == 0
    expect(page.locator(".form .write-here").first).to_be_visible()
    expect(page.get_by_text("kun når JavaScript er slået til")).to_be_visible()
    page.goto(f"{base}/{MODULE}")
    assert page.locator("input, textarea, select, main button").count() == 0
    page.locator(".scenario > details > summary").click()
    steps = page.locator(".step")
    assert steps.count() > 5
    assert all(step.is_visible() for step in steps.all())
    links = page.locator(".choice a").evaluate_all("all => all.map(one => document.querySelector(one.hash) !== null)")
    assert links
    assert all(links)
    context.close()


# ── scenarios and self-checks ────────────────────────────────────────────────────────────────


def test_a_scenario_is_played_by_keyboard(context: BrowserContext, base: str) -> None:
    """Choose, hear what comes of it, go on with the focus on the new heading, to an end that says so; back, and again."""
    page = context.new_page()
    page.goto(f"{base}/{MODULE}")
    player = page.locator(".player")
    heading = player.get_by_role("heading")
    expect(heading).to_have_text("Trin 1")
    assert page.locator(".step:visible").count() == 0
    first = player.locator(".player__text").inner_text()
    player.locator(".player__choice").first.focus()
    page.keyboard.press("Space")
    expect(player.locator(".player__choice").first).to_have_attribute("aria-pressed", "true")
    expect(player.get_by_role("status")).not_to_be_empty()
    for number in range(2, 12):
        last = player.locator(".player__choice").last
        last.focus()
        page.keyboard.press("Enter")
        page.keyboard.press("Tab")
        expect(player.get_by_role("button", name="Videre")).to_be_focused()
        page.keyboard.press("Enter")
        expect(heading).to_be_focused()
        expect(heading).to_have_text(re.compile(f"^Trin {number}(: Her slutter det)?$"))
        if "slutter" in heading.inner_text():
            break
    expect(heading).to_have_text(re.compile("Her slutter det"))
    assert player.get_by_role("button", name="Videre").count() == 0
    page.keyboard.press("Tab")
    expect(player.get_by_role("button", name="Tilbage")).to_be_focused()
    page.keyboard.press("Enter")
    expect(heading).to_have_text(f"Trin {number - 1}")
    player.get_by_role("button", name="Begynd forfra").press("Enter")
    expect(heading).to_be_focused()
    expect(heading).to_have_text("Trin 1")
    assert player.locator(".player__text").inner_text() == first
    assert page.evaluate(KEPT) == NOTHING


def test_a_link_to_a_step_opens_it(context: BrowserContext, base: str) -> None:
    """The player shows the step that the address names."""
    page = context.new_page()
    page.goto(f"{base}/{MODULE}#brevet-paa-bordet--3")
    wanted = page.locator(".step").nth(2).locator("p").first.text_content() or ""
    expect(page.locator(".player__text")).to_contain_text(wanted)


def test_the_verdict_of_a_self_check_is_heard(context: BrowserContext, base: str) -> None:
    """Opening an answer puts what is said of it into a status."""
    page = context.new_page()
    page.goto(f"{base}/modul/handleplan-og-makkerpar.html")
    check = page.locator(".check")
    check.locator("summary").first.press("Enter")
    expect(check.get_by_role("status")).to_contain_text("Det passer.")


# ── the trainer's paper, and what links to the plan ──────────────────────────────────────────


def test_the_plan_is_given_out_on_the_day_that_has_its_module() -> None:
    """On the run sheet and among the paper of that day, once, for each participant; on no other day."""
    told = tell(ROOT, "eksempel", "trainer")
    assert told.plan
    pages = {page.uri: page.markdown for page in make_site(told.plan).pages}
    days = [
        planned
        for planned in told.plan.days
        if any(stop.slot and stop.slot.module == "handleplan-og-makkerpar" for stop in planned.schedule.stops)
    ]
    assert days
    names = {f"{planned.cohort.id}-{planned.day.date.isoformat()}.md": planned.cohort.size for planned in days}
    for uri, text in pages.items():
        folder, _, name = uri.partition("/")
        if folder == "print":
            assert text.count("## Min handleplan\n") == (name in names), uri
            assert " id=" not in text[text.find("## Min handleplan") :].partition("\n## ")[0]
        if folder == "koereplan" and name in names:
            assert f"[Min handleplan](../handleplan.md) i {names[name]} eksemplarer" in text


@pytest.mark.parametrize("edition", ["participant", "trainer"])
def test_what_is_remembered_can_be_seen_and_deleted(edition: str) -> None:
    """An edition with fields to write in has a page that shows what stands in them, and knows where they all are."""
    plan = tell(ROOT, "eksempel", check_edition(edition)).plan
    assert plan
    site = make_site(plan)
    pages = {page.uri.replace(".md", ".html"): page.markdown for page in site.pages}
    assert 'id="mine-noter"' in pages[site.chrome["notes"]]
    fields = re.findall(r'"([^"#]+)#([^"]+)"', site.written["assets/felter.js"])
    shown = r'id="(skriv--[a-z0-9-]+|skema--[a-z0-9-]+--[a-z0-9-]+)"'
    assert {(uri, id) for uri, text in pages.items() for id in re.findall(shown, text)} == set(fields)
    assert fields


def test_a_link_to_a_page_is_healed_where_the_edition_has_it_not(small: Path) -> None:
    """A page of the shell is linked by its file's name; in another edition the link is text that says so."""
    (small / "docs" / "min-plan.md").write_text(
        "---\ntitle: Min plan\neditions: [participant]\nhandout: bremsetjek\n---\n/// form | plan\n- [dato] Næste tjek\n///\n",
        encoding="utf-8",
    )
    module = small / "modules" / "bremser" / "bremsetjek.md"
    text = module.read_text("utf-8").replace("Se på [klodsen](term:klods)", "Skriv i [](page:min-plan). Se på [klodsen](term:klods)")
    module.write_text(text, "utf-8")
    for edition, wanted in (("participant", "[Min plan](../min-plan.md)"), ("trainer", 'Min plan <span class="left-out">')):
        plan = tell(small, "havneby", check_edition(edition)).plan
        assert plan
        page = next(page for page in make_site(plan).pages if page.uri == "modul/bremsetjek.md")
        assert f"Skriv i {wanted}" in page.markdown
