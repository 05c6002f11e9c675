"""A municipality's colour can be read wherever the site uses it."""

import re

import pytest
from conftest import ROOT

from coursesite.model import Brand
from coursesite.pages.brand import brand_styles
from coursesite.source.colour import READABLE, contrast, parse_colour

PAIR = r"light-dark\((#\w{6}), (#\w{6})\)"
GROUNDS = re.findall(rf"--(?:ground|paper|trainer-paper|leader-paper): {PAIR}", (ROOT / "docs/css/colours.css").read_text(encoding="utf-8"))


@pytest.mark.parametrize("primary", ["#14532d", "#0b5cab", "#767676", "#b3261e", "#000000", "#5b2a86", "#007a5a"])
def test_links_in_its_colour_can_be_read_on_every_ground(primary: str) -> None:
    """In both schemes, on the page and on every kind of box."""
    link = re.search(f"--brand-link: {PAIR}", brand_styles(Brand(primary, None))[0])
    assert link
    assert len(GROUNDS) == 4
    for grounds in GROUNDS:
        for own, ground in zip(link.groups(), grounds, strict=True):
            assert contrast(parse_colour(own), parse_colour(ground)) >= READABLE, (own, ground)
