"""Blocks with a form of their own: the turns of a dialogue, the answers of a self-check, the fields of a form."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast, get_args

from coursesite.model import Answer, Body, Field, FieldKind, Prose, Turn
from coursesite.problems import Problems, did_you_mean, fold, listed, one_of
from coursesite.source.files import Text
from coursesite.source.inline import scan_prose
from coursesite.source.vocabulary import Vocabulary

FEWEST_ANSWERS = 2
_TURN = re.compile(r"^(?P<speaker>[^\W\d_][\w -]{0,30}): +(?P<said>\S.*)$")
_LAYOUT = re.compile(r"^(#|>|\||[-*+] |\d+[.)] |[-=*_]{2,}\s*$)")
_FIELD = re.compile(r"^- \[(?P<kind>[^\]\s]*)(?: +(?P<lines>[^\]]*?))? *\] *(?P<label>.*?) *$")
_ADDRESS = re.compile(r"\]\([^)]*\)")
FIELD_KINDS: tuple[FieldKind, ...] = get_args(FieldKind)
LINES, MOST_LINES = 3, 20
_ANSWER = re.compile(r"^- \[(?P<mark>[ xX])\] +(?P<text>\S.*)$")


@dataclass(frozen=True, slots=True)
class Forms:
    """Reads such blocks' lines, each with its number, noting what is wrong with them."""

    text: Text
    words: Vocabulary
    problems: Problems

    def error(self, code: str, line: int, message: str, remedy: str) -> None:
        """Note a problem with a line."""
        self.problems.error(code, self.text.at(line), message, remedy)

    def turn(self, number: int, line: str) -> Turn:
        """`Borger: …` or `> …`."""
        if line.startswith("> "):
            self.refuse_layout(number, line[2:])
            return Turn(None, self.prose_of(line[2:], number))
        hit = _TURN.match(line)
        if hit is None:
            self.error(
                "dialog-form",
                number,
                "linjen i dialogen har ingen, der taler",
                "Skriv »Borger: …«, eller begynd linjen med »> « for en kommentar.",
            )
        elif hit["speaker"] not in self.words.speakers:
            self.error(
                "dialog-taler",
                number,
                f"ukendt taler »{hit['speaker']}«{did_you_mean(hit['speaker'], self.words.speakers)}",
                one_of(sorted(self.words.speakers), 20),
            )
        return Turn(hit["speaker"] if hit else "", self.prose_of(hit["said"] if hit else line, number))

    def self_check(self, start: int, lines: list[tuple[int, str]]) -> tuple[Body, tuple[Answer, ...]]:
        """A self-check's question and answers, each answer with feedback indented under it."""
        question: list[tuple[int, str]] = []
        answers: list[tuple[re.Match[str], int, list[tuple[int, str]]]] = []
        for number, line in lines:
            if hit := _ANSWER.match(line):
                answers.append((hit, number, []))
            elif answers and line.strip() and not line.startswith("  "):
                self.error(
                    "check-form",
                    number,
                    "linjen hører ikke til noget svar",
                    "Ryk svarets forklaring ind med fire mellemrum, eller begynd et nyt svar med »- [ ] «.",
                )
            else:
                (answers[-1][2] if answers else question).append((number, line))
        self.check_answers(start, question, answers)
        body = self.joined(question)
        return ((body,) if body.spans else ()), tuple(
            Answer(hit["mark"] != " ", self.prose_of(hit["text"], number), self.joined(why)) for hit, number, why in answers
        )

    def check_answers(
        self, start: int, question: list[tuple[int, str]], answers: Sequence[tuple[re.Match[str], int, list[tuple[int, str]]]]
    ) -> None:
        """A self-check asks something, has a right answer, and says why of each."""
        if not any(text.strip() for _, text in question):
            self.error("check-form", start, "selvtjekket mangler et spørgsmål", "Skriv spørgsmålet før det første svar.")
        if len(answers) < FEWEST_ANSWERS or not any(hit["mark"] != " " for hit, _, _ in answers):
            self.error(
                "check-form",
                start,
                "selvtjekket skal have mindst to svar, og mindst ét skal være rigtigt",
                "Skriv svarene som »- [ ] forkert« og »- [x] rigtigt«.",
            )
        for _, number, why in answers:
            if not any(text.strip() for _, text in why):
                self.error("check-form", number, "svaret mangler en forklaring", "Skriv den på næste linje, rykket ind med fire mellemrum.")

    def fields(self, lines: list[tuple[int, str]]) -> tuple[Field, ...]:
        """A form's fields, one a line; no two of them have the same name."""
        found = [one for number, line in lines if line.strip() if (one := self.field(number, line))]
        first: dict[str, int] = {}
        for one in found:
            if one.id in first:
                self.error(
                    "felt-dublet",
                    one.label.line,
                    f"feltet har samme navn som det i linje {first[one.id]}",
                    "Giv hvert felt sit eget navn; det er navnet, en skærmlæser læser op.",
                )
            first.setdefault(one.id, one.label.line)
        return tuple(found)

    def field(self, number: int, line: str) -> Field | None:
        """`- [tekst 3] Hvad prøver du?`, or None with a problem."""
        hit = _FIELD.match(line)
        if hit is None:
            self.error("felt-form", number, "linjen er ikke et felt", "Skriv fx »- [tekst 3] Hvad prøver du?«.")
            return None
        if hit["kind"] not in FIELD_KINDS:
            self.error(
                "felt-slags",
                number,
                f"ukendt slags felt »{hit['kind']}«{did_you_mean(hit['kind'], FIELD_KINDS)}",
                f"Brug en af disse: {listed(FIELD_KINDS)}.",
            )
        if not (id := "-".join(re.findall(r"[a-z0-9]+", fold(_ADDRESS.sub("]", hit["label"]))))):
            self.error("felt-uden-navn", number, "feltet har ikke noget navn", "Skriv efter »]«, hvad man skal skrive i feltet.")
            return None
        self.refuse_layout(number, hit["label"])
        return Field(id, cast(FieldKind, hit["kind"]), self.prose_of(hit["label"], number), self.lines(number, hit))

    def lines(self, number: int, hit: re.Match[str]) -> int:
        """How many lines a field has room for; one, but where it is for running text."""
        given = hit["lines"]
        if hit["kind"] != "tekst" and not given:
            return 1
        if hit["kind"] in FIELD_KINDS and given and (hit["kind"] != "tekst" or not given.isdecimal() or not 1 <= int(given) <= MOST_LINES):
            self.error(
                "felt-linjer",
                number,
                f"»{given}« kan ikke stå efter feltets slags",
                f"Kun »tekst« tager et antal linjer, fra 1 til {MOST_LINES}: »- [tekst {LINES}] …«.",
            )
        return int(given) if given and given.isdecimal() else LINES

    def refuse_layout(self, number: int, line: str) -> None:
        """Inside a dialogue or a self-check there are sentences, no headings, lists or tables."""
        if _LAYOUT.match(line):
            self.error(
                "blok-indhold",
                number,
                "linjen er en overskrift, en liste eller en tabel; her kan kun stå almindelig tekst",
                "Skriv linjen som en sætning, eller flyt den ud af blokken.",
            )

    def joined(self, lines: list[tuple[int, str]]) -> Prose:
        """Lines of one piece of text, without their indentation."""
        kept = [(number, line) for number, line in lines if line.strip()]
        for number, line in kept:
            self.refuse_layout(number, line.strip())
        if not kept:
            return Prose((), 0)
        spans = [span for number, line in kept for span in (*self.prose_of(line.strip(), number).spans, "\n")]
        return Prose(tuple(spans[:-1]), kept[0][0])

    def prose_of(self, source: str, number: int) -> Prose:
        """Prose that begins at the column where `source` stands in its line."""
        column = self.text.text[self.text.starts[number - 1] :].partition("\n")[0].find(source)
        padded = " " * max(column, 0) + source
        prose = scan_prose(padded, number, self.text, self.words.names, self.problems)
        first = prose.spans[0].lstrip() if prose.spans and isinstance(prose.spans[0], str) else None
        return prose if first is None else Prose(tuple(filter(None, (first, *prose.spans[1:]))), number)
