"""Texts as lines of words with their places: what is counted, measured and spelt."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from coursesite.model import Body, Content, Foreign, Link, Prose, Span
from coursesite.source.expressions import EXPRESSION

# Blocks that a participant's page hasn't got, or not in every area and function.
NOT_FOR_ALL = frozenset({"trainer", "leader", "role", "area", "function", "scenario", "diagram", "show"})
WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*-?")  # børne- og ungesager
# What is written with a full stop and is no end of a sentence.
ABBREVIATED = re.compile(
    r"\b(f\.eks|bl\.a|m\.v|m\.m|o\.l|stk|jf|nr|kl|pct|ca|dvs|mv|osv|evt|inkl|hhv|fx|tlf|jan|feb|apr|aug|sep|okt|nov|dec)\.", re.IGNORECASE
)
_LISTED = re.compile(r"^\s*([-*+] |\d+[.)] |\|)")
_MARKUP = re.compile(r"^\s*(#+ |>+ ?|[-*+] (\[[ xX]\] )?|\d+[.)] )|[*`_]")
_FOREIGN = re.compile(r"\[([^\[\]]*)\]\{lang=[a-z]{2}\}")
_CODE = re.compile(r"`[^`\n]*`")
_RULE = re.compile(r"^\s*\|[\s|:-]+$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line without its markup; `listed` where it is a list's item or a table's row."""

    text: str
    number: int
    listed: bool = False


def participants_lines(content: Content) -> Iterator[Line]:
    """What every participant reads, in order; an empty line ends each paragraph."""
    yield from lines_in(content.intro, without=NOT_FOR_ALL)
    for section in content.sections:
        yield from (Line(section.title, section.line), Line("", section.line))
        yield from lines_in(section.body, without=NOT_FOR_ALL)


def all_lines(content: Content) -> Iterator[Line]:
    """Every line of a text, whoever it is for, without code and the words that are in other languages."""
    yield from lines_in(content.intro, foreign=False)
    for section in content.sections:
        yield Line(section.title, section.line)
        yield from lines_in(section.body, foreign=False)


def lines_in(body: Body, *, without: Collection[str] = (), foreign: bool = True) -> Iterator[Line]:
    """The lines of a body, but for those in blocks of some names."""
    for item in body:
        if isinstance(item, Prose):
            yield from lines_of(item, foreign=foreign)
        elif item.name not in without:
            yield from lines_in(item.body, without=without, foreign=foreign)
            for turn in item.turns:
                yield from lines_of(turn.said, foreign=foreign)
            for answer in item.answers:
                yield from lines_of(answer.text, foreign=foreign)
                yield from lines_of(answer.feedback, foreign=foreign)
            for one in item.fields:
                yield from lines_of(one.label, foreign=foreign)


def lines_of(prose: Prose, *, foreign: bool = True) -> Iterator[Line]:
    """The lines of a piece of running text, then an empty one."""
    text = EXPRESSION.sub("x", "".join(spoken(span, foreign=foreign) for span in prose.spans))
    number, listed, fenced = prose.line, False, False
    for number, line in enumerate(text.split("\n"), prose.line):
        fence = line.lstrip().startswith(("```", "~~~"))
        fenced = fenced ^ fence
        if fence or _RULE.match(line) or (fenced and not foreign):
            continue
        listed = bool(_LISTED.match(line)) or (listed and line.startswith(" ") and bool(line.strip()))
        yield Line(_MARKUP.sub("", line if foreign else _CODE.sub("", line)).strip(), number, listed)
    yield Line("", number)


def spoken(span: Span, *, foreign: bool) -> str:
    """What is read aloud of a span."""
    if isinstance(span, Link):
        return _FOREIGN.sub(r"\1" if foreign else "", span.text)
    if isinstance(span, Foreign):
        return span.text if foreign else ""
    return span
