"""Pocket cards: those of all modules on one page, each with the way to its module, and on paper with the site's address."""

from coursesite.model import Module
from coursesite.pages.blocks import Writer
from coursesite.pages.mark import mark_number
from coursesite.pages.model import Page
from coursesite.pages.qr import address_of, qr_code
from coursesite.pages.sheets import bare, body_of, handed_out
from coursesite.pages.text import link, plain
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan

POCKET_URI = "lommekort.md"
TITLE = "Lommekort"


def has_cards(plan: Plan) -> bool:
    """Whether any module of the edition has a card."""
    return any(handed_out(plan, module, "card") for module in plan.modules.values())


def pocket_page(plan: Plan) -> Page:
    """Every card, theme by theme."""
    parts = [
        f"# {TITLE}",
        "Kortene er til lommen, skærmkanten eller opslagstavlen. Skriv siden ud, og klip langs de stiplede linjer; der er op til otte kort på et ark.",
    ]
    for id, modules in plan.themes.items():
        if cards := [card(plan, plan.modules[m]) for m in modules if handed_out(plan, plan.modules[m], "card")]:
            parts.append(f"## {plain(plan.course.themes[id].title)} {{#{id}}}\n\n{deck(cards)}")
    return Page(POCKET_URI, TITLE, "\n\n".join(parts) + "\n")


def deck(cards: list[str]) -> str:
    """Cards beside each other."""
    return '<div class="deck" markdown="1">\n\n' + "\n\n".join(cards) + "\n\n</div>"


def card(plan: Plan, module: Module) -> str:
    """One card under its module's name."""
    writer = Writer(plan, POCKET_URI)
    text = "\n\n".join(bare(body_of(writer, section.body)) for section in handed_out(plan, module, "card"))
    head = f"### {link(plain(module.title), POCKET_URI, module_uri(module.id))}"
    address = address_of(plan, module_uri(module.id))
    code = qr_code(address, "QR-kode til modulet") if address else ""
    return pocket_card("\n\n".join(filter(None, [head, text, code])), mark_number(plan, module.theme))


def pocket_card(text: str, mark: int) -> str:
    """A card of Markdown in its theme's colour."""
    return f'<div class="pocket-card theme-{mark}" markdown="1">\n\n{text}\n\n</div>'
