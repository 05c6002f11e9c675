"""The pages of the site's shell, and the lists that a plan fills in on them."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time

from coursesite.model import Content, ShellPage
from coursesite.pages.blocks import Writer, drawn, section
from coursesite.pages.cohort import cohort_uri, cohorts_of
from coursesite.pages.glance import glance
from coursesite.pages.mark import mark
from coursesite.pages.model import Page
from coursesite.pages.module import area_name
from coursesite.pages.pocket import POCKET_URI, has_cards
from coursesite.pages.pocket import TITLE as POCKET_TITLE
from coursesite.pages.programme import cohort_name, day_text, event_text, phase_uri, when
from coursesite.pages.text import bullets, capital, duration, link, listing, plain, short_date, thousands
from coursesite.pages.variables import contact_text
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan, PlannedPhase

NOTES = "mine-noter"


def notes_uri(plan: Plan) -> str | None:
    """The page that shows what somebody has written, if the edition has one."""
    shows = (page.uri for page, content in plan.shell if any(b.name == "show" and b.argument == "notes" for b in content.blocks()))
    return next(shows, None)


def shell_page(plan: Plan, page: ShellPage, content: Content) -> Page:
    """A page of `docs/` with its lists filled in."""
    writer = Writer(plan, page.uri, lambda what, uri: SHOWS[what](plan, uri))
    parts = [f"# {plain(page.title)}" if page.uri != "index.md" else front_title(plan), writer.body(content.intro)]
    parts += [section(s.title, s.id, text) for s in content.sections if (text := writer.body(s.body))]
    return Page(page.uri, page.title, "\n\n".join(filter(None, parts)) + "\n", page.literal)


def front_title(plan: Plan) -> str:
    """Whose course it is, and whom it is for."""
    name = f"{plain(plan.course.title)} i {plain(plan.profile.municipality.name)}"
    return f"# {name}\n\n{plain(plan.course.subtitle)}\n{{: .lead }}"


def themes(plan: Plan, uri: str) -> str:
    """The themes with their time."""
    items = []
    for id, modules in plan.themes.items():
        minutes = sum(plan.modules[m].minutes.in_class or 0 for m in modules)
        items.append(
            f"{mark(plan, id)} {link(plain(plan.course.themes[id].title), uri, f'tema/{id}.md')}  \n    {len(modules)} {'modul' if len(modules) == 1 else 'moduler'}, {duration(minutes)} i undervisningen"
        )
    return listed("cards", items)


def areas(plan: Plan, uri: str) -> str:
    """The areas, with their pages."""
    return listed("chips", (area_name(plan, id, uri) for id in plan.cases))


def tools(plan: Plan, uri: str) -> str:
    """What one comes back for: the pages that say so, the pocket cards, and each cohort's days."""
    own = [(page.title, page.uri) for page, _ in plan.shell if page.place == "tool"]
    cards = [(POCKET_TITLE, POCKET_URI)] if has_cards(plan) else []
    cohorts = [(f"Programmet for {cohort_name(p.id)}", cohort_uri(p.id)) for p in cohorts_of(plan)]
    return listed("chips", (link(plain(title), uri, to) for title, to in (*own, *cards, *cohorts)))


def phases(plan: Plan, uri: str) -> str:
    """The phases and when they are."""
    return bullets(": ".join(filter(None, [link(plain(p.phase.title), uri, phase_uri(p.phase.id)), when(p)])) for p in plan.phases)


def glance_of(plan: Plan, uri: str) -> str:
    """The programme as one drawing."""
    return drawn(glance(plan)) if plan.phases else ""


def listed(css: str, items: Iterable[str]) -> str:
    """A list that is shown in a way of its own; nothing where it is empty."""
    text = bullets(items)
    return f'<div class="{css}" markdown="1">\n\n{text}\n\n</div>' if text else ""


def dates(plan: Plan, uri: str) -> str:
    """Every date that this edition's readers take part in: a list for each cohort, with what is common to all."""
    common = [(e.date, e.start, dated(uri, p, event_text(e))) for p in plan.phases for e in p.dates.events]
    lists = []
    for cohort in cohorts_of(plan):
        own = [(d.date, d.start, dated(uri, p, day_text(d))) for p in plan.phases for id, d in p.dates.days if id == cohort.id]
        title = link(cohort_name(cohort.id), uri, cohort_uri(cohort.id))
        lists.append(date_list([*common, *own], f"### {title} {{#{cohort.id}}}\n\n"))
    if lists:
        return '<div class="deck" markdown="1">\n\n' + "\n\n".join(lists) + "\n\n</div>"
    return date_list(common) if common else "Datoerne er ikke lagt ind endnu."


def dated(uri: str, planned: PlannedPhase, text: str) -> str:
    """A phase, and under it when and where."""
    return f"{link(plain(planned.phase.title), uri, phase_uri(planned.phase.id))}  \n    {capital(text)}"


def date_list(found: Iterable[tuple[date, time, str]], head: str = "") -> str:
    """Dates in order; each says its day in its class, so that docs/js/dates.js can tell what is next."""
    items = bullets(f"{text}\n{{: .date--{day} }}" for day, _, text in sorted(found))
    return f'<div class="dates" markdown="1">\n\n{head}{items}\n\n</div>'


