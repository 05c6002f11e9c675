"""A trimmed text as Markdown: links with their addresses, and blocks as Markdown and plain HTML."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from coursesite.model import Answer, Block, Body, Diagram, Field, Foreign, Link, Node, Prose, Scenario, Span
from coursesite.pages.text import attribute, box, folded, plain, relative, typographic
from coursesite.plan.model import Plan

# What a heading of a section or its text may be folded under until it has been discussed.
FOLDED: Mapping[str, frozenset[str]] = {"case": frozenset({"veje", "fairness"})}
REFLECT_LINES = 3
SIDES = 4  # speakers that can be told apart; docs/css/blocks.css has the first two
VERDICTS = {True: "Det passer.", False: "Det passer ikke."}
_FENCE = re.compile(r"^(```|~~~)")


@dataclass(frozen=True, slots=True)
class Writer:
    """Writes the text of one page."""

    plan: Plan
    uri: str
    show: Callable[[str, str], str] = lambda what, uri: ""

    def body(self, body: Body) -> str:
        """Items one after the other, with a blank line between."""
        return "\n\n".join(self.prose(item) if isinstance(item, Prose) else self.block(item) for item in body).strip()

    def prose(self, prose: Prose) -> str:
        """Running text with its links; code stands as it is."""
        text = "".join(self.span(span) for span in prose.spans)
        return text.strip("\n") if _FENCE.match(text) else typographic(text).strip("\n")

    def span(self, span: Span) -> str:
        """A piece of running text."""
        if isinstance(span, Link):
            return self.link(span)
        return foreign(span) if isinstance(span, Foreign) else span

    def link(self, link: Link) -> str:
        """A link; one that leads nowhere in this edition is text that says so."""
        text = relabel(link.text) if link.text.strip() else plain(link.title)
        if link.resolved is None:
            return f'{text} <span class="left-out">(ikke med i dette forløb)</span>'
        address = relative(self.uri, link.resolved) if is_inside(link) else link.resolved
        return f"{'!' if link.image else ''}[{text}]({address})"

    def block(self, block: Block) -> str:
        """A block, by its name."""
        return _WRITERS[block.name](self, block)

    # ── the blocks ───────────────────────────────────────────────────────────────────────────

    def trainer(self, block: Block) -> str:
        """Notes for the trainer."""
        return box("note note--trainer", "Til underviseren", self.body(block.body))

    def leader(self, block: Block) -> str:
        """Notes for leaders."""
        return box("note note--leader", "Til lederen", self.body(block.body))

    def local(self, block: Block) -> str:
        """Text for some areas or functions; the label is left out where the site has no others."""
        named = {**self.plan.course.areas, **self.plan.course.functions}
        chosen = self.plan.profile.areas if block.name == "area" else self.plan.profile.functions
        if len(chosen) == 1:
            return self.body(block.body)
        return box("note note--local", plain(" og ".join(named[id].title for id in block.ids)), self.body(block.body))

    def dialogue(self, block: Block) -> str:
        """Each turn a paragraph with its speaker in bold; comments in italics between."""
        numbers = self.numbers(block)
        turns = []
        for turn in block.turns:
            said = self.prose(turn.said)
            if turn.speaker is None:
                turns.append(f"{said}\n{{: .turn .turn--comment }}")
            else:
                turns.append(f"**{plain(turn.speaker)}:** {said}\n{{: .turn .turn--{numbers[turn.speaker]} }}")
        return '<div class="dialogue" markdown="1">\n\n' + "\n\n".join(turns) + "\n\n</div>"

    def numbers(self, block: Block) -> dict[str, int]:
        """Each speaker's number: the course's first ones have the same everywhere, whoever begins; others take what is left."""
        present = {turn.speaker for turn in block.turns}
        fixed = {name: number for number, name in enumerate(self.plan.course.speakers[:SIDES], 1) if name in present}
        others = [name for name in self.plan.course.speakers[SIDES:] if name in present]
        free = [number for number in range(1, SIDES + 1) if number not in fixed.values()] or [SIDES]
        return fixed | {name: free[place % len(free)] for place, name in enumerate(others)}

    def role(self, block: Block) -> str:
        """A role card."""
        return box("role-card", f"Rollekort: {plain(self.plan.course.roles[block.argument])}", self.body(block.body))

    def reflect(self, block: Block) -> str:
        """A question, and lines to write on."""
        asked = f'<div class="asked" markdown="1">\n\n{self.body(block.body)}\n\n</div>'
        return f'<div class="reflect" id="skriv--{block.argument}" markdown="1">\n\n**Skriv**\n{{: .label }}\n\n{asked}\n\n{ruled(REFLECT_LINES)}\n\n</div>'

    def form(self, block: Block) -> str:
        """Each field with room to write; docs/js/fields.js makes it one to write in."""
        id = f"skema--{block.argument}"
        fields = "\n\n".join(self.field(f"{id}--{one.id}", one) for one in block.fields)
        return f'<div class="form" id="{id}" markdown="1">\n\n{fields}\n\n</div>'

    def field(self, id: str, field: Field) -> str:
        """A field's name and its lines."""
        asked = f'<div class="asked" markdown="span">{self.prose(field.label)}</div>'
        return f'<div class="field field--{field.kind}" id="{id}" markdown="1">\n\n{asked}\n\n{ruled(field.lines)}\n\n</div>'

    def check(self, block: Block) -> str:
        """A question; each answer opens to its feedback."""
        answers = "\n\n".join(self.answer(answer) for answer in block.answers)
        return f'<div class="check" id="tjek--{block.argument}" markdown="1">\n\n**Tjek dig selv**\n{{: .label }}\n\n{self.body(block.body)}\n\n{answers}\n\n</div>'

    def answer(self, answer: Answer) -> str:
        """One answer, which opens to its verdict and why."""
        return folded("answer", self.prose(answer.text), f"**{VERDICTS[answer.right]}** {self.prose(answer.feedback)}")

    def verdict(self, answer: Answer) -> str:
        """One answer with its verdict and why, on one line."""
        text = f"{self.prose(answer.text)} **{VERDICTS[answer.right]}** {self.prose(answer.feedback)}"
        return " ".join(text.split())

    def scenario(self, block: Block) -> str:
        """Every node with its choices; each choice opens to what comes of it and leads on."""
        scenario = self.plan.course.scenarios[block.argument]
        numbers = {node.id: number for number, node in enumerate(scenario.nodes, 1)}
        nodes = "\n\n".join(self.node(scenario, node, numbers) for node in scenario.nodes)
        whole = folded("folded", f"Scenarie: {plain(scenario.title)}", nodes)
        return f'<div class="scenario" id="scenarie--{scenario.id}" markdown="1">\n\n{whole}\n\n</div>'

    def node(self, scenario: Scenario, node: Node, numbers: Mapping[str, int]) -> str:
        """A node as a numbered step."""
        choices = "\n\n".join(
            folded(
                "choice",
                plain(choice.text),
                f"{plain(choice.feedback)}\n\n[Gå til trin {numbers[choice.to]}](#{scenario.id}--{numbers[choice.to]})",
            )
            for choice in node.choices
        )
        restart = "" if node.choices else f"Her slutter det. [Begynd forfra](#{scenario.id}--1)"
        return f'<div class="step" markdown="1">\n\n### Trin {numbers[node.id]} {{#{scenario.id}--{numbers[node.id]}}}\n\n{plain(node.text)}\n\n{choices}{restart}\n\n</div>'

    def diagram(self, block: Block) -> str:
        """A drawing, with what it is and what it shows for those who can't see it."""
        return drawn(self.plan.course.diagrams[block.argument])

    def shown(self, block: Block) -> str:
        """A list that the plan makes, on a page of the shell."""
        return self.show(block.argument, self.uri)


