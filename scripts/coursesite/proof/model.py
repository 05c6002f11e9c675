"""How the proofreader says what it found."""

from typing import Protocol

from coursesite.model import Module
from coursesite.problems import Place, Problems


class Note(Protocol):
    """Takes a code, a place, a message and a remedy."""

    def __call__(self, code: str, place: Place, message: str, remedy: str) -> None:
        """Note it."""


def note_of(module: Module, problems: Problems) -> Note:
    """An error in what the course gives to everyone; a warning in a draft and in a municipality's own."""
    return problems.error if module.status == "ready" and module.local is None else problems.warning