def goals(plan: Plan, uri: str) -> str:
    """The course's goals, and the municipality's own."""
    shared = bullets(f"**{plain(goal.title)}.** {plain(goal.text)}" for goal in plan.course.goals.values())
    own = bullets(plain(goal) for goal in plan.profile.goals)
    return f"{shared}\n\n**{plain(plan.profile.municipality.name)} vil desuden:**\n\n{own}" if own else shared


def options(plan: Plan, uri: str) -> str:
    """What the municipality has added to the course."""
    return bullets(f"**{plain(plan.course.options[id].title)}.** {plain(plan.course.options[id].text)}" for id in plan.profile.options)


def contacts(plan: Plan, uri: str) -> str:
    """Whom to turn to."""
    return f"Spørg {contact_text(plan.profile.contacts['course'])}." if "course" in plan.profile.contacts else ""


def standing(plan: Plan, uri: str) -> str:
    """Whether the municipality itself stands behind the site."""
    name = plain(plan.profile.municipality.name)
    texts = {
        "own": "",
        "default": f"Siden er dannet automatisk for {name} med kursets standardindhold. Kommunen har ikke tilrettet den.",
        "example": f"Siden er et eksempel på, hvordan kurset kan se ud. Den er ikke lavet af {name} eller på kommunens vegne, og den bygger alene på offentligt kendte oplysninger.",
        "fictional": f"{name} findes ikke. Kommunen er opdigtet for at vise, hvordan kurset kan tilpasses.",
    }
    text = texts[plan.profile.standing]
    return f"**{text}**\n{{: .standing }}" if text else ""


def checked(plan: Plan, uri: str) -> str:
    """When the rules were last looked at, and which release this is."""
    oldest = min((law.checked for law in plan.laws), default=None)
    rules = f" Lovreglerne er sidst kontrolleret {short_date(oldest)}." if oldest else ""
    return f"Det er udgave {plain(plan.course.release)} af kurset.{rules}"


def local_changes(plan: Plan, uri: str) -> str:
    """What the municipality has written itself."""
    own = [m for m in plan.modules.values() if m.local]
    what = {"new": "skrevet af kommunen", "replaced": "kommunens egen udgave", "patched": "kommunen har ændret enkelte afsnit"}
    return (
        bullets(f"{link(plain(m.title), uri, module_uri(m.id))}: {what[m.local or 'new']}" for m in own)
        or "Kommunen bruger kursets standardtekster uændret."
    )


def staff(plan: Plan, uri: str) -> str:
    """Where leaders see what their staff learn."""
    return link("Det lærer jeres medarbejdere", uri, "medarbejderne.md") if plan.staff_modules else ""


def accessibility(plan: Plan, uri: str) -> str:
    """The statutory statement, and whom to tell about barriers."""
    given = plan.profile.accessibility
    ways = [f"[{plain(given.email)}](mailto:{given.email})" if given.email else "", f"telefon {plain(given.phone)}" if given.phone else ""]
    tell = f"Støder du på noget, du ikke kan bruge, så skriv eller ring: {listing(filter(None, ways))}." if any(ways) else ""
    statement = f"[Tilgængelighedserklæring]({given.was_url})" if given.was_url else ""
    return "\n\n".join(filter(None, [tell or contacts(plan, uri), statement]))


def evidence(plan: Plan, uri: str) -> str:
    """What the tests have seen of the finished pages, or that they haven't been run."""
    seen = plan.course.evidence
    if seen is None:
        return "De automatiske prøver er ikke kørt endnu."
    lines = [
        f"**Den {short_date(seen.date)}** blev {seen.pages} sider åbnet i {plain(seen.browser)} og set {seen.views} gange i alt: smalle og brede, lyse og mørke.",
        f"**axe-core {plain(seen.axe)}** og vores egne prøver fandt {faults_text(seen.faults, ' på dem')}.",
        f"**Tabulatortasten** gjorde {thousands(seen.stops)} stop, og hvert stop blev set efter.",
        f"**Nu Html Checker {plain(seen.checker)}** læste sidernes HTML og fandt {faults_text(seen.invalid or 0, '')}."
        if seen.checker
        else "Sidernes HTML er ikke kontrolleret.",
    ]
    return bullets(lines)


def faults_text(count: int, where: str) -> str:
    """`ingen fejl på dem`, `1 fejl på dem, som ikke var rettet den dag`"""
    return f"{count} fejl{where}, som ikke var rettet den dag" if count else f"ingen fejl{where}"


def notes(plan: Plan, uri: str) -> str:
    """Where docs/js/notes.js gathers what somebody has written on the site's pages; without it there is nothing to gather."""
    told = "Her kan siden samle det, du skriver undervejs, men kun når JavaScript er slået til. Uden skriver du på papir: Alle felter bliver skrevet ud med linjer."
    return f'<div class="notes" id="{NOTES}" markdown="1">\n\n{told}\n\n</div>'


SHOWS: Mapping[str, Callable[[Plan, str], str]] = {
    "themes": themes, "areas": areas, "glance": glance_of, "phases": phases, "dates": dates, "goals": goals, "options": options,
    "tools": tools, "contacts": contacts, "standing": standing, "checked": checked, "local": local_changes, "staff": staff,
    "accessibility": accessibility, "evidence": evidence, "notes": notes,
}  # fmt: skip
