"""Profiles that nobody thought of, over the real course: each gives problems or a site, and the site has no dead link and no stranger's text.

The course is copied once with a mark in every text and in every block that isn't for all. Who may
see a mark is worked out here from the rules alone, not by the engine. With COURSESITE_FULL set there
are 10,000 profiles, else as many as half a minute has room for.
"""

import itertools
import json
import os
import re
import shutil
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from coursesite.model import AUDIENCES, Course, Edition
from coursesite.pages.make import make_site
from coursesite.pages.model import NavItem, Site
from coursesite.pages.text import relative
from coursesite.plan.model import Plan
from coursesite.site.sandbox import Sandbox
from coursesite.site.story import tell_one
from coursesite.source.course import CourseReading, read_course
from coursesite.source.modules import digest

ROOT = Path(__file__).resolve().parent.parent
FULL = bool(os.environ.get("COURSESITE_FULL"))
SLUG, STRANGER = "proevestrup", "fremmedby"
COMMENT_MARKS = ("{##", "##}")  # as mkdocs.yml has them
_FENCED = re.compile(r"^(```|~~~).*?^\1", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\]\(([^)\s]+)\)|\b(?:href|src)=\"([^\"]+)\"")
_ID = re.compile(r"\{#([a-z0-9-]+)[ }]|\bid=\"([^\"]+)\"")
_MARKED = re.compile(r"MARKE\d{5}")


# ── a course with a mark in every text ───────────────────────────────────────────────────────


@dataclass(frozen=True)
class Mark:
    """A word that stands once in the sources: in which module and section, and in which blocks."""

    word: str
    module: str
    section: str
    blocks: tuple[tuple[str, tuple[str, ...]], ...]

    def is_in(self, *names: str) -> bool:
        """Whether it stands in a block of one of these names."""
        return any(name in names for name, _ in self.blocks)

    def meets(self, chosen: Mapping[str, Sequence[str]]) -> bool:
        """Whether each block for some areas or functions is for one that was chosen."""
        return all(set(ids) & set(chosen[name]) for name, ids in self.blocks if name in chosen)


@dataclass(frozen=True)
class Marked:
    """The copy, read once; the front matter of its modules as it is written, and its marks."""

    root: Path
    reading: CourseReading
    course: Course
    fronts: Mapping[str, dict[str, Any]]
    marks: tuple[Mark, ...]


def mark_module(text: str, module: str, words: Iterator[str]) -> Iterator[str | Mark]:
    """A module's lines with a mark in its first words, in each section's, and in each block that isn't for all."""
    section, blocks, in_code = "", list[tuple[str, tuple[str, ...]]](), False
    lines = text.split("\n")
    begins = lines.index("---", 1)
    for number, line in enumerate(lines):
        yield line
        if number <= begins:
            continue
        in_code ^= line.startswith(("```", "~~~"))
        heading = re.match(r"## .*\{#([a-z0-9-]+)\}", line)
        opened = re.match(r"/// (\w+)(?: \| (.*))?$", line)
        if in_code:
            continue
        if heading:
            section = heading[1]
        elif opened:
            blocks.append((opened[1], tuple(part.strip() for part in (opened[2] or "").split(","))))
        elif line == "///":
            blocks.pop()
        following = next((later for later in lines[number + 1 :] if later), "")
        of_some = opened and opened[1] in {"trainer", "leader", "area", "function", "role"}
        if of_some or (heading and not following.startswith("///")):  # a section of blocks alone can be left out whole
            word = next(words)
            yield from ("", word, "", Mark(word, module, section, tuple(blocks)))


NESTED = """
/// trainer
{0}
///

/// leader
{0}
///

/// area | {area}
{0}

/// leader
{0}
///

/// trainer
{0}
///

/// role | {role}
{0}
///

/// function | {function}
{0}
///
///

/// function | {function}
{0}
///
"""


