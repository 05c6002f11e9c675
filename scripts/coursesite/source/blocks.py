"""The one scanner of a text's structure: sections, `///` blocks, fences, and what is between.

It is stricter than the renderer: where the two might disagree about what a line is (an indented
fence, a block mark in a quotation), the line is a problem, so that a note for trainers can't
slip out through the difference.
"""

import re
from dataclasses import dataclass, field

from coursesite.model import Answer, Block, Body, Content, Prose, Section
from coursesite.problems import Place, Problems, did_you_mean, one_of
from coursesite.source.files import Text
from coursesite.source.forms import Forms
from coursesite.source.inline import refuse_in_code, scan_prose
from coursesite.source.layout import check_layout
from coursesite.source.vocabulary import Vocabulary

# Block name → what stands after the bar: nothing, an id of its own, or a list of known ids.
BLOCKS = {
    "trainer": "none", "leader": "none", "dialogue": "none",
    "area": "areas", "function": "functions",
    "role": "roles", "reflect": "id", "form": "id", "check": "id", "scenario": "file", "diagram": "file", "show": "shows",
}  # fmt: skip
DEEPEST = 4  # blocks in blocks
CLOSED = {"dialogue", "form", "check", "scenario", "diagram", "show"}  # blocks with a form of their own, which hold no others

_MARK = re.compile(r"^(?P<bars>/{3,})(?:[ ]+(?P<name>[\w-]+)[ ]*(?:\|[ ]*(?P<argument>.*?))?)?[ ]*$")
_ANY_MARK = re.compile(r"^[\s>*+-]*(?:\d+[.)]\s*)?/{3}")
_FENCE = re.compile(r"^(`{3,}|~{3,})[ ]*([a-z0-9+-]*)[ ]*$")
# What is meant as a block mark but isn't one: other slashes, too few of them, other tools' marks.
_NEAR_MARK = re.compile(rf"^[\s>*+_~`\\-]*(?:\d+[.)]\s*)?(?:[/\\／∕⁄⧸]+|[:+!%]{{2,}})\s*({'|'.join(BLOCKS)})\b", re.IGNORECASE)
LEADING = " \u00a0>*+-0123456789.)_\\"  # what may stand before a fence, a mark or a heading; a letter after it is text
_ANY_FENCE = re.compile(r"^[\s>*+-]*(?:\d+[.)]\s*)?(`{3}|~{3})")
_SECTION = re.compile(r"^## +(?P<title>\S.*?) *\{#(?P<id>[a-z0-9]+(?:-[a-z0-9]+)*)(?: after=\"(?P<after>[a-z0-9-]+)\")?\} *$")
_HEADING = re.compile(r"^#{3,4} +\S")
_ANY_HEADING = re.compile(r"^(?:#|[\s>*+-]*(?:\d+[.)]\s*)?#{1,6} )")
_ID = re.compile(r"^[a-z0-9]+(-[a-z0-9]+)*$")


@dataclass(slots=True)
class _Open:
    """A block that is open while its lines are read."""

    name: str
    argument: str
    place: Place
    bars: int
    body: list[Prose | Block] = field(default_factory=list)
    lines: list[tuple[int, str]] = field(default_factory=list)


def scan(text: Text, start: int, words: Vocabulary, problems: Problems) -> Content:
    """The structure of a text whose first line is line `start` of its file."""
    return _Scanner(text, words, problems).scan(start)


