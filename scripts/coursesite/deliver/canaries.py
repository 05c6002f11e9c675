"""What the course and its municipalities say, as runs of words by which each text is known wherever it turns up.

Every text of the sources becomes runs of a few words that follow each other, cut where its page could
have a tag, a link or a value filled in. Mail addresses, telephone numbers and web addresses of a
municipality, its name and its editions' keys are runs too. Which of them an edition may have is
asked of its own plan: what the plan holds may be shown, and nothing else.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from coursesite.deliver.files import digest_of
from coursesite.model import AUDIENCES, Content, Course, Link, Module, Profile, Prose
from coursesite.plan.model import Plan

RUN = 6  # words: fewer follow each other in any two texts
MOST_SEEN = 100_000  # texts of finished sites kept in memory
Run = tuple[str, ...]

_WORDS = re.compile(r"[^\W_]+")
_CUTS = re.compile(r"\{\{.*?\}\}|\{[^}]*\}|^\s*(?:>\s*)*(?:[-*+]|\d+[.)])\s|[*_`\[\]{}|\"<>\\#\n]|  ", re.MULTILINE)
_WAYS = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+|https?://\S+|\+?\d(?: ?\d){7,14}")
_FENCE = re.compile(r"\s*(```|~~~)")
_NO_TEXT = {"raw", "file", "place", "written", "shapes", "view"}


@dataclass(slots=True)
class Canaries:
    """Every run by its rarest two words, with where in the run they stand; what each text holds; and each file by its digest.

    `origins` has, for each run's number, the file of the sources that it stands in; `seen` what was
    found in texts of finished sites. Everything is plain data, made once and handed to other processes.
    """

    runs: dict[Run, int] = field(default_factory=dict)
    origins: list[str] = field(default_factory=list)
    by_pair: dict[Run, list[tuple[int, Run, int]]] = field(default_factory=dict)
    held: dict[str, frozenset[int]] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    seen: dict[str, frozenset[int]] = field(default_factory=dict)

    def found_in_pieces(self, pieces: Iterable[str], plain: Callable[[str], str]) -> set[int]:
        """The runs that some texts hold, each as `plain` makes of it; what other editions have had too isn't read again."""
        if len(self.seen) > MOST_SEEN:
            self.seen.clear()
        pieces = set(pieces)
        for piece in pieces - self.seen.keys():
            self.seen[piece] = frozenset(self.found_in(words_of(plain(piece))))
        return set().union(*map(self.seen.__getitem__, pieces))

    def found_in(self, words: Run) -> set[int]:
        """The numbers of the runs that some words hold."""
        found: set[int] = set()
        for place, pair in [at for at in enumerate(pairwise(words)) if at[1] in self.by_pair]:
            for before, run, number in self.by_pair[pair]:
                if number not in found and words[max(place - before, 0) : place - before + len(run)] == run:
                    found.add(number)
        return found

    def allowed(self, plan: Plan) -> set[int]:
        """The runs that a plan's edition may show."""
        allowed: set[int] = set()
        for text in texts_of_plan(plan):
            allowed |= self.held[text] if text in self.held else self.found_in(words_of(text))
        return allowed


def make_canaries(course: Course, profiles: Iterable[Profile]) -> Canaries:
    """What there is to tell texts by: of a course, and of all municipalities whose texts could get into the wrong site."""
    made = Canaries()
    texts: dict[str, Run] = {}
    for origin, text, runs in (*of_course(course), *(part for profile in profiles for part in of_profile(profile, made))):
        texts.setdefault(text, words_of(text))
        for run in runs:
            if len(run) > 1 and made.runs.setdefault(run, len(made.runs)) == len(made.origins):
                made.origins.append(origin)
    for path in course.assets.values():
        add_file(path, "modules/assets", made)
    index(made, texts.values())
    made.held = {text: frozenset(made.found_in(words)) for text, words in texts.items()}
    return made


def index(made: Canaries, texts: Iterable[Run]) -> None:
    """Put each run under the two words in it that fewest texts have next to each other."""
    counts = Counter(pair for words in texts for pair in pairwise(words))
    for run, number in made.runs.items():
        before, rarest = min(enumerate(pairwise(run)), key=lambda at: counts[at[1]])
        made.by_pair.setdefault(rarest, []).append((before, run, number))


# ── what the sources say ─────────────────────────────────────────────────────────────────────

Part = tuple[str, str, Sequence[Run]]  # where it stands, the text, and the runs that it is known by


def of_course(course: Course) -> Iterator[Part]:
    """Everything that the course says to anybody."""
    for module in course.modules.values():
        yield from parts(module.file, module)
    for page in course.shell:
        yield from parts(page.file, page)
    for one in fields(Course):
        if one.name not in {"modules", "shell", "assets"}:
            yield from parts(f"modules/ ({one.name})", getattr(course, one.name))


def of_profile(profile: Profile, made: Canaries) -> Iterator[Part]:
    """Everything that a municipality says, and by what one knows its sites; notes its files."""
    folder = f"municipalities/{profile.municipality.slug}"
    own = replace(profile, local=(), experiences=())
    for origin, text, runs in parts(f"{folder}/profile.yml", own):
        yield origin, text, (*runs, *(words_of(way) for way in _WAYS.findall(text)))
    for text in names_of(profile):
        yield f"{folder}/profile.yml", text, (words_of(text),)
    for local in profile.local:
        yield from parts(local.file, local)
    for told in profile.experiences:
        yield from parts(f"{folder}/experiences/{told.id}.yml", told)
    for path in (*profile.assets.values(), *filter(None, [profile.brand.logo])):
        add_file(path, folder, made)


