"""Print hele dagen: everything that is given out on one day of a cohort, each in its number.

A sheet says how many copies are wanted in its class, `copies-20`, and docs/js/copies.js makes them
for the printer; without it one is there, under a line that says the number.
"""

import re
from collections.abc import Iterable, Iterator

from coursesite.model import Body, Handout, Module, Section
from coursesite.pages.blocks import Writer
from coursesite.pages.model import Page
from coursesite.pages.programme import cohort_name, day_text
from coursesite.pages.run_sheet import forms_of, group_text, groups_of, modules_of, sheets_uri
from coursesite.pages.text import plain
from coursesite.plan.model import Plan, PlannedDay
from coursesite.plan.trim import reader_of, trim_body


def sheets_page(plan: Plan, planned: PlannedDay) -> Page:
    """All the paper of a day."""
    uri = sheets_uri(planned)
    title = f"Print hele dagen: {planned.phase.phase.title}, {cohort_name(planned.cohort.id)}"
    sheets = [sheet for module in modules_of(plan, planned).values() for sheet in sheets_of(plan, planned, module, uri)]
    about = (
        f"{day_text(planned.day)}. {group_text(planned.cohort.size)} Skriv siden ud, så kommer hvert ark i det antal, der står over det."
    )
    return Page(uri, title, "\n\n".join([f"# {plain(title)}", about[0].upper() + about[1:], *sheets]) + "\n")


def sheets_of(plan: Plan, planned: PlannedDay, module: Module, uri: str) -> Iterator[str]:
    """A module's cards and sheets for each, its sheets for groups, its forms, its role cards."""
    size = planned.cohort.size
    groups, over = groups_of(size)
    writer = Writer(plan, uri)
    numbers: dict[Handout, int] = {"card": size, "each": size, "group": groups}
    for handout, copies in numbers.items():
        if sections := handed_out(plan, module, handout):
            yield sheet(plain(module.title), titled(writer, sections), copies, small=handout == "card")
    for page, content in forms_of(plan, module):
        text = f"{bare(writer.body(content.intro))}\n\n{titled(writer, content.sections)}"
        yield sheet(plain(page.title), text, size, small=False)
    cards = [block for block in module.content.blocks() if block.name == "role"]
    for block in cards:
        extra = over if block.argument == list(plan.course.roles)[-1] else 0
        name = f"{plain(plan.course.roles[block.argument])}: {plain(module.title)}"
        yield sheet(name, body_of(writer, block.body), groups + extra, small=True)


def handed_out(plan: Plan, module: Module, handout: Handout) -> list[Section]:
    """The sections of a module that are given out in one way."""
    rules = plan.course.writing.kinds.get(module.kind)
    wanted = {rule.id for rule in rules.sections if rule.handout == handout} if rules else set()
    return [section for section in module.content.sections if section.id in wanted]


def titled(writer: Writer, sections: Iterable[Section]) -> str:
    """Sections under their small headings."""
    return "\n\n".join(f"### {plain(section.title)}\n\n{body_of(writer, section.body)}" for section in sections)


def body_of(writer: Writer, body: Body) -> str:
    """What of a text is for those who are given it: nothing for trainers or leaders, however deep it stands."""
    return bare(writer.body(trim_body(body, reader_of(writer.plan.profile, "participant"))))


def bare(text: str) -> str:
    """The text without ids: the same section may be on the page for several modules, in several copies."""
    return re.sub(r' id="[^"]*"', "", text)


def sheet(name: str, text: str, copies: int, *, small: bool) -> str:
    """A sheet of paper, or a small card, with its number of copies."""
    css = f"sheet{' sheet--card' if small else ''} copies-{copies}"
    number = f"**{copies} {'stk.' if small else 'eksemplarer' if copies > 1 else 'eksemplar'}**\n{{: .copies }}"
    return f'<div class="{css}" markdown="1">\n\n{number}\n\n## {name}\n\n{text}\n\n</div>'
