"""What fills in the `{{ … }}` of the text: values as Markdown that shows exactly them."""

from collections.abc import Callable, Mapping
from typing import Any

from coursesite.model import Box, Contact
from coursesite.pages.text import box, bullets, plain
from coursesite.plan.model import Plan


def variables(plan: Plan) -> dict[str, Any]:
    """The declared variables with this municipality's values."""
    profile = plan.profile
    return {
        "municipality": {"name": plain(profile.municipality.name), "short_name": plain(profile.municipality.short_name)},
        "promises": {id: plain(text) for id, text in profile.promises.items()},
        "words": {id: {"indefinite": plain(word.indefinite), "definite": plain(word.definite)} for id, word in profile.words.items()},
        "contacts": {
            id: {"name": plain(c.name), "email": plain(c.email or ""), "phone": plain(c.phone or "")} for id, c in profile.contacts.items()
        },
    }


def macros(plan: Plan) -> Mapping[str, Callable[[str], str]]:
    """The named macros; each takes an id."""
    minutes = {decision.module.id: decision.module.minutes for decision in plan.decisions}
    return {
        "box": lambda id: box_text(plan.course.boxes[id]),
        "contact": lambda id: contact_text(plan.profile.contacts[id]),
        "minutes": lambda id: f"{minutes[id].in_class or minutes[id].alone} minutter",
    }


def box_text(shared: Box) -> str:
    """A text that several modules share."""
    return box("box", plain(shared.title), bullets(f"**{plain(lead)}** {plain(text)}" for lead, text in shared.lines))


def contact_text(contact: Contact) -> str:
    """`Kursusteamet (telefon 12 34 56 78, kursus@kommune.dk)`"""
    ways = [
        f"telefon {plain(contact.phone)}" if contact.phone else "",
        f"[{plain(contact.email)}](mailto:{contact.email})" if contact.email else "",
    ]
    known = ", ".join(filter(None, ways))
    return f"{plain(contact.name)} ({known})" if known else plain(contact.name)
