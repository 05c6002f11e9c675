"""Every page of the three editions is valid HTML, as the Nu Html Checker reads it: no error, no warning."""

import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import FULL, ROOT, Build
from evidence import EDITIONS, Seen
from views import sample

# Fetched by `scripts/dev.py test`, which says so where it can't be had.
CHECKER = next((ROOT / ".cache").glob("vnu-jar-*/vnu.jar"), None)

# What it says, and why that is no fault.
EXPLAINED = {
    "Resource violates Content Security Policy": "read from a file, nothing is 'self'; the browser's tests see to the policy",
    "Trailing slash on void elements": "Markdown ends them so, and none of their attributes is without quotes",
}


def test_every_page_is_valid(real_builds: Callable[[str, str], Build], evidence: Seen) -> None:
    """All in one run, since Java takes longer to start than a page to read; ordinarily one page of each kind."""
    java = shutil.which("java")
    if CHECKER is None or java is None:
        evidence.used.update(checker=None, invalid=None)
        warnings.warn("the Nu Html Checker is missing: the pages' HTML is not checked here", stacklevel=1)
        pytest.skip("the Nu Html Checker or Java is missing")
    sites = [real_builds("eksempel", edition).site for edition in EDITIONS]
    pages = sites if FULL else [site / address for site in sites for address in sample(site, sites[0])]
    done = subprocess.run(
        [java, "-Xss4m", "-jar", CHECKER, "--format", "json", "--stdout", "--skip-non-html", *pages],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    said = json.loads(done.stdout)["messages"]
    found = [line(message) for message in said if not message["message"].startswith(tuple(EXPLAINED))]
    evidence.used.update(checker=re.sub(r"^vnu-jar-", "", CHECKER.parent.name), invalid=len(found))
    assert not found, "\n".join(found)


def line(message: dict[str, Any]) -> str:
    """`eksempel/leader/om.html:12: what is wrong: where`"""
    return f"{'/'.join(Path(message['url']).parts[-4:])}:{message.get('lastLine', 1)}: {message['message']} {' '.join(message.get('extract', '').split())}"
