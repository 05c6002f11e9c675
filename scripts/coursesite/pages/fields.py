"""What can be written in on the site's pages, for the page that gathers it."""

import json
from collections.abc import Iterator

from coursesite.model import Block, Content
from coursesite.pages.menu import address
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan

FIELDS_URI = "assets/felter.js"


def fields_text(plan: Plan) -> str:
    """Every field's address in the order of the course, as a script: a page from a file share can read nothing else."""
    pages = [(page.uri, content) for page, content in plan.shell] + [(module_uri(id), m.content) for id, m in plan.modules.items()]
    found = [f"{address(uri)}#{id}" for uri, content in pages for id in ids_in(content)]
    return f"window.courseFields = {json.dumps(found, indent=0)};\n"


def ids_in(content: Content) -> Iterator[str]:
    """The ids of a text's fields, as its page has them."""
    for block in content.blocks():
        yield from field_ids(block)


def field_ids(block: Block) -> list[str]:
    """The ids of a block's fields; none where it has nothing to write in."""
    if block.name == "reflect":
        return [f"skriv--{block.argument}"]
    return [f"skema--{block.argument}--{one.id}" for one in block.fields]
