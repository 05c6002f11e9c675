"""A page's address as a QR code to point a phone at, drawn as part of the page."""

from urllib.parse import urljoin

import segno

from coursesite.pages.text import attribute
from coursesite.plan.model import Plan

QUIET = 4  # empty modules around the code, as the standard asks (ISO/IEC 18004)


def address_of(plan: Plan, uri: str) -> str | None:
    """Where a page of the participants' site will be, if that is known."""
    base = plan.profile.site_url
    return urljoin(base.rstrip("/") + "/", uri.removesuffix(".md") + ".html") if base else None


def qr_code(address: str, what: str) -> str:
    """The code as SVG, and the address under it for those who type; `what` names it."""
    code = segno.make(address, error="m", micro=False)
    size = code.symbol_size(scale=1, border=QUIET)[0]
    dark = "".join(f"M{x + QUIET} {y + QUIET}h1v1h-1z" for y, row in enumerate(code.matrix) for x, module in enumerate(row) if module)
    svg = (
        f'<svg role="img" viewBox="0 0 {size} {size}"><title>{attribute(what)}</title>'
        f'<rect class="qr__ground" width="{size}" height="{size}" /><path class="qr__dark" d="{dark}" /></svg>'
    )
    shown = attribute(address.removeprefix("https://"))
    return f'<div class="qr">{svg}<span>{shown}</span></div>'
