"""A site before any generator has seen it: Markdown pages, their nav, and the files beside."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its address from the site's root (`modul/x.md`), its title in plain text, its text.

    A `literal` page has nothing that is to be filled in. `mark` is the number of its theme among
    the course's, which gives it a colour and a shape; 0 is none.
    """

    uri: str
    title: str
    markdown: str
    literal: bool = False
    mark: int = 0


@dataclass(frozen=True, slots=True)
class Known:
    """What a page or an entry is found by beside its text: its name where that isn't its heading, and other words."""

    name: str
    words: str


@dataclass(frozen=True, slots=True)
class NavItem:
    """An entry of the menu: a page, or a heading with entries under it."""

    title: str
    uri: str | None = None
    children: tuple["NavItem", ...] = ()


@dataclass(frozen=True, slots=True)
class Site:
    """Everything that a generator needs; `variables` and `macros` fill in the `{{ … }}` of the text.

    `files` are copied; `written` has texts by address, `styles` the municipality's own style sheets.
    `url` is where the site will be, if that is known. `tools` are scripts and styles of `docs/` that this edition has beside those of all editions.
    `known` is by the address of a page, or of an entry on it (`ordliste.md#looping`).
    """

    title: str
    pages: tuple[Page, ...]
    nav: tuple[NavItem, ...]
    files: Mapping[str, Path]
    styles: tuple[str, ...]
    written: Mapping[str, str]
    tools: tuple[str, ...]
    known: Mapping[str, Known]
    logo: str | None
    url: str | None
    variables: Mapping[str, Any]
    macros: Mapping[str, Any]
    chrome: Mapping[str, Any]
