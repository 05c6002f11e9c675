"""What a reader on a slow line waits for."""

import gzip
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

from conftest import Build
from playwright.sync_api import Browser

MOST = 150 * 1024


def test_a_first_page_is_light(real_builds: Callable[[str, str], Build], serve: Callable[[Path], str], browser: Browser) -> None:
    """A module's page with every file that it makes the browser fetch, compressed as a server would."""
    site = real_builds("eksempel", "participant").site
    fetched: set[str] = set()
    page = browser.new_page()
    page.on("request", lambda request: fetched.add(unquote(urlsplit(request.url).path)) if request.url.startswith("http") else None)
    page.goto(f"{serve(site)}/modul/aktiv-lytning.html", wait_until="networkidle")
    page.close()
    sizes = {path: len(gzip.compress((site / path.lstrip("/")).read_bytes())) for path in fetched if (site / path.lstrip("/")).is_file()}
    assert len(sizes) > 2
    assert sum(sizes.values()) <= MOST, sizes
