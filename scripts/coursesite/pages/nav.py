"""The menu: what an edition has, in the order in which it is used."""

from collections.abc import Collection, Iterator, Sequence

from coursesite.model import ShellPage
from coursesite.pages.cohort import cohort_uri, run_sheet_uri
from coursesite.pages.model import NavItem
from coursesite.pages.news import NEWS_URI
from coursesite.pages.news import TITLE as NEWS_TITLE
from coursesite.pages.pocket import POCKET_URI
from coursesite.pages.pocket import TITLE as POCKET_TITLE
from coursesite.pages.poster import POSTER_URI
from coursesite.pages.poster import TITLE as POSTER_TITLE
from coursesite.pages.programme import phase_uri
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan

_LOOKUPS = (
    (NEWS_URI, NEWS_TITLE),
    (POCKET_URI, POCKET_TITLE),
    (POSTER_URI, POSTER_TITLE),
    ("ordliste.md", "Ordliste"),
    ("love.md", "Love og regler"),
    ("kilder.md", "Kilder"),
    ("erfaringer.md", "Erfaringer"),
)


def make_nav(plan: Plan, uris: Collection[str]) -> tuple[NavItem, ...]:
    """Front page, programme, themes, areas, lookups, and what is about the site; no empty heading."""
    entries = [
        NavItem("Forside", "index.md"),
        NavItem("Det lærer jeres medarbejdere", "medarbejderne.md"),
        NavItem(
            "Forløbet",
            children=(
                NavItem("Overblik over forløbet", "program/index.md"),
                *(NavItem(p.phase.title, phase_uri(p.phase.id)) for p in plan.phases),
            ),
        ),
        NavItem("Hold", children=tuple(cohorts(plan))),
        NavItem("Temaer", children=tuple(themes(plan))),
        NavItem("Områder", children=tuple(areas(plan))),
        NavItem("Fælles", children=tuple(module_item(plan, id) for id in plan.shared)),
        NavItem("Opslag", children=tuple(NavItem(title, uri) for uri, title in _LOOKUPS)),
        *about([page for page, _ in plan.shell if page.uri != "index.md"]),
    ]
    return tuple(kept for entry in entries if (kept := pruned(entry, uris)))


def cohorts(plan: Plan) -> Iterator[NavItem]:
    """Each cohort with its days."""
    for cohort in plan.profile.cohorts:
        name = cohort.id.replace("-", " ").capitalize()
        yield NavItem(name, cohort_uri(cohort.id))
        for planned in plan.days:
            if planned.cohort.id == cohort.id:
                yield NavItem(f"{name}: køreplan {planned.day.date.day}.{planned.day.date.month}.", run_sheet_uri(planned))


def themes(plan: Plan) -> Iterator[NavItem]:
    """Each theme with its modules."""
    for id, modules in plan.themes.items():
        yield NavItem(
            plan.course.themes[id].short,
            children=(NavItem(plan.course.themes[id].title, f"tema/{id}.md"), *(module_item(plan, m) for m in modules)),
        )


def areas(plan: Plan) -> Iterator[NavItem]:
    """Each area with its cases; a case of several areas stands under the first."""
    placed: set[str] = set()
    for id, cases in plan.cases.items():
        own = [case for case in cases if case not in placed]
        placed.update(own)
        yield NavItem(
            plan.course.areas[id].title,
            children=(NavItem(f"Om området {plan.course.areas[id].title}", f"omraade/{id}.md"), *(module_item(plan, m) for m in own)),
        )


def about(pages: Sequence[ShellPage]) -> Iterator[NavItem]:
    """The shell's pages; a folder that has an index is a group by the index's title, in the order in which it names the others."""
    indexes = {folder_of(page): page for page in pages if page.uri.endswith("/index.md")}
    for page in pages:
        index = indexes.get(folder_of(page))
        if index is None:
            yield NavItem(page.title, page.uri)
        elif page is index:
            others = [other for other in pages if folder_of(other) == folder_of(page) and other is not index]
            items = (NavItem(other.title, other.uri) for other in sorted(others, key=lambda other: named_at(other, index)))
            yield NavItem(page.title, children=(NavItem(f"{page.title}: overblik", page.uri), *items))


def folder_of(page: ShellPage) -> str:
    """The folder that a page's address is in; none for the front page's own."""
    return page.uri.rpartition("/")[0]


def named_at(page: ShellPage, index: ShellPage) -> int:
    """How far down in an index a page is first named; after all of it where it isn't."""
    found = index.raw.find(f"»{page.title}«")
    return found if found >= 0 else len(index.raw)


def module_item(plan: Plan, id: str) -> NavItem:
    """A module's entry."""
    return NavItem(plan.modules[id].title, module_uri(id))


def pruned(item: NavItem, uris: Collection[str]) -> NavItem | None:
    """The entry without what the edition has no page for."""
    if item.uri is not None:
        return item if item.uri in uris else None
    children = tuple(kept for child in item.children if (kept := pruned(child, uris)))
    return NavItem(item.title, children=children) if children else None