def write_marked(root: Path, course: Course) -> tuple[dict[str, dict[str, Any]], list[Mark]]:
    """Mark every module of a copy; gives the modules' front matter, and the marks."""
    words = (f"MARKE{number:05}" for number in itertools.count())
    fronts, marks = {}, list[Mark]()
    for number, path in enumerate(sorted((root / "modules").rglob("*.md"))):
        turn = {"area": [*course.areas][number % len(course.areas)], "function": [*course.functions][number % len(course.functions)]}
        text = path.read_text("utf-8").rstrip("\n") + "\n" + NESTED.format("Tekst.", role=next(iter(course.roles)), **turn)
        made = list(mark_module(text, path.stem, words))
        marks += [one for one in made if isinstance(one, Mark)]
        path.write_text("\n".join(one for one in made if isinstance(one, str)), "utf-8")
        fronts[path.stem] = yaml.safe_load(text.split("---\n")[1])
    return fronts, marks


@pytest.fixture(scope="module")
def marked(tmp_path_factory: pytest.TempPathFactory) -> Marked:
    """The copy, with another municipality beside the one that the profiles are for."""
    root = tmp_path_factory.mktemp("marked")
    for name in ("modules", "docs"):
        shutil.copytree(ROOT / name, root / name)
    (root / "municipalities").mkdir()
    shutil.copy(ROOT / "municipalities" / "registry.csv", root / "municipalities")
    shutil.copytree(ROOT / "municipalities" / "eksempel", root / "municipalities" / STRANGER)
    strange(root / "municipalities" / STRANGER)
    course = read_course(root).course
    assert course
    fronts, marks = write_marked(root, course)
    reading = read_course(root)
    assert reading.course, [str(problem) for problem in reading.problems]
    assert len(marks) > 500
    assert {name for mark in marks for name, _ in mark.blocks} == {"trainer", "leader", "area", "function", "role"}
    return Marked(root, reading, reading.course, fronts, tuple(marks))


def strange(folder: Path) -> None:
    """Put a word of its own into every text of a municipality."""
    profile = folder / "profile.yml"
    text = profile.read_text("utf-8").replace("municipality: eksempel", f"municipality: {STRANGER}")
    text = re.sub(
        r"\"(?=[A-ZÆØÅ])|(?<=name: )(?=\w)|(?<=definite: )(?=\w)|(?<=(?:back|eply): )(?=\w)", lambda hit: hit[0] + "FREMMED ", text
    )
    profile.write_text(text, "utf-8")
    for path in [*folder.glob("modules/*.md"), *folder.glob("experiences/*.yml")]:
        path.write_text(re.sub(r"^(#+ |title: \"?|learned: \")", r"\1FREMMED ", path.read_text("utf-8"), flags=re.MULTILINE), "utf-8")


# ── who may see a mark ───────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Asked:
    """What a municipality asks for: its profile, and its own modules as (file's name, front matter, text)."""

    profile: dict[str, Any]
    local: tuple[tuple[str, dict[str, Any], str], ...]
    experiences: tuple[dict[str, Any], ...]

    def chosen(self, key: str, every: Mapping[str, Any]) -> list[str]:
        """What was chosen of areas, functions or themes; all where nothing was."""
        return list(self.profile.get(key, every))


# Who reads a text that is for whom; the participants' modules of a theme speak to their leaders.
READERS = {"participant": {"participant"}, "trainer": set(AUDIENCES), "leader": {"leader"}, "of a theme": {"participant"}}


def is_for(front: Mapping[str, Any], asked: Asked, course: Course, readers: str) -> bool:
    """Whether some of the municipality's readers have a module, by its front matter."""
    areas, functions = asked.chosen("areas", course.areas), asked.chosen("functions", course.functions)
    return (
        front["status"] == "ready"
        and front["audience"] in READERS[readers]
        and (readers != "of a theme" or front["theme"] is not None)
        and (front["theme"] is None or front["theme"] in asked.chosen("themes", course.themes))
        and (front["areas"] == "all" or bool(set(front["areas"]) & set(areas)))
        and (front["functions"] == "all" or bool(set(front["functions"]) & set(functions)))
        and (front["option"] is None or front["option"] in asked.profile.get("options", []))
        and front["id"] not in [omission["module"] for omission in asked.profile.get("omit", [])]
    )


