"""Canaries: a word of its own in every field of every municipality and in every block that isn't for all; each sings in its own editions only.

The fields are those of the types that read the sources, so that a new one can't be forgotten: this
test stops until it says who sees it. With COURSESITE_FULL set there are 98 municipalities, else five.
"""

import functools
import gzip
import html
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import pytest
import yaml
from conftest import FULL, lay_out

from coursesite.deliver import build
from coursesite.deliver.canaries import Canaries, make_canaries
from coursesite.deliver.executors import here
from coursesite.deliver.fleet import build_fleet
from coursesite.deliver.leaks import leaks
from coursesite.deliver.publish import build_all
from coursesite.model import AUDIENCES, Profile
from coursesite.pages.search import Shown, search_data
from coursesite.plan.make import make_plan
from coursesite.plan.model import Plan
from coursesite.problems import Place, Problems, report
from coursesite.site.choice import Choice
from coursesite.source.course import read_course
from coursesite.source.module_shapes import LocalModuleShape, ModuleShape, PatchShape
from coursesite.source.municipality import read_municipality
from coursesite.source.profile_shapes import ExperienceShape, ProfileShape
from coursesite.source.shape import Shape

COUNT = 98 if FULL else 5
PLAIN = "soeby"  # in the registry, without a folder
AREAS, FUNCTIONS = ("by", "land"), ("mekaniker", "butik")
_WORD = re.compile(r"kanarie[0-9]+z|70 [0-9]{2} [0-9]{2} [0-9]{2}|#1a[0-9a-f]{4}")

# ── who sees what ────────────────────────────────────────────────────────────────────────────

# Each field that holds words of its own, and whose editions show it: P participants', T trainers', L leaders'.
MODULE = {"title": "PT", "group": "PT", "materials[]": "T", "objectives[]": "PT", "keypoints[]": "PT"}
SEEN: dict[str, str] = {
    "Profile.municipality": "PTL",
    "Profile.name": "PTL",
    "Profile.goals[]": "PTL",
    "Profile.words.*.indefinite": "PT",
    "Profile.words.*.definite": "PT",
    "Profile.promises.*": "PT",
    "Profile.contacts.*.name": "PTL",
    "Profile.contacts.*.email": "PTL",
    "Profile.contacts.*.phone": "PTL",
    "Profile.brand.primary": "PTL",
    "Profile.brand.logo": "PTL",
    "Profile.cohorts[].id": "PTL",
    "Profile.cohorts[].days[].place": "PTL",
    "Profile.cohorts[].days[].breaks[].label": "PTL",
    "Profile.accessibility.was_url": "PTL",
    "Profile.accessibility.email": "PTL",
    "Profile.accessibility.phone": "PTL",
    "Profile.site_url": "PT",
    **{f"Local.{name}": sees for name, sees in MODULE.items()},
    **{f"Local.{name}": "PTL" for name in ("title", "objectives[]")},
    **{f"Replacing.{name}": sees for name, sees in MODULE.items()},
    **{f"Replacing.{name}": "PTL" for name in ("title", "objectives[]")},
    **{f"Patch.{name}": sees for name, sees in MODULE.items() if name not in {"group", "objectives[]"}},
    "Patch.title": "PTL",
    **{f"Experience.{name}": "PT" for name in ("id", "title", "situation", "did", "learned")},
    **{f"TrainerModule.{name}": "T" for name in MODULE},
    **{f"LeaderModule.{name}": "TL" for name in MODULE},
    "LeaderModule.materials[]": "TL",
}
# Fields of words that no edition shows, and why.
NOWHERE: dict[str, str] = {
    "Profile.omit[].reason": "the plan tells it, not the site",
    **{f"{kind}.reviewed.by": "is for editors" for kind in ("Local", "Replacing", "TrainerModule", "LeaderModule", "Draft")},
    **{f"Draft.{name}": "a draft is in no edition" for name in MODULE},
}
# What is no words of its own: ids of the course, numbers, dates. What stands in it is chosen here.
GIVEN: dict[str, Any] = {
    "Profile.status": "fictional", "Profile.themes[]": "gear", "Profile.options[]": "elcykel", "Profile.omit[].module": "ladcyklen",
    "Profile.programme.use": "standard", "Profile.programme.changes.*.drop[]": "check-in",
    "Profile.programme.changes.*.add": [{"module": "remmen"}],
    "Profile.cohorts[].areas": "all", "Profile.cohorts[].size": 6, "Profile.cohorts[].format": "online", "Profile.cohorts[].revision": 1,
    "Profile.cohorts[].days[].date": "2027-02-03", "Profile.cohorts[].days[].start": "09:00", "Profile.cohorts[].days[].end": "15:00",
    "Profile.cohorts[].days[].phase": "dag", "Profile.cohorts[].days[].breaks[].start": "12:00",
    "Profile.cohorts[].days[].breaks[].minutes": 45, "Profile.events[].date": "2027-01-12", "Profile.events[].start": "13:00",
    "Profile.events[].end": "15:00", "Profile.events[].phase": "dag", "Profile.release": "1",
    "Experience.module": "bremsetjek", "Experience.areas": "all", "Experience.date": "2026-10-05",
    "Patch.patches": "gearskift", "Patch.minutes": {"class": 40, "self": None}, "Patch.base": {}, "Replacing.replaces": "remmen",
}  # fmt: skip
OF_A_MODULE: dict[str, Any] = {
    "theme": "gear", "kind": "tool", "minutes": {"class": 20, "self": None}, "areas": "all", "functions": "all", "audience": "participant",
    "core": False, "splittable": False, "goals": ["sikkerhed"], "requires": [], "option": None, "sources": [], "status": "ready",
    "reviewed.date": "2026-11-21", "formerly": [], "replaces": None, "base": None,
}  # fmt: skip
KEYS = {"Profile.words": "shop", "Profile.promises": "ready", "Profile.contacts": "course", "Profile.programme.changes": "dag"}