_WRITERS: Mapping[str, Callable[[Writer, Block], str]] = {
    "trainer": Writer.trainer, "leader": Writer.leader, "area": Writer.local, "function": Writer.local,
    "dialogue": Writer.dialogue, "role": Writer.role, "reflect": Writer.reflect, "form": Writer.form, "check": Writer.check,
    "scenario": Writer.scenario, "diagram": Writer.diagram, "show": Writer.shown,
}  # fmt: skip


def ruled(lines: int) -> str:
    """Lines to write on; they are drawn as borders, since browsers leave backgrounds out on paper."""
    return f'<div class="write-here">{"<div></div>" * lines}</div>'


def drawn(diagram: Diagram) -> str:
    """A diagram as part of the page."""
    title, desc = f"figur--{diagram.id}--navn", f"figur--{diagram.id}--tekst"
    heads = f'<title id="{title}">{attribute(diagram.title)}</title><desc id="{desc}">{attribute(diagram.desc)}</desc>'
    svg = f'<svg role="img" viewBox="{diagram.view}" aria-labelledby="{title}" aria-describedby="{desc}">{heads}{diagram.shapes}</svg>'
    return f'<div class="diagram" id="figur--{diagram.id}">{svg}</div>'


def foreign(span: Foreign) -> str:
    """A foreign word, so that a screen reader says it in its own language."""
    return f'<span lang="{attribute(span.lang)}">{span.text}</span>'


def relabel(text: str) -> str:
    """A link's text, with foreign words in it marked."""
    return re.sub(r"\[([^\[\]]*)\]\{lang=([a-z]{2})\}", r'<span lang="\2">\1</span>', text)


def is_inside(link: Link) -> bool:
    """Whether a link stays in the site."""
    return link.scheme in {"module", "page", "law", "term", "source", "asset"}


def section(title: str, id: str, text: str) -> str:
    """A section with its heading."""
    return f"## {plain(title)} {{#{id}}}\n\n{text}"
