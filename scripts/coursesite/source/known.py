"""The ids that a course has, read leniently, so that one mistake doesn't blame every use of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from coursesite.problems import Place, Problems, did_you_mean, one_of
from coursesite.source.expressions import Names
from coursesite.source.vocabulary import Vocabulary
from coursesite.source.yaml_text import Yaml


class Everything(frozenset[str]):
    """Stands for the ids of a file that can't be read: nothing is unknown then."""

    def __contains__(self, _: object) -> bool:
        """Whatever is asked for may well be there."""
        return True


EVERYTHING = Everything()
Ids = frozenset[str]

# What an id is of → the problem's code and how the sentence begins.
_KINDS = {
    "theme": ("tema-ukendt", "ukendt tema"), "goal": ("maal-ukendt", "ukendt mål"),
    "area": ("omraade-ukendt", "ukendt område"), "function": ("funktion-ukendt", "ukendt funktion"),
    "option": ("tilvalg-ukendt", "ukendt tilvalg"), "module": ("modul-ukendt", "ukendt modul"),
    "page": ("side-ukendt", "ukendt side"), "law": ("lov-ukendt", "ukendt lovhenvisning"), "term": ("ord-ukendt", "ukendt ord i ordlisten"),
    "source": ("kilde-ukendt", "ukendt kilde"), "asset": ("fil-ukendt", "ukendt fil"),
    "scenario": ("scenarie-ukendt", "ukendt scenarie"), "diagram": ("diagram-ukendt", "ukendt diagram"), "activity": ("aktivitet-ukendt", "ukendt aktivitet"),
    "phase": ("fase-ukendt", "ukendt fase"), "programme": ("forloeb-ukendt", "ukendt forløb"),
    "role": ("rolle-ukendt", "ukendt rolle"), "node": ("scenarie-trin", "ukendt trin"), "word": ("begreb-ukendt", "ukendt ord"),
    "promise": ("loefte-ukendt", "ukendt løfte"), "contact": ("kontakt-ukendt", "ukendt kontakt"),
    "slot": ("punkt-ukendt", "ukendt punkt i fasen"), "section": ("afsnit-ukendt", "ukendt afsnit"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Known:
    """Every id there is, by kind.

    `sections` has a module's section ids where they are sure, `former` the new id of each module
    that has had another.
    """

    ids: Mapping[str, Ids]
    words: Vocabulary
    sections: Mapping[str, Ids] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    def check(self, kind: str, word: str, place: Place, problems: Problems) -> bool:
        """Whether an id is known; if not, that is a problem at its place."""
        if kind == "module" and word in self.former and word not in self.ids[kind]:
            problems.error("modul-omdoebt", place, *self.renamed(word))
            return False
        return check_known(kind, word, self.ids[kind], place, problems)

    def renamed(self, word: str) -> tuple[str, str]:
        """What to say of a module's former id, and what to write instead."""
        return f"modulet »{word}« hedder nu »{self.former[word]}«", f"Skriv »{self.former[word]}«."

    def check_all(self, kind: str, words: Iterable[str], document: Yaml, path: tuple[str | int, ...], problems: Problems) -> None:
        """The ids of a YAML list, each at its own place, none of them twice."""
        check_each(words, lambda word, place: self.check(kind, word, place, problems), document, path, problems)

    def with_modules(self, sections: Mapping[str, Ids], assets: Ids) -> "Known":
        """With a municipality's own modules and files."""
        modules = self.ids["module"] | sections.keys()
        ids = {**self.ids, "module": modules, "asset": self.ids["asset"] | assets}
        names = Names(self.words.names.variables, {**self.words.names.macros, "minutes": modules})
        return Known(ids, replace(self.words, names=names, local=True), {**self.sections, **sections}, self.former)


def check_each(
    words: Iterable[str], check: Callable[[str, Place], bool], document: Yaml, path: tuple[str | int, ...], problems: Problems
) -> None:
    """The words of a YAML list, each by `check` at its own place, none of them twice."""
    seen: set[str] = set()
    for number, word in enumerate(words):
        place = document.at(*path, number)
        if check(word, place) and word in seen:
            problems.error("dublet", place, f"»{word}« står to gange", "Slet det ene.")
        seen.add(word)


def check_known(kind: str, word: str, known: Ids, place: Place, problems: Problems) -> bool:
    """Whether `word` is among the known; if not, that is a problem that suggests the nearest."""
    if word in known:
        return True
    code, opening = _KINDS[kind]
    problems.error(code, place, f"{opening} »{word}«{did_you_mean(word, known)}", one_of(sorted(known)))
    return False


def ids_of(document: Yaml | None, *path: str) -> Ids:
    """The ids in a list of a document, valid or not; everything where it can't be read."""
    data: Any = document.data if document else None
    for part in path:
        data = data.get(part) if isinstance(data, dict) else None
    if isinstance(data, dict):
        return frozenset(data)
    if not isinstance(data, list):
        return EVERYTHING
    return frozenset(item["id"] for item in data if isinstance(item, dict) and isinstance(item.get("id"), str))


def lines_of(document: Yaml | None, key: str) -> Ids:
    """The texts of a list of a document; everything where it can't be read."""
    data = document.data.get(key) if document and isinstance(document.data, dict) else None
    return frozenset(item for item in data if isinstance(item, str)) if isinstance(data, list) else EVERYTHING


def names_of(course: Yaml | None, modules: Ids) -> Names:
    """The variables and macros that a text may use."""
    if course is None or not isinstance(course.data, dict):
        return Names(EVERYTHING, {"box": EVERYTHING, "contact": EVERYTHING, "minutes": modules})
    fields = (("words", ("indefinite", "definite")), ("contacts", ("name", "email", "phone")))
    dotted = {f"{key}.{one}.{part}" for key, parts in fields for one in ids_of(course, key) for part in parts}
    promises = {f"promises.{one}" for one in ids_of(course, "promises")}
    municipality = {"municipality.name", "municipality.short_name"}
    macros = {"box": ids_of(course, "boxes"), "contact": ids_of(course, "contacts"), "minutes": modules}
    return Names(frozenset(municipality | promises | dotted), macros)
