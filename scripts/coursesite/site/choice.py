"""Which municipality and which edition a build is for, from the environment as plain text."""

from collections.abc import Mapping
from dataclasses import dataclass

from coursesite.model import AUDIENCES, Edition
from coursesite.problems import nearest

# What the editions are called in Danish, which is what most people try first.
DANISH: Mapping[str, Edition] = {
    "deltager": "participant", "deltagere": "participant", "underviser": "trainer", "undervisere": "trainer", "leder": "leader", "ledere": "leader",
}  # fmt: skip
EDITIONS = "participant (deltagere), trainer (undervisere) eller leader (ledere)"


class WrongChoice(Exception):
    """The environment asks for what there isn't; the message says what there is, in Danish."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One municipality's site for one audience."""

    municipality: str
    edition: Edition


def choose(environment: Mapping[str, str], municipality: str, edition: str) -> Choice:
    """The environment's MUNICIPALITY and EDITION, or the given defaults where they aren't set.

    Raises WrongChoice where one is set but empty, or the edition is unknown.
    """
    slug = environment.get("MUNICIPALITY", municipality)
    wanted = environment.get("EDITION", edition)
    if not slug.strip():
        raise WrongChoice("MUNICIPALITY er tom. Skriv kommunens navn i adresseform, fx MUNICIPALITY=aalborg.")
    return Choice(slug.strip(), check_edition(wanted.strip()))


def check_edition(wanted: str) -> Edition:
    """The edition of that name. Raises WrongChoice."""
    if not wanted:
        raise WrongChoice(f"EDITION er tom. Vælg {EDITIONS}.")
    if wanted not in AUDIENCES:
        near = nearest(wanted, [*AUDIENCES, *DANISH])
        meant = f" Mente du »{DANISH.get(near, near)}«?" if near else ""
        raise WrongChoice(f"ukendt udgave »{wanted}«.{meant} Vælg {EDITIONS}.")
    return wanted


def check_editions(wanted: str) -> tuple[Edition, ...]:
    """The editions of a list with commas, or all. Raises WrongChoice."""
    if wanted in {"alle", "all"}:
        return AUDIENCES
    return tuple(dict.fromkeys(check_edition(name.strip()) for name in wanted.split(",")))
