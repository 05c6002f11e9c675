"""The pages as plain Markdown: filled in, every heading with its id, and seen to read the same without the engine."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from markdown import Markdown
from mkdocs.config import load_config

from coursesite.pages.model import Page, Site
from coursesite.pages.text import slug
from coursesite.site.guard import Guard, Unsafe
from coursesite.site.sandbox import fill

_HEADING_ID = re.compile(r'<h[1-6]\b[^>]*? id="([^"]*)"')
_HEADING = re.compile(r"#{1,6} ")
_FENCE = re.compile(r"(```|~~~)")
_ATTRIBUTES = re.compile(r"\s*\{:?(?P<inner>[^{}]*)\}\s*$")
_HAS_ID = re.compile(r"(?:^|\s)#\S")
# Signs that were written by their numbers to be safe anywhere, and mean nothing where they stand here.
_NUMBERED = re.compile(r"(?<=\w)&#(33|39|45|46|47|58);|(?<=\s)&#(40);|(?<=[\w.!?])&#(41);")
_ANY_NUMBERED = re.compile(r"&#(33|39|40|41|45|46|47|58);")


class NotPlain(Exception):
    """A page can't be had as plain Markdown; says which and why, in Danish."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What of mkdocs.yml another tool needs as well: how Markdown is read, the language, and the styles that go along."""

    docs: Path
    language: str
    extensions: Mapping[str, Mapping[str, Any]]
    marks: tuple[str, str]
    styles: tuple[str, ...]
    search: bool


@dataclass(frozen=True, slots=True)
class PlainPage:
    """A page's address, its text as plain Markdown, and what that becomes."""

    uri: str
    markdown: str
    html: str


def settings_of(root: Path) -> Settings:
    """Read the course's mkdocs.yml."""
    config = load_config(str(root / "mkdocs.yml"))
    macros = config.plugins["macros"].config
    return Settings(
        docs=Path(config.docs_dir),
        language=config.theme["language"],
        extensions={name: config.mdx_configs.get(name) or {} for name in config.markdown_extensions},
        marks=(macros["j2_comment_start_string"], macros["j2_comment_end_string"]),
        styles=tuple(config.extra.get("export", ())),
        search=bool(config.extra.get("search")),
    )


def plain_pages(site: Site, settings: Settings) -> Iterator[PlainPage]:
    """Every page, as the built site has it. Raises NotPlain where one would read otherwise, or isn't safe."""
    guard = Guard()
    ours, theirs = readers(settings, guard)
    for page, text in fill(site, settings.marks):
        guard.page = page.uri
        try:
            yield plain_page(page, text, ours, theirs)
        except Unsafe as found:
            raise NotPlain(str(found)) from None


def readers(settings: Settings, guard: Guard) -> tuple[Markdown, Markdown]:
    """Markdown as the site is built with it, guard and all, and as anyone else has it."""
    names, configs = list(settings.extensions), {name: dict(given) for name, given in settings.extensions.items()}
    own = configs | {"toc": {**configs.get("toc", {}), "slugify": slug}}
    return Markdown(extensions=[*names, guard], extension_configs=own), Markdown(extensions=names, extension_configs=configs)


def plain_page(page: Page, text: str, ours: Markdown, theirs: Markdown) -> PlainPage:
    """The text with ids at its headings, and as readable as it can be without becoming another. Raises NotPlain."""
    wanted = ours.reset().convert(text)
    anchored = with_ids(text, _HEADING_ID.findall(wanted))
    for candidate in (_NUMBERED.sub(sign, anchored), anchored):
        html = theirs.reset().convert(candidate)
        if _ANY_NUMBERED.sub(sign, html) == _ANY_NUMBERED.sub(sign, wanted):
            return PlainPage(page.uri, candidate, html)
    raise NotPlain(f"{page.uri}: siden bliver en anden uden kursets egen opsætning")


def sign(hit: re.Match[str]) -> str:
    """The sign that a number stands for."""
    return chr(int(next(filter(None, hit.groups()))))


def with_ids(text: str, ids: list[str]) -> str:
    """Each heading with the id that it gets in the built site, so that no tool has to think of one."""
    left, fenced, lines = iter(ids), "", []
    for line in text.split("\n"):
        fence = _FENCE.match(line.lstrip())
        if fence and fenced in {"", fence[1]}:
            fenced = "" if fenced else fence[1]
        lines.append(with_id(line, next(left, "")) if not fenced and _HEADING.match(line) else line)
    return "\n".join(lines)


def with_id(line: str, id: str) -> str:
    """A heading's line with its id in an attribute list."""
    given = _ATTRIBUTES.search(line)
    if given and _HAS_ID.search(given["inner"]):
        return line
    others = f"{given['inner'].strip()} " if given else ""
    return f"{line[: given.start()] if given else line.rstrip(' #')} {{{others}#{id}}}"
