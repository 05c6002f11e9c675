"""What stands in a municipality's folder, as it is written."""

from typing import Annotated, Literal

from pydantic import Field

from coursesite.source.course_shapes import SlotShape, WordShape
from coursesite.source.module_shapes import MinuteCount
from coursesite.source.shape import AllOr, Clock, Email, Id, IsoDate, Line, Paragraph, Phone, Release, Shape, Url, matching, told

Colour = Annotated[str, matching(r"#[0-9a-fA-F]{6}", "en farve", 'Skriv seks tegn efter #, i anførselstegn, fx "#14532d".')]
FileName = Annotated[
    str,
    matching(
        r"[A-Za-z0-9][A-Za-z0-9._-]*", "et filnavn", "Brug bogstaver uden æøå, tal, punktum og bindestreg, og læg filen i kommunens mappe."
    ),
]


class OmitShape(Shape, title="Et modul, der er udeladt"):
    """A module left out, and why."""

    module: Annotated[Id, told("Id'et på det modul, kommunen ikke vil have med.")]
    reason: Annotated[Line, told("Hvorfor det er udeladt. Grunden vises i planen, ikke på siden.", "Indgår i kommunens eget forløb")]


class ProfileContactShape(Shape, title="Kommunens kontakt"):
    """Whom to turn to in the municipality."""

    name: Annotated[Line, told("Hvem man kan henvende sig til. Skriv helst en rolle eller et team.", "kursusteamet")]
    email: Annotated[Email | None, told("Kontaktens e-mailadresse.", "kursus@kommune.example")] = None
    phone: Annotated[Phone | None, told("Kontaktens telefonnummer i anførselstegn.", "12 34 56 78")] = None


class BrandShape(Shape, title="Farve og logo"):
    """The municipality's colour and logo."""

    # No null: an unquoted colour is a comment in YAML, and would be nothing without a word.
    primary: Annotated[Colour, told("Kommunens farve i anførselstegn. Hvid tekst skal kunne læses på den.", "#14532d")] = ""
    logo: Annotated[FileName, told("Logoets fil i kommunens mappe, en `.svg` eller `.png`.", "logo.svg")] = ""


class ChangeShape(Shape, title="En ændring i en fase"):
    """What is added to a phase and dropped from it, by the ids of modules and activities."""

    add: Annotated[list[SlotShape], told("Det, der kommer til. Det får plads, hvor det første, der går ud, stod.")] = []
    drop: Annotated[list[Id], told("Det, der går ud: id'er på moduler og aktiviteter.")] = []


class ProfileProgrammeShape(Shape, title="Kommunens forløb"):
    """Which programme is used, and how it differs."""

    use: Annotated[Id, told("Id'et på det forløb, kommunen følger.")] = "standard"
    changes: Annotated[dict[str, ChangeShape], told("Ændringer i forløbet: fasens id, og hvad der kommer til og går ud.")] = {}


class BreakShape(Shape, title="En pause"):
    """A pause."""

    start: Annotated[Clock, told("Hvornår pausen begynder, i anførselstegn.", "12:00")]
    minutes: Annotated[MinuteCount, told("Hvor mange minutter pausen varer.", 45)]
    label: Annotated[Line, told("Hvad pausen hedder.", "Frokost")]


class DayShape(Shape, title="En dag for et hold"):
    """A day of a cohort."""

    date: Annotated[IsoDate, told("Dagens dato.", "2027-02-03")]
    start: Annotated[Clock, told("Hvornår dagen begynder, i anførselstegn.", "09:00")]
    end: Annotated[Clock, told("Hvornår dagen slutter, i anførselstegn.", "15:30")]
    place: Annotated[Line, told("Hvor man mødes.", "Rådhuset, lokale 2")]
    phase: Annotated[Id, told("Id'et på den fase i forløbet, som dagen er.")]
    breaks: Annotated[list[BreakShape], told("Dagens pauser i orden.")] = []


class CohortShape(Shape, title="Et hold"):
    """One run of the programme."""

    id: Annotated[Id, told("Holdets id, som dets kalender hedder efter.", "hold-1")]
    areas: Annotated[AllOr, told("De områder, holdets deltagere kommer fra.")] = "all"
    size: Annotated[Annotated[int, Field(ge=1, le=200)], told("Hvor mange deltagere der er på holdet.", 20)]
    format: Annotated[Literal["on-site", "online"], told("Om holdet mødes i et lokale eller på skærm.")] = "on-site"
    revision: Annotated[
        Annotated[int, Field(ge=0)], told("Sættes én op, hver gang datoer eller steder ændres, så kalendere henter det nye.")
    ] = 0
    days: Annotated[list[DayShape], Field(min_length=1), told("Holdets dage i den rækkefølge, de kommer.")]


