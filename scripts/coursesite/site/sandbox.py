"""The Jinja environment that fills in the text: the allow-list once more, inside a sandbox.

The macros plugin's own environment can run a shell command from a page; this one takes its place.
Sources have passed the same allow-list before, so what stops here is a mistake of the engine's.
"""

from collections.abc import Callable, Mapping
from typing import Any

from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import SecurityError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from coursesite.source.expressions import Names, check_node


class Sandbox(ImmutableSandboxedEnvironment):
    """Renders text, declared variables and named macros, and refuses everything else."""

    def __init__(self, variables: Mapping[str, Any], macros: Mapping[str, Callable[[str], str]], comment: tuple[str, str]) -> None:
        """`comment` is the pair of marks that the configuration gives comments."""
        super().__init__(
            undefined=StrictUndefined, keep_trailing_newline=True, comment_start_string=comment[0], comment_end_string=comment[1]
        )
        self.globals = dict(macros)
        self.names = Names(frozenset(dotted_names(variables)), {name: _Any() for name in macros})

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """The syntax tree, if all of it is allowed."""
        tree = super()._parse(source, name, filename)
        for part in tree.body:
            if not isinstance(part, nodes.Output):
                raise SecurityError(f"{type(part).__name__} is not allowed in a text")
            for node in part.nodes:
                check_node(node, self.names, refuse)
        return tree


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
