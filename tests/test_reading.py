"""Each file in tests/reading/ is a text, and the structure that the scanner finds in it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from coursesite.model import Block, Body, Content, Foreign, Link, Prose
from coursesite.pages.blocks import Writer
from coursesite.plan.trim import Reader, trim
from coursesite.problems import Problems
from coursesite.site.guard import Guard
from coursesite.source.blocks import scan
from coursesite.source.expressions import Names
from coursesite.source.files import Text
from coursesite.source.vocabulary import Vocabulary

CASES = sorted((Path(__file__).resolve().parent / "reading").glob("*.yml"))
WORDS = Vocabulary(
    areas=frozenset({"by", "land"}), functions=frozenset({"butik"}), speakers=frozenset({"Kunde", "Mekaniker"}), roles=frozenset({"kunde"}),
    names=Names(frozenset({"promises.ready"}), {"box": frozenset({"husk"})}),
)  # fmt: skip


def outline(content: Content) -> str:
    """The structure in lines: what a piece is, where it stands, and its parts."""
    lines = [*body_lines(content.intro, "")]
    for section in content.sections:
        lines += [f"## {section.id} »{section.title}« {section.line}", *body_lines(section.body, "  ")]
    return "\n".join(lines) + "\n"


def body_lines(body: Body, indent: str) -> Iterator[str]:
    """The items of a body."""
    for item in body:
        if isinstance(item, Prose):
            yield f"{indent}text {item.line}: {' | '.join(map(shown, item.spans))}"
        else:
            yield f"{indent}{item.name}({item.argument}) {item.place.line}"
            yield from body_lines(item.body, indent + "  ")
            yield from block_lines(item, indent + "  ")


def block_lines(block: Block, indent: str) -> Iterator[str]:
    """Turns, answers and fields."""
    for turn in block.turns:
        yield f"{indent}{turn.speaker or '>'}: {' | '.join(map(shown, turn.said.spans))}"
    for answer in block.answers:
        yield f"{indent}{'x' if answer.right else '-'} {' | '.join(map(shown, answer.text.spans))} → {' | '.join(map(shown, answer.feedback.spans))}"
    for one in block.fields:
        yield f"{indent}[{one.kind} {one.lines}] {one.id}: {' | '.join(map(shown, one.label.spans))}"


def shown(span: str | Link | Foreign) -> str:
    """A piece of running text."""
    if isinstance(span, Link):
        return f"LINK {span.scheme}:{span.target}#{span.fragment} »{span.text}« {span.place.line}:{span.place.column}"
    return f"LANG {span.lang} »{span.text}«" if isinstance(span, Foreign) else repr(span.strip("\n"))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_text_is_taken_apart_as_it_looks(case: Path) -> None:
    """Sections, blocks in blocks, links with their columns, and code that is left alone."""
    given = yaml.safe_load(case.read_text(encoding="utf-8"))
    problems = Problems()
    content = scan(Text("f.md", given["text"]), 1, WORDS, problems)
    assert not list(problems)
    assert outline(content) == given["outline"]


# Pieces from which a text that leaks could be put together.
PIECES = st.sampled_from(
    [
        "/// trainer", "///", "////", "/// area | by", "/// area | land", "/// dialogue", "Kunde: Ja.", "> /// trainer", "- /// trainer", "KANARIE", "KANARIE",
        "## A {#a}", "### B", "- punkt", "    - under", "1. et", "> citat", "```", "~~~", "    ```", "````", "", "", "", "tekst", "    indrykket", "---", "***",
        "| a | b |", "| --- | --- |", "[x](module:y)", "[x](https://a.dk)", "`kode`", "``", "<b>", "<!--", "-->", "{{ promises.ready }}", "{: .x }", "*a*{.x}", "\\",
        "/// check | c", "- [x] ja", "    fordi", "/// form | s", "- [tekst 2] Hvad?", "- [dato] Hvornår?", "<div markdown=1>", "&lt;script&gt;", "[a]: javascript:b", "[a]", "<https://a.dk>",
    ]
)  # fmt: skip
EXTENSIONS = ["attr_list", "fenced_code", "md_in_html", "sane_lists", "tables", "toc"]


@settings(max_examples=400, deadline=None)
@given(st.lists(PIECES, max_size=14))
def test_no_text_that_passes_leaks_or_breaks_the_guard(pieces: list[str]) -> None:
    """What stands in a trainer's block never reaches a participant, however the text is put together.

    KANARIE is written in trainers' blocks alone, as the scanner sees them; the guard raises where the
    rendered tree has anything but the allow-list.
    """
    problems = Problems()
    content = scan(Text("f.md", "\n".join(pieces)), 1, WORDS, problems)
    if list(problems) or in_public(content):
        return
    public = trim(content, Reader("participant", ("by",), ("butik",)))
    writer = Writer(None, "x.md")  # type: ignore[arg-type] # these pieces need no plan
    text = "\n\n".join([writer.body(public.intro), *(f"## {s.title} {{#{s.id}}}\n\n{writer.body(s.body)}" for s in public.sections)])
    html = Markdown(extensions=[*EXTENSIONS, Guard()]).convert(text.replace("{{ promises.ready }}", "snart"))
    assert "KANARIE" not in html
    assert "///" not in html


def in_public(content: Content) -> bool:
    """Whether the text says KANARIE, or links, where everybody may read it."""
    public = trim(content, Reader("participant", ("by",), ("butik",)))
    texts = [repr(body) for body in public.bodies]
    areas = any(block.name == "area" for block in public.blocks())
    return areas or any("KANARIE" in text or "scheme='module'" in text or "///" in text for text in texts)
