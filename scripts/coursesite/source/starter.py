"""A municipality's first profile, with comments that say what more can be chosen."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from coursesite.problems import Problems, did_you_mean
from coursesite.source.registry import SLUG, folders, list_slugs, read_registry


class CannotStart(Exception):
    """No folder can be made for that municipality; says why in Danish."""


@dataclass(frozen=True, slots=True)
class Answers:
    """What was chosen; an empty list stands for everything, an empty text for nothing."""

    areas: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    programme: str = "standard"
    contact: str = ""
    email: str = ""
    phone: str = ""
    name: str = ""


def check_slug(root: Path, slug: str, name: str) -> None:
    """A folder can be made: the municipality is in the registry, or has a name of its own, and has none yet.

    Raises CannotStart.
    """
    slugs = list_slugs(root, read_registry(root, Problems()))
    if slug in folders(root):
        raise CannotStart(f"municipalities/{slug}/ findes allerede. Ret profile.yml i mappen i stedet.")
    if slug not in slugs and name and not SLUG.fullmatch(slug):
        raise CannotStart(f"»{slug}« kan ikke være navnet på en mappe. Skriv det med a-z, tal og bindestreger, fx »oere-vadby«.")
    if slug not in slugs and not name:
        raise CannotStart(
            f"ukendt kommune »{slug}«{did_you_mean(slug, slugs) or '.'} En opdigtet kommune skal have et navn: --name »… Kommune«."
        )
    if slug in slugs and name:
        raise CannotStart(f"{slug} står i registret og har sit navn derfra. Slet --name.")


def write_starter(root: Path, slug: str, answers: Answers) -> Path:
    """The profile of a municipality that has none; the folder is made.

    Raises CannotStart.
    """
    check_slug(root, slug, answers.name)
    path = root / "municipalities" / slug / "profile.yml"
    path.parent.mkdir(parents=True)
    path.write_text(profile_text(slug, answers), encoding="utf-8", newline="\n")
    return path


_PROFILE = """\
# Kommunens egen udgave af kurset. Det, der står efter #, er forklaringer og forslag; slet # foran en linje for at bruge den.
# Se, hvad det giver: coursesite plan {slug}      Find fejl: coursesite check {slug}      Byg: coursesite build {slug}
municipality: {slug}
{status} # own: kommunens egen side, example: vist uden kommunen, fictional: opdigtet
{name}
# Hvem kurset er for. Uden linjerne får I alle områder, alle funktioner og alle temaer.
{areas}
{functions}
# themes: [...]                 # også den rækkefølge, de står i

# Det, I ikke vil have med, og hvorfor; begrundelsen er til jer selv.
# omit:
#   - {{module: et-moduls-id, reason: "Indgår i vores eget forløb"}}
# options: [...]                # tilvalg

# Jeres egne mål, ord og løfter. De kommer ind i teksterne, hvor de hører til.
# goals: ["Vi forsøger at ringe, før et afslag lander"]
# words:
#   caseworker: {{indefinite: rådgiver, definite: rådgiveren}}
# promises:
#   callback: inden for to hverdage
{contacts}

# brand: {{primary: "#14532d", logo: logo.svg}}   # logoet lægges ved siden af denne fil

programme:
  use: {programme}

# Hold og datoer. Tider står i anførselstegn, som her.
# cohorts:
#   - id: hold-1
#     size: 20
#     days:
#       - {{date: 2027-02-03, start: "09:00", end: "15:30", place: "Rådhuset", phase: undervisningsdag-1,
#          breaks: [{{start: "12:00", minutes: 45, label: Frokost}}]}}
"""


def profile_text(slug: str, answers: Answers) -> str:
    """The profile as YAML; what wasn't chosen stands there as a comment to take up later."""
    return _PROFILE.format(
        slug=slug,
        status=f"status: {'fictional' if answers.name else 'own'}".ljust(31),
        name=f"name: {quoted(answers.name)}\n" if answers.name else "",
        areas=chosen("areas", answers.areas),
        functions=chosen("functions", answers.functions),
        contacts=contact_lines(answers),
        programme=answers.programme,
    )


def chosen(key: str, ids: Iterable[str]) -> str:
    """The line of a choice, or a place for one."""
    return f"{key}: [{', '.join(ids)}]" if ids else f"# {key}: [...]"


def contact_lines(answers: Answers) -> str:
    """Whom participants turn to, as far as it is known."""
    if not answers.contact:
        return '# contacts:\n#   course: {name: "kursusteamet", email: kursus@kommunen.example, phone: "00 00 00 00"}'
    given = [("name", answers.contact), ("email", answers.email), ("phone", answers.phone)]
    return f"contacts:\n  course: {{{', '.join(f'{key}: {quoted(value)}' for key, value in given if value)}}}"


def quoted(text: str) -> str:
    """The text as a YAML value in double quotes."""
    return json.dumps(text, ensure_ascii=False)