@dataclass(frozen=True)
class Canary:
    """A word, the field or block that it stands in, whose it is (None: the course's), and the editions that show it to its readers."""

    word: str
    path: str
    owner: str | None
    editions: str
    sees: Callable[[Profile], bool] = lambda profile: True

    def is_in(self, plan: Plan) -> bool:
        """Whether an edition must have it; all others mustn't."""
        own = self.owner in {None, plan.profile.municipality.slug}
        return own and plan.edition[0].upper() in self.editions and self.sees(plan.profile)


@dataclass
class Aviary:
    """All canaries, with a word for each as its field wants it."""

    all: list[Canary] = field(default_factory=list)

    def text(self, path: str, owner: str | None, editions: str, sees: Callable[[Profile], bool] = lambda profile: True) -> str:
        """A sentence that begins and ends with a new canary."""
        word = self.new(f"kanarie{len(self.all)}z", path, owner, editions, sees)
        return f"{word} synger sin helt egen lille sang herinde hos {word}"

    def new(self, word: str, path: str, owner: str | None, editions: str, sees: Callable[[Profile], bool] = lambda profile: True) -> str:
        """A new canary that isn't a sentence."""
        self.all.append(Canary(word, path, owner, editions, sees))
        return word

    def leaf(self, path: str, form: str | None, owner: str | None) -> str:
        """What stands in a field of words."""
        assert path in SEEN or path in NOWHERE, f"{path} is new: say in SEEN who sees it, or in NOWHERE why nobody does"
        sees, number = SEEN.get(path, ""), len(self.all)
        word = {
            "et telefonnummer": f"70 {number // 10000 % 100:02} {number // 100 % 100:02} {number % 100:02}",
            "en farve": f"#1a{number:04x}",
        }.get(form or "", f"kanarie{number}z")
        if form in {None, "en tekst", "en tekst på én linje"}:
            return self.text(path, owner, sees)
        self.new(word, path, owner, sees)
        return {"en e-mailadresse": f"{word}@prik.example", "en webadresse": f"https://{word}.example/", "et filnavn": f"{word}.svg"}.get(
            form or "", word
        )


