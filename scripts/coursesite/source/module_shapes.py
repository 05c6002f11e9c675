"""The front matter of modules, patches and shell pages, as it is written."""

from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from coursesite.model import Audience, Kind, Status
from coursesite.source.shape import AllOr, Id, IsoDate, Line, Shape, matching, refusal

MinuteCount = Annotated[int, Field(ge=1, le=600)]


class MinutesShape(Shape):
    """How long a module takes in class and alone."""

    in_class: MinuteCount | None = Field(alias="class")
    alone: MinuteCount | None = Field(alias="self")


class ReviewShape(Shape):
    """Who read the module last, and when."""

    by: Line
    date: IsoDate


def a_time(value: MinutesShape) -> MinutesShape:
    """A module takes time one way or the other."""
    if value.in_class is None and value.alone is None:
        raise refusal(
            "minutter",
            "modulet har ingen tid, hverken i undervisningen eller alene",
            "Skriv fx {class: 30, self: 15}; kun den ene kan være null.",
        )
    return value


class ModuleShape(Shape):
    """A module's front matter."""

    id: Id
    title: Line
    theme: Id | None
    kind: Kind
    minutes: Annotated[MinutesShape, AfterValidator(a_time)]
    group: Line
    materials: list[Line]
    areas: AllOr
    functions: AllOr
    audience: Audience
    core: bool
    splittable: bool
    goals: list[Id]
    objectives: Annotated[list[Line], Field(min_length=1)]
    keypoints: Annotated[list[Line], Field(min_length=1)]
    requires: list[Id]
    option: Id | None
    sources: list[Id]
    status: Status
    reviewed: ReviewShape
    formerly: list[Id]


Digest = Annotated[
    str, matching(r"[0-9a-f]{12}", "et kendetegn for en standardtekst", "Skriv de 12 tegn, som kontrollen oplyser, i anførselstegn.")
]
Base = dict[str, Digest]


class LocalModuleShape(ModuleShape):
    """A municipality's new module, or one that takes a standard module's place."""

    replaces: Id | None = None
    base: Digest | None = None


class PatchShape(Shape):
    """Sections of a standard module in a municipality's own words."""

    patches: Id
    base: Base
    title: Line | None = None
    minutes: Annotated[MinutesShape, AfterValidator(a_time)] | None = None
    materials: list[Line] | None = None
    keypoints: Annotated[list[Line], Field(min_length=1)] | None = None


class ShellShape(Shape):
    """A page of the site's shell."""

    title: Line
    editions: Annotated[list[Literal["participant", "trainer", "leader"]], Field(min_length=1)]
    uri: Annotated[str, matching(r"[a-z0-9-]+(/[a-z0-9-]+)*\.md", "en side", "Skriv fx index.md.")] | None = None
