"""A poster for the notice board: whose course it is, when it begins, and the way to the site."""

from coursesite.pages.cohort import cohorts_of
from coursesite.pages.model import Page
from coursesite.pages.programme import cohort_name, day_text
from coursesite.pages.qr import address_of, qr_code
from coursesite.pages.text import bullets, plain
from coursesite.pages.variables import contact_text
from coursesite.plan.model import Plan

POSTER_URI = "plakat.md"
TITLE = "Plakat til opslagstavlen"


def poster_page(plan: Plan, address: str) -> Page:
    """One sheet to print; `address` is the participants' front page."""
    first = [(cohort, next(planned.day for planned in plan.days if planned.cohort.id == cohort.id)) for cohort in cohorts_of(plan)]
    starts = bullets(f"**{cohort_name(cohort.id)}** begynder {day_text(day)}" for cohort, day in first)
    ask = f"Spørg {contact_text(plan.profile.contacts['course'])}." if "course" in plan.profile.contacts else ""
    name = f"**{plain(plan.course.title)} i {plain(plan.profile.municipality.name)}**\n{{: .poster__title }}"
    parts = [name, plain(plan.course.subtitle), starts, qr_code(address, "QR-kode til kursets side"), ask]
    text = "\n\n".join(filter(None, parts))
    return Page(POSTER_URI, TITLE, f'# {TITLE}\n\n<div class="poster" markdown="1">\n\n{text}\n\n</div>\n')


def front_address(plan: Plan) -> str | None:
    """Where the participants' front page will be, if that is known."""
    return address_of(plan, "index.md")
