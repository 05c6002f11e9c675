"""References: each leads to a page of this edition, or is healed. No link is ever dead."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from coursesite.model import Answer, Block, Body, Content, Course, Edition, Link, Module, Prose, Turn
from coursesite.plan.model import Healed

_LOOKUPS = {"law": "love.md", "term": "ordliste.md", "source": "kilder.md"}


@dataclass(slots=True)
class Resolver:
    """Resolves the links of an edition and remembers what they used and what was healed."""

    course: Course
    every: Mapping[str, Module]  # all the municipality's modules, for titles
    present: Mapping[str, Module]  # the trimmed modules of this edition
    edition: Edition
    used: dict[str, dict[str, None]] = field(default_factory=dict)
    healed: list[Healed] = field(default_factory=list)

    def content(self, content: Content) -> Content:
        """A text with its links resolved."""
        sections = (replace(section, body=self.body(section.body)) for section in content.sections)
        return Content(self.body(content.intro), tuple(sections))

    def body(self, body: Body) -> Body:
        """Items with their links resolved."""
        return tuple(self.prose(item) if isinstance(item, Prose) else self.block(item) for item in body)

    def block(self, block: Block) -> Block:
        """A block with its links resolved."""
        turns = tuple(Turn(turn.speaker, self.prose(turn.said)) for turn in block.turns)
        answers = tuple(Answer(a.right, self.prose(a.text), self.prose(a.feedback)) for a in block.answers)
        fields = tuple(replace(one, label=self.prose(one.label)) for one in block.fields)
        return replace(block, body=self.body(block.body), turns=turns, answers=answers, fields=fields)

    def prose(self, prose: Prose) -> Prose:
        """Running text with its links resolved."""
        return Prose(tuple(self.link(s) if isinstance(s, Link) else s for s in prose.spans), prose.line)

    def link(self, link: Link) -> Link:
        """A link with its address in this edition, or None, and the target's title."""
        kinds: Mapping[str, Callable[[Link], Link]] = {
            "module": self.module,
            "page": self.page,
            "law": self.entry,
            "term": self.entry,
            "source": self.entry,
            "asset": self.asset,
        }
        return kinds.get(link.scheme, self.outside)(link)

    def module(self, link: Link) -> Link:
        """A link to a module: to its page, without a section that isn't there."""
        former = next((m.id for m in self.every.values() if link.target in m.formerly), None) if link.target not in self.every else None
        if former is not None:
            return self.module(replace(link, target=former))
        title = self.every[link.target].title
        module = self.present.get(link.target)
        if module is None:
            self.healed.append(Healed(link.place, link.target, "modulet er ikke med"))
            return replace(link, title=title, resolved=None)
        if link.fragment and link.fragment not in {section.id for section in module.content.sections}:
            self.healed.append(Healed(link.place, f"{link.target}#{link.fragment}", "afsnittet er ikke med; linket går til modulet"))
            return replace(link, title=title, resolved=module_uri(link.target))
        return replace(link, title=title, resolved=module_uri(link.target) + anchor(link.fragment))

    def page(self, link: Link) -> Link:
        """A link to a page of the shell."""
        page = next(page for page in self.course.shell if page.id == link.target)
        if self.edition in page.editions:
            return replace(link, title=page.title, resolved=page.uri)
        self.healed.append(Healed(link.place, link.target, "siden er ikke med"))
        return replace(link, title=page.title, resolved=None)

    def entry(self, link: Link) -> Link:
        """A link to a law, a term or a source, which then has its place in the edition."""
        self.note(link)
        return replace(link, title=self.entry_title(link), resolved=_LOOKUPS[link.scheme] + anchor(link.target))

    def entry_title(self, link: Link) -> str:
        """What a law, a term or a source is called in a sentence."""
        if link.scheme == "law":
            return self.course.laws[link.target].name
        return self.course.terms[link.target].term if link.scheme == "term" else self.course.sources[link.target].name

    def asset(self, link: Link) -> Link:
        """A picture or a file, which then is copied to the edition."""
        self.note(link)
        return replace(link, title=link.target, resolved=asset_uri(link.target))

    def outside(self, link: Link) -> Link:
        """An address on the web, a mail address, a telephone number."""
        return replace(link, title=link.target.lstrip("/"), resolved=f"{link.scheme}:{link.target}{anchor(link.fragment)}")

    def note(self, link: Link) -> None:
        """Remember that the edition needs the target."""
        self.used.setdefault(link.scheme, {})[link.target] = None


def module_uri(id: str) -> str:
    """A module's page."""
    return f"modul/{id}.md"


def asset_uri(name: str) -> str:
    """Where a file of the course lies in the site."""
    return f"assets/kursus/{name}"


def anchor(fragment: str) -> str:
    """`#trin`, or nothing."""
    return f"#{fragment}" if fragment else ""
