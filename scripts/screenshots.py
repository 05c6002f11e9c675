#!/usr/bin/env python3
"""Pictures of what participants see, to look at side by side: one of each kind of page, light and dark, narrow and wide.

    .venv/bin/python scripts/screenshots.py [--municipality SLUG] [--out FOLDER]

Builds the participants' edition in a folder of its own and opens it from there, without a server.
The files are called `front-light-390.png`; a page that the edition hasn't got is named at the end.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playwright.sync_api import Browser, Error, Page, sync_playwright

from dev import installed_browser

ROOT = Path(__file__).resolve().parent.parent
WIDTHS = (390, 1440)
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
PATIENCE = 5000  # milliseconds for a button that may not be there


def as_it_is(page: Page) -> None:
    """Nothing is pressed."""


def unfold(page: Page) -> None:
    """The case is begun, and its first choice made."""
    page.locator(".scenario").scroll_into_view_if_needed()
    for control in (".scenario summary, .scenario button", ".scenario .choice > summary, .scenario .choice button"):
        page.locator(control).locator("visible=true").first.click()


def look_up(page: Page) -> None:
    """Something is searched for."""
    page.get_by_role("button", name="Søg").first.click()
    page.keyboard.type("samtaler")
    page.get_by_role("dialog").get_by_role("link").first.wait_for()


@dataclass(frozen=True)
class Motif:
    """A picture: the first page that matches and has the mark, and what is done there before it is taken."""

    name: str
    pages: str
    mark: str = ""
    act: Callable[[Page], None] = as_it_is


MOTIFS = (
    Motif("front", "index.html"),
    Motif("theme", "tema/*.html"),
    Motif("module", "modul/*.html", 'class="dialogue'),
    Motif("scenario", "modul/*.html", 'class="scenario', unfold),
    Motif("action-plan", "handleplan.html"),
    Motif("search", "index.html", "", look_up),
    Motif("pocket-cards", "lommekort.html"),
    Motif("404", "404.html"),
)


def main() -> int:
    """Build, take every picture, and say what there was none of."""
    options = read_options()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = Path(folder) / "site"
        build(options.municipality, site)
        browser = playwright.chromium.launch(
            executable_path=os.environ.get("COURSESITE_BROWSER") or installed_browser(), args=["--no-sandbox"]
        )
        missing = [motif.name for motif in MOTIFS if not take(browser, site, motif, options.out)]
        browser.close()
    print(f"{len(list(options.out.glob('*.png')))} pictures in {options.out}")
    if missing:
        print(f"None of: {', '.join(missing)}", file=sys.stderr)
    return 0


def read_options() -> argparse.Namespace:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--municipality", default="eksempel")
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "screenshots")
    return parser.parse_args()


def build(slug: str, site: Path) -> None:
    """The participants' edition, as the command makes it."""
    environment = {**os.environ, "MUNICIPALITY": slug, "EDITION": "participant", "NO_MKDOCS_2_WARNING": "1"}
    subprocess.run([sys.executable, "-m", "mkdocs", "build", "-d", str(site)], cwd=ROOT, env=environment, check=True)


def take(browser: Browser, site: Path, motif: Motif, out: Path) -> bool:
    """A motif in both schemes and at both widths; whether there was one."""
    found = (path for path in sorted(site.glob(motif.pages)) if motif.mark in path.read_text(encoding="utf-8"))
    path = next(found, None)
    if path is None:
        return False
    try:
        for scheme in SCHEMES:
            for width in WIDTHS:
                page = browser.new_page(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce")
                page.set_default_timeout(PATIENCE)
                page.goto(path.as_uri())
                motif.act(page)
                page.screenshot(path=out / f"{motif.name}-{scheme}-{width}.png", full_page=motif.act is as_it_is)
                page.close()
    except Error:
        return False
    return True


if __name__ == "__main__":
    raise SystemExit(main())