def may_show(mark: Mark, asked: Asked, course: Course, mine: Mapping[str, bool], edition: Edition) -> bool:
    """Whether an edition has a mark in a module that each readership has or hasn't. Leaders read theirs, and what the participants' say to them."""
    chosen = {"area": asked.chosen("areas", course.areas), "function": asked.chosen("functions", course.functions)}
    if not mark.meets(chosen) or is_rewritten(mark, asked):
        return False
    if edition == "trainer":
        return mine["trainer"]
    if mark.is_in("trainer", "role"):
        return False
    if edition == "participant":
        return mine["participant"] and not mark.is_in("leader")
    return mine["leader"] or (mine["of a theme"] and mark.is_in("leader"))


def is_note(mark: Mark) -> bool:
    """Whether it stands in a note for trainers or leaders, rather than on a card in their text."""
    names = [name for name, _ in mark.blocks]
    return any(name in {"trainer", "leader"} for name in names[names.index("role") if "role" in names else 0 :])


def is_rewritten(mark: Mark, asked: Asked) -> bool:
    """Whether the municipality has its own text where the mark stands."""
    for _, front, text in asked.local:
        if front.get("replaces") == mark.module:
            return True
        if front.get("patches") == mark.module and f"{{#{mark.section}}}" in text:
            return True
    return False


# ── what a municipality may ask for ──────────────────────────────────────────────────────────

LINES = [
    "inden for to hverdage", "A & B <b>fed</b>", "*stjerner* og `kode` | streg", "[x](y) {#z} $5", "Æblegrød, § 19, kl. 9.00", "# 1. linje",
    'sagde "hej"', "under_streg~~ ![a](b)", "/// trainer", "linje · med → tegn",
]  # fmt: skip
JUNK = [
    None, [], {}, "", "ukendt", "al", -1, 0, 10**6, True, 1.5, "{{ 7*7 }}", "{% if %}", "x" * 5000, "2027-02-30", "25:61", "../profile.yml", "010180-1234",
    ["a", "a"], {"a": {}}, [[]], "linje\nto", "\u200b", "javascript:alert(1)",
]  # fmt: skip
BODIES = [
    "Almindelig tekst.", "[](module:aktiv-lytning) og [trin](module:{module}#{section}).", 'Vi ringer {{{{ promises.callback }}}}.\n\n{{{{ box("{box}") }}}}',
    "/// area | {area}\nTekst.\n\n/// role | {role}\nKort.\n///\n///", "/// trainer\nNote.\n///", "/// function | {function}\nTekst.\n\n/// leader\nNote.\n///\n///",
    "/// role | {role}\nKort.\n///", "- [ ] ikke et tjek", "/// check | et-tjek\nHvad?\n\n- [x] Ja\n    Rigtigt.\n- [ ] Nej\n    Forkert.\n///",
    "[begreb](term:{term}) og [lov](law:{law}), [kilde](source:{source}).", "/// reflect | tanke\nHvad nu?\n///", "| A | B |\n| --- | --- |\n| 5 | x |",
]  # fmt: skip
BROKEN_BODIES = [
    "/// ukendt\nx\n///", "/// trainer\nlukkes aldrig", "<script>alert(1)</script>", "{{{{ promises.ingen }}}}", "{{{{ 1/0 }}}}", "[x](module:findes-ikke)", "```\nåben",
    "## Uden id", "[x](module:{module}#intet)", "\ttabulator", "[x](javascript:alert)", "# Stor",
]  # fmt: skip
sparse, rarely = st.sampled_from([False, False, False, True]), st.sampled_from([False] * 19 + [True])


def some_of(ids: Sequence[str], most: int = 99) -> st.SearchStrategy[list[str]]:
    """At least one of some ids, in any order, none twice."""
    return st.lists(st.sampled_from(sorted(ids)), min_size=1, max_size=most, unique=True)


@st.composite
def local_bodies(draw: st.DrawFn, course: Course) -> str:
    """A section's text."""
    pool = BROKEN_BODIES if draw(rarely) else BODIES
    module = draw(st.sampled_from(sorted(course.modules)))
    section = draw(st.sampled_from([s.id for s in course.modules[module].content.sections]))
    names = {
        "module": module,
        "section": section,
        "box": next(iter(course.boxes)),
        "law": next(iter(course.laws)),
        "source": next(iter(course.sources)),
    }
    ids = {"area": draw(st.sampled_from([*course.areas])), "function": draw(st.sampled_from([*course.functions]))}
    return draw(st.sampled_from(pool)).format(**names, **ids, role=[*course.roles][-1], term=next(iter(course.terms)))


