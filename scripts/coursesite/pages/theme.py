"""Theme and area pages: why, the way through, and what is special here."""

from coursesite.model import Module
from coursesite.pages.blocks import section
from coursesite.pages.mark import mark, mark_number
from coursesite.pages.model import Page
from coursesite.pages.module import KINDS, time_of
from coursesite.pages.text import bullets, duration, link, paragraphs, plain, table
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan


def theme_page(plan: Plan, id: str) -> Page:
    """Why the theme matters, what you can do afterwards, the path with its time, what to remember."""
    theme, uri = plan.course.themes[id], f"tema/{id}.md"
    modules = [plan.modules[m] for m in plan.themes[id]]
    parts = [
        f"# {mark(plan, id)} {plain(theme.title)}",
        *(paragraphs(text) for text in theme.why),
        section("Det kan du bagefter", "bagefter", bullets(plain(text) for text in theme.outcomes)),
        section("Vejen gennem temaet", "raekkefoelge", "\n\n".join([paragraphs(theme.hang_together), path(modules, uri), total(modules)])),
        section("Husk fra temaet", "husk", keypoints(modules, uri)),
    ]
    return Page(uri, theme.title, "\n\n".join(parts) + "\n", mark=mark_number(plan, id))


def path(modules: list[Module], uri: str) -> str:
    """The theme's modules as steps in order, with kind and time."""
    steps = "\n".join(f"{number}. {step(module, uri)}" for number, module in enumerate(modules, 1))
    return f'<div class="path" markdown="1">\n\n{steps}\n\n</div>'


def step(module: Module, uri: str) -> str:
    """A module's title, and under it what kind it is and how long it takes."""
    core = "kernemodul" if module.core else ""
    facts = " · ".join(filter(None, [KINDS[module.kind], time_of(module.minutes), core]))
    return f"{link(plain(module.title), uri, module_uri(module.id))}  \n    {facts}"


def cell(minutes: int | None) -> str:
    """Minutes in a table."""
    return duration(minutes) if minutes else "–"


def total(modules: list[Module]) -> str:
    """How long the theme takes."""
    taught = sum(m.minutes.in_class or 0 for m in modules)
    alone = sum(m.minutes.alone or 0 for m in modules)
    return f"I alt {duration(taught)} i undervisningen. Læser du modulerne alene, tager det {duration(alone)}"


def keypoints(modules: list[Module], uri: str) -> str:
    """Each module's points, under a link to it."""
    return "\n\n".join(f"**{link(plain(m.title), uri, module_uri(m.id))}**\n\n{bullets(plain(p) for p in m.keypoints)}" for m in modules)


def area_page(plan: Plan, id: str) -> Page:
    """What meets citizens in the area, its cases, and what its own staff have learnt."""
    area, uri = plan.course.areas[id], f"omraade/{id}.md"
    parts = [f"# {plain(area.title)}", paragraphs(area.text)]
    if own := plan.cases[id]:
        rows = [
            (link(plain(plan.modules[m].title), uri, module_uri(m)), KINDS[plan.modules[m].kind], cell(plan.modules[m].minutes.in_class))
            for m in own
        ]
        parts.append(section("Fra jeres eget område", "eget", table(("Modul", "Slags", "Sammen"), rows)))
    if special := written_for(plan, id):
        parts.append(
            section("Her er der skrevet særligt til jer", "saerligt", bullets(link(plain(m.title), uri, module_uri(m.id)) for m in special))
        )
    told = [e for e in plan.profile.experiences if e.areas is None or id in e.areas] if plan.edition != "leader" else []
    if told:
        parts.append(
            section("Erfaringer her fra kommunen", "erfaringer", bullets(link(plain(e.title), uri, f"erfaringer.md#{e.id}") for e in told))
        )
    return Page(uri, area.title, "\n\n".join(parts) + "\n")


def written_for(plan: Plan, id: str) -> list[Module]:
    """Modules of the themes that have text for this area alone."""
    ordered = [plan.modules[m] for ids in plan.themes.values() for m in ids]
    return [m for m in ordered if (m.areas and id in m.areas) or any(b.name == "area" and id in b.ids for b in m.content.blocks())]
