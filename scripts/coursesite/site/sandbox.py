"""The Jinja environment that fills in the text: the allow-list once more, inside a sandbox.

The macros plugin's own environment can run a shell command from a page; this one takes its place.
Sources have passed the same allow-list before, so what stops here is a mistake of the engine's.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from jinja2 import StrictUndefined, Template, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coursesite.pages.model import Page, Site
from coursesite.source.expressions import Names, check_node

BREAK = "\n\n"  # between paragraphs
COMMENT = ("{##", "##}")  # as in mkdocs.yml
KEPT = 1000  # paragraphs; a course of fifty modules has some hundred with something to fill in
_COMPILED: dict[tuple[Any, ...], Any] = {}


class Sandbox(ImmutableSandboxedEnvironment):
    """Renders text, declared variables and named macros, and refuses everything else."""

    def __init__(self, variables: Mapping[str, Any], macros: Mapping[str, Callable[[str], str]], comment: tuple[str, str]) -> None:
        """`comment` is the pair of marks that the configuration gives comments."""
        super().__init__(
            undefined=StrictUndefined, keep_trailing_newline=True, comment_start_string=comment[0], comment_end_string=comment[1]
        )
        self.globals = dict(macros)
        self.names = Names(frozenset(dotted_names(variables)), {name: _Any() for name in macros})
        self.known = (self.names.variables, frozenset(macros), comment)

    def from_string(self, source: Any, globals: Any = None, template_class: Any = None) -> Any:
        """A text, paragraph by paragraph: municipalities share most of those, and an expression is never in two of them."""
        marks = (self.variable_start_string, self.block_start_string, self.comment_start_string)
        read = partial(super().from_string, globals=globals, template_class=template_class)
        return Paragraphs([read(part) if any(mark in part for mark in marks) else part for part in source.split(BREAK)])

    def compile(self, source: Any, name: Any = None, filename: Any = None, raw: Any = False, defer_init: Any = False) -> Any:
        """A paragraph that many municipalities share is checked and compiled once in a process."""
        key = (source, self.known)
        if key not in _COMPILED:
            if len(_COMPILED) >= KEPT:
                _COMPILED.clear()
            _COMPILED[key] = super().compile(source, name, filename, raw, defer_init)
        return _COMPILED[key]

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The syntax tree, if all of it is allowed."""
        tree = super()._parse(source, name, filename)
        for part in tree.body:
            if not isinstance(part, nodes.Output):
                raise SecurityError(f"{type(part).__name__} is not allowed in a text")
            for node in part.nodes:
                check_node(node, self.names, refuse)
        return tree


@dataclass(frozen=True, slots=True)
class Paragraphs:
    """A text in pieces: those with something to fill in as templates, the others as they are."""

    pieces: Sequence[Template | str]

    def render(self, **variables: Any) -> str:
        """The text, filled in."""
        return BREAK.join(part if isinstance(part, str) else part.render(**variables) for part in self.pieces)


def fill(site: Site, comment: tuple[str, str] = COMMENT) -> Iterator[tuple[Page, str]]:
    """Each page with its text as it is once everything is filled in."""
    sandbox = Sandbox(site.variables, site.macros, comment)
    for page in site.pages:
        plain = page.literal or "{{" not in page.markdown
        yield page, page.markdown if plain else sandbox.from_string(page.markdown).render(**site.variables)


class _Any(frozenset[str]):
    """Any id: the sources' check has seen to the ids."""

    def __contains__(self, _: object) -> bool:
        return True


def refuse(code: str, message: str, remedy: str) -> None:
    """Stop rendering."""
    raise SecurityError(f"{message} [{code}]")


def dotted_names(variables: Mapping[str, Any], before: str = "") -> list[str]:
    """`words.caseworker.definite` and so on."""
    return [
        name
        for key, value in variables.items()
        for name in (dotted_names(value, f"{before}{key}.") if isinstance(value, Mapping) else [before + key])
    ]