def filled(shape: type[Shape], name: str, birds: Aviary, owner: str | None, given: Mapping[str, Any]) -> Any:
    """A value of a type with something in each of its fields, and a canary in each that holds words."""
    schema = shape.model_json_schema(by_alias=True)
    rules = schema.get("$defs", {})

    def value(rule: Mapping[str, Any], path: str) -> Any:
        if path in given:
            return given[path]
        rule = rules[rule["$ref"].rpartition("/")[2]] if "$ref" in rule else rule
        if "anyOf" in rule and "properties" not in rule:
            return value(next(one for one in rule["anyOf"] if one.get("type") != "null"), path)
        if "properties" in rule:
            return {key: value(one, f"{path}.{key}") for key, one in rule["properties"].items()}
        if rule.get("type") == "object":
            return {KEYS[path]: value(rule["additionalProperties"], f"{path}.*")}
        if rule.get("type") == "array":
            return [value(rule["items"], f"{path}[]")]
        assert rule.get("type") == "string", f"{path} is new: say in GIVEN what stands in it"
        return birds.leaf(path, rule.get("title"), owner)

    return value(schema, name)


# ── a course full of them ────────────────────────────────────────────────────────────────────


def write(path: Path, text: str) -> None:
    """A file, with the folders above it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def module_text(front: Mapping[str, Any], body: str) -> str:
    """A module's file."""
    return f"---\n{yaml.safe_dump(dict(front), allow_unicode=True)}---\n{body}\n"


def fields_of(kind: str, id: str, **more: Any) -> dict[str, Any]:
    """What stands in a module's fields that are no words."""
    return {**GIVEN, **{f"{kind}.{key}": value for key, value in {**OF_A_MODULE, "id": id, **more}.items()}}


def blocks(birds: Aviary, path: str, owner: str | None, readers: str = "PT") -> str:
    """Sections with every block that isn't for all, and with each in others."""

    def told(name: str, editions: str, sees: Callable[[Profile], bool] = lambda profile: True) -> str:
        return birds.text(f"{path} {name}", owner, "".join(sorted(set(editions))), sees)

    both = set(readers)
    parts = [f"## Sang {{#sang}}\n\n{told('text', readers)}"]
    parts.append(f"/// trainer\n{told('trainer', 'T')}\n///")
    parts.append(f"/// leader\n{told('leader', 'TL')}\n///")
    for name, ids in (("area", AREAS), ("function", FUNCTIONS)):
        for id in ids:
            sees = functools.partial(chosen, f"{name}s", id)
            parts.append(f"/// {name} | {id}\n{told(f'{name} {id}', readers, sees)}\n///")
            inner = f"//// trainer\n{told(f'{name} {id} trainer', 'T', sees)}\n////\n\n//// leader\n{told(f'{name} {id} leader', 'TL', sees)}\n////"
            parts.append(f"/// {name} | {id}\n{inner}\n///")
    parts.append(f"/// reflect | {path.lower()}-skriv\n{told('reflect', readers)}\n///")
    parts.append(f"/// form | {path.lower()}-skema\n- [tekst 2] {told('form', readers)}\n///")
    parts.append(f"/// dialogue\nKunde: {told('dialogue', readers)}\n///")
    parts.append(f"## Roller {{#roller}}\n\n/// role | kunde\n{told('role', 'T' if 'T' in both else '')}\n///")
    return "\n\n".join(parts)


def chosen(key: str, id: str, profile: Profile) -> bool:
    """Whether a municipality has an area or a function."""
    return id in getattr(profile, key)


