"""What a text may name: areas, functions, speakers, roles, variables."""

from dataclasses import dataclass

from coursesite.source.expressions import Names


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What a text may name in its blocks and expressions."""

    areas: frozenset[str]
    functions: frozenset[str]
    speakers: frozenset[str]
    roles: frozenset[str]
    names: Names
    shows: frozenset[str] = frozenset()  # lists that only the shell's pages may show
    local: bool = False  # a patch may say where a new section stands