class _Scanner:
    """One pass over the lines, with a stack of open blocks."""

    def __init__(self, text: Text, words: Vocabulary, problems: Problems) -> None:
        self.text, self.words, self.problems = text, words, problems
        self.forms = Forms(text, words, problems)
        self.lines = text.text.split("\n")
        self.stack: list[_Open] = []
        self.intro: list[Prose | Block] = []
        self.body = self.intro
        self.prose: list[str] = []
        self.prose_line = 0
        self.sections: list[Section] = []
        self.heading: re.Match[str] | None = None
        self.heading_line = 0
        self.ids: dict[str, int] = {}
        self.fence = ""

    def error(self, code: str, line: int, message: str, remedy: str, column: int = 1) -> None:
        self.problems.error(code, self.text.at(line, column), message, remedy)

    def scan(self, start: int) -> Content:
        for number, line in enumerate(self.lines[start - 1 :], start):
            self.take(number, line)
        self.finish(len(self.lines))
        return Content(tuple(self.intro), tuple(self.sections))

    def take(self, number: int, line: str) -> None:
        """One line: a fence, a block mark, a heading, or text."""
        if "\t" in line:
            self.error(
                "tabulator",
                number,
                "linjen har et tabulatortegn",
                "Brug mellemrum i stedet, fire for hvert trin i en liste.",
                line.index("\t") + 1,
            )
        if self.fence:
            self.take_code(number, line)
        elif line.lstrip(LEADING)[:1].isalpha():
            self.take_text(number, line)
        elif _ANY_FENCE.match(line):
            self.open_fence(number, line)
        elif _ANY_MARK.match(line) or _NEAR_MARK.match(line):
            self.take_mark(number, line)
        elif _ANY_HEADING.match(line) and not (self.stack and self.stack[-1].name in CLOSED):
            self.take_heading(number, line)
        else:
            self.take_text(number, line)

    def take_text(self, number: int, line: str) -> None:
        """A line of running text, or of a block with a form of its own."""
        if self.stack and self.stack[-1].name in CLOSED:
            self.stack[-1].lines.append((number, line))
        else:
            check_layout(line, self.prose, lambda code, message, remedy: self.error(code, number, message, remedy))
            self.add_prose(number, line)

    # ── fences ───────────────────────────────────────────────────────────────────────────────

    def open_fence(self, number: int, line: str) -> None:
        if not (hit := _FENCE.match(line)):
            self.error(
                "kode-form",
                number,
                "kodeblokken kan ikke læses",
                "Lad linjen med ``` begynde helt til venstre, uden andet end et sprognavn efter.",
            )
            self.flush()
            self.fence = line.strip(" >*+-")[:3]
            self.add_prose(number, line)
            return
        if self.stack and self.stack[-1].name in CLOSED:
            self.error("kode-form", number, f"en kodeblok kan ikke stå i blokken »{self.stack[-1].name}«", "Flyt kodeblokken ud.")
            return
        self.flush()
        self.fence = hit[1]
        self.add_prose(number, line)

    def take_code(self, number: int, line: str) -> None:
        self.add_prose(number, line)
        if line.strip() == self.fence and (line.rstrip() == self.fence or not _FENCE.match(self.prose[0])):
            self.fence = ""
            for count, code in enumerate(self.prose):
                refuse_in_code(code, self.text, self.text.starts[self.prose_line - 1 + count], self.words.names, self.problems)
            self.current().append(Prose(("\n".join(self.prose) + "\n",), self.prose_line))
            self.prose = []
        elif line.startswith(self.fence[0] * 3):
            self.error(
                "kode-form",
                number,
                "linjen ligner enden på kodeblokken, men er det ikke",
                f"Luk kodeblokken med »{self.fence}« og intet andet.",
            )
            self.fence, self.prose = "", []

    # ── blocks ───────────────────────────────────────────────────────────────────────────────

    def take_mark(self, number: int, line: str) -> None:
        hit = _MARK.match(line)
        if hit is None:
            self.misread_mark(number, line)
        elif hit["name"]:
            self.open_block(number, hit)
        else:
            self.close_block(number, len(hit["bars"]))

    def misread_mark(self, number: int, line: str) -> None:
        """A mark that can't be read opens or closes all the same, so that its pair isn't blamed too."""
        closes_one = self.stack and self.stack[-1].bars == 0 and not re.search(r"\w", line)
        if not closes_one:
            self.error(
                "blok-form",
                number,
                "bloklinjen kan ikke læses",
                "Skriv »/// navn« eller »/// navn | id« helt til venstre og alene på linjen.",
            )
        self.flush()
        if re.search(r"\w", line):
            self.stack.append(_Open("trainer", "", self.text.at(number), 0))
        elif self.stack:
            self.stack.pop()

    def open_block(self, number: int, hit: re.Match[str]) -> None:
        name, argument = hit["name"], (hit["argument"] or "").strip()
        if self.stack and self.stack[-1].name in CLOSED:
            self.block_in_block(number)
        if name not in BLOCKS:
            self.error(
                "blok-ukendt",
                number,
                f"ukendt blok »{name}«{did_you_mean(name, BLOCKS)}",
                one_of(BLOCKS),
                hit.start("name") + 1,
            )
        else:
            self.check_argument(number, name, argument)
        self.flush()
        bars = len(hit["bars"]) if name in BLOCKS else 0
        if len(self.stack) >= DEEPEST:
            self.error("blok-i-blok", number, f"blokken ligger inde i {DEEPEST} andre", "Luk de andre med »///« først.")
            bars = 0
        self.stack.append(_Open(name, argument, self.text.at(number), bars))

    def block_in_block(self, number: int) -> None:
        """A block where none can be: either one too many, or the one around it was never closed."""
        if self.closes_later(number):
            opened = self.stack[-1]
            self.error(
                "blok-i-blok",
                number,
                f"blokken »{opened.name}« fra linje {opened.place.line} kan ikke rumme andre blokke",
                "Luk den med »///« først.",
            )
        else:
            self.close_open_blocks()

    def check_argument(self, number: int, name: str, argument: str) -> None:
        wants = BLOCKS[name]
        if name == "show" and not self.words.shows:
            self.error("blok-ukendt", number, "blokken »show« kan kun bruges på siderne i docs/", "Slet blokken.")
        elif wants == "none" and argument:
            self.error("blok-argument", number, f"blokken »{name}« tager ikke noget efter »|«", f"Skriv kun »/// {name}«.")
        elif wants in {"id", "file"}:
            self.check_id(number, name, argument)
        elif wants == "areas":
            self.check_ids(number, ("omraade-ukendt", "ukendt område"), argument, self.words.areas)
        elif wants == "functions":
            self.check_ids(number, ("funktion-ukendt", "ukendt funktion"), argument, self.words.functions)
        elif wants == "roles":
            self.check_ids(number, ("rolle-ukendt", "ukendt rolle"), argument, self.words.roles)
        elif wants == "shows":
            self.check_ids(number, ("liste-ukendt", "ukendt liste"), argument, self.words.shows)

    def check_id(self, number: int, name: str, argument: str) -> None:
        if not _ID.match(argument):
            self.error(
                "blok-argument",
                number,
                f"blokken »{name}« mangler et id efter »|«",
                f"Skriv fx »/// {name} | mit-id« med små bogstaver og bindestreger.",
            )
            return
        if argument in self.ids:
            self.error(
                "blok-id-dublet",
                number,
                f"id'et »{argument}« er også brugt i linje {self.ids[argument]}",
                "Giv blokken et id, som ingen anden blok i filen har.",
            )
        self.ids.setdefault(argument, number)

    def check_ids(self, number: int, wording: tuple[str, str], argument: str, known: frozenset[str]) -> None:
        code, opening = wording
        for one in (part.strip() for part in argument.split(",")):
            if not one:
                self.error("blok-argument", number, "blokken mangler et id efter »|«", one_of(sorted(known)))
            elif one not in known:
                column = self.lines[number - 1].find(one) + 1
                self.error(code, number, f"{opening} »{one}«{did_you_mean(one, known)}", one_of(sorted(known)), column)

    def close_block(self, number: int, bars: int) -> None:
        if not self.stack:
            self.error(
                "blok-uden-begyndelse",
                number,
                "»///« lukker en blok, men ingen er åben",
                "Slet linjen, eller skriv »/// navn« der, hvor blokken begynder.",
            )
            return
        if bars != self.stack[-1].bars and self.stack[-1].bars:
            self.error(
                "blok-form",
                number,
                f"blokken »{self.stack[-1].name}« fra linje {self.stack[-1].place.line} er åbnet med {self.stack[-1].bars} skråstreger, men her er {bars}",
                "Brug lige mange skråstreger.",
            )
        self.flush()
        opened = self.stack.pop()
        if opened.bars:
            self.current().append(self.finished(opened))

    def finished(self, opened: _Open) -> Block:
        """The closed block, with its own form read where it has one."""
        turns = tuple(self.forms.turn(*line) for line in opened.lines if line[1].strip()) if opened.name == "dialogue" else ()
        body: Body = tuple(opened.body)
        answers: tuple[Answer, ...] = ()
        if opened.name == "check":
            body, answers = self.forms.self_check(opened.place.line, opened.lines)
        fields = self.forms.fields(opened.lines) if opened.name == "form" else ()
        bare = opened.name in {"scenario", "diagram", "show"}
        if bare and any(line.strip() for _, line in opened.lines):
            self.error(
                "blok-indhold", opened.place.line, f"blokken »{opened.name}« kan ikke rumme tekst", "Skriv teksten før eller efter blokken."
            )
        if not (body or bare or any(line.strip() for _, line in opened.lines)):
            self.error("blok-tom", opened.place.line, f"blokken »{opened.name}« er tom", "Skriv noget i den, eller slet den.")
        return Block(opened.name, opened.argument, opened.place, body, tuple(t for t in turns if t), answers, fields)

    # ── headings ─────────────────────────────────────────────────────────────────────────────

    def take_heading(self, number: int, line: str) -> None:
        if _HEADING.match(line):
            self.add_prose(number, line)
            return
        self.flush()
        if not line.startswith("##") or line.startswith("#####"):
            self.error(
                "overskrift-form",
                number,
                "overskriften kan ikke læses",
                "Lad den begynde helt til venstre med »## « eller »### «; titlen står øverst i filen.",
            )
        elif self.stack and self.closes_later(number):
            self.error(
                "afsnit-i-blok",
                number,
                f"et nyt afsnit kan ikke begynde i blokken »{self.stack[-1].name}« fra linje {self.stack[-1].place.line}",
                "Luk blokken med »///« først, eller brug »### «.",
            )
        elif not (hit := _SECTION.match(line)) or (hit["after"] and not self.words.local):
            self.error("afsnit-uden-id", number, "overskriften mangler et id", "Skriv det sidst på linjen: »## Overskrift {#mit-id}«.")
        else:
            self.open_section(number, hit)

    def closes_later(self, number: int) -> bool:
        """Whether the open blocks are closed further on in the section; else one was never closed.

        Counted from the line after `number`, whose own mark or heading the caller deals with.
        """
        depth = len(self.stack) + (1 if _ANY_MARK.match(self.lines[number - 1]) else 0)
        for line in self.lines[number:]:
            hit = _MARK.match(line)
            depth += (1 if hit["name"] else -1) if hit else 0
            if not depth or _SECTION.match(line):
                break
        return depth == 0

    def open_section(self, number: int, hit: re.Match[str]) -> None:
        self.close_open_blocks()
        self.close_section(number - 1)
        for section in self.sections:
            if section.id == hit["id"]:
                self.error(
                    "afsnit-dublet",
                    number,
                    f"afsnittet »{hit['id']}« står også i linje {section.line}",
                    "Giv det ene afsnit et andet id.",
                    hit.start("id") + 1,
                )
        if any(sign in hit["title"] for sign in "<>{}[]`"):
            self.error(
                "overskrift-form",
                number,
                "overskriften har andet end ord i sig",
                "Skriv overskriften uden links, koder og parenteser som [] og {}.",
            )
        self.heading, self.heading_line, self.body = hit, number, []

    def close_section(self, last_line: int) -> None:
        self.flush()
        if self.heading is None:
            return
        raw = "\n".join(self.lines[self.heading_line - 1 : last_line])
        hit = self.heading
        self.sections.append(Section(hit["id"], hit["title"], tuple(self.body), self.heading_line, raw, hit["after"]))

    # ── text ─────────────────────────────────────────────────────────────────────────────────

    def current(self) -> list[Prose | Block]:
        return self.stack[-1].body if self.stack else self.body

    def add_prose(self, number: int, line: str) -> None:
        if not self.prose:
            self.prose_line = number
        self.prose.append(line)

    def flush(self) -> None:
        """What has been gathered becomes prose of the innermost open block."""
        if any(line.strip() for line in self.prose):
            source = "\n".join(self.prose)
            self.current().append(scan_prose(source, self.prose_line, self.text, self.words.names, self.problems))
        self.prose = []

    def finish(self, last_line: int) -> None:
        if self.fence:
            self.prose = []
            self.error(
                "kode-form", self.prose_line, "kodeblokken bliver aldrig lukket", f"Sæt en linje med »{self.fence}« der, hvor den slutter."
            )
        self.close_open_blocks()
        self.close_section(last_line)

    def close_open_blocks(self) -> None:
        self.flush()
        for opened in (block for block in self.stack if block.bars):
            self.error(
                "blok-ikke-lukket",
                opened.place.line,
                f"blokken »{opened.name}« bliver aldrig lukket",
                "Sæt en linje med »///« der, hvor blokken slutter.",
            )
        self.stack.clear()
