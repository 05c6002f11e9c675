"""A finished site is looked at as a browser would: sites made by hand, each with one thing wrong, and all that is said of it."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from coursesite.deliver.inspect import inspect

TEXT = "\n    Se efter i den tekst, siden er lavet af."
FILE = "\n    Læg filen i docs/."
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1">'
ICON = "url(\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>\")"


def page(body: str, head: str = "") -> str:
    """A page with its body on the fourth line."""
    return f'<!doctype html>\n<html lang="da">\n<head><title>Side</title>{head}</head>\n<body>{body}</body>\n</html>\n'


def outside(where: str, target: str = "https://x.dk/a") -> str:
    """The message about an address outside."""
    return f"index.html:{where}: siden henter »{target}« udefra [side-udefra]{FILE}"


def dead(where: str, target: str) -> str:
    """The message about a link that leads nowhere."""
    return f"index.html:{where}: linket »{target}« fører ingen steder hen [side-doedt-link]{TEXT}"


def shows(where: str, what: str) -> str:
    """The message about what only a template understands."""
    return f"index.html:{where}: siden viser »{what}« [side-rest]{TEXT}"


A = "https://x.dk/a"
# The body of the front page, and everything that is said of the site.
BODIES: dict[str, tuple[str, list[str]]] = {
    "dead link": ('<a href="vaek.html">x</a>', [dead("4:7", "vaek.html")]),
    "dead link twice": ('<a href="vaek.html">x</a>\n <a href="vaek.html">y</a>', [dead("4:7", "vaek.html"), dead("5:2", "vaek.html")]),
    "dead link in a long tag": ('\n<a\n  class="b"\n  href="vaek.html">x</a>', [dead("5:1", "vaek.html")]),
    "dead link far down": ("\n" * 70_000 + '<a href="vaek.html">x</a>', [dead("70004:1", "vaek.html")]),
    "dead link in a map": ('<map name="k"><area alt="b" href="vaek.html"></map>', [dead("4:21", "vaek.html")]),
    "written by its signs": ('<a href="v&#230;k.html">x</a>', [dead("4:7", "væk.html")]),
    "out of the site": ('<a href="../index.html">x</a>', [dead("4:7", "../index.html")]),
    "from the server's root": ('<a href="/under/side.html">x</a>', [dead("4:7", "/under/side.html")]),
    "no address at all": ('<a href="http://[x">x</a>', [dead("4:7", "http://[x")]),
    "dead anchor here": ('<a href="#vaek">x</a>', ["index.html:4:7: linket »#vaek« fører til et sted, der ikke er på siden [side-doedt-anker]" + TEXT]),
    "dead anchor there": ('<a href="under/side.html#vaek">x</a>', ["index.html:4:7: linket »under/side.html#vaek« fører til et sted, der ikke er på siden [side-doedt-anker]" + TEXT]),
    "dead picture": ('<img src="vaek.png" alt="">', [dead("4:7", "vaek.png")]),
    "dead picture of several": ('<img srcset="b.png 1x, vaek.png 2x" alt="">', [dead("4:7", "vaek.png")]),
    "dead drawing": (f'{SVG}<use xlink:href="#vaek"></use></svg>', ["index.html:4:65: linket »#vaek« fører til et sted, der ikke er på siden [side-doedt-anker]" + TEXT]),
    "an id twice": ('<p id="to">a</p>\n<p id="to">b</p>', ["index.html:5:1: id'et »to« står flere gange på siden [side-id-dublet]" + TEXT]),
    "variable": ("<p>{{ promises.callback }}</p>", [shows("4:10", "{{")]),
    "statement": ("<p>{% if x %}</p>", [shows("4:10", "{%")]),
    "attribute list": ("<p>Trin {: .lead }</p>", [shows("4:15", "{:")]),
    "heading's id": ("<h2>Trin {#trin}</h2>", [shows("4:16", "{#")]),
    "Markdown's own placeholder": ("<p>\x02klzzwxh:0001\x03</p>", [shows("4:10", "�")]),
    "its name alone": ("<p>klzzwxh:0001</p>", [shows("4:10", "klzzwxh:")]),
    "fence": ("<p>/// trainer\nhemmeligt\n///</p>", [shows("4:10", "///")]),
    "left over after code": ("<pre><code>{{ a }}\n\n</code></pre>\n<p>{{ b }}</p>", [shows("7:4", "{{")]),
    "left over in an attribute": ('<img src="b.png" alt="{{ navn }}">', [shows("4:29", "{{")]),
    "script": (f'<script src="{A}"></script>', [outside("4:7")]),
    "picture": (f'<img src="{A}" alt="">', [outside("4:7")]),
    "without a scheme": ('<img src="//x.dk/a" alt="">', [outside("4:7", "//x.dk/a")]),
    "with backslashes": (r'<img src="\\x.dk\a" alt="">', [outside("4:7", r"\\x.dk\a")]),
    "with a line break inside": ('<img src="ht\ntps://x.dk/a" alt="">', [outside("4:7", "ht�tps://x.dk/a")]),
    "several pictures": (f'<img srcset="b.png 1x, {A} 2x" alt="">', [outside("4:7")]),
    "pictures to be preloaded": (f'<link rel="preload" as="image" imagesrcset="{A} 1x">', [outside("4:7")]),
    "poster": (f'<video poster="{A}"></video>', [outside("4:7")]),
    "object": (f'<object data="{A}"></object>', [outside("4:7")]),
    "drawing": (f'{SVG}<use xlink:href="{A}"></use></svg>', [outside("4:65")]),
    "picture in a drawing": (f'{SVG}<image href="{A}"></image></svg>', [outside("4:65")]),
    "style": (f'<p style="background: url({A})">x</p>', [outside("4:7")]),
    "style sheet in the page": (f"<style>@import '{A}';</style>", [outside("4:7")]),
    "set of pictures in a style": (f"<style>p {{ background: image-set('{A}' 1x) }}</style>", [outside("4:7")]),
    "refresh": (f'<meta http-equiv="refresh" content="0; url={A}">', [outside("4:7")]),
    "refresh to nowhere": ('<meta http-equiv="Refresh" content="0; url=vaek.html">', [dead("4:7", "vaek.html")]),
    "ping": (f'<a href="#" ping="{A} b.png">x</a>', [outside("4:7")]),
    "background": (f'<table background="{A}"></table>', [outside("4:7")]),
    "form": (f'<form action="{A}"></form>', [outside("4:7")]),
    "button of a form": (f'<button formaction="{A}">x</button>', [outside("4:7")]),
    "page within the page": (f"<iframe srcdoc='<img src=\"{A}\">'></iframe>", [outside("4:7")]),
    "attribute not yet invented": (f'<p fetchsoon="{A}">x</p>', [outside("4:7")]),
    "base": (f'<base href="{A}">', [outside("4:7")]),
}  # fmt: skip
FINE: dict[str, str] = {
    "links": '<a href="https://x.dk/a#b">x</a> <a href="mailto:a@x.dk">y</a> <a href="tel:112">z</a> <a href="">her</a> <a href="?a=1">her</a>',
    "within": '<a href="under/">x</a> <a href="under">x</a> <a href="under/side.html?a=1#fod">x</a> <a href="./under/../index.html#her">x</a>',
    "written otherwise": '<a href="under/bl%C3%A5.html">x</a> <a href="#her"></a><a name="gammel"></a><a href="#gammel">x</a>',
    "data": '<img src="data:image/png;base64,AAAA" alt=""><img srcset="data:image/png;base64,AA/A 1x, b.png 2x" alt="">',
    "code": "<pre><code>{{ a }} {% b %}\n/// trainer\n///</code></pre><p><code>{: .a }</code></p><script>let a = {{}}</script>",
    "slashes": "<p>file:///srv/a og og/eller</p>",
    "text in attributes": '<p title="Se https://x.dk/a" data-a="https://x.dk/a" aria-label="https://x.dk/a">x</p><blockquote cite="https://x.dk/a">x</blockquote>',
    "canonical": '<link rel="canonical" href="https://x.dk/a">',
    "icon in a style": f"<style>/* https://x.dk/a */ p {{ background: {ICON} }}</style>",
    "drawing": f'{SVG}<path id="p" d="M0 0"/><use xlink:href="#p"></use></svg>',
    "refresh": '<meta http-equiv="refresh" content="0; url=under/side.html">',
}


def lay(site: Path, body: str, more: Mapping[str, str]) -> Path:
    """A site of two pages, a picture and a 404 page, with some files more."""
    files = {
        "index.html": page(f'{body}<p id="her"></p>'),
        "under/side.html": page('<p id="fod">x</p><a href="../index.html#her">op</a>'),
        "under/index.html": page(""),
        "under/blå.html": page(""),
        "404.html": page('<a href="/kursus/index.html">x</a>'),
        "b.png": "",
        **more,
    }
    for address, text in files.items():
        (site / address).parent.mkdir(parents=True, exist_ok=True)
        (site / address).write_text(text, encoding="utf-8", newline="")
    return site


@pytest.mark.parametrize("name", BODIES)
def test_a_fault_of_a_page_is_told_where_it_stands(tmp_path: Path, name: str) -> None:
    """With its line and column, once for each place."""
    body, expected = BODIES[name]
    assert [str(problem) for problem in inspect(lay(tmp_path, body, {}))] == expected


@pytest.mark.parametrize("name", FINE)
def test_what_is_right_is_not_complained_of(tmp_path: Path, name: str) -> None:
    """Links to elsewhere are for people to follow; what is inside stays inside."""
    assert not [str(problem) for problem in inspect(lay(tmp_path, FINE[name], {}))]


FILES: dict[str, tuple[dict[str, str], list[str]]] = {
    "no language": ({"a.html": "<html><head><title>A</title></head></html>"}, ["a.html:1:1: siden mangler sprog eller titel [side-hoved]\n    Se efter i overrides/."]),
    "no title but a drawing's": ({"a.html": '<html lang="da"><body><svg><title>A</title></svg></body></html>'}, ["a.html:1:1: siden mangler sprog eller titel [side-hoved]\n    Se efter i overrides/."]),
    "an empty page": ({"a.html": " \n"}, ["a.html:1:1: siden mangler sprog eller titel [side-hoved]\n    Se efter i overrides/."]),
    "style sheet": ({"s.css": "/* https://a.dk */ @import url(https://x.dk/a.css);"}, ["s.css:1:1: stilen henter »https://x.dk/a.css« udefra [side-udefra]" + FILE]),
    "style sheet in quotes": ({"s.css": "p { background: url('//x.dk/(a).png') }"}, ["s.css:1:1: stilen henter »//x.dk/(a).png« udefra [side-udefra]" + FILE]),
    "style sheet with icons": ({"s.css": f"p {{ --icon: {ICON}; background: url(b.png) }}"}, []),
    "404 fetches from outside": ({"404.html": page(f'<img src="{A}" alt="">')}, ["404.html:4:7: siden henter »https://x.dk/a« udefra [side-udefra]" + FILE]),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_other_faults_are_told(tmp_path: Path, name: str) -> None:
    """Of whole pages and of style sheets."""
    files, expected = FILES[name]
    assert [str(problem) for problem in inspect(lay(tmp_path, "", files))] == expected
