"""The handbook keeps its word: each page is played, in its own copy of the course, and says what it sees.

A fence after a paragraph that ends with »Skriv i«, »Tilføj sidst i« or »Ret i« and a file is written to
that file. A `console` fence has commands after `$`, each with what it says: `…` alone on a line stands
for any lines, `(… sider)` for any number of pages, and `/kursus` for the course's folder.

The copies have no dictionary: spelling takes more time than all the rest, and a machine may be without
hunspell. Their clock stands still, so that no text grows too old.
"""

import ast
import contextlib
import functools
import io
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import pytest
import yaml

from coursesite.cli import main
from coursesite.pages.make import make_site
from coursesite.site.story import tell

ROOT = Path(__file__).resolve().parent.parent
HANDBOOK = ROOT / "docs" / "haandbog"
PAGES = sorted(HANDBOOK.glob("*.md"))
TODAY = "2026-11-22"
FINE, FAULTY, MISUSED = 0, 1, 2
BUILDS = "import sys; from coursesite.cli import main; sys.exit(main())"

_FENCE = re.compile(r"^```(?P<language>[a-z0-9+-]*)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"[a-z]+(-[a-z]+)*")
_TOLD = re.compile(r"(?P<how>Skriv i|Tilføj sidst i|Ret i) `(?P<file>[^`]+)`:$", re.MULTILINE)
_COUNTED = re.compile(r"^(?:(?P<errors>\d+) fejl)?(?: og )?(?:\d+ advars(?:el|ler))?\.$", re.MULTILINE)
# What the commands say of themselves and not of the course.
_MISUSED = re.compile(
    r"^ukendt (kommune|kommando|udgave|valg|form|id) |^»[^»]*« (findes ikke|er ikke en dato)|^\S+ findes allerede|^Skriv "
)
_REFUSED = re.compile(r" har intet, der erstatter |^siden kan ikke bygges |^kurset kan ikke eksporteres ")


@dataclass(frozen=True)
class Command:
    """A command of a page, and what the page has it say."""

    words: tuple[str, ...]
    said: str

    @property
    def code(self) -> int:
        """How a command ends that says this."""
        counted = list(_COUNTED.finditer(self.said))
        if _MISUSED.search(self.said):
            return MISUSED
        if _REFUSED.search(self.said) or any(hit["errors"] for hit in counted) or (counted and "--strict" in self.words):
            return FAULTY
        return FINE


@dataclass(frozen=True)
class Played:
    """A page that was played: the copy as it left it, and its commands."""

    root: Path
    commands: tuple[Command, ...]


class Screen(io.TextIOWrapper):
    """A terminal: what a command says, and what is typed where it asks."""

    def __init__(self, expected: str) -> None:
        super().__init__(io.BytesIO(), encoding="utf-8", newline="\n", write_through=True)
        self.expected = expected

    def text(self) -> str:
        """What stands on the screen."""
        self.seek(0)
        return self.read()

    def ask(self, prompt: str = "") -> str:
        """The answer is what the page has after the question."""
        self.write(prompt)
        asked = trimmed(self.text())
        assert self.expected.startswith(asked), f"the page hasn't got this question:\n{asked}"
        answer = self.expected[len(asked) :].partition("\n")[0].strip()
        self.write(f"{answer}\n")
        return answer


def lay_out(folder: Path) -> Path:
    """The real course without its dictionary, in a folder of its own."""
    root = folder / "kursus"
    for name in ("modules", "municipalities", "docs", "overrides"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    writing = root / "modules" / "writing.yml"
    writing.write_text(re.sub(r"^dictionary:.*\n", "", writing.read_text("utf-8"), flags=re.MULTILINE), "utf-8")
    return root


def follow(fence: re.Match[str], how: str, path: Path) -> None:
    """Write, add or change what the page says."""
    if how == "Ret i":
        sides = {sign: [line[2:] for line in fence["text"].splitlines() if line[0] == sign] for sign in "-+"}
        old, new = ("\n".join(sides[sign]) for sign in "-+")
        text = path.read_text("utf-8")
        assert old, f"nothing is to be changed in {path}"
        assert new, f"nothing takes the place of {old!r} in {path}"
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {path}"
        path.write_text(text.replace(old, new), "utf-8")
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w" if how == "Skriv i" else "a", encoding="utf-8") as file:
        file.write(fence["text"])


def commands_of(fence: re.Match[str]) -> Iterator[Command]:
    """Each line after `$`, with the lines that follow."""
    assert fence["text"].startswith("$ coursesite "), fence["text"]
    for part in re.split(r"^\$ coursesite ", fence["text"], flags=re.MULTILINE)[1:]:
        words, _, said = part.partition("\n")
        yield Command(tuple(shlex.split(words)), said)


def run(command: Command, root: Path) -> tuple[int, str]:
    """The command as a trainer runs it, standing in the course's folder."""
    if "Bygget: " in command.said:
        return run_alone(command, root)
    clock = ["--today", TODAY] if command.words[0] in {"check", "plan"} and "--today" not in command.words else []
    screen = Screen(command.said)
    with contextlib.ExitStack() as stack:
        stack.enter_context(contextlib.chdir(root))
        stack.enter_context(contextlib.redirect_stdout(screen))
        stack.enter_context(contextlib.redirect_stderr(screen))
        stack.enter_context(mock.patch("builtins.input", screen.ask))
        stack.enter_context(mock.patch.object(sys.stdin, "isatty", return_value=True))
        code = main([*command.words, *clock])
    return code, tidy(screen.text(), root)


def run_alone(command: Command, root: Path) -> tuple[int, str]:
    """The command in a process of its own, since MkDocs leaves things behind."""
    done = subprocess.run(
        [sys.executable, "-c", BUILDS, *command.words],
        cwd=root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, encoding="utf-8", check=False,
    )  # fmt: skip
    return done.returncode, tidy(done.stdout, root)


def tidy(said: str, root: Path) -> str:
    """The same wherever the copy lies, and without spaces that nobody sees."""
    return trimmed(said.replace(str(root.resolve()), "/kursus").replace("\\", "/"))


def trimmed(text: str) -> str:
    """The text without spaces at the ends of its lines."""
    return re.sub(r" +$", "", text, flags=re.MULTILINE)


def is_as_said(said: str, expected: str) -> bool:
    """Whether the page has every line, but for those that it leaves open."""
    lines = [r"(?:.*\n)*" if line == "…" else re.escape(line.rstrip()) + "\n" for line in expected.splitlines()]
    return re.fullmatch("".join(lines).replace(re.escape("(… sider)"), r"\(\d+ sider\)"), said) is not None


def check(command: Command, root: Path, page: Path) -> None:
    """The command says what the page has, and ends as it ought to."""
    code, said = run(command, root)
    where = f"{page.name}: coursesite {shlex.join(command.words)}"
    assert is_as_said(said, command.said), f"{where}\nsays\n{said}\nand the page has\n{command.said}"
    assert code == command.code, f"{where}\nends with {code}, not {command.code}:\n{said}"


def play(page: Path, root: Path, meet: Callable[[Command, Path, Path], None] = check) -> Iterator[Command]:
    """Do all that a page says, from its top to its end."""
    text = page.read_text("utf-8")
    followed = 0
    for fence in _FENCE.finditer(text):
        told = list(_TOLD.finditer(text, 0, fence.start()))
        if fence["language"] == "console":
            for command in commands_of(fence):
                meet(command, root, page)
                yield command
        elif told and text[told[-1].end() : fence.start()] == "\n\n":
            follow(fence, told[-1]["how"], root / told[-1]["file"])
            followed += 1
    assert followed == len(_TOLD.findall(text)), f"{page.name} tells to write something, and has nothing to write"
    assert text.count("console\n$") == text.count("console\n") == len([f for f in _FENCE.finditer(text) if f["language"] == "console"])


def codes_in(file: Path) -> Iterator[str]:
    """The codes that a file of the engine can give a problem."""
    for node in ast.walk(ast.parse(file.read_text("utf-8"))):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            parts = node.args if name in {"error", "warning", "note", "refuse", "refusal"} and len(node.args) >= 3 else []
        else:
            parts = node.elts if isinstance(node, ast.Tuple) and is_wording(node.elts) else []
        if parts and isinstance(parts[0], ast.Constant) and _CODE.fullmatch(str(parts[0].value)):
            yield str(parts[0].value)


def is_wording(parts: list[ast.expr]) -> bool:
    """Whether a tuple is a code and what is said: a message and a remedy, a call that gives both, or how a message begins."""
    if any(isinstance(part, ast.Starred) for part in parts):
        return True
    begins = len(parts) == 2 and isinstance(parts[1], ast.Constant) and str(parts[1].value).startswith("ukendt ")
    return begins or (len(parts) in {3, 4} and any(is_sentence(part) for part in parts[-2:]))


def is_sentence(part: ast.expr) -> bool:
    """Whether an expression is a text of several words."""
    return isinstance(part, ast.JoinedStr) or (isinstance(part, ast.Constant) and isinstance(part.value, str) and " " in part.value)


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Played]:
    """A page by its name, played once."""

    @functools.cache
    def get(name: str) -> Played:
        root = lay_out(tmp_path_factory.mktemp(name))
        return Played(root, tuple(play(HANDBOOK / f"{name}.md", root)))

    return get


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_does_what_it_says(page: Path, played: Callable[[str], Played]) -> None:
    """Everything is written, every command is run, and nothing is said but what the page has."""
    assert len(played(page.stem).commands) == page.read_text("utf-8").count("\n$ ")


def test_two_sites_are_built() -> None:
    """A site takes longer than all else on a page, so two show how it is done."""
    assert sum(page.read_text("utf-8").count("\nBygget: ") for page in PAGES) == 2


def test_the_whole_way_is_told_in_one_evening(played: Callable[[str], Played]) -> None:
    """From no folder to a site with all that Solby asked for, in under ten commands, the mistakes among them."""
    journey = played("rejsen")
    assert journey.commands[0].code == MISUSED
    assert len(journey.commands) < 10
    assert {code for command in journey.commands for code in re.findall(r"\[([a-z-]+)\]$", command.said, re.MULTILINE)} == {
        "base-mangler", "dag-for-kort", "fase-ukendt",
    }  # fmt: skip
    site = journey.root / "out" / "solby" / "participant"
    own, replaced, patched, cohort = (
        (site / name).read_text("utf-8")
        for name in ("modul/noeglen-paa-skranken.html", "modul/uden-mitid.html", "modul/aktiv-lytning.html", "hold/hold-1.html")
    )
    assert "borgerhuset" in own
    assert "senest næste hverdag" in own
    assert "<title>Uden MitID i borgerhuset" in replaced
    assert 'id="hos-os"' in patched
    assert ("2027-02-03" in cohort, "2027-03-10" in cohort) == (True, True)
    assert "Hver for sig. Skriv det første" not in replaced, "a trainer's note is for trainers"
    assert {file.stem for file in (site / "omraade").glob("*.html")} == {"borgerservice", "aeldre"}


def test_every_message_is_in_the_handbook() -> None:
    """Each code of the engine once, and none that it hasn't got."""
    named = re.findall(r"^\| `([a-z-]+)` \|", (HANDBOOK / "meddelelser.md").read_text("utf-8"), re.MULTILINE)
    codes = {code for file in (ROOT / "scripts" / "coursesite").rglob("*.py") for code in codes_in(file)}
    assert sorted(named) == sorted(codes)


def test_the_codes_are_found_where_they_are() -> None:
    """What is collected from the engine's text has every code that the cases of mistakes meet."""
    codes = {code for file in (ROOT / "scripts" / "coursesite").rglob("*.py") for code in codes_in(file)}
    cases = [file.read_text("utf-8") for file in (ROOT / "tests" / "problems").glob("*.yml")]
    met = {code for case in cases for code in re.findall(r"^  \S+:\d+:\d+: .* \[([a-z-]+)\]$", case, re.MULTILINE)}
    assert len(met) > 100
    assert met <= codes


def test_the_sections_of_each_kind_are_the_courses() -> None:
    """The table of sections is what `modules/writing.yml` asks for."""
    page = (HANDBOOK / "skriv-et-modul.md").read_text("utf-8")
    writing = yaml.safe_load((ROOT / "modules" / "writing.yml").read_text("utf-8"))
    for kind, rules in writing["kinds"].items():
        assert f"| `{kind}` | {' · '.join(section['title'] for section in rules['sections'])} |" in page


def test_the_menu_has_the_handbook_as_one_group() -> None:
    """Its first page first, then the others in the order in which that names them."""
    plan = tell(ROOT, "eksempel", "trainer").plan
    assert plan
    nav = make_site(plan).nav
    named = re.findall(r"^- \*\*»(.*)«\*\*", (HANDBOOK / "index.md").read_text("utf-8"), re.MULTILINE)
    (group,) = (item for item in nav if item.title == "Håndbog")
    assert [item.title for item in group.children] == ["Håndbog: overblik", *named]
    assert not [item.uri for item in nav if (item.uri or "").startswith("haandbog/")]


def test_the_first_page_names_all_the_others() -> None:
    """By the titles that the menu has."""
    first = (HANDBOOK / "index.md").read_text("utf-8")
    titles = [re.search(r'^title: "?(.*?)"?$', page.read_text("utf-8"), re.MULTILINE) for page in PAGES if page.stem != "index"]
    assert [hit[1] for hit in titles if hit and f"»{hit[1]}«" not in first] == []