@st.composite
def local_modules(draw: st.DrawFn, course: Course) -> tuple[str, dict[str, Any], str]:
    """A file of a municipality's own: new, replacing or patching; now and then with a base that isn't right."""
    kind = draw(st.sampled_from(["new", "replaces", "patches", "patches"]))
    target = course.modules[draw(st.sampled_from(sorted(course.modules)))]
    sections = [section.id for section in target.content.sections]
    if kind == "patches":
        picked = draw(some_of(sections, 3))
        base = {id: "0" * 12 if draw(rarely) else digest(s.raw) for id in picked for s in target.content.sections if s.id == id}
        front: dict[str, Any] = {"patches": target.id, "base": base}
        front |= {"title": draw(st.sampled_from(LINES))} if draw(sparse) else {}
        front |= {"minutes": {"class": draw(st.integers(1, 90)), "self": None}} if draw(sparse) else {}
        heads = [f"## Afsnit {{#{id}}}" for id in picked] + ([f'## Nyt {{#nyt after="{sections[-1]}"}}'] if draw(sparse) else [])
        return f"vores-{draw(st.integers(1, 3))}", front, "\n\n".join(f"{head}\n\n{draw(local_bodies(course))}" for head in heads)
    id = target.id if kind == "replaces" else f"egen-{draw(st.integers(1, 3))}"
    own = {
        "id": id, "title": draw(st.sampled_from(LINES)), "theme": draw(st.sampled_from([None, *course.themes])), "kind": target.kind,
        "minutes": {"class": draw(st.integers(1, 200)), "self": draw(st.sampled_from([None, 10]))}, "group": "2 og 2", "materials": draw(st.sampled_from([[], ["Klud | kridt"]])),
        "areas": draw(st.one_of(st.just("all"), some_of([*course.areas], 2))), "functions": draw(st.one_of(st.just("all"), some_of([*course.functions], 1))),
        "audience": draw(st.sampled_from(["participant", "participant", "trainer", "leader"])), "core": False, "splittable": draw(st.booleans()), "goals": [*course.goals][:1],
        "objectives": ["Du kan se efter"], "keypoints": [draw(st.sampled_from(LINES))], "requires": draw(st.lists(st.sampled_from(sorted(course.modules)), max_size=1)),
        "option": draw(st.sampled_from([None, None, *course.options])), "sources": [*course.sources][:1], "status": draw(st.sampled_from(["ready", "ready", "draft"])),
        "reviewed": {"by": "redaktionen", "date": "2026-11-21"}, "formerly": [draw(st.sampled_from(["gammelt-navn", "gammelt-navn", *sorted(course.modules)[:1]]))] if draw(sparse) else [],
    }  # fmt: skip
    own |= {"replaces": target.id, "base": digest(target.raw)} if kind == "replaces" else {}
    heads = ["## Først {#foerst}", *(f"## Afsnit {{#{s}}}" for s in draw(some_of(sections, 2)))]
    return id, own, "\n\n".join(f"{head}\n\n{draw(local_bodies(course))}" for head in heads)


@st.composite
def clocks(draw: st.DrawFn, first: int = 7, last: int = 11) -> str:
    """A time of the day."""
    return f"{draw(st.integers(first, last)):02}:{draw(st.sampled_from([0, 15, 30, 55])):02}"


@st.composite
def cohorts(draw: st.DrawFn, number: int, phases: Sequence[str], areas: Sequence[str]) -> dict[str, Any]:
    """A cohort with days that follow each other, two of them perhaps on one date."""
    day = date(2027, 3, 20)
    days = []
    for step in range(draw(st.integers(1, 3))):
        day += timedelta(days=draw(st.integers(0, 14)))
        breaks = (
            [{"start": "12:00", "minutes": draw(st.integers(5, 60)), "label": draw(st.sampled_from(LINES))}] if draw(st.booleans()) else []
        )
        start, end = draw(clocks(7 + step)), draw(clocks(13, 17))
        days.append({"date": day.isoformat(), "start": start, "end": end, "place": "Rådhuset", "phase": draw(st.sampled_from(phases)), "breaks": breaks})  # fmt: skip
    more = {"areas": draw(some_of(areas, 3))} if draw(st.booleans()) else {}
    more |= {"format": draw(st.sampled_from(["on-site", "online"])), "revision": draw(st.integers(0, 3))} if draw(sparse) else {}
    return {"id": f"hold-{number}", "size": draw(st.integers(1, 40)), "days": days, **more}