def add_to_course(root: Path, birds: Aviary) -> None:
    """Modules for others than participants, one of every block, one to be replaced, and a page that shows what profiles say."""
    folder = root / "modules" / "gear"
    for kind, id, sees, more in (
        ("TrainerModule", "underviserens", "T", {"audience": "trainer"}),
        ("LeaderModule", "lederens", "TL", {"audience": "leader"}),
        ("Draft", "udkastet", "", {"status": "draft"}),
    ):
        front = filled(ModuleShape, kind, birds, None, fields_of(kind, id, **more))
        write(folder / f"{id}.md", module_text(front, f"## Sang {{#sang}}\n\n{birds.text(f'{kind} text', None, sees)}"))
    plain = {key: value for key, value in OF_A_MODULE.items() if "." not in key and key not in {"replaces", "base"}}
    plain |= {
        "group": "2 og 2",
        "materials": [],
        "objectives": ["Du kan"],
        "keypoints": ["Husk"],
        "reviewed": {"by": "os", "date": "2026-11-21"},
    }
    write(folder / "sangen.md", module_text({**plain, "id": "sangen", "title": "Sangen"}, blocks(birds, "Course", None)))
    standard = birds.text("replaced standard", None, "PT", lambda profile: profile.municipality.slug == PLAIN)
    write(folder / "remmen.md", module_text({**plain, "id": "remmen", "title": "Remmen"}, f"## Sang {{#sang}}\n\n{standard}"))
    for edition, sees in (("trainer", "T"), ("leader", "L"), ("participant", "P")):
        page = f"---\ntitle: Kun for {edition}\neditions: [{edition}]\n---\n{birds.text(f'page {edition}', None, sees)}\n"
        write(root / "docs" / f"kun-{edition}.md", page)
    shows = "\n\n".join(f"/// show | {name}\n///" for name in ("goals", "contacts", "dates", "options", "accessibility", "local"))
    words = "{{ words.shop.indefinite }} og {{ words.shop.definite }}"
    write(root / "docs" / "alt.md", f"---\ntitle: Alt\neditions: [participant, trainer, leader]\n---\n{shows}\n")
    write(folder / "ordene.md", module_text({**plain, "id": "ordene", "title": "Ordene"}, f"## Ord {{#ord}}\n\n{words}\n"))


