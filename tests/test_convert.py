"""Passages converted one by one give the page that MkDocs would have made of the whole."""

import logging
from pathlib import Path

import pytest
from conftest import ROOT
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from coursesite.pages.make import make_site
from coursesite.site.build import build_site
from coursesite.site.convert import KEPT, Converter, passages_of
from coursesite.site.story import tell


def seen(page: Page) -> dict[str, object]:
    """Everything that converting gives a page."""
    toc = [(item.level, item.id, item.title, [(child.level, child.id, child.title) for child in item.children]) for item in page.toc.items]
    links = {file.src_uri: anchors for file, anchors in (page.links_to_anchors or {}).items()}
    return {"html": page.content, "title": page.title, "ids": page.present_anchor_ids, "links": links, "toc": toc}


class Comparing(Converter):
    """Converts each page both ways."""

    def __init__(self) -> None:
        """No page has been seen."""
        super().__init__()
        self.pages = 0

    def fill(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """The page as MkDocs makes it, then as passages; the second has no warning to give that the first hasn't."""
        Page.render(page, config, files)
        whole = seen(page)
        super().fill(page, config, files)
        assert seen(page) == whole, page.file.src_uri
        self.pages += 1


def a_config(*extensions: str) -> MkDocsConfig:
    """A configuration without plugins."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "x", "use_directory_urls": False, "markdown_extensions": list(extensions)})
    config.validate()
    return config


def a_file(uri: str, text: str = "") -> File:
    """A file that isn't on the disk."""
    file = File(uri, None, "site", use_directory_urls=False)
    file.content_string = text
    return file


def a_page(text: str, config: MkDocsConfig) -> Page:
    """A page of a text, read."""
    page = Page(None, a_file("page.md", text), config)
    page.read_source(config)
    return page


@pytest.mark.parametrize("edition", ["participant", "trainer"])
def test_every_page_is_what_mkdocs_makes_of_it(edition: str, tmp_path: Path) -> None:
    """The real course, with the handbook's fences and the trainer's repeated headings."""
    told = tell(ROOT, "eksempel", edition)  # type: ignore[arg-type]
    assert told.plan
    site, comparing = make_site(told.plan), Comparing()
    build_site(ROOT, site, tmp_path / "site", comparing)
    assert comparing.pages == len(site.pages)
    assert len(comparing.kept) > 4 * len(site.pages)


@pytest.mark.parametrize(
    "text",
    [
        "# A\n\n## B {#b}\n\nb\n\n## C\n\nc\n",
        "# A\n\n```\n## no section\n```\n\n## B\n\n~~~\n```\n## nor here\n~~~\n",
        '# A\n\n<div markdown="1">\n\n## inside\n\n</div>\n\n## B\n\n<div><details>\n## raw\n</details></div>\n',
        "# A\n\n### Same\n\n## B\n\n### Same\n\n### Same\n\n## C\n\n### Same\n",
        "# A\n\n### Same\n\n## B {#same}\n\nb\n",
        "# A\n\n1. a\n\nb\n\n2. c\n\n    d\n\n- e\n\n- f\n\ng\n- h\n\n    i\n\nj\n: k\n\n> l\n\nm\n\n[n](other.md) o\n\n**p**\n{: .q }\n",
        '# A\n\n<div class="raw">a</div>\n\nb\n\n<div markdown="1">\n\nc\n\n</div>\n\nd\n\n<p>e\n\nf</p>\n\n### G\n',
        "# A\n\n## B {#b}\n\n[there](#c) [other](other.md#x) [out](https://example.org/a.md)\n\n## C {#c}\n\n![](img/p.svg)\n",
        "# A\n\n## B {#b}\n\n[nowhere](missing.md)\n",
        "# A\n\n## B {#same}\n\n## C {#same}\n",
        "No heading.\n",
        "",
    ],
)
def test_odd_pages_are_what_mkdocs_makes_of_them(text: str, caplog: pytest.LogCaptureFixture) -> None:
    """Fences, elements, ids that stand twice, links, and what MkDocs has to warn of."""
    config = a_config("attr_list", "fenced_code", "md_in_html", "toc")
    page, converter = a_page(text, config), Converter()
    files = Files([page.file, a_file("other.md"), a_file("img/p.svg")])
    logging.getLogger("mkdocs").propagate = True
    Page.render(page, config, files)
    whole, warned = seen(page), caplog.messages.copy()
    for _ in ("cold", "warm"):
        converter.begin(config)
        caplog.clear()
        converter.fill(page, config, files)
        assert seen(page) == whole
        assert caplog.messages == warned


def test_what_was_converted_before_has_no_say() -> None:
    """The same page, after another with the same headings."""
    config, converter = a_config("attr_list", "toc"), Converter()
    texts = ["# A\n\n## Same\n\none\n", "# A\n\n## Same\n\none\n\n## Same\n\ntwo\n"]
    for text in (*texts, *reversed(texts)):
        converter.begin(config)
        page = a_page(text, config)
        converter.fill(page, config, Files([page.file]))
        warm = seen(page)
        Page.render(page, config, Files([page.file]))
        assert warm == seen(page)


def test_passages_are_the_whole_text() -> None:
    """Nothing is lost between them; a list is one, and so is an element or a fence with what leads up to it."""
    passages = [
        "# a\n",
        "a\n## no empty line before\n",
        "b\n\n```\n## c\n\nd\n```\n",
        "### e\n\n1. f\n\n2. g\n\n    h\n",
        '**i**\n\n<div markdown="1">\n\nj\n\n</div>\n',
        "k\n\n<div>l</div>\n\nm\n\n| n |\n| --- |\n",
        "[o](p.md)\n",
    ]
    assert passages_of("\n".join(passages)) == tuple(passages)


def test_what_no_site_has_any_more_is_forgotten() -> None:
    """However many sites a process builds, it keeps what the last had, and what all of them have is converted once."""
    config, converter, converted = a_config("attr_list", "toc"), Converter(), list[str]()
    convert = converter.convert
    converter.convert = lambda text: converted.append(text) or convert(text)  # type: ignore[method-assign,func-returns-value]
    for number in range(5 * KEPT):
        converter.begin(config)
        page = a_page(f"# A\n\n## Own\n\n{number}\n\n## Shared\n\ntext\n", config)
        converter.fill(page, config, Files([page.file]))
    assert len(converter.kept) + len(converter.older) <= 2 * (KEPT + 3)
    assert len(converted) == len(set(converted)) == 5 * KEPT + 3
