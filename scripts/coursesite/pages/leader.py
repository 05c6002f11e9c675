"""The leaders' page on what their staff learn."""

from coursesite.model import Module
from coursesite.pages.blocks import Writer, section
from coursesite.pages.model import Page
from coursesite.pages.module import time_of
from coursesite.pages.text import bullets, plain
from coursesite.plan.model import Plan

STAFF_URI = "medarbejderne.md"


def staff_page(plan: Plan) -> Page:
    """Each theme's modules: what the staff can do afterwards, and how long it takes."""
    parts = ["# Det lærer jeres medarbejdere", "Kort om hvert modul, så du ved, hvad du kan spørge til bagefter."]
    for id in plan.profile.themes:
        own = [m for m in plan.staff_modules if m.theme == id]
        if own:
            parts.append(section(plan.course.themes[id].title, id, "\n\n".join(module_text(plan, m) for m in own)))
    return Page(STAFF_URI, "Det lærer jeres medarbejdere", "\n\n".join(parts) + "\n")


def module_text(plan: Plan, module: Module) -> str:
    """A module in short, and what it says to leaders."""
    told = Writer(plan, STAFF_URI).body(module.content.intro)
    aims = bullets(plain(text) for text in module.objectives)
    return "\n\n".join(filter(None, [f"### {plain(module.title)} {{#{module.id}}}", time_of(module.minutes), aims, told]))
