"""A module's page: what it is, how long it takes, what you can do afterwards, and its text."""

from coursesite.model import Minutes, Module
from coursesite.pages.blocks import FOLDED, Writer, section
from coursesite.pages.mark import mark_number
from coursesite.pages.model import Page
from coursesite.pages.pocket import pocket_card
from coursesite.pages.run_sheet import forms_of
from coursesite.pages.sheets import bare, handed_out
from coursesite.pages.text import box, bullets, duration, folded, link, listing, plain
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan

KINDS = {
    "concept": "Begreb", "tool": "Redskab", "exercise": "Øvelse", "case": "Case",
    "reflection": "Refleksion", "guide": "Vejledning", "form": "Skema",
}  # fmt: skip


def module_page(plan: Plan, module: Module) -> Page:
    """The page of one module."""
    uri = module_uri(module.id)
    writer = Writer(plan, uri)
    intro = writer.body(module.content.intro)
    first, *rest = [section(s.title, s.id, text_of(writer, module, s.id)) for s in module.content.sections] or [""]
    notes = section("Underviserens noter", "noter--underviser", intro) if intro else ""
    parts = [f"# {plain(module.title)}", header(plan, module, uri), first, aims(module), notes, *rest, answers_of(writer, module)]
    return Page(uri, module.title, "\n\n".join(filter(None, parts)) + "\n", mark=mark_number(plan, module.theme))


def answers_of(writer: Writer, module: Module) -> str:
    """The answers of all self-checks, for paper alone: there they come on a sheet of their own."""
    checks = [block for block in module.content.blocks() if block.name == "check"]
    parts = [f"{bare(writer.body(block.body))}\n\n{bullets(writer.verdict(answer) for answer in block.answers)}" for block in checks]
    text = "\n\n".join(parts)
    return f'<div class="answers" markdown="1">\n\n**Svar: {plain(module.title)}**\n{{: .label }}\n\n{text}\n\n</div>' if checks else ""


def text_of(writer: Writer, module: Module, id: str) -> str:
    """A section's text, folded where it isn't to be read first."""
    text = next(writer.body(s.body) for s in module.content.sections if s.id == id)
    if id in FOLDED.get(module.kind, ()):
        return folded("folded", "Drøft først, og åbn så her", text)
    cards = {section.id for section in handed_out(writer.plan, module, "card")}
    return pocket_card(text, mark_number(writer.plan, module.theme)) if id in cards else text


def header(plan: Plan, module: Module, uri: str) -> str:
    """Where the module belongs, its kind and its time."""
    facts = bullets(f"**{name}:** {value}" for name, value in facts_of(plan, module, uri) if value)
    return f'<div class="module-head" markdown="1">\n\n{facts}\n\n</div>'


def aims(module: Module) -> str:
    """What you can do afterwards."""
    return box("aims", "Når du har været igennem det", bullets(plain(aim) for aim in module.objectives))


def facts_of(plan: Plan, module: Module, uri: str) -> list[tuple[str, str]]:
    """The facts of the header by name; trainers also get what they must bring."""
    theme = plan.course.themes[module.theme] if module.theme and module.theme in plan.themes else None
    areas = [area_name(plan, a, uri) for a in module.areas or () if a in plan.cases]
    ground = [link(plain(plan.modules[id].title), uri, module_uri(id)) for id in module.requires if id in plan.modules]
    facts = [
        ("Tema", f"{link(plain(theme.title), uri, f'tema/{theme.id}.md')}{place_of(plan, module)}" if theme else ""),
        ("Område", listing(areas)),
        ("Slags", KINDS[module.kind]),
        ("Tid", time_of(module.minutes)),
        ("Sådan arbejder I", plain(module.group)),
        ("Bygger på", listing(ground)),
    ]
    forms = [link(plain(page.title), uri, page.uri) for page, _ in forms_of(plan, module)]
    return facts if plan.edition == "participant" else [*facts, ("Materialer", listing([*map(plain, module.materials), *forms]))]


def place_of(plan: Plan, module: Module) -> str:
    """`, modul 3 af 8`"""
    path = plan.themes.get(module.theme or "", ())
    return f", modul {path.index(module.id) + 1} af {len(path)}" if module.id in path else ""


def area_name(plan: Plan, id: str, uri: str) -> str:
    """An area's title, with the way to its page; leaders have none."""
    title = plain(plan.course.areas[id].title)
    return title if plan.edition == "leader" else link(title, uri, f"omraade/{id}.md")


def time_of(minutes: Minutes) -> str:
    """`45 min. i undervisningen, 15 min. alene`"""
    taught = f"{duration(minutes.in_class)} i undervisningen" if minutes.in_class else ""
    alone = f"{duration(minutes.alone)} alene" if minutes.alone else ""
    return ", ".join(filter(None, [taught, alone]))