@st.composite
def changes(draw: st.DrawFn, course: Course, programme: str, modules: Sequence[str]) -> dict[str, Any]:
    """What is added to some phases of a programme and dropped from them."""
    made = {}
    for phase in draw(st.lists(st.sampled_from(course.programmes[programme].phases), max_size=2, unique_by=lambda phase: phase.id)):
        own = [slot.id for slots in (*phase.blocks, *phase.outside.values()) for slot in slots]
        module = st.sampled_from(modules).map(lambda id: {"module": id})
        activity = st.sampled_from(sorted(course.activities)).map(lambda id: {"activity": id, "minutes": 10})
        case = st.integers(1, 4).map(lambda number: {"area_case": number, "minutes": 20})
        made[phase.id] = {
            "add": draw(st.lists(st.one_of(module, activity, case), max_size=2)),
            "drop": draw(some_of(own, 3)) if own and draw(st.booleans()) else [],
        }
    return made


@st.composite
def asked_for(draw: st.DrawFn, course: Course) -> Asked:
    """A profile with all that can be chosen, most of it left out, and sometimes one thing in it spoilt."""
    line = st.sampled_from(LINES)
    local = tuple(draw(st.lists(local_modules(course), max_size=2, unique_by=lambda one: one[0])) if draw(st.booleans()) else ())
    modules = [*sorted(course.modules), *(id for id, front, _ in local if "patches" not in front)]
    areas = draw(some_of([*course.areas], 4)) if draw(st.booleans()) else [*course.areas]
    programme = draw(st.sampled_from([*course.programmes]))
    phases = [phase.id for phase in course.programmes[programme].phases if phase.kind != "between"]
    omitted = draw(st.lists(st.sampled_from(modules), max_size=4, unique=True))
    told = some_of([*course.areas], 2)
    every: dict[str, st.SearchStrategy[Any]] = {
        "functions": some_of([*course.functions]), "themes": some_of([*course.themes]),
        "omit": st.just([{"module": id, "reason": "Eget forløb"} for id in omitted]), "options": some_of([*course.options]),
        "goals": st.lists(line, max_size=2), "words": st.fixed_dictionaries({}, optional={id: st.fixed_dictionaries({"indefinite": line, "definite": line}) for id in course.words}),
        "promises": st.fixed_dictionaries({}, optional=dict.fromkeys(course.promises, line)),
        "contacts": st.fixed_dictionaries({}, optional={id: st.fixed_dictionaries({"name": line}, optional={"email": st.just("a@b.example"), "phone": st.just("12 34 56 78")}) for id in course.contacts}),
        "brand": st.just({"primary": "#14532d"}), "programme": changes(course, programme, modules).map(lambda made: {"use": programme, "changes": made}),
        "cohorts": st.tuples(cohorts(1, phases, areas), cohorts(2, phases, areas)).map(list),
        "events": st.just([{"date": "2027-03-28", "start": "01:30", "end": "03:30", "phase": phases[0]}]),
        "accessibility": st.just({"was_url": "https://was.digst.dk/x", "email": "a@b.example", "phone": "12 34 56 78"}),
    }  # fmt: skip
    profile = {"municipality": SLUG, "status": "fictional", "name": "Prøvestrup Kommune", "areas": areas}
    profile |= {key: draw(value) for key, value in every.items() if draw(st.booleans())}
    profile |= {"programme": {"use": programme}} if "programme" not in profile else {}
    experiences = [
        {"id": f"erfaring-{n}", "title": draw(line), "module": draw(st.sampled_from(modules)), "areas": ids, "situation": "S.", "did": "D.", "learned": f"ERFARING {'OG'.join(ids)}.", "date": "2026-10-05"}
        for n, ids in enumerate(draw(st.lists(told, max_size=2)))
    ]  # fmt: skip
    asked = Asked(profile, local, tuple(experiences))
    return spoil(draw, asked) if draw(sparse) else asked


