"""An exported edition is the same site to a reader, whoever builds it: ours, plain MkDocs with Material, and Zensical.

What is held against one another is the whole article as a browser reads it: every element with its
attributes and all text, hence headings with their ids, links, tables, blocks, drawings and pictures.
"""

import functools
import importlib.util
import re
import subprocess
import sys
import warnings
from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
import yaml
from conftest import FULL, ROOT, Build, lay_out, mkdocs
from test_builds import CANARIES, edit

from coursesite.cli import run
from coursesite.deliver.export import LIST, ZENSICAL, Exported, ExportFailed, export
from coursesite.deliver.files import digests
from coursesite.deliver.inspect import inspect
from coursesite.model import AUDIENCES, Edition
from coursesite.pages.make import make_site
from coursesite.pages.model import Page
from coursesite.plan.model import Plan
from coursesite.problems import report
from coursesite.site.guard import Guard
from coursesite.site.plain import PlainPage, plain_page, readers, settings_of, with_ids
from coursesite.site.sandbox import fill
from coursesite.site.story import tell

MODULE = "modules/bremser/bremsetjek.md"
VOID = {"br", "hr", "img"}
# What the tools put around things that the course's own site has bare, or the other way round; none of it shows a word.
FRAMES = {("div", "table-frame"), ("div", "highlight"), ("a", "__skip")}


class _Article(HTMLParser):
    """A page's article as one row: elements with their attributes, their ends, and what is read between them."""

    def __init__(self) -> None:
        super().__init__()
        self.row: list[object] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value for name, value in attrs if (name, value) != ("class", "short")}
        in_code = any(name == "pre" for name, _ in self.open)
        if tag != "article" and not self.open:
            return
        shown = tag != "article" and not in_code and not {(tag, given.get("class")), (tag, given.get("id"))} & FRAMES
        if shown:
            self.row.append((tag, sorted(given.items(), key=str)))
        if tag not in VOID:
            self.open.append((tag, shown))

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.open and tag not in VOID:
            name, shown = self.open.pop()
            assert name == tag
            self.row += [f"/{tag}"] if shown else []

    def handle_data(self, data: str) -> None:
        if self.open and self.row and isinstance(self.row[-1], list):
            self.row[-1].append(data)  # the tools divide code into coloured pieces
        elif self.open and data.strip():
            self.row.append([data])


def article(text: str) -> list[object]:
    """What a page's reader gets."""
    reader = _Article()
    reader.feed(text)
    assert reader.row
    return [" ".join("".join(part).split()) if isinstance(part, list) else part for part in reader.row]


@functools.cache
def article_of(path: Path) -> list[object]:
    """The same of a file, read once."""
    return article(path.read_text(encoding="utf-8"))


def pages_of(site: Path) -> set[str]:
    """The addresses of all pages."""
    return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}


def plan_of(root: Path, slug: str, edition: Edition) -> Plan:
    """A municipality's plan."""
    plan = tell(root, slug, edition).plan
    assert plan
    return plan


def with_mkdocs(project: Path) -> Path:
    """The project's site as plain MkDocs builds it, without a warning."""
    build = mkdocs(project, "--strict", "-d", "site-mkdocs")
    assert build.code == 0, build.output
    assert "WARNING" not in build.output
    return project / "site-mkdocs"


