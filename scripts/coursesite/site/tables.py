"""A frame around every table, so that a wide one can be scrolled without the page, and a mark on its short cells."""

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

SHORT = 14  # signs: `10.15–10.30`, `2 t. 15 min.`


class Frames(Extension):
    """Puts each table into `<div class="table-frame">`."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - Python-Markdown's name
        """Register after the tables are in the tree, and before the guard looks at it."""
        md.treeprocessors.register(_Frame(md), "coursesite-tables", -900)


class _Frame(Treeprocessor):
    """Walks the tree once."""

    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for place, child in enumerate(list(parent)):
                if child.tag == "table":
                    parent[place] = framed(child)


def framed(table: Element) -> Element:
    """The table in a frame, cells of a few signs marked as `short`; what came after the table comes after the frame."""
    for cell in table.iter("td"):
        if cell.text and len(cell.text) <= SHORT and not len(cell):
            cell.set("class", "short")
    frame = Element("div", {"class": "table-frame"})
    frame.tail, table.tail = table.tail, None
    frame.append(table)
    return frame
