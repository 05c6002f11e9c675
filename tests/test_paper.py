"""What is made for paper: QR codes where the address is known, a poster, and answers on a sheet of their own."""

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from conftest import ROOT, Build
from playwright.sync_api import Browser

from coursesite.model import Edition
from coursesite.pages.make import make_site
from coursesite.pages.model import Site
from coursesite.site.story import tell

ADDRESS = "https://kursus.example/borgerdialog"


def site(edition: Edition, address: str | None) -> Site:
    """Eksempel's edition, with another address."""
    plan = tell(ROOT, "eksempel", edition).plan
    assert plan
    return make_site(replace(plan, profile=replace(plan.profile, site_url=address)))


def texts(made: Site) -> dict[str, str]:
    """The pages' Markdown."""
    return {page.uri: page.markdown for page in made.pages}


def test_every_card_leads_a_phone_to_its_module() -> None:
    """One code a card, with the address of the participants' page under it, in the trainer's edition too."""
    for edition in ("participant", "trainer"):
        cards = texts(site(edition, ADDRESS))["lommekort.md"]
        shown = re.findall(r"<span>(kursus\.example/borgerdialog/modul/[a-z-]+\.html)</span>", cards)
        assert len(shown) == cards.count("pocket-card") == cards.count("<svg") > 5
        assert [f"](modul/{address.rsplit('/', 1)[1].removesuffix('.html')}.md)" in cards for address in shown] == [True] * len(shown)


def test_without_an_address_there_is_no_code_and_no_poster() -> None:
    """Nothing that leads nowhere."""
    made = texts(site("trainer", None))
    assert "plakat.md" not in made
    assert "<svg" not in made["lommekort.md"]


def test_the_poster_is_the_trainers_and_leads_to_the_participants_front() -> None:
    """When each cohort begins, whom to ask, and the code."""
    poster = texts(site("trainer", ADDRESS))["plakat.md"]
    assert "<span>kursus.example/borgerdialog/index.html</span>" in poster
    assert re.search(r"\*\*Hold 1\*\* begynder onsdag den\s3\.\sfebruar\s2027", poster)
    assert "plakat.md" not in texts(site("participant", ADDRESS))


def test_answers_of_self_checks_come_last_on_paper_and_nowhere_on_the_screen(
    real_builds: Callable[[str, str], Build], serve: Callable[[Path], str], browser: Browser
) -> None:
    """On the screen each answer opens where it is; on paper the verdicts stand on a sheet after everything else."""
    build = real_builds("eksempel", "participant")
    page = browser.new_page()
    page.goto(f"{serve(build.site.parents[2])}/intranet/eksempel/participant/modul/aktiv-lytning.html")
    answers = page.locator(".answers")
    assert not answers.is_visible()
    page.emulate_media(media="print")
    assert answers.is_visible()
    assert answers.get_by_text("Det passer.").count() == 1
    assert not page.locator(".check").get_by_text("Det passer.").is_visible()
    assert answers.evaluate("one => getComputedStyle(one).breakBefore") == "page"
    assert not answers.evaluate("one => Boolean(one.nextElementSibling)")
    page.close()