def add_municipality(root: Path, number: int, birds: Aviary) -> str:
    """A municipality with a canary in everything it can say; gives its slug."""
    slug = birds.new(f"kanarie{len(birds.all)}z", "Profile.municipality", None, "PTL")
    birds.all[-1] = Canary(slug, "Profile.municipality", slug, "PTL")
    folder = root / "municipalities" / slug
    mine = {
        **GIVEN, "Profile.municipality": slug, "Profile.themes": ["gear", "bremser"],
        "Profile.areas": [AREAS[number % 2]], "Profile.functions": [FUNCTIONS[number // 2 % 2]],
    }  # fmt: skip
    profile = filled(ProfileShape, "Profile", birds, slug, mine)
    write(folder / "profile.yml", yaml.safe_dump(profile, allow_unicode=True))
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><title>{}</title></svg>\n'
    write(folder / profile["brand"]["logo"], drawing.format(birds.text("logo", slug, "PTL")))
    asset = birds.new(f"kanarie{len(birds.all)}z", "asset's name", slug, "PT") + ".svg"
    write(folder / "assets" / asset, drawing.format(birds.text("asset", slug, "PT")))
    local = birds.new(f"kanarie{len(birds.all)}z", "Local.id", slug, "PTL")
    front = filled(LocalModuleShape, "Local", birds, slug, fields_of("Local", local))
    write(folder / "modules" / f"{local}.md", module_text(front, blocks(birds, "Local", slug) + f"\n\n![Sang](asset:{asset})"))
    front = filled(LocalModuleShape, "Replacing", birds, slug, fields_of("Replacing", "remmen", replaces="remmen"))
    write(folder / "modules" / "remmen.md", module_text(front, blocks(birds, "Replacing", slug)))
    front = filled(PatchShape, "Patch", birds, slug, GIVEN)
    own = f"## Trin for trin {{#trin}}\n\n{birds.text('patched section', slug, 'PT')}\n\n/// trainer\n{birds.text('patched trainer', slug, 'T')}\n///"
    added = f'## Nyt {{#nyt after="trin"}}\n\n{birds.text("added section", slug, "PT")}'
    write(folder / "modules" / "gear-hos-os.md", module_text(front, f"{own}\n\n{added}"))
    told = birds.leaf("Experience.id", "et id", slug)
    front = filled(ExperienceShape, "Experience", birds, slug, {**GIVEN, "Experience.id": told})
    write(folder / "experiences" / f"{told}.yml", yaml.safe_dump(front, allow_unicode=True))
    return slug


@dataclass(frozen=True)
class World:
    """The course, its canaries, and every edition that was built of it, with its plan."""

    birds: tuple[Canary, ...]
    plans: Mapping[tuple[str, str], Plan]
    out: Path
    known: Canaries

    def site(self, slug: str, edition: str) -> Path:
        """Where an edition lies."""
        return self.out / slug / edition


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Every edition of every municipality, and of one without a folder, built once."""
    root, birds = lay_out(tmp_path_factory.mktemp("kanarier")), Aviary()
    shutil.rmtree(root / "municipalities" / "havneby")
    add_to_course(root, birds)
    slugs = [*(add_municipality(root, number, birds) for number in range(COUNT)), PLAIN]
    reading = read_course(root)
    assert reading.course, report(reading.problems)
    profiles = {}
    for slug in slugs:
        own = read_municipality(root, slug, reading)
        assert own.profile, report(own.problems)
        profiles[slug] = own.profile
    plans = {(slug, edition): make_plan(reading.course, profiles[slug], edition) for slug in slugs for edition in AUDIENCES}
    for outcome in build_fleet(root, [Choice(slug, edition) for slug, edition in plans], root / "out", functools.partial(here, workers=2)):  # type: ignore[arg-type]
        assert outcome.state == "built", outcome
    return World(tuple(birds.all), plans, root / "out", make_canaries(reading.course, profiles.values()))


# ── what sings where ─────────────────────────────────────────────────────────────────────────


def heard(site: Path) -> dict[str, list[str]]:
    """Every canary of a site, in whatever way it is written, with the files that it is in."""
    found: dict[str, list[str]] = {}
    for path in sorted(site.rglob("*")):
        if path.is_file():
            for word in {*_WORD.findall(path.name), *(word for text in readings(path) for word in _WORD.findall(text))}:
                found.setdefault(word, []).append(path.relative_to(site).as_posix())
    return found


def readings(path: Path) -> Iterator[str]:
    """A file's text as it stands, and without each way of writing signs otherwise."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    text = data.decode("utf-8", "replace").lower()
    yield text
    yield html.unescape(text)
    yield unquote(text)
    yield text.replace("\r\n ", "")  # a long line of a calendar
    yield re.sub(r"\\u([0-9a-f]{4})", lambda hit: chr(int(hit[1], 16)), text)
    yield re.sub(r"<[^>]*>", "", html.unescape(text))  # cut up by tags


def test_each_canary_is_in_its_own_editions_alone(world: World) -> None:
    """And in all of them: a canary that is nowhere would prove nothing."""
    wrong = []
    for choice, plan in world.plans.items():
        found = heard(world.site(*choice))
        astray = (bird for bird in world.birds if (bird.word in found) != bird.is_in(plan))
        wrong += [
            f"{'/'.join(choice)}: {bird.path} of {bird.owner}: {bird.word} is in {found.get(bird.word, 'no file')}" for bird in astray
        ]
    assert not wrong, "\n" + "\n".join(wrong[:60])


@pytest.mark.parametrize(
    ("path", "edition", "pattern"),
    [
        ("Course text", "participant", r"modul/sangen\.html"),
        ("Course trainer", "trainer", r"assets/soegedata\..*\.js"),
        ("Profile.cohorts[].days[].place", "participant", r"kalender/.*\.ics"),
        ("Profile.site_url", "participant", r"sitemap\.xml"),
        ("Profile.brand.primary", "leader", r"assets/kommune\..*\.css"),
        ("asset", "participant", r"assets/kursus/.*\.svg"),
    ],
)
def test_every_kind_of_file_is_listened_to(world: World, path: str, edition: str, pattern: str) -> None:
    """There is something to hear in each."""
    slug = next(slug for slug, _ in world.plans)
    word = next(bird.word for bird in world.birds if bird.path == path and bird.owner in {None, slug})
    assert any(re.fullmatch(pattern, file) for file in heard(world.site(slug, edition))[word])


def test_no_site_is_accused_of_leaking(world: World) -> None:
    """What an edition holds by right is no leak, whoever else says the same."""
    for choice, plan in world.plans.items():
        found = leaks(world.site(*choice), world.known, plan)
        assert not found, report(found)


# ── what is planted by hand ──────────────────────────────────────────────────────────────────


def put(address: str, text: str) -> Callable[[Path], None]:
    """Put a text at the end of a file."""

    def plant(site: Path) -> None:
        path = site / address
        path.parent.mkdir(parents=True, exist_ok=True)
        former = path.read_bytes() if path.exists() else b""
        path.write_bytes(former + text.encode())

    return plant


def put_packed(address: str, text: str) -> Callable[[Path], None]:
    """Put a packed file into a site."""
    return lambda site: (site / address).write_bytes(gzip.compress(text.encode()))  # type: ignore[return-value]


def put_in_search(text: str) -> Callable[[Path], None]:
    """Let a site's search have found a text."""

    def plant(site: Path) -> None:
        path = next((site / "assets").glob("soegedata.*.js"))
        path.write_text(search_data([Shown("a.md", "a.html", f'<h1 id="a">A</h1><p>{text}</p>')], {}), encoding="utf-8")

    return plant


def signs(text: str) -> str:
    """Every letter written by its number."""
    return "".join(f"&#{ord(sign)};" for sign in text)


def fold(text: str) -> str:
    """A calendar's line, cut in the middle of a word as long lines are."""
    return f"BEGIN:VEVENT\r\nLOCATION:{text[:9]}\r\n {text[9:]}\r\nEND:VEVENT\r\n"


# How a text can have got into a site: which file, what line the message names, and how it is written there.
WAYS: dict[str, tuple[str, Callable[[str], Callable[[Path], None]]]] = {
    "text": ("a.html", lambda text: put("a.html", f"<p>{text}</p>")),
    "text on a third line": ("a.html", lambda text: put("a.html", f"<p>\n\n{text}</p>")),
    "text across a line": ("a.html", lambda text: put("a.html", f"<p>{text.replace(' ', chr(10))}</p>")),
    "in capitals": ("a.html", lambda text: put("a.html", f"<p>{text.upper()}</p>")),
    "attribute": ("a.html", lambda text: put("a.html", f'<img alt="{text}">')),
    "by the numbers of its signs": ("a.html", lambda text: put("a.html", f"<p>{signs(text)}</p>")),
    "address": ("a.html", lambda text: put("a.html", f'<a href="mailto:a@b.dk?body={quote(text)}">x</a>')),
    "comment": ("a.html", lambda text: put("a.html", f"<!-- {text} -->")),
    "calendar": ("a.ics", lambda text: put("a.ics", fold(text))),
    "sitemap": ("sitemap.xml", lambda text: put("sitemap.xml", f"<loc>{text}</loc>")),
    "packed sitemap": ("sitemap.xml.gz", lambda text: put_packed("sitemap.xml.gz", f"<loc>{text}</loc>")),
    "data": ("a.json", lambda text: put("a.json", json.dumps({"a": text}))),
    "script": ("a.js", lambda text: put("a.js", f"let a = '{text}';")),
    "style": ("a.css", lambda text: put("a.css", f'p::after {{ content: "{text}" }}')),
    "notes": ("a.txt", lambda text: put("a.txt", text)),
    "drawing": ("a.svg", lambda text: put("a.svg", f"<svg><title>{text}</title></svg>")),
    "search": ("assets/soegedata", put_in_search),
}
REMEDY = "Siden er ikke taget i brug. Send meddelelsen til redaktionen."
LINES = {"text on a third line": 3, "calendar": 3}


@pytest.fixture
def site(world: World, tmp_path: Path) -> Path:
    """The participants' edition of the municipality without a folder, to plant something in."""
    return Path(shutil.copytree(world.site(PLAIN, "participant"), tmp_path / "site"))


def bird(world: World, path: str, owner: str | None = None) -> str:
    """A canary's sentence."""
    word = next(one.word for one in world.birds if one.path == path and (owner is None or one.owner == owner))
    return f"{word} synger sin helt egen lille sang herinde hos {word}"


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize(
    ("path", "origin"), [("Course trainer", "modules/gear/sangen.md"), ("Profile.goals[]", "municipalities/{owner}/profile.yml")]
)
def test_what_is_planted_is_found(world: World, site: Path, way: str, path: str, origin: str) -> None:
    """In every kind of file, however it is written there; and the message says whose it is."""
    text = bird(world, path)
    owner = next(one.owner for one in world.birds if one.path == path)
    address, plant = WAYS[way]
    plant(text)(site)
    found = [str(problem) for problem in leaks(site, world.known, world.plans[PLAIN, "participant"])]
    file = next((site / "assets").glob("soegedata.*.js")).relative_to(site).as_posix() if way == "search" else address
    line = LINES.get(way, 1)
    said = f"siden har tekst, der ikke hører til den: »{' '.join(text.split()[:6])}« fra {origin.format(owner=owner)}"
    assert found == [f"{file}:{line}:1: {said} [side-laek]\n    {REMEDY}"]


@pytest.mark.parametrize(
    "path", ["Profile.contacts.*.email", "Profile.contacts.*.phone", "Profile.accessibility.was_url", "Profile.name", "key", "date"]
)
def test_short_things_are_known_too(world: World, site: Path, path: str) -> None:
    """A mail address, a telephone number, a web address, a name, the key of a site, the id of a date."""
    owner = next(one.owner for one in world.birds if one.owner)
    profile = world.plans[owner or "", "participant"].profile
    text = {
        "Profile.contacts.*.email": profile.contacts["course"].email,
        "Profile.contacts.*.phone": profile.contacts["course"].phone,
        "Profile.accessibility.was_url": profile.accessibility.was_url,
        "Profile.name": profile.municipality.name,
        "key": f"{owner}-trainer",
        "date": f"{owner}.{profile.cohorts[0].id}.dag.1@coursesite",
    }[path]
    put("a.html", f"<p>Skriv til {text}, hvis du vil.</p>")(site)
    found = [str(problem) for problem in leaks(site, world.known, world.plans[PLAIN, "participant"])]
    assert len(found) == 1
    assert f"fra municipalities/{owner}/profile.yml [side-laek]" in found[0]


def test_a_strangers_file_is_found(world: World, site: Path) -> None:
    """Whatever it is called there, and though it has no text."""
    profile = next(plan.profile for (slug, _), plan in world.plans.items() if slug != PLAIN)
    name, path = next(iter(profile.assets.items()))
    shutil.copy(path, site / "assets" / "andet.svg")
    found = [str(problem) for problem in leaks(site, world.known, world.plans[PLAIN, "participant"])]
    said = f"siden har en fil, der ikke hører til den: municipalities/{profile.municipality.slug}/{name}"
    assert f"assets/andet.svg:1:1: {said} [side-laek]\n    {REMEDY}" in found


def test_a_whole_site_in_the_wrong_place_is_found(world: World) -> None:
    """Another audience's and another municipality's."""
    first, second = [slug for slug, edition in world.plans if edition == "participant"][:2]
    assert leaks(world.site(first, "trainer"), world.known, world.plans[first, "participant"])
    assert leaks(world.site(first, "participant"), world.known, world.plans[second, "participant"])
    assert leaks(world.site(first, "participant"), world.known, world.plans[first, "leader"])
    assert not leaks(world.site(first, "participant"), world.known, world.plans[first, "participant"])


def test_a_site_that_leaks_isnt_taken_into_use(small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The former one stands."""
    choice, to = Choice("havneby", "participant"), small / "web"
    assert not build_all(small, [choice], to / ".releases" / "1", functools.partial(here, workers=1))

    def leaking(site: Path, **_: object) -> Problems:
        problems = Problems()
        problems.error("side-laek", Place("index.html"), "siden har tekst, der ikke hører til den", REMEDY)
        return problems

    monkeypatch.setattr(build, "leaks", leaking)
    failed = build_all(small, [choice], to / ".releases" / "2", functools.partial(here, workers=1))
    assert failed[choice].startswith("Den færdige side har fejl og er ikke taget i brug:\nindex.html:1:1: siden har tekst")
    assert not (to / ".releases" / "2" / "havneby" / "participant").exists()
