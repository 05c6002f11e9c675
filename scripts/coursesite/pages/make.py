"""A site from a plan: every page, the menu, and the files that go with them."""

from collections.abc import Iterator

from coursesite.pages.brand import brand_styles
from coursesite.pages.cohort import calendar_uri, cohort_page, cohorts_of
from coursesite.pages.fields import FIELDS_URI, fields_text
from coursesite.pages.leader import staff_page
from coursesite.pages.lookup import lookup_pages
from coursesite.pages.menu import address
from coursesite.pages.model import Page, Site
from coursesite.pages.module import module_page
from coursesite.pages.moved import moved_text, moved_uri
from coursesite.pages.nav import make_nav
from coursesite.pages.news import news_page
from coursesite.pages.pocket import has_cards, pocket_page
from coursesite.pages.poster import front_address, poster_page
from coursesite.pages.programme import overview_page, phase_page
from coursesite.pages.run_sheet import run_sheet
from coursesite.pages.search import known_by
from coursesite.pages.sheets import sheets_page
from coursesite.pages.shell import notes_uri, shell_page
from coursesite.pages.theme import area_page, theme_page
from coursesite.pages.variables import macros, variables
from coursesite.plan.links import asset_uri
from coursesite.plan.model import Plan

TOOLS = {"trainer": ("css/trainer.css", "js/present.js", "js/copies.js")}
BANNERS = {"participant": "", "trainer": "Underviserudgave", "leader": "Lederudgave"}


def make_site(plan: Plan) -> Site:
    """Everything that a generator needs for one edition."""
    pages = tuple(with_news(plan, tuple(make_pages(plan))))
    logo = plan.profile.brand.logo
    logo_uri = f"assets/kommune/{logo.name}" if logo else None
    assets = {**plan.course.assets, **plan.profile.assets}
    files = {asset_uri(name): assets[name] for name in plan.assets}
    return Site(
        title=f"{plan.course.title} i {plan.profile.municipality.short_name}",
        pages=pages,
        nav=make_nav(plan, {page.uri for page in pages}),
        files=files | ({logo_uri: logo} if logo and logo_uri else {}),
        styles=brand_styles(plan.profile.brand),
        written={
            **calendars(plan),
            **moved(plan),
            **({FIELDS_URI: fields_text(plan)} if notes_uri(plan) else {}),
        },
        tools=TOOLS.get(plan.edition, ()),
        known=known_by(plan, pages),
        logo=logo_uri,
        url=plan.profile.site_url if plan.edition == "participant" else None,
        variables=variables(plan),
        macros=macros(plan),
        chrome={
            "course": plan.course.title, "municipality": plan.profile.municipality.name,
            "banner": BANNERS[plan.edition], "was_url": plan.profile.accessibility.was_url,
            "footer": [(page.title, address(page.uri)) for page, _ in plan.shell if page.place == "footer"],
            "notes": address(notes) if (notes := notes_uri(plan)) else None,
            "key": f"{plan.profile.municipality.slug}-{plan.edition}",
        },
    )  # fmt: skip


def make_pages(plan: Plan) -> Iterator[Page]:
    """Every page of the edition."""
    for page, content in plan.shell:
        yield shell_page(plan, page, content)
    if plan.phases:
        yield overview_page(plan)
    yield from (phase_page(plan, phase) for phase in plan.phases)
    yield from (cohort_page(plan, cohort) for cohort in cohorts_of(plan))
    if plan.edition == "trainer":
        yield from (run_sheet(plan, planned) for planned in plan.days)
        yield from (sheets_page(plan, planned) for planned in plan.days)
    yield from (theme_page(plan, id) for id in plan.themes)
    if plan.modules and plan.edition != "leader":
        yield from (area_page(plan, id) for id in plan.cases)
    yield from (module_page(plan, module) for module in plan.modules.values())
    if plan.staff_modules:
        yield staff_page(plan)
    yield from lookup_pages(plan)
    if has_cards(plan):
        yield pocket_page(plan)
    if plan.edition == "trainer" and (address := front_address(plan)):
        yield poster_page(plan, address)


def with_news(plan: Plan, pages: tuple[Page, ...]) -> Iterator[Page]:
    """All pages, and where a former plan was kept, what has changed since."""
    yield from pages
    if plan.profile.former and plan.profile.former.pages[plan.edition]:
        yield news_page(plan, plan.profile.former, pages)


def moved(plan: Plan) -> dict[str, str]:
    """A page at each former address, but where a municipality has a module of its own by that id."""
    found = {old: module for module in plan.modules.values() for old in module.formerly if old not in plan.modules}
    return {moved_uri(old): moved_text(module.title, module.id) for old, module in found.items()}


def calendars(plan: Plan) -> dict[str, str]:
    """Each cohort's dates as a file for one's calendar."""
    cohorts = cohorts_of(plan)
    if not cohorts:
        return {}
    from coursesite.pages.calendar import calendar_text  # noqa: PLC0415 - its library takes a fiftieth of a build to load

    return {calendar_uri(cohort.id): calendar_text(plan, cohort) for cohort in cohorts}
