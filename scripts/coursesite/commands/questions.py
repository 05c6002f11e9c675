"""The questions that `coursesite new` asks, one at a time, in Danish."""

from collections.abc import Callable, Mapping

from coursesite.model import Course, Named, Programme
from coursesite.problems import did_you_mean, listed

Ask = Callable[[str], str]


class NotAnswered(Exception):
    """An answer given as an option can't be used; says why."""


def ask_many(heading: str, named: Mapping[str, Named], given: str | None, ask: Ask | None) -> tuple[str, ...]:
    """Some ids of those there are, or none of them for all; `given` are ids with commas between.

    Raises NotAnswered for an id that there isn't.
    """
    if given is not None:
        return tuple(dict.fromkeys(known(part.strip(), named) for part in given.split(",") if part.strip()))
    if ask is None:
        return ()
    ids = list(named)
    lines = [heading, *(f"  {number:2}  {named[id].title}" for number, id in enumerate(ids, 1))]
    prompt = "\n".join([*lines, "Skriv numre med komma imellem, eller tryk Enter for dem alle: "])
    while True:
        numbers = [part.strip() for part in ask(prompt).split(",") if part.strip()]
        if all(part.isdigit() and 1 <= int(part) <= len(ids) for part in numbers):
            return tuple(ids[int(part) - 1] for part in dict.fromkeys(numbers))
        prompt = f"Skriv kun numre fra 1 til {len(ids)}, fx 1, 3: "


def ask_programme(course: Course, given: str | None, ask: Ask | None) -> str:
    """One of the course's programmes; the first where nothing is said."""
    programmes: Mapping[str, Programme] = course.programmes
    ids = list(programmes)
    if given is not None:
        return known(given, programmes)
    if ask is None:
        return ids[0]
    lines = ["Hvordan skal forløbet holdes?", *(f"  {number:2}  {programmes[id].title}" for number, id in enumerate(ids, 1))]
    prompt = "\n".join([*lines, "Skriv et nummer, eller tryk Enter for det første: "])
    while True:
        answer = ask(prompt).strip() or "1"
        if answer.isdigit() and 1 <= int(answer) <= len(ids):
            return ids[int(answer) - 1]
        prompt = f"Skriv et nummer fra 1 til {len(ids)}: "


def ask_line(question: str, given: str | None, ask: Ask | None) -> str:
    """A few words, or none."""
    return given if given is not None else ask(f"{question} (Enter for at springe over): ").strip() if ask else ""


def known(id: str, named: Mapping[str, object]) -> str:
    """An id that there is.

    Raises NotAnswered.
    """
    if id not in named:
        raise NotAnswered(f"»{id}« findes ikke{did_you_mean(id, named) or f'. Vælg mellem {listed(named)}.'}")
    return id
