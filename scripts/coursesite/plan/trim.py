"""Text with every block taken out that isn't for this edition.

It fails closed: a block whose readers aren't named here is in no edition.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace

from coursesite.model import Block, Body, Content, Edition, Profile, Prose
from coursesite.plan.select import AUDIENCES_OF, meets


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a text is for: an edition, and the areas and functions of its municipality."""

    edition: Edition
    areas: tuple[str, ...]
    functions: tuple[str, ...]


def reader_of(profile: Profile, edition: Edition) -> Reader:
    """The readers of one municipality's edition."""
    return Reader(edition, profile.areas, profile.functions)


_WHO_SEES: Mapping[str, Callable[[Block, Reader], bool]] = {
    "trainer": lambda block, reader: "trainer" in AUDIENCES_OF[reader.edition],
    "leader": lambda block, reader: "leader" in AUDIENCES_OF[reader.edition],
    "role": lambda block, reader: reader.edition == "trainer",
    "area": lambda block, reader: meets(block.ids, reader.areas),
    "function": lambda block, reader: meets(block.ids, reader.functions),
    **dict.fromkeys(("dialogue", "reflect", "form", "check", "scenario", "diagram", "show"), lambda block, reader: True),
}


def trim(content: Content, reader: Reader) -> Content:
    """The text for these readers; a section that nothing is left of goes too."""
    sections = (replace(section, body=trim_body(section.body, reader), raw="") for section in content.sections)
    return Content(trim_body(content.intro, reader), tuple(s for s in sections if s.body))


def trim_body(body: Body, reader: Reader) -> Body:
    """The items for these readers."""
    return tuple(kept for item in body if (kept := trim_item(item, reader)) is not None)


def leaders_blocks(content: Content, reader: Reader) -> Body:
    """What a text says to leaders, for those areas and functions; the rest is for others."""
    return tuple(block for body in content.bodies for block in leaders_in(body, reader))


def leaders_in(body: Body, reader: Reader) -> Iterator[Block]:
    """The leaders' blocks of a body, also those inside blocks for an area or a function."""
    for item in body:
        if isinstance(item, Block) and item.name == "leader":
            kept = trim_item(item, reader)
            yield from [kept] if isinstance(kept, Block) else []
        elif isinstance(item, Block) and item.name in {"area", "function"} and _WHO_SEES[item.name](item, reader):
            yield from leaders_in(item.body, reader)


def trim_item(item: Prose | Block, reader: Reader) -> Prose | Block | None:
    """An item, or None where it isn't for these readers or nothing is left of it."""
    if isinstance(item, Prose):
        return item
    if item.name not in _WHO_SEES or not _WHO_SEES[item.name](item, reader):
        return None
    body = trim_body(item.body, reader)
    ids = [id for id in item.ids if id in (*reader.areas, *reader.functions)] if item.name in {"area", "function"} else []
    emptied = item.body and not body
    return None if emptied else replace(item, body=body, argument=", ".join(ids) or item.argument)