class EventShape(Shape, title="Et fælles møde"):
    """A meeting for everybody concerned."""

    date: Annotated[IsoDate, told("Mødets dato.", "2027-01-12")]
    start: Annotated[Clock, told("Hvornår mødet begynder, i anførselstegn.", "13:00")]
    end: Annotated[Clock, told("Hvornår mødet slutter, i anførselstegn.", "15:00")]
    phase: Annotated[Id, told("Id'et på den fase i forløbet, som mødet er.")]


class AccessibilityShape(Shape, title="Tilgængelighed"):
    """The statutory statement, and whom to turn to."""

    was_url: Annotated[Url | None, told("Adressen på kommunens tilgængelighedserklæring.")] = None
    email: Annotated[Email | None, told("E-mailadressen, man skriver til om tilgængelighed.", "tilgaengelighed@kommune.example")] = None
    phone: Annotated[Phone | None, told("Telefonnummeret, man ringer til om tilgængelighed, i anførselstegn.", "12 34 56 78")] = None


class ProfileShape(Shape, title="Kommunens profil"):
    """`municipalities/<slug>/profile.yml`."""

    municipality: Annotated[Id, told("Kommunens navn i adresseform, som også er mappens navn.")]
    status: Annotated[
        Literal["own", "example", "fictional"],
        told("Om siden er kommunens egen. `own` er kommunens egen, `example` er vist uden kommunen, og `fictional` er opdigtet."),
    ]
    name: Annotated[Line | None, told("Navnet på en opdigtet kommune. De rigtige har deres navn fra registret.", "Eksempel Kommune")] = None
    areas: Annotated[AllOr, told("De områder, kurset er for. Udelad nøglen for at få alle.")] = "all"
    functions: Annotated[AllOr, told("De funktioner, kurset er for. Udelad nøglen for at få alle.")] = "all"
    themes: Annotated[AllOr, told("De temaer, kommunen vil have, i menuens orden. Udelad nøglen for at få alle.")] = "all"
    omit: Annotated[list[OmitShape], told("Moduler, kommunen ikke vil have med, og hvorfor.")] = []
    options: Annotated[list[Id], told("Det, kommunen vælger til.")] = []
    goals: Annotated[list[Line], told("Kommunens egne mål med forløbet, ét punkt for hvert.", ["Vi ringer først"])] = []
    words: Annotated[dict[str, WordShape], told("Kommunens egne ord i stedet for de neutrale: ordets id og dets to former.")] = {}
    promises: Annotated[dict[str, Line], told("Det, kommunen lover borgerne: løftets id og teksten.")] = {}
    contacts: Annotated[dict[str, ProfileContactShape], told("Hvem deltagerne kan henvende sig til: kontaktens id, og hvem det er.")] = {}
    brand: Annotated[BrandShape, told("Kommunens farve og logo.")] = BrandShape()
    programme: Annotated[ProfileProgrammeShape, told("Hvilket forløb kommunen følger, og hvad der er ændret i det.")] = (
        ProfileProgrammeShape()
    )
    cohorts: Annotated[list[CohortShape], told("Kommunens hold med deres dage, tider og steder.")] = []
    events: Annotated[list[EventShape], told("Møder, der er fælles for alle hold.")] = []
    accessibility: Annotated[AccessibilityShape, told("Kommunens tilgængelighedserklæring, og hvem man kan skrive eller ringe til.")] = (
        AccessibilityShape()
    )
    site_url: Annotated[
        Url | None,
        told(
            "Adressen på deltagernes side, når den er lagt ud. Den giver QR-koder på lommekort og plakat og bruges, når en adresse ikke findes."
        ),
    ] = None
    release: Annotated[
        Release | None, told("Den udgave af kurset, kommunen holder fast i, mens et hold er i gang. Skriv den i anførselstegn.", "2026.1")
    ] = None


class ExperienceShape(Shape, title="En erfaring"):
    """`municipalities/<slug>/experiences/<id>.yml`: something learnt, with nobody recognisable."""

    id: Annotated[Id, told("Erfaringens id, som er filens navn uden `.yml`.")]
    title: Annotated[Line, told("Erfaringens overskrift.")]
    module: Annotated[Id | None, told("Det modul, erfaringen hører til.")] = None
    areas: Annotated[AllOr, told("De områder, erfaringen er for.")] = "all"
    situation: Annotated[Paragraph, told("Hvad der skete, fortalt, så ingen kan genkendes.")]
    did: Annotated[Paragraph, told("Hvad I gjorde.")]
    learned: Annotated[Paragraph, told("Hvad I lærte.")]
    date: Annotated[IsoDate, told("Hvilken dag erfaringen er skrevet.", "2026-10-05")]
