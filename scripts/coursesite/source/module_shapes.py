"""The front matter of modules, patches and shell pages, as it is written."""

from typing import Annotated, Literal

from pydantic import Field

from coursesite.model import Audience, Kind, Spot, Status
from coursesite.source.shape import AllOr, Form, Id, IsoDate, Line, Shape, matching, refusal, told

MinuteCount = Annotated[int, Field(ge=1, le=600)]


class MinutesShape(Shape, title="Modulets tid"):
    """How long a module takes in class and alone."""

    in_class: Annotated[MinuteCount | None, told("Minutter i undervisningen. Skriv `null`, når modulet ikke kan bruges dér.", 45)] = Field(
        alias="class"
    )
    alone: Annotated[MinuteCount | None, told("Minutter alene. Skriv `null`, når modulet ikke kan læses alene.", 15)] = Field(alias="self")


class ReviewShape(Shape, title="Gennemlæsning"):
    """Who read the module last, and when."""

    by: Annotated[Line, told("Hvem der læste modulet igennem.", "redaktionen")]
    date: Annotated[IsoDate, told("Hvilken dag det blev læst. Kontrollen minder om det efter et år.", "2026-11-21")]


def a_time(value: MinutesShape) -> MinutesShape:
    """A module takes time one way or the other."""
    if value.in_class is None and value.alone is None:
        raise refusal(
            "minutter",
            "modulet har ingen tid, hverken i undervisningen eller alene",
            "Skriv fx {class: 30, self: 15}; kun den ene kan være null.",
        )
    return value


ModuleMinutes = Annotated[MinutesShape, Form(a_time, {"anyOf": [{"properties": {key: {"type": "integer"}}} for key in ("class", "self")]})]


class ModuleShape(Shape, title="Et modul"):
    """A module's front matter."""

    id: Annotated[Id, told("Modulets id, som er filens navn uden `.md`. Det ændres ikke, når det er taget i brug.")]
    title: Annotated[Line, told("Modulets navn, som det står på siden.")]
    theme: Annotated[
        Id | None, told("Det tema, modulet hører til, som også er filens mappe. Skriv `null`, når det ikke hører til et tema.")
    ]
    kind: Annotated[
        Kind,
        told(
            "Hvad slags modul det er: begreb, redskab, øvelse, case, refleksion, vejledning eller skema. Slagsen bestemmer, hvilke afsnit det har."
        ),
    ]
    minutes: Annotated[ModuleMinutes, told("Hvor længe modulet varer, i undervisningen og alene. Kun den ene kan være `null`.")]
    group: Annotated[Line, told("Hvordan man sidder eller arbejder sammen.", "2 og 2")]
    materials: Annotated[list[Line], told("Det, underviseren skal have med. Skriv en tom liste, når der intet er.", ["Flipover"])]
    areas: Annotated[AllOr, told("De områder, modulet er for: `all` eller en liste med områdernes id'er.")]
    functions: Annotated[AllOr, told("De funktioner, modulet er for: `all` eller en liste med funktionernes id'er.")]
    audience: Annotated[Audience, told("Hvem modulet er for: deltagere, undervisere eller ledere.")]
    core: Annotated[bool, told("Om modulet er en kerne i kurset. Så skal en kommune have en grund til at udelade det.")]
    splittable: Annotated[bool, told("Om modulet kan deles over en pause eller to dage.")]
    goals: Annotated[list[Id], told("De af kursets mål, modulet arbejder for.")]
    objectives: Annotated[
        list[Line],
        Field(min_length=1),
        told("Det, deltageren kan bagefter, ét punkt for hver ting. Begynd med »Du kan«.", ["Du kan gengive det, du hører"]),
    ]
    keypoints: Annotated[list[Line], Field(min_length=1), told("Det vigtigste at tage med, ét punkt for hver ting.")]
    requires: Annotated[list[Id], told("Moduler, der skal komme før dette. Skriv en tom liste, når der ingen er.")]
    option: Annotated[Id | None, told("Det tilvalg, modulet følger med. Skriv `null`, når alle får det.")]
    sources: Annotated[list[Id], told("De kilder, modulet bygger på.")]
    status: Annotated[Status, told("Hvor langt modulet er. Kun `ready` er med på siderne; `draft` er en kladde, og `retired` er taget ud.")]
    reviewed: Annotated[ReviewShape, told("Hvem der sidst læste modulet igennem, og hvornår.")]
    formerly: Annotated[list[Id], told("Id'er, modulet har haft før, så gamle adresser bliver ved med at virke.")]


Digest = Annotated[
    str, matching(r"[0-9a-f]{12}", "et kendetegn for en standardtekst", "Skriv de 12 tegn, som kontrollen oplyser, i anførselstegn.")
]
Base = dict[str, Digest]


class LocalModuleShape(ModuleShape, title="Kommunens eget modul"):
    """A municipality's new module, or one that takes a standard module's place."""

    replaces: Annotated[Id | None, told("Standardmodulet, som dette erstatter. Udelad nøglen, når modulet er nyt.")] = None
    base: Annotated[
        Digest | None,
        told("Kendetegnet for den standardtekst, modulet er skrevet ud fra. `coursesite rebase` sætter det ind.", "5af8b6c35e28"),
    ] = None


class PatchShape(Shape, title="Ændrede afsnit"):
    """Sections of a standard module in a municipality's own words."""

    patches: Annotated[Id, told("Standardmodulet, hvis afsnit er skrevet om.")]
    base: Annotated[
        Base, told("Kendetegn for de standardafsnit, der er skrevet om: afsnittets id og 12 tegn. `coursesite rebase` sætter dem ind.")
    ]
    title: Annotated[Line | None, told("Et andet navn til modulet. Udelad nøglen for at beholde standardens.")] = None
    minutes: Annotated[ModuleMinutes | None, told("En anden tid til modulet. Udelad nøglen for at beholde standardens.")] = None
    materials: Annotated[list[Line] | None, told("Andre materialer. Udelad nøglen for at beholde standardens.", ["Flipover"])] = None
    keypoints: Annotated[
        Annotated[list[Line], Field(min_length=1)] | None, told("Andre punkter at tage med. Udelad nøglen for at beholde standardens.")
    ] = None


class ShellShape(Shape, title="En side i rammen"):
    """A page of the site's shell; on a literal one nothing is filled in, so that it can show how that is written."""

    title: Annotated[Line, told("Sidens navn, som det står i menuen.")]
    editions: Annotated[
        list[Literal["participant", "trainer", "leader"]],
        Field(min_length=1),
        told("De udgaver, siden er med i: deltagernes, undervisernes eller ledernes.", ["trainer"]),
    ]
    uri: Annotated[
        Annotated[str, matching(r"[a-z0-9-]+(/[a-z0-9-]+)*\.md", "en side", "Skriv fx index.md.")] | None,
        told("Sidens adresse, når den ikke er filens sted i mappen. To sider kan deles om en adresse i hver sin udgave.", "index.md"),
    ] = None
    literal: Annotated[
        bool, told("Om siden viser, hvordan kommunens ord sættes ind. Så bliver pladserne til dem stående, som de er skrevet.")
    ] = False
    place: Annotated[
        Spot, told("Hvor siden står ud over i menuen: `tool` blandt redskaberne på forsiden, `footer` nederst på alle sider.", "tool")
    ] = "menu"
