"""Which modules an edition has, and why: one question after the other, each with its answer."""

from collections.abc import Collection, Iterator, Mapping

from coursesite.model import Audience, Course, Edition, Module, Named, Profile
from coursesite.plan.model import Decision

# Which audiences' texts an edition has. What isn't named here is in no file of it.
AUDIENCES_OF: Mapping[Edition, frozenset[Audience]] = {
    "participant": frozenset({"participant"}),
    "trainer": frozenset({"participant", "trainer", "leader"}),
    "leader": frozenset({"leader"}),
}
EDITION_NAMES: Mapping[Edition, str] = {"participant": "deltagerudgaven", "trainer": "underviserudgaven", "leader": "lederudgaven"}
_AUDIENCE_NAMES: Mapping[Audience, str] = {"participant": "deltagere", "trainer": "undervisere", "leader": "ledere"}
_STATUS_NAMES = {"draft": "det er en kladde", "retired": "det er udgået"}
_LOCAL_NAMES = {"new": "kommunens eget modul", "replaced": "erstattet af kommunens egen udgave", "patched": "afsnit ændret af kommunen"}


def decide(module: Module, course: Course, profile: Profile, edition: Edition) -> Decision:
    """In or out, with the reasons that speak for it; one reason against is enough."""
    against = tuple(reasons_against(module, course, profile, edition))
    return Decision(module, not against, against or tuple(reasons_for(module, course, profile)))


def reasons_against(module: Module, course: Course, profile: Profile, edition: Edition) -> Iterator[str]:
    """Everything that keeps a module out."""
    if module.status != "ready":
        yield _STATUS_NAMES[module.status]
    if module.audience not in AUDIENCES_OF[edition]:
        yield f"er for {_AUDIENCE_NAMES[module.audience]}, ikke i {EDITION_NAMES[edition]}"
    if module.theme is not None and module.theme not in profile.themes:
        yield f"temaet »{course.themes[module.theme].title}« er ikke valgt"
    if module.areas is not None and not meets(module.areas, profile.areas):
        yield f"er for {names(module.areas, course.areas)}, som ikke er valgt"
    if module.functions is not None and not meets(module.functions, profile.functions):
        yield f"er for {names(module.functions, course.functions)}, som ikke er valgt"
    if module.option is not None and module.option not in profile.options:
        yield f"hører til tilvalget »{course.options[module.option].title}«, som ikke er valgt"
    for omission in profile.omit:
        if omission.module == module.id:
            yield f"fravalgt af kommunen: {omission.reason}"


def reasons_for(module: Module, course: Course, profile: Profile) -> Iterator[str]:
    """What a module is there for."""
    if module.local:
        yield _LOCAL_NAMES[module.local]
    if module.core:
        yield "kernemodul"
    if module.theme is not None:
        yield f"temaet »{course.themes[module.theme].title}« er valgt"
    if module.areas is None:
        yield "for alle områder"
    else:
        yield f"området {names([a for a in module.areas if a in profile.areas], course.areas)} er valgt"
    if module.functions is not None:
        yield f"funktionen {names([f for f in module.functions if f in profile.functions], course.functions)} er valgt"
    if module.option is not None:
        yield f"tilvalget »{course.options[module.option].title}« er valgt"


def meets(wanted: Collection[str], chosen: Collection[str]) -> bool:
    """Whether two choices have anything in common."""
    return not set(wanted).isdisjoint(chosen)


def names(ids: Collection[str], named: Mapping[str, Named]) -> str:
    """`Handicap og Ældre`."""
    titles = [named[id].title for id in ids]
    return " og ".join(filter(None, [", ".join(titles[:-1]), *titles[-1:]]))
