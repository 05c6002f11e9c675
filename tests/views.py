"""Pages as people meet them: which pages of an edition, in which browser window, and what is said about each."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from conftest import ROOT
from playwright.sync_api import Browser, Page, Request

AXE = next((ROOT / "tests" / "vendor").glob("axe-core-*"))
AXE_VERSION = AXE.name.removeprefix("axe-core-")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
JUDGES = [(ROOT / "tests" / "judge" / name).read_text(encoding="utf-8") for name in ("faults.js", "walk.js")]
# What a page does against the site's Content-Security-Policy, kept for the test to read.
LISTEN = (
    "window.violations = []; addEventListener('securitypolicyviolation', e => violations.push(`${e.violatedDirective}: ${e.blockedURI}`))"
)
# Every rule that carries a tag runs, also those that axe leaves off of itself.
START_AXE = """tags => {
    const rules = Object.fromEntries(axe.getRules(tags).map(rule => [rule.ruleId, {enabled: true}]));
    window.judged = axe.run(document, {runOnly: {type: 'tag', values: tags}, rules, resultTypes: ['violations']});
}"""
END_AXE = """async () => (await judged).violations.flatMap(rule => rule.nodes.map(node =>
    `${rule.id}: ${node.target.join(' ')}: ${node.any.concat(node.all, node.none).map(c => c.message).join('; ')}`))"""
# 1.4.12: the four distances, set on everything at once.
SPACE = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
    word-spacing: 0.16em !important } p { margin-bottom: 2em !important }`); document.adoptedStyleSheets = [sheet]; }"""
UNSPACE = "() => { document.adoptedStyleSheets = []; }"

Scheme = Literal["light", "dark"]


@dataclass(frozen=True)
class View:
    """A window of a width, in light or dark colours."""

    width: int
    scheme: Scheme

    def __str__(self) -> str:
        """`320 light`"""
        return f"{self.width} {self.scheme}"


# Together the first two have both widths and both schemes; they run side by side, a core each.
SIDE_BY_SIDE = ((View(320, "light"), View(1280, "dark")), (View(320, "dark"), View(1280, "light")))


@dataclass
class Window:
    """A page that is open, where its site begins, and what has been said since it was opened."""

    page: Page
    base: str
    view: View
    said: list[str] = field(default_factory=list)

    def open(self, address: str) -> None:
        """Go to a page of the site, with the judges present."""
        self.said.clear()
        self.page.goto(f"{self.base}/{address}")
        for judge in JUDGES:
            self.page.evaluate(judge)

    def ask(self, judge: str) -> list[str]:
        """A judge's faults."""
        return list(self.page.evaluate(f"{judge}()"))

    def start_axe(self) -> None:
        """Let axe begin, without waiting for it."""
        self.page.evaluate((AXE / "axe.min.js").read_text(encoding="utf-8"))
        self.page.evaluate(START_AXE, TAGS)

    def end_axe(self) -> list[str]:
        """What axe found."""
        return list(self.page.evaluate(END_AXE))

    def complaints(self) -> list[str]:
        """Errors, requests to elsewhere and broken policy, since the page was opened."""
        return self.said + list(self.page.evaluate("violations"))


@contextmanager
def window(browser: Browser, base: str, view: View, **more: Any) -> Iterator[Window]:
    """A window of its own, which keeps what its pages say."""
    context = browser.new_context(viewport={"width": view.width, "height": 900}, color_scheme=view.scheme, **more)
    context.add_init_script(LISTEN)
    opened = Window(context.new_page(), base, view)
    opened.page.on("console", lambda message: opened.said.append(message.text) if message.type in {"error", "warning"} else None)
    opened.page.on("pageerror", lambda error: opened.said.append(str(error)))
    opened.page.on("request", lambda request: opened.said.append(f"outside: {request.url}") if leaves(request, base) else None)
    yield opened
    context.close()


def leaves(request: Request, base: str) -> bool:
    """Whether a request goes to another host, or above the site's own folder."""
    return not request.url.startswith((base, "data:"))


def addresses(site: Path) -> list[str]:
    """Every page of a site."""
    return sorted(path.relative_to(site).as_posix() for path in site.rglob("*.html"))


# What makes one page different from another of the same folder: the first with each is opened.
MARKS = {
    "modul": (
        'class="scenario',
        'class="diagram',
        'class="check',
        'class="dialogue',
        "<table",
        'class="role-card',
        'class="note note--trainer',
    ),
    "haandbog": ("<table", "<pre"),
    "program": ("<svg", "<table"),
}
# Kinds of pages that together have every kind of control.
CONTROLS = {
    ("", "index.html"), ("", "love.html"), ("", "handleplan.html"), ("modul", 'class="scenario'), ("modul", 'class="check'), ("hold", ""),
    ("haandbog", "<table"), ("print", ""),
}  # fmt: skip


def kinds(site: Path) -> dict[tuple[str, ...], str]:
    """One page of each kind: the single ones, the first of each folder, and the first with each mark of its folder."""
    found: dict[tuple[str, ...], str] = {}
    for address in addresses(site):
        folder, _, file = address.rpartition("/")
        text = (site / address).read_text(encoding="utf-8")
        for kind in [
            (folder, file if not folder or file == "index.html" else ""),
            *((folder, mark) for mark in MARKS.get(folder, ()) if mark in text),
        ]:
            found.setdefault(kind, address)
    return found


def sample(site: Path, other: Path) -> list[str]:
    """One page of each kind; of an edition that isn't the participants' the front page, and the kinds that `other`, theirs, hasn't got."""
    known = kinds(other).keys() if other != site else ()
    return sorted({address for kind, address in kinds(site).items() if kind not in known or address == "index.html"})


def told(faults: list[str]) -> str:
    """Every fault on a line of its own."""
    return "\n" + json.dumps(faults, ensure_ascii=False, indent=1)
