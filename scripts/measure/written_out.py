"""The finished pages of an edition as projects for other generators, which know nothing of the engine."""

import json
import re
import shutil
from pathlib import Path
from typing import Any

import yaml

from coursesite.pages.model import NavItem, Site
from coursesite.site.sandbox import Sandbox

LAYOUTS = Path(__file__).parent / "hugo"
_PAGE_LINK = re.compile(r"(\]\([^)\s:]*)\.md(?=[)#])")


def write_plain(project: Path, site: Site, folder: Path, *, macros: bool = True) -> None:
    """A MkDocs project with Material's own page, menu and search, and the course's styles; Zensical reads it too.

    With `macros` it has the macros plugin too, as the course has, though there is nothing left to fill in.
    """
    config: dict[str, Any] = yaml.safe_load((project / "mkdocs.yml").read_text(encoding="utf-8"))
    config["plugins"] = ["search", *(plugin for plugin in config["plugins"] if macros and "macros" in plugin)]
    config["nav"] = [entry(item) for item in site.nav]
    config["site_name"] = site.title
    del config["theme"]["custom_dir"], config["extra_javascript"], config["extra"]
    write(folder / "mkdocs.yml", yaml.safe_dump(config, allow_unicode=True, sort_keys=False))
    shutil.copytree(project / "docs" / "css", folder / "docs" / "css")
    copy_files(site, folder / "docs")
    for uri, text in filled(site).items():
        write(folder / "docs" / uri, text)


def write_hugo(project: Path, site: Site, folder: Path) -> None:
    """A Hugo project with a menu, a list of headings, the pages before and after, styles and an index of words.

    What Goldmark writes otherwise than Python-Markdown is put its way beforehand: links to pages, and attributes of blocks.
    """
    styles = [path.name for path in sorted((project / "docs" / "css").glob("*.css"))]
    settings = {
        "title": site.title, "baseURL": "/", "languageCode": "da", "uglyURLs": True, "relativeURLs": True,
        "disableKinds": ["taxonomy", "term", "RSS"], "params": {"styles": styles}, "menus": {"main": menu(site.nav)},
        "markup": {"goldmark": {"renderer": {"unsafe": True}, "parser": {"attribute": {"block": True, "title": True}}}},
        "outputs": {"home": ["HTML", "JSON"]},
    }  # fmt: skip
    shutil.copytree(LAYOUTS, folder / "layouts")
    shutil.copytree(project / "docs" / "css", folder / "static" / "css")
    copy_files(site, folder / "static")
    write(folder / "config.json", json.dumps(settings, ensure_ascii=False, indent=1))
    titles = {page.uri: page.title for page in site.pages}
    for number, (uri, text) in enumerate(filled(site).items(), start=1):
        body = _PAGE_LINK.sub(r"\1.html", text).replace("\n{: ", "\n{")
        front = json.dumps({"title": titles[uri], "weight": number}, ensure_ascii=False)
        write(folder / "content" / hugo_uri(uri), f"{front}\n\n{body}")


def filled(site: Site) -> dict[str, str]:
    """The text of each page by its address, with nothing left to fill in."""
    sandbox = Sandbox(site.variables, site.macros, ("{##", "##}"))
    return {page.uri: page.markdown if page.literal else sandbox.from_string(page.markdown).render(**site.variables) for page in site.pages}


def hugo_uri(uri: str) -> str:
    """Hugo's name for a folder's own page is `_index.md`."""
    return re.sub(r"(^|/)index\.md$", r"\1_index.md", uri)


def menu(items: tuple[NavItem, ...], parent: str = "") -> list[dict[str, Any]]:
    """The menu as Hugo wants it: a flat list in which each entry names the one above."""
    found = []
    for number, item in enumerate(items, start=1):
        id = f"{parent}.{number}"
        page = {"pageRef": "/" + re.sub(r"(^|/)index\.md$", r"\1", item.uri).removesuffix(".md")} if item.uri else {}
        found += [{"identifier": id, "name": item.title, "weight": number, **({"parent": parent} if parent else {}), **page}]
        found += menu(item.children, id)
    return found


def entry(item: NavItem) -> dict[str, Any]:
    """An entry of the menu as MkDocs wants it."""
    return {item.title: item.uri or [entry(child) for child in item.children]}


def copy_files(site: Site, folder: Path) -> None:
    """The pictures, calendars and other files that go with the pages."""
    for uri, path in site.files.items():
        (folder / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / uri)
    for uri, text in site.written.items():
        write(folder / uri, text)


def write(path: Path, text: str) -> None:
    """A text file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
