"""Expressions in text, `{{ promises.callback }}`: an allow-list over Jinja's syntax tree.

A sandbox alone is not enough (`{{ 'a' * 10**9 }}` takes a gigabyte in one), so only names,
attributes, constants and calls to named macros pass: https://jinja.palletsprojects.com/sandbox/
"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache

from jinja2 import Environment, TemplateSyntaxError, nodes

from coursesite.problems import Problems, did_you_mean, listed, one_of, shorten
from coursesite.source.files import Text

EXPRESSION = re.compile(r"\{\{((?:(?!\{\{).)*?)\}\}")
LONGEST = 120  # the longest name of a variable is some 40 signs; deep nesting can't hide in so little
AS_CODE = "Her bliver intet fyldt ind (»literal: true«); skriv det som kode med ` på hver side."
_PARSER = Environment(autoescape=False)  # noqa: S701 - parses only; nothing is rendered with it


@dataclass(frozen=True, slots=True)
class Names:
    """What an expression may use: dotted variables, and macros with the ids each accepts.

    In a `literal` text nothing is filled in, so its code may show the signs that would be.
    """

    variables: frozenset[str]
    macros: Mapping[str, Collection[str]]
    literal: bool = False


def check_expression(inner: str, text: Text, offset: int, names: Names, problems: Problems) -> None:
    """Note what is wrong with the expression whose text, without braces, begins at `offset`."""

    def refuse(code: str, message: str, remedy: str) -> None:
        problems.error(code, text.place_of(offset), message, remedy)

    if len(inner) > LONGEST or inner[:1] in {"-", "+"} or inner[-1:] in {"-", "+"}:
        refuse("udtryk-form", f"udtrykket »{shorten(inner)}« kan ikke læses", "Skriv fx »{{ promises.callback }}« uden andet.")
        return
    try:
        body = parse(inner)
    except TemplateSyntaxError:
        refuse("udtryk-form", f"udtrykket »{shorten(inner)}« kan ikke læses", "Skriv fx »{{ promises.callback }}«.")
        return
    output = body[0].nodes if len(body) == 1 and isinstance(body[0], nodes.Output) else []
    if len(output) != 1:
        refuse("udtryk-form", "udtrykket er tomt", "Skriv fx »{{ promises.callback }}«, eller slet klammerne.")
        return
    check_node(output[0], names, refuse)


@lru_cache(maxsize=256)
def parse(inner: str) -> list[nodes.Node]:
    """The syntax tree of an expression; the same few stand in many texts. Raises TemplateSyntaxError."""
    return _PARSER.parse("{{" + inner + "}}").body


def check_node(node: nodes.Node, names: Names, refuse: Callable[[str, str, str], None]) -> None:
    """Pass a declared variable or a call to a known macro; refuse all else.

    A constant alone would be text that no check of the sources has seen.
    """
    if isinstance(node, nodes.TemplateData):
        return
    if isinstance(node, nodes.Call):
        check_call(node, names, refuse)
    elif (name := dotted(node)) is None or any(part.startswith("_") for part in name.split(".")):
        refuse(
            "udtryk-forbudt",
            "udtrykket gør mere end at hente en værdi",
            'Brug kun en variabel, »{{ promises.callback }}«, eller en makro, »{{ box("…") }}«.',
        )
    elif name not in names.variables:
        refuse(
            "udtryk-ukendt",
            f"ukendt variabel »{shorten(name)}«{did_you_mean(name, names.variables)}",
            AS_CODE if names.literal else one_of(sorted(names.variables), 8),
        )


def check_call(node: nodes.Call, names: Names, refuse: Callable[[str, str, str], None]) -> None:
    """A macro takes one id, which the course must have."""
    name = dotted(node.node)
    if name not in names.macros:
        refuse(
            "makro-ukendt",
            f"ukendt makro »{name or '?'}«{did_you_mean(name or '', names.macros)}",
            AS_CODE if names.literal else one_of(names.macros),
        )
        return
    known = names.macros[name or ""]
    words = [arg.value for arg in node.args if isinstance(arg, nodes.Const) and isinstance(arg.value, str)]
    if node.kwargs or node.dyn_args or node.dyn_kwargs or len(node.args) != 1 or len(words) != 1:
        refuse("makro-brug", f"makroen »{name}« er brugt forkert", f'Skriv »{{{{ {name}("…") }}}}« med et id imellem anførselstegnene.')
    elif words[0] not in known:
        refuse(
            "makro-ukendt-id",
            f"makroen »{name}« kender ikke »{words[0]}«{did_you_mean(words[0], known)}",
            f"Den kender {listed(sorted(known), 8) or 'ingen endnu'}.",
        )


def dotted(node: nodes.Node) -> str | None:
    """`a.b.c` for a name with attributes, None for anything else."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr) and (left := dotted(node.node)) is not None:
        return f"{left}.{node.attr}"
    return None