def spoil(draw: st.DrawFn, asked: Asked) -> Asked:
    """Something that has no business there, somewhere in the profile."""
    profile = json.loads(json.dumps(asked.profile))
    places = [(whole, key) for whole in holders(profile) for key in (whole if isinstance(whole, dict) else range(len(whole)))]
    whole, key = draw(st.sampled_from(places))
    whole[key] = draw(st.sampled_from(JUNK))
    return replace(asked, profile=profile)


def holders(value: Any) -> Iterator[Any]:
    """Every group and list, outer before inner."""
    if isinstance(value, dict | list):
        yield value
        for inner in value.values() if isinstance(value, dict) else value:
            yield from holders(inner)


def write(root: Path, asked: Asked) -> None:
    """The municipality's folder; JSON is YAML, and leaves no doubt of what is a text."""
    folder = root / "municipalities" / SLUG
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "modules").mkdir(parents=True)
    (folder / "experiences").mkdir()
    (folder / "profile.yml").write_text(json.dumps(asked.profile, ensure_ascii=False), "utf-8")
    for name, front, text in asked.local:
        head = "\n".join(f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in front.items())
        (folder / "modules" / f"{name}.md").write_text(f"---\n{head}\n---\n{text}\n", "utf-8")
    for told in asked.experiences:
        (folder / "experiences" / f"{told['id']}.yml").write_text(json.dumps(told, ensure_ascii=False), "utf-8")


# ── what holds of a site ─────────────────────────────────────────────────────────────────────


@lru_cache(maxsize=2000)  # most pages are the same from profile to profile
def links_of(text: str) -> list[str]:
    """The addresses in a page's Markdown that stay in the site; what is shown as code is none."""
    bare = re.sub(r"`[^`\n]*`", "", _FENCED.sub("", text))
    found = (hit[1] or hit[2] for hit in _LINK.finditer(bare))
    return [address for address in found if not urlsplit(address).scheme]


@lru_cache(maxsize=2000)
def ids_of(text: str) -> list[str]:
    """The ids that a page's Markdown sets."""
    return [hit[1] or hit[2] for hit in _ID.finditer(re.sub(r"`[^`\n]*`", "", _FENCED.sub("", text)))]


def dead_links(site: Site) -> list[str]:
    """Links to what the site hasn't got, ids that stand twice on a page, and addresses that two pages have."""
    ids = {page.uri: ids_of(page.markdown) for page in site.pages}
    found = [f"{page}#{id} stands {times} times" for page, own in ids.items() for id, times in Counter(own).items() if times > 1]
    found += [f"{uri} is {times} pages" for uri, times in Counter(page.uri for page in site.pages).items() if times > 1]
    found += [f"{uri} is written, and a page" for uri in site.written if uri.removesuffix(".html") + ".md" in ids]
    beside = {*site.files, *site.written}
    for page in site.pages:
        for address in links_of(page.markdown):
            path, _, anchor = address.partition("#")
            target = os.path.normpath(os.path.join(os.path.dirname(page.uri), path)) if path else page.uri  # noqa: PTH118, PTH120
            if target not in ids and target not in beside:
                found.append(f"{page.uri}: {address}")
            elif anchor and anchor not in ids.get(target, ()):
                found.append(f"{page.uri}: {address} has no such place")
    return [*found, *(f"menu: {uri}" for uri in menu(site.nav) if uri not in ids)]


def menu(items: Sequence[NavItem]) -> Iterator[str]:
    """The addresses of a menu."""
    for item in items:
        yield from [item.uri] if item.uri else menu(item.children)


def everything(site: Site) -> str:
    """All text that a site has, its values filled in."""
    pages = "\n".join(page.markdown for page in site.pages)
    asked = dict.fromkeys(hit for page in site.pages if not page.literal for hit in re.findall(r"\{\{.*?\}\}", page.markdown))
    filled = Sandbox(site.variables, site.macros, COMMENT_MARKS).from_string("\n".join(asked)).render(**site.variables)
    return "\n".join([site.title, pages, filled, repr(site.nav), *site.written.values(), *site.styles, repr(site.chrome)])


