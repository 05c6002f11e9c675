"""A site from a plan: every page, the menu, and the files that go with them."""

from collections.abc import Iterator

from coursesite.pages.brand import brand_styles
from coursesite.pages.leader import staff_page
from coursesite.pages.lookup import lookup_pages
from coursesite.pages.model import Page, Site
from coursesite.pages.module import module_page
from coursesite.pages.nav import make_nav
from coursesite.pages.programme import overview_page, phase_page
from coursesite.pages.shell import shell_page
from coursesite.pages.theme import area_page, theme_page
from coursesite.pages.variables import macros, variables
from coursesite.plan.links import asset_uri
from coursesite.plan.model import Plan

BANNERS = {"participant": "", "trainer": "Underviserudgave", "leader": "Lederudgave"}


def make_site(plan: Plan) -> Site:
    """Everything that a generator needs for one edition."""
    pages = tuple(make_pages(plan))
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
        logo=logo_uri,
        variables=variables(plan),
        macros=macros(plan),
        chrome={
            "course": plan.course.title, "municipality": plan.profile.municipality.name,
            "banner": BANNERS[plan.edition], "was_url": plan.profile.accessibility.was_url,
        },
    )  # fmt: skip


def make_pages(plan: Plan) -> Iterator[Page]:
    """Every page of the edition."""
    for page, content in plan.shell:
        yield shell_page(plan, page, content)
    if plan.phases:
        yield overview_page(plan)
    yield from (phase_page(plan, phase) for phase in plan.phases)
    yield from (theme_page(plan, id) for id in plan.themes)
    if plan.modules and plan.edition != "leader":
        yield from (area_page(plan, id) for id in plan.cases)
    yield from (module_page(plan, module) for module in plan.modules.values())
    if plan.staff_modules:
        yield staff_page(plan)
    yield from lookup_pages(plan)