def names_of(profile: Profile, editions: Iterable[str] = AUDIENCES) -> Iterator[str]:
    """What a municipality's pages and calendars have of it that no other's do: its name, its site's key, its dates' ids."""
    slug = profile.municipality.slug
    if len(words_of(profile.municipality.name)) > 1:
        yield profile.municipality.name
    yield from (f"{slug}-{edition}" for edition in editions)
    yield from (f"{slug}.{cohort.id}" for cohort in profile.cohorts)


def add_file(path: Path, origin: str, made: Canaries) -> None:
    """Note what a file is, and whose."""
    made.sources.setdefault(digest_of(path), f"{origin}/{path.name}")


def parts(origin: str, thing: object) -> Iterator[Part]:
    """The texts in anything, each with its runs."""
    for text in texts_in(thing):
        yield origin, text, runs_of(text)


def texts_in(thing: Any) -> list[str]:
    """Every text in a value of the model, whatever fields it has; of running text also the titles of its links, on their own.

    A list of texts is one, since a page shows its items next to each other.
    """
    found: list[str] = []
    gather(thing, found)
    return found


def gather(thing: Any, found: list[str]) -> None:
    """Add the texts in a value; a list that grows is faster than generators in one another."""
    if isinstance(thing, str):
        found.append(thing)
    elif isinstance(thing, Prose):
        found.append("".join(span if isinstance(span, str) else f"|{span.text}|" for span in thing.spans))
        found += [span.title or span.target for span in thing.spans if isinstance(span, Link)]
    elif isinstance(thing, tuple | list):
        if len(thing) > 1 and isinstance(thing[0], str):
            found.append("\n".join(item for item in thing if isinstance(item, str)))
        for value in thing:
            gather(value, found)
    elif isinstance(thing, Mapping):
        gather(tuple(thing.values()), found)
    else:
        for name in fields_of(thing.__class__):
            gather(getattr(thing, name), found)


@cache
def fields_of(kind: type) -> tuple[str, ...]:
    """The fields of a type that can hold text; none of what is no type of the model."""
    return tuple(one.name for one in fields(kind) if one.name not in _NO_TEXT) if is_dataclass(kind) else ()


def runs_of(text: str) -> list[Run]:
    """The runs that a text is known by: each piece of it from its start to its end, a piece that is too short by none."""
    found: list[Run] = []
    if _FENCE.match(text):  # shows how something is written or answered, in words of other texts
        return found
    for piece in _CUTS.split(text):
        words = words_of(piece)
        starts = range(0, len(words) - RUN + 1, RUN)
        found += [words[start : start + RUN] for start in {*starts, *([len(words) - RUN] if starts else [])}]
    return found


def words_of(text: str) -> Run:
    """The words of a text, in small letters."""
    return tuple(_WORDS.findall(text.lower()))


# ── what a plan holds ────────────────────────────────────────────────────────────────────────


def texts_of_plan(plan: Plan) -> Iterator[str]:
    """Every text that an edition may show, whether it does or not."""
    course, profile = plan.course, plan.profile
    leads = plan.edition == "leader"
    yield from texts_in(replace(profile, local=(), omit=(), experiences=() if leads else profile.experiences))
    yield from names_of(profile, [plan.edition])
    bodies = [*(module.content for module in (*plan.modules.values(), *plan.staff_modules)), *(content for _, content in plan.shell)]
    yield from texts_in([
        plan.modules, [shown_to_leaders(module) for module in plan.staff_modules], [(page.title, content) for page, content in plan.shell],
        plan.laws, plan.sources, plan.terms, plan.phases,
        [course.themes[id] for id in plan.themes], [course.themes[id].title for id in profile.themes],
        [course.areas[id] for id in profile.areas], [course.functions[id] for id in profile.functions],
        [course.options[id] for id in profile.options], replace(course.programmes[profile.programme], phases=()),
        course.title, course.subtitle, course.goals, course.boxes, course.roles, course.evidence,
    ])  # fmt: skip
    yield from texts_in(list(blocks_elsewhere(course, bodies)))


def shown_to_leaders(module: Module) -> tuple[str, tuple[str, ...], Content]:
    """What leaders see of what their staff learn: what of its text is left is written to them."""
    return module.title, module.objectives, module.content


def blocks_elsewhere(course: Course, bodies: Iterable[Content]) -> Iterator[object]:
    """The scenarios and drawings that some texts show, which have files of their own."""
    for content in bodies:
        for block in content.blocks():
            if block.name in {"scenario", "diagram"}:
                yield {"scenario": course.scenarios, "diagram": course.diagrams}[block.name][block.argument]


def allowed_files(plan: Plan) -> set[str]:
    """The digests of the files that a plan's edition may have, wherever the course lies on this machine."""
    assets = {**plan.course.assets, **plan.profile.assets}
    return {digest_of(path) for path in (*(assets[name] for name in plan.assets), *filter(None, [plan.profile.brand.logo]))}