def check_site(plan: Plan, asked: Asked, marked: Marked) -> None:
    """One edition: nothing dead, nothing of others, and all of one's own."""
    site = make_site(plan)
    assert not dead_links(site)
    text = everything(site)
    mine = {id: {a: is_for(front, asked, marked.course, a) for a in READERS} for id, front in marked.fronts.items()}
    wanted = {mark.word for mark in marked.marks if may_show(mark, asked, marked.course, mine[mark.module], plan.edition)}
    found = set(_MARKED.findall(text))
    told = {mark.word: mark for mark in marked.marks}
    assert not [told[word] for word in found - wanted], "text of others"
    assert not [told[word] for word in wanted - found], "text that is lost"
    assert "FREMMED" not in text
    given_out = "\n".join(page.markdown for page in site.pages if page.uri.startswith("print/"))
    assert not [told[word] for word in _MARKED.findall(given_out) if is_note(told[word])], "a note on a participant's sheet"
    assert all(path.is_file() for path in site.files.values())
    chosen = {*asked.chosen("areas", marked.course.areas)}
    foreign = [ids for ids in re.findall(r"ERFARING ([a-zOG-]+)", text.replace("&#45;", "-")) if not chosen & {*ids.split("OG")}]
    assert not foreign, "an experience from an area that wasn't chosen"


def test_any_profile_gives_problems_or_a_whole_site(marked: Marked) -> None:
    """Never a traceback, never a dead link, never text of another audience, area, function or municipality."""
    seen: Counter[str] = Counter()

    phases = [Phase.generate, Phase.shrink] if FULL else [Phase.generate]  # a smaller example takes minutes to find

    @settings(
        max_examples=10_000 if FULL else 150,
        phases=phases,
        database=None,
        deadline=None,
        derandomize=not FULL,
        suppress_health_check=list(HealthCheck),
    )
    @given(asked_for(marked.course), st.sampled_from(["participant", "trainer"]))
    def holds(asked: Asked, edition: Edition) -> None:
        write(marked.root, asked)
        for one in (edition, "leader"):
            told = tell_one(marked.root, SLUG, one, marked.reading)
            assert told.plan or told.problems.errors()
            assert all(problem.place.file.startswith("municipalities/") or problem.code == "kraever-mangler" for problem in told.problems)
            if told.plan:
                check_site(told.plan, asked, marked)
                seen.update([one, *(local.module.local or "" if local.module else "patched" for local in told.plan.profile.local)])
                seen.update(["days"] * bool(told.plan.days))
            else:
                seen["refused"] += 1

    holds()
    assert all(seen[kind] >= 5 for kind in ("participant", "trainer", "leader", "refused", "new", "replaced", "patched", "days")), seen


def test_another_municipality_has_its_own_text_and_no_more(marked: Marked) -> None:
    """What is looked for as a stranger's is there where it belongs, in every edition."""
    for edition in AUDIENCES:
        told = tell_one(marked.root, STRANGER, edition, marked.reading)
        assert told.plan, [str(problem) for problem in told.problems]
        text = everything(make_site(told.plan))
        assert "FREMMED" in text
        assert "Prøvestrup" not in text


def test_a_link_is_seen_to_be_dead(marked: Marked) -> None:
    """What looks for dead links finds one, or it would prove nothing."""
    told = tell_one(marked.root, STRANGER, "trainer", marked.reading)
    assert told.plan
    site = make_site(told.plan)
    first = site.pages[0]
    assert relative("modul/a.md", "modul/b.md#c") == "b.md#c"
    spoilt = replace(first, markdown=first.markdown + "\n[x](findes-ikke.md) [y](#ingen) `[z](kode.md)`\n\n## A {#a}\n\n## B {#a}\n")
    assert dead_links(replace(site, pages=(spoilt, *site.pages[1:]))) == [
        f"{first.uri}#a stands 2 times", f"{first.uri}: findes-ikke.md", f"{first.uri}: #ingen has no such place",
    ]  # fmt: skip
