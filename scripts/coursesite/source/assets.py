"""Pictures and other files that pages show: of a known type, of a sane size, without scripts."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

from coursesite.problems import Place, Problems, listed
from coursesite.source.files import ASSET_TYPES, MAX_ASSET, check_cpr, list_files, read_bytes, read_text, shown

_NAME = re.compile(r"^[A-Za-z0-9][A-Za-z0-9._-]*$")
_MAGIC = {".png": b"\x89PNG", ".jpg": b"\xff\xd8", ".jpeg": b"\xff\xd8", ".webp": b"RIFF", ".pdf": b"%PDF"}
# An SVG is a document of its own: only drawing passes. https://www.w3.org/TR/SVG2/script.html
_SVG_REFUSED = {
    "script",
    "foreignObject",
    "iframe",
    "embed",
    "object",
    "handler",
    "listener",
    "set",
    "animate",
    "animateTransform",
    "animateMotion",
    "audio",
    "video",
}
_CSS_OUTSIDE = re.compile(r"@import|url\s*\(\s*['\"]?(?!#)|expression\s*\(|javascript:|\\", re.IGNORECASE)


def read_assets(root: Path, folder: Path, problems: Problems) -> dict[str, Path]:
    """The files of an assets folder by their path in it, each checked."""
    found = {path.relative_to(folder).as_posix(): path for path in list_files(root, folder, problems)}
    for path in found.values():
        check_asset(root, path, problems)
    return found


def check_asset(root: Path, path: Path, problems: Problems) -> None:
    """A file's name, type, size and content."""
    file, suffix = shown(root, path), path.suffix.lower()
    if suffix not in ASSET_TYPES:
        problems.error(
            "fil-type",
            Place(file),
            f"filtypen »{suffix or 'ingen'}« kan ikke vises på siden",
            f"Brug en af disse: {listed(sorted(ASSET_TYPES))}.",
        )
        return
    if not _NAME.match(path.name):
        problems.error(
            "fil-navn",
            Place(file),
            f"filnavnet »{path.name}« kan give døde links",
            "Brug bogstaver uden æøå, tal, punktum og bindestreg, ingen mellemrum.",
        )
    data = read_bytes(root, path, MAX_ASSET, problems)
    if data is None:
        return
    if suffix == ".svg":
        check_svg(root, path, problems)
    elif not data.startswith(_MAGIC[suffix]):
        problems.error("fil-type", Place(file), f"filen er ikke en rigtig {suffix}-fil", "Gem billedet igen i den rigtige type.")


def check_svg(root: Path, path: Path, problems: Problems) -> None:
    """A drawing without scripts, event handlers, entities or anything fetched from outside."""
    text = read_text(root, path, problems)
    if text is None:
        return
    check_cpr(text, problems)
    if re.search(r"<!(DOCTYPE|ENTITY)|<\?xml-stylesheet", text.text, re.IGNORECASE):
        refuse(text.at(1), "en DOCTYPE eller ENTITY", problems)
        return
    try:
        tree = ET.fromstring(text.text)  # noqa: S314 - no DOCTYPE, hence no entities
    except ET.ParseError as error:
        line, column = error.position
        problems.error("svg-form", text.at(line, column + 1), "filen er ikke en gyldig SVG", "Gem tegningen igen som SVG.")
        return
    if local_name(tree) != "svg":
        problems.error("svg-form", text.at(1), "filen er ikke en gyldig SVG", "Gem tegningen igen som SVG.")
    for element in tree.iter():
        check_element(element, text.at(1), problems)


def local_name(element: ET.Element) -> str:
    """An element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def check_element(element: ET.Element, place: Place, problems: Problems) -> None:
    """An element of a drawing and its attributes."""
    name = local_name(element)
    if name in _SVG_REFUSED:
        refuse(place, f"elementet <{name}>", problems)
    if name == "style" and _CSS_OUTSIDE.search(element.text or ""):
        refuse(place, "en stil, der henter noget udefra", problems)
    for attribute, value in element.attrib.items():
        key = attribute.rpartition("}")[2].lower()
        if key.startswith("on"):
            refuse(place, f"hændelsen »{key}«", problems)
        elif key == "href" and not value.strip().startswith(("#", "data:image/png", "data:image/jpeg")):
            refuse(place, "en henvisning ud af tegningen", problems)
        elif key != "href" and _CSS_OUTSIDE.search(value):
            refuse(place, f"noget udefra i »{key}«", problems)


def refuse(place: Place, what: str, problems: Problems) -> None:
    """The drawing holds what could run or fetch something."""
    problems.error("svg-farlig", place, f"tegningen rummer {what}", "Gem tegningen som en enkel SVG uden scripts og henvisninger.")
