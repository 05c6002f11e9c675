"""Diagrams: drawings that become part of the page, so that they follow its colours and can be read aloud.

Looks come from classes alone (docs/css/diagrams.css). `<title>` and `<desc>` come first, which is
where readers of the drawing look for them: https://www.w3.org/TR/svg-aam-1.0/#mapping_additional_nd
"""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from coursesite.model import Diagram
from coursesite.problems import Place, Problems, listed
from coursesite.source.files import Text, check_cpr, read_text, shown

ELEMENTS = ("svg", "title", "desc", "g", "path", "rect", "circle", "ellipse", "line", "polyline", "polygon", "text", "tspan")
ATTRIBUTES = (
    "viewBox", "class", "d", "x", "y", "dx", "dy", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry",
    "width", "height", "points", "transform", "text-anchor",
)  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}"
_VIEW = re.compile(r"0 0 \d{2,4} \d{2,4}")


def read_diagrams(root: Path, paths: list[Path], problems: Problems) -> dict[str, Diagram]:
    """Every diagram by its file's name; one that can't be used is left out with a problem."""
    found: dict[str, Diagram] = {}
    for path in paths:
        text = read_text(root, path, problems)
        drawing = read_drawing(text, problems) if text else None
        if text and drawing is not None:
            check_cpr(text, problems)
            title, desc = (" ".join((drawing[number].text or "").split()) for number in (0, 1))
            found[path.stem] = Diagram(
                path.stem, title, desc, tuple(words_of(drawing)), shapes_of(drawing), drawing.attrib["viewBox"], shown(root, path)
            )
    return found


def read_drawing(text: Text, problems: Problems) -> ET.Element | None:
    """The drawing's tree, or None with a problem where it isn't one that can stand in a page."""
    if re.search(r"<!|<\?", text.text):
        refuse(text.at(1), "en kommentar, en DOCTYPE eller en instruktion", problems)
        return None
    try:
        tree = ET.fromstring(text.text)  # noqa: S314 - no DOCTYPE, hence no entities
    except ET.ParseError as error:
        line, column = error.position
        problems.error("svg-form", text.at(line, column + 1), "filen er ikke en gyldig SVG", "Gem tegningen igen som SVG.")
        return None
    before = len(problems)
    for element in tree.iter():
        check_element(element, text.at(1), problems)
    heads = [(child.tag, bool((child.text or "").strip())) for child in tree[:2]]
    if heads != [(f"{_SVG}title", True), (f"{_SVG}desc", True)] or not _VIEW.fullmatch(tree.get("viewBox", "")):
        problems.error(
            "diagram-form",
            text.at(1),
            "diagrammet mangler »viewBox«, eller begynder ikke med <title> og <desc>",
            'Skriv viewBox="0 0 400 300", derefter hvad diagrammet er i <title>, og hvad det viser i <desc>.',
        )
    return tree if len(problems) == before else None


def check_element(element: ET.Element, place: Place, problems: Problems) -> None:
    """An element that draws or names, with nothing on it but its place and its class."""
    name = str(element.tag).removeprefix(_SVG)
    if name not in ELEMENTS:
        refuse(place, f"elementet <{name.rpartition('}')[2]}>", problems)
    for key in element.attrib:
        if key not in ATTRIBUTES:
            refuse(place, f"attributten »{key.rpartition('}')[2]}«", problems)


def refuse(place: Place, what: str, problems: Problems) -> None:
    """The drawing holds what can't stand in a page."""
    problems.error(
        "diagram-form",
        place,
        f"diagrammet rummer {what}",
        f"Tegn kun med {listed(ELEMENTS, 20)}, og lad »class« bestemme farver og skrift.",
    )


def words_of(drawing: ET.Element) -> list[str]:
    """The texts in the drawing itself, one a label."""
    labels = ("".join(text.itertext()) for text in drawing.iter(f"{_SVG}text"))
    return [" ".join(label.split()) for label in labels]


def shapes_of(drawing: ET.Element) -> str:
    """What is drawn, as it stands inside an `<svg>` of an HTML page, on one line."""
    return "".join(write(child) for child in drawing[2:])


def write(element: ET.Element) -> str:
    """An element as HTML."""
    name = str(element.tag).removeprefix(_SVG)
    attributes = "".join(f' {key}="{escape(value)}"' for key, value in element.attrib.items())
    inner = escape(flat(element.text)) + "".join(write(child) + escape(flat(child.tail)) for child in element)
    return f"<{name}{attributes}>{inner}</{name}>"


def flat(text: str | None) -> str:
    """Text without the line breaks and indentation of the file."""
    return re.sub(r"\s*\n\s*", "", text or "")


def escape(text: str) -> str:
    """Plain text in HTML; Jinja's signs don't survive either."""
    return re.sub(r"[&<>\"{}]", lambda hit: f"&#{ord(hit[0])};", text)