def with_zensical(project: Path) -> Path:
    """The project's site as Zensical builds it, without a warning."""
    if importlib.util.find_spec("zensical") is None:
        warnings.warn("Zensical is missing: what it makes of an export is not tested here", stacklevel=1)
        pytest.skip("Zensical is missing")
    done = subprocess.run(
        [sys.executable, "-m", "zensical", "build", "--strict"], cwd=project, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No issues found" in done.stderr
    return project / "site"


TOOLS = {"mkdocs": with_mkdocs, "zensical": with_zensical}


def hold_against(ours: Path, theirs: Path, project: Path) -> None:
    """The same pages at the same addresses with the same contents, links that lead somewhere, and the same files beside them."""
    assert pages_of(theirs) == pages_of(ours)
    files = {uri: digest for uri, digest in digests(project / "docs").items() if not uri.endswith(".md")}
    assert files.items() <= digests(theirs).items()
    differing = [page for page in sorted(pages_of(ours) - {"404.html", *files}) if article_of(ours / page) != article_of(theirs / page)]
    assert not differing


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small course of which a module has moved."""
    root = lay_out(tmp_path_factory.mktemp("export"))
    edit(root, MODULE, "formerly: []", "formerly: [tjek-bremsen]")
    return root


@pytest.fixture(scope="module")
def exports(course: Path) -> dict[str, Exported]:
    """Each edition's export."""
    return {edition: export(course, plan_of(course, "havneby", edition), course.parent / edition) for edition in AUDIENCES}


@pytest.fixture(scope="module")
def builds(course: Path) -> dict[str, Path]:
    """Each edition as the course itself builds it."""
    for edition in AUDIENCES:
        done = mkdocs(course, "-d", f"out/{edition}", EDITION=edition)
        assert done.code == 0, done.output
    return {edition: course / "out" / edition for edition in AUDIENCES}


# ── the same site ────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("edition", AUDIENCES)
def test_another_tool_makes_the_same_site(exports: dict[str, Exported], builds: dict[str, Path], edition: str, tool: str) -> None:
    """Of the small course, in every edition, and also the page at a former address."""
    project = exports[edition].folder
    ours, theirs = builds[edition], TOOLS[tool](project)
    hold_against(ours, theirs, project)
    assert not (faults := inspect(theirs)), report(faults)
    moved = "modul/tjek-bremsen.html"
    assert digests(theirs).get(moved) == digests(ours).get(moved)
    assert ((theirs / moved).is_file()) == (edition != "leader")


@pytest.mark.skipif(not FULL, reason="the small course has all of it; the full run takes the real one too")
@pytest.mark.parametrize("edition", AUDIENCES)
def test_the_real_course_is_the_same_in_both(real_builds: Callable[[str, str], Build], tmp_path: Path, edition: Edition) -> None:
    """The municipality that has one of everything, with a logo, a colour, calendars and diagrams."""
    ours = real_builds("eksempel", edition)
    assert ours.code == 0, ours.output
    exported = export(ROOT, plan_of(ROOT, "eksempel", edition), tmp_path / "eksempel")
    assert exported.pages + 1 == len(pages_of(ours.site))  # and the page that isn't found
    hold_against(ours.site, with_mkdocs(exported.folder), exported.folder)
    hold_against(ours.site, theirs := with_zensical(exported.folder), exported.folder)
    assert not (faults := inspect(theirs)), report(faults)  # where links lead is the same in both


PLAIN = (
    '<article><h2 id="a">To</h2><table><tr><td class="short">1</td></tr></table><pre><code>x = 1</code></pre><a href="b">b</a></article>'
)
FRAMED = '<article><h2 id="a">To</h2><div class="table-frame"><table><tr><td>1</td></tr></table></div><div class="highlight"><pre><code><span>x</span><span> =</span> 1</code></pre></div><a href="b">b</a></article>'


@pytest.mark.parametrize(("old", "new"), [("To", "Tre"), ('"a"', '"c"'), ('="b"', '="c"'), ("1<", "2<"), ("x =", "y ="), ("h2", "h3")])
def test_a_difference_would_be_seen(old: str, new: str) -> None:
    """A word, an id, an address, a cell, code or a level; but neither frames nor the colours of code."""
    assert article(FRAMED) == article(PLAIN)
    assert article(PLAIN.replace(old, new)) != article(PLAIN)


# ── what it is made of ───────────────────────────────────────────────────────────────────────


def test_the_configuration_is_anyones(exports: dict[str, Exported]) -> None:
    """No plugin of ours, no macros, nothing of the engine but what the comment says."""
    text = (exports["trainer"].folder / "mkdocs.yml").read_text(encoding="utf-8")
    config = yaml.safe_load(text)
    assert config["plugins"] == [{"search": {"lang": "da"}}]
    assert config["site_name"] == "Underviserudgave: Cykelværkstedet i Havneby &lt;b&gt;&amp;&lt;/b&gt; *Omegn*"
    assert "custom_dir" not in config["theme"]
    assert "coursesite" not in re.sub(r"^#.*", "", text, flags=re.MULTILINE)
    assert set(config) == {
        "site_name", "copyright", "use_directory_urls", "strict", "theme", "extra_css", "plugins", "markdown_extensions", "validation", "nav",
    }  # fmt: skip


@pytest.mark.parametrize("edition", AUDIENCES)
def test_nothing_is_left_to_fill_in(exports: dict[str, Exported], edition: str) -> None:
    """Nor is a block of ours, or a link with a scheme of ours, and every heading has its id."""
    for path in (exports[edition].folder / "docs").rglob("*.md"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\{\{|\{%|^///|\]\((?:module|page|law|term|source|asset):", text, re.MULTILINE), path
        assert not re.search(r"^#{1,6} (?!.*\{[^{}]*#[\w-]+\}$)", text, re.MULTILINE), path


@pytest.mark.parametrize("canary", CANARIES)
@pytest.mark.parametrize("edition", AUDIENCES)
def test_text_is_in_no_export_of_another_edition(exports: dict[str, Exported], edition: str, canary: str) -> None:
    """Not in a page, nor in any other file."""
    files = [
        path
        for path in exports[edition].folder.rglob("*")
        if path.is_file() and not path.relative_to(exports[edition].folder).parts[0].startswith(("site", ".cache"))
    ]
    holders = [path for path in files if canary in path.read_text("utf-8", errors="replace")]
    assert bool(holders) == (edition in CANARIES[canary]), holders


def test_values_stay_what_was_written(exports: dict[str, Exported]) -> None:
    """A municipality's text is still text where it could be read as more, and readable where it couldn't."""
    docs = exports["participant"].folder / "docs"
    assert "i &#42;&#42;morgen&#42;&#42; &#60;script&#62;alert&#40;1)&#60;&#47;script&#62; i værkstedet" in (
        docs / "modul/bremsetjek.md"
    ).read_text("utf-8")
    assert "&#46;" not in "".join(path.read_text("utf-8") for path in docs.rglob("*.md"))


def test_an_export_is_the_same_wherever_it_is_made(course: Path, exports: dict[str, Exported], tmp_path: Path) -> None:
    """From another copy of the course to another folder; and no file names a place of this machine."""
    other = lay_out(tmp_path)
    edit(other, MODULE, "formerly: []", "formerly: [tjek-bremsen]")
    again = export(other, plan_of(other, "havneby", "participant"), tmp_path / "elsewhere").folder
    first = (exports["participant"].folder / LIST).read_bytes()
    assert (again / LIST).read_bytes() == first
    assert not [path for path in again.rglob("*") if path.is_file() and str(tmp_path).encode() in path.read_bytes()]


def test_the_release_of_zensical_is_the_one_that_is_tested() -> None:
    """What the comment tells to install is what the tests install."""
    assert f'"zensical=={ZENSICAL}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    assert f"\nzensical=={ZENSICAL} " in (ROOT / "requirements-test.lock").read_text(encoding="utf-8")


# ── what is lost ─────────────────────────────────────────────────────────────────────────────

ALWAYS = [
    "Kursets egen skabelon: sidehoved, menu, »Du er her«, indholdsliste, sidefod og siden »findes ikke« er nu værktøjets.",
    "Den strenge sikkerhedspolitik (Content-Security-Policy): værktøjernes sider har scripts i sig, som den ikke tillader.",
    "Kursets egen søgning: værktøjernes finder ikke bøjede og sammensatte ord, kræver en webserver, og Zensicals har engelske ord.",
]
DONE = [
    "Man kan ikke skrive på siderne: 1 felt på 1 side er linjer til papir.",
    "Der vælges ikke trin for trin: 1 scenarie på 1 side viser alle trin på én gang.",
]
COLOURS = "Temaernes farver øverst på modulerne; deres tal og former er der."


def test_what_is_lost_is_what_the_edition_had(exports: dict[str, Exported]) -> None:
    """Leaders have no fields and no scenario, so they lose none; participants have no line that says whose edition it is."""
    assert list(exports["participant"].lost) == [*ALWAYS, *DONE, COLOURS]
    assert list(exports["leader"].lost) == [*ALWAYS, COLOURS, "Linjen »Lederudgave« øverst på hver side: ordet står nu i sidens navn."]
    assert list(exports["trainer"].lost) == [
        *ALWAYS, *DONE, "»Vis på skærm« med stor tekst og ur.", COLOURS, "Linjen »Underviserudgave« øverst på hver side: ordet står nu i sidens navn.",
    ]  # fmt: skip


def test_the_command_tells_it(course: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where it is, and then line for line what isn't in it."""
    target = tmp_path / "leder"
    assert run(["export", "havneby", "--edition", "leader", "--to", str(target)], course) == 0
    said = capsys.readouterr().out.splitlines()
    assert said[:3] == [f"Eksporteret: {target} (6 sider)", "Det kommer ikke med:", f"- {ALWAYS[0]}"]
    assert len(said) == 7


# ── what it refuses ──────────────────────────────────────────────────────────────────────────


def refusal(course: Path, to: Path) -> str:
    """Why nothing was exported."""
    before = digests(to) if to.is_dir() else {}
    with pytest.raises(ExportFailed) as failed:
        export(course, plan_of(course, "havneby", "leader"), to)
    assert (digests(to) if to.is_dir() else {}) == before
    return str(failed.value)


def test_sources_are_never_written_over(course: Path) -> None:
    """Neither the course's own folder nor any that it is made from."""
    assert refusal(course, course) == f"kurset kan ikke eksporteres til {course}, for dér ligger kurset selv"
    assert (
        refusal(course, course / "docs" / "ny")
        == f"kurset kan ikke eksporteres til {course / 'docs' / 'ny'}, for dér ligger kursets kilder"
    )


def test_a_folder_with_other_things_in_it_is_left_alone(course: Path, tmp_path: Path) -> None:
    """Also where they look like a project of MkDocs."""
    (tmp_path / "mkdocs.yml").write_text("site_name: Noget andet\n", encoding="utf-8")
    said = f"mappen {tmp_path} er ikke tom og ikke en tidligere eksport; vælg en anden, eller tøm den selv"
    assert refusal(course, tmp_path) == said


def test_what_somebody_has_written_in_an_export_is_left_alone(course: Path, tmp_path: Path) -> None:
    """A changed page, a new one and one that is gone; what a tool has built there goes, and an untouched export is taken anew."""
    plan = plan_of(course, "havneby", "leader")
    target = export(course, plan, tmp_path / "x").folder
    (target / "site").mkdir()
    (target / "site" / "index.html").write_text("bygget", encoding="utf-8")
    first = export(course, plan, target).folder / "docs" / "index.md"
    assert not (target / "site").exists()
    first.write_text("Vores egen forside.\n", encoding="utf-8")
    (target / "docs" / "ny.md").write_text("# Ny\n", encoding="utf-8")
    (target / "docs" / "medarbejderne.md").unlink()
    (target / "noter.txt").write_text("Husk", encoding="utf-8")
    assert refusal(course, target) == (
        f"mappen {target} er ændret, siden kurset blev eksporteret til den (docs/index.md, docs/medarbejderne.md, docs/ny.md og 1 til); vælg en anden mappe"
    )


# ── a page, alone ────────────────────────────────────────────────────────────────────────────


def made(course: Path, text: str, *, literal: bool = False) -> PlainPage:
    """What becomes of a page's text."""
    site, settings = make_site(plan_of(course, "havneby", "participant")), settings_of(course)
    page = Page("side.md", "Side", text, literal)
    ((_, filled),) = fill(replace(site, pages=(page,)), settings.marks)
    return plain_page(page, filled, *readers(settings, Guard()))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("# Side\n\n<script>alert(1)</script>\n", "side.md: elementet <script>"),
        ("# Side\n\n[x](java&#115;cript:alert)\n", "side.md: adressen »javascript:alert«"),
        ("# Side\n\nÆble\n====\n", "side.md: siden bliver en anden uden kursets egen opsætning"),
    ],
)
def test_a_page_that_is_unsafe_or_would_be_another_stops_the_export(
    course: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, text: str, said: str
) -> None:
    """Whatever got past the checks of its source; and nothing is written."""
    monkeypatch.setattr("coursesite.pages.make.make_pages", lambda plan: iter([Page("side.md", "Side", text)]))
    with pytest.raises(ExportFailed, match=re.escape(said)):
        export(course, plan_of(course, "havneby", "participant"), tmp_path / "x")
    assert list(tmp_path.iterdir()) == []


def test_ids_are_those_of_the_built_site(course: Path) -> None:
    """Danish letters, a heading twice, attributes that are there already, closing signs; and no code is touched."""
    text = "# Å blå\n\n## Nu {: .rolig }\n\n## Nu ##\n\n### Så {#her}\n\n```text\n# intet\n```\n"
    assert made(course, text).markdown == (
        "# Å blå {#aa-blaa}\n\n## Nu {.rolig #nu}\n\n## Nu {#nu_1}\n\n### Så {#her}\n\n```text\n# intet\n```\n"
    )
    assert with_ids("~~~\n# a\n```\n# b\n~~~\n# c", ["c"]) == "~~~\n# a\n```\n# b\n~~~\n# c {#c}"


def test_a_number_becomes_its_sign_only_where_nothing_else_would(course: Path) -> None:
    """In a date it does, and where the whole page would read otherwise it doesn't."""
    assert made(course, "# Side\n\n2027&#45;01&#45;12 kl&#46; 9\n").markdown == "# Side {#side}\n\n2027-01-12 kl. 9\n"
    assert made(course, "# Side\n\n1&#46; marts\n").markdown == "# Side {#side}\n\n1&#46; marts\n"


def test_a_literal_page_keeps_its_braces(course: Path) -> None:
    """It tells how they are written."""
    assert made(course, "# Side\n\n`{{ promises.ready }}`\n", literal=True).html.endswith("<code>{{ promises.ready }}</code></p>")
