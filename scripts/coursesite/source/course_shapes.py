"""The course's own YAML files, as they are written."""

from typing import Annotated, Literal

from pydantic import Field

from coursesite.model import Audience, Certainty, Handout, Kind, Need, PhaseKind
from coursesite.source.module_shapes import MinuteCount
from coursesite.source.shape import Email, Id, IsoDate, Line, Paragraph, Phone, Release, Shape, Url, matching, told


class ThemeShape(Shape, title="Et tema"):
    """One theme; `path` gives the order of its modules, and the rest follow by title."""

    id: Annotated[Id, told("Temaets id, som også er navnet på mappen med dets moduler. Det ændres ikke, når det er taget i brug.")]
    title: Annotated[Line, told("Temaets fulde navn, som det står øverst på temaets side.")]
    short: Annotated[Line, told("Temaets korte navn, som det står i menuen.")]
    why: Annotated[list[Paragraph], Field(min_length=1), told("Hvorfor temaet betyder noget, ét punkt for hvert afsnit.")]
    outcomes: Annotated[
        list[Line],
        Field(min_length=1),
        told("Det, man kan efter temaet, ét punkt for hver ting. Skriv hele sætninger.", ["Du kan gengive det, du hører"]),
    ]
    hang_together: Annotated[Paragraph, told("Hvordan temaets moduler hænger sammen, og hvorfor de kommer i den orden.")]
    path: Annotated[list[Id], told("Temaets moduler i den orden, de skal læses. De, der ikke nævnes, kommer til sidst efter titel.")] = []


class NamedShape(Shape, title="Et mål, en funktion eller et tilvalg"):
    """A goal, an area, a function or an option."""

    id: Annotated[Id, told("Punktets id, som moduler og profiler henviser til. Det ændres ikke, når det er taget i brug.")]
    title: Annotated[Line, told("Punktets navn, som det står på siden.")]
    text: Annotated[Paragraph, told("Et par linjer til læseren om, hvad det er.")]


class AreaShape(NamedShape, title="Et område"):
    """An area; `path` gives the order of its cases, and the rest follow by title."""

    path: Annotated[
        list[Id], told("Områdets egne cases i den orden, de skal bruges. De, der ikke nævnes, kommer til sidst efter titel.")
    ] = []


class WordShape(Shape, title="Et ord i to former"):
    """A word in its two forms."""

    indefinite: Annotated[Line, told("Ordet i ubestemt form med lille begyndelsesbogstav.", "sagsbehandler")]
    definite: Annotated[Line, told("Ordet i bestemt form med lille begyndelsesbogstav.", "sagsbehandleren")]


class ContactShape(Shape, title="En kontakt"):
    """Whom to turn to; the default is a role, not a person."""

    name: Annotated[Line, told("Hvem man kan henvende sig til. Skriv helst en rolle og ikke en person.", "kursets undervisere")]
    email: Annotated[Email | None, told("Kontaktens e-mailadresse.", "kursus@kommune.example")] = None
    phone: Annotated[Phone | None, told("Kontaktens telefonnummer i anførselstegn.", "12 34 56 78")] = None


class BoxLineShape(Shape, title="En linje i en boks"):
    """A line of a box: the question or lead, and what follows it."""

    lead: Annotated[Line, told("Spørgsmålet eller ordet, som linjen begynder med. Det står med fed skrift.", "Hvem er det?")]
    text: Annotated[Line, told("Svaret eller rådet, som kommer efter.")]


class BoxShape(Shape, title="En boks"):
    """A short text that several modules share."""

    id: Annotated[Id, told("Boksens id, som moduler sætter den ind med.")]
    title: Annotated[Line, told("Boksens overskrift.")]
    lines: Annotated[list[BoxLineShape], Field(min_length=1), told("Boksens linjer i orden.")]


class CourseShape(Shape, title="Kurset"):
    """`modules/course.yml`."""

    title: Annotated[Line, told("Kursets navn, som det står på forsiden.")]
    subtitle: Annotated[Line, told("Linjen under navnet, som siger, hvem kurset er til.")]
    release: Annotated[
        Release,
        told(
            "Kursets udgave i anførselstegn, som den også er mærket (`git tag`). En kommune kan holde fast i den med `release` i sin profil.",
            "2026.1",
        ),
    ]
    themes: Annotated[list[ThemeShape], Field(min_length=1), told("Kursets temaer i den orden, menuen viser dem.")]
    goals: Annotated[list[NamedShape], told("Kursets mål, som modulerne nævner i `goals`.")]
    areas: Annotated[list[AreaShape], Field(min_length=1), told("De områder, deltagerne arbejder i.")]
    functions: Annotated[list[NamedShape], Field(min_length=1), told("De funktioner, deltagerne kan have i et område.")]
    options: Annotated[list[NamedShape], told("Det, en kommune kan vælge til ud over kurset.")]
    speakers: Annotated[
        list[Line], told("De navne, der kan stå foran en replik i en dialog. Hver replik begynder med navnet og et kolon.", ["Borger"])
    ]
    roles: Annotated[dict[str, Line], told("Rollerne i rollespil: id'et, og rollens navn på rollekortet.")]
    words: Annotated[dict[str, WordShape], told("De ord, en kommune kan sætte sine egne i stedet for, med de neutrale.")]
    promises: Annotated[dict[str, Line], told("De løfter til borgerne, en kommune kan udfylde, med det, der står ellers.")]
    contacts: Annotated[dict[str, ContactShape], told("De kontakter, en kommune kan udfylde, med den, der står ellers.")]
    boxes: Annotated[list[BoxShape], told("Korte tekster, som flere moduler deler.")]


class CheckedShape(Shape, title="Hvornår reglen er slået efter"):
    """Who looked the rule up, when, and in what text."""

    by: Annotated[Line, told("Hvem der slog reglen efter.", "redaktionen")]
    date: Annotated[IsoDate, told("Hvilken dag den blev slået efter.", "2026-11-21")]
    where: Annotated[Line, told("Hvilken tekst den blev slået efter i.")]


class LawShape(Shape, title="En regel"):
    """One rule."""

    id: Annotated[Id, told("Reglens id, som modulerne henviser til med `law:`.", "fvl-19")]
    act: Annotated[Line, told("Lovens navn.", "Forvaltningsloven")]
    paragraph: Annotated[Line | None, told("Paragraffen. Skriv `null`, når hele loven er ment.", "§ 19")]
    title: Annotated[Line, told("Reglens navn i få ord.", "Partshøring")]
    text: Annotated[Line, told("Hvad reglen siger, på én linje i et sprog til hverdagen.")]
    url: Annotated[Url | None, told("Adressen på loven. Skriv `null`, når den ikke kendes.")]
    checked: Annotated[CheckedShape, told("Hvem der slog reglen efter, hvornår og hvor.")]
    valid_from: Annotated[IsoDate | None, told("Dagen, reglen gælder fra. Skriv `null`, når det ikke skal stå på siden.", "2024-01-01")]
    changes_on: Annotated[
        IsoDate | None,
        told("Dagen, reglen ændres. Kontrollen minder om at slå efter til den tid; skriv `null` uden en ændring.", "2027-01-01"),
    ]
    certainty: Annotated[
        Certainty,
        told(
            "Hvor sikkert det er, at teksten er rigtig. `high` er slået efter eller velkendt, `medium` kun delvist, og `low` er tvivlsom."
        ),
    ]


class LawsShape(Shape, title="Reglerne"):
    """`modules/laws.yml`."""

    laws: Annotated[list[LawShape], told("De regler, kurset henviser til.")]


class SourceShape(Shape, title="En kilde"):
    """One work."""

    id: Annotated[Id, told("Kildens id, som modulerne henviser til med `source:` og i `sources`.", "tyler-2006")]
    authors: Annotated[Line, told("Hvem der har skrevet den.", "Tom R. Tyler")]
    year: Annotated[Line | None, told("Årstallet i anførselstegn. Skriv `null`, når det ikke kendes.", "2006")]
    title: Annotated[Line, told("Kildens titel på dens eget sprog.")]
    publisher: Annotated[Line | None, told("Forlag, tidsskrift eller institution. Skriv `null`, når det ikke kendes.")]
    url: Annotated[Url | None, told("Adressen på kilden. Skriv `null`, når der ikke er nogen.")]
    lang: Annotated[
        Annotated[str, matching(r"[a-z]{2}", "en sprogkode", "Skriv fx da, en eller nl.")],
        told("Titlens sprog med to bogstaver, så en skærmlæser kan læse den højt.", "da"),
    ]
    note: Annotated[Paragraph, told("Hvad kilden viser, og hvor sikkert det er.")]


class SourcesShape(Shape, title="Kilderne"):
    """`modules/sources.yml`."""

    sources: Annotated[list[SourceShape], told("De værker, kurset bygger på.")]


class TermShape(Shape, title="Et ord i ordlisten"):
    """One word of the trade."""

    id: Annotated[Id, told("Ordets id, som modulerne henviser til med `term:`.", "aktindsigt")]
    term: Annotated[Line, told("Ordet, som det slås op.", "aktindsigt")]
    text: Annotated[Paragraph, told("Hvad ordet betyder, i et sprog til hverdagen.")]
    also: Annotated[list[Line], told("Andre ord for det samme. Skriv en tom liste, når der ingen er.", ["partsaktindsigt"])]
    module: Annotated[Id | None, told("Modulet, hvor ordet bliver lært. Skriv `null`, når der ikke er noget.")]


class GlossaryShape(Shape, title="Ordlisten"):
    """`modules/glossary.yml`."""

    terms: Annotated[list[TermShape], told("Ordene i ordlisten.")]


class ChoiceShape(Shape, title="Et valg"):
    """A choice at a node of a scenario."""

    text: Annotated[Line, told("Det, man kan vælge at sige eller gøre.")]
    feedback: Annotated[Paragraph, told("Hvad der kommer ud af valget.")]
    to: Annotated[Id, told("Det trin, valget fører til.")]


class NodeShape(Shape, title="Et trin"):
    """A node; without choices it is an end."""

    text: Annotated[Paragraph, told("Situationen, som den er nu.")]
    choices: Annotated[list[ChoiceShape], told("Det, man kan vælge. Et trin uden valg er en slutning.")] = []


class ScenarioShape(Shape, title="Et scenarie"):
    """`modules/scenarios/<id>.yml`."""

    id: Annotated[Id, told("Scenariets id, som er filens navn uden `.yml`.")]
    title: Annotated[Line, told("Scenariets navn, som det står over det første trin.")]
    start: Annotated[Id, told("Id'et på det første trin.")]
    nodes: Annotated[
        dict[str, NodeShape],
        Field(min_length=1),
        told("Scenariets trin: id'et, og hvad der sker. Hvert trin skal kunne nås fra det første."),
    ]


class SlotShape(Shape, title="Et punkt i programmet"):
    """What fills a stretch: exactly one of the first three; minutes default to the module's.

    `swap` has functions with the module that they take instead.
    """

    module: Annotated[Id | None, told("Modulet, der fylder punktet. Et punkt nævner ét modul, én aktivitet eller én områdecase.")] = None
    activity: Annotated[Id | None, told("Aktiviteten, der fylder punktet.")] = None
    area_case: Annotated[
        Annotated[int, Field(ge=1, le=9)] | None, told("Nummeret på den case, hver deltager tager fra sit eget område.", 1)
    ] = None
    minutes: Annotated[MinuteCount | None, told("Hvor mange minutter punktet tager. Et modul har sine egne, når intet står.", 25)] = None
    swap: Annotated[dict[Id, Id], told("Funktioner, der tager et andet modul i stedet: funktionens id og modulets.")] = {}


class ActivityShape(Shape, title="En aktivitet"):
    """Something done in class or between that is no module."""

    id: Annotated[Id, told("Aktivitetens id, som programmets punkter henviser til.", "check-in")]
    title: Annotated[Line, told("Aktivitetens navn, som det står i programmet.")]
    text: Annotated[Paragraph, told("Hvad man gør, og hvor længe.")]
    audience: Annotated[Audience, told("Hvem der ser aktiviteten: deltagere, undervisere eller ledere.")] = "participant"


class OutsideShape(Shape, title="Uden for undervisningen"):
    """What is done outside class: alone, with the buddy, in the team, by the leader."""

    alone: Annotated[list[SlotShape], told("Det, deltageren gør alene.")] = Field(default=[], alias="self")
    buddy: Annotated[list[SlotShape], told("Det, deltageren gør med sin makker.")] = []
    team: Annotated[list[SlotShape], told("Det, kollegerne gør sammen på arbejdspladsen.")] = []
    leader: Annotated[list[SlotShape], told("Det, lederen gør.")] = []


class PhaseShape(Shape, title="En fase"):
    """A step of a programme."""

    id: Annotated[Id, told("Fasens id, som profilens datoer og ændringer henviser til.", "kick-off")]
    title: Annotated[Line, told("Fasens navn, som det står i programmet.")]
    kind: Annotated[PhaseKind, told("Hvad fasen er: et møde, en dag med undervisning eller tiden imellem.")]
    week: Annotated[
        Annotated[int, Field(ge=-52, le=104)] | None,
        told("Hvilken uge fasen ligger i, regnet fra forløbets start. Før starten er tallet negativt.", -6),
    ] = None
    who: Annotated[
        list[Literal["participant", "trainer", "leader"]], Field(min_length=1), told("Hvem der er med, og hvem der ser fasen på sin side.")
    ]
    purpose: Annotated[Paragraph, told("Hvad fasen skal bruges til, og hvad man skal have med.")]
    minutes: Annotated[MinuteCount | None, told("Fasens længde i minutter uden pauser.", 315)] = None
    breaks: Annotated[list[MinuteCount], told("Pausernes længde i minutter, én mellem hver to blokke.", [15, 45, 15])] = []
    blocks: Annotated[
        list[Annotated[list[SlotShape], Field(min_length=1)]],
        told("Det, der sker i undervisningen: en liste for hver blok med blokkens punkter."),
    ] = []
    outside: Annotated[OutsideShape, told("Det, der sker uden for undervisningen.")] = OutsideShape()


class GroupShape(Shape, title="Holdets størrelse"):
    """How many take part, and how many teach them."""

    min: Annotated[Annotated[int, Field(ge=1)], told("Det mindste antal deltagere.", 16)]
    max: Annotated[Annotated[int, Field(ge=1)], told("Det største antal deltagere.", 24)]
    trainers: Annotated[Annotated[int, Field(ge=1)], told("Hvor mange undervisere holdet skal have.", 2)]


class ProgrammeEntryShape(Shape, title="Et forløb"):
    """One way to run the course; a complete one has a place for every module."""

    id: Annotated[Id, told("Forløbets id, som profilen vælger med `use`.", "standard")]
    title: Annotated[Line, told("Forløbets navn.")]
    text: Annotated[Paragraph, told("Hvad forløbet er, og hvem det passer til.")]
    group: Annotated[GroupShape, told("Hvor mange der er på et hold, og hvor mange der underviser.")]
    complete: Annotated[bool, told("Om hvert modul i et tema skal have en plads. Kontrollen siger til, når et mangler.")] = False
    phases: Annotated[list[PhaseShape], Field(min_length=1), told("Forløbets faser i orden.")]
    extra: Annotated[list[Id], told("Moduler, der hører med uden at have en plads i en fase.")] = []


class ProgrammeShape(Shape, title="Forløbene"):
    """`modules/programme.yml`."""

    activities: Annotated[list[ActivityShape], told("Det, man gør, som ikke er et modul.")]
    programmes: Annotated[list[ProgrammeEntryShape], Field(min_length=1), told("De måder, kurset kan holdes på.")]


class SectionRuleShape(Shape, title="Et afsnit, som modulerne har"):
    """A section that a kind of module has."""

    id: Annotated[Id, told("Afsnittets id, som en kommune kan erstatte det med.", "trin")]
    title: Annotated[Line, told("Afsnittets overskrift.", "Trin for trin")]
    most: Annotated[Annotated[int, Field(ge=1)] | None, told("Hvor mange ord afsnittet højst må have.", 80)] = None
    handout: Annotated[
        Handout | None, told("Hvordan afsnittet deles ud på papir: som kort, der klippes ud, eller ét ark hver eller ét til gruppen.")
    ] = None


class WordsShape(Shape, title="Hvor lang teksten er"):
    """How long a participants' text is."""

    min: Annotated[Annotated[int, Field(ge=0)], told("Det mindste antal ord i deltagernes tekst.", 450)]
    max: Annotated[Annotated[int, Field(ge=1)], told("Det største antal ord i deltagernes tekst.", 900)]


class KindRulesShape(Shape, title="Krav til en slags modul"):
    """What a kind of module is made of."""

    words: Annotated[WordsShape, told("Hvor lang deltagernes tekst skal være.")]
    run: Annotated[
        Id | None, told("Hvor tabellen med minutter står: et afsnits id, eller `trainer` for underviserens noter.", "trainer")
    ] = None
    needs: Annotated[list[Need], told("Det, modulet skal have: noter til underviseren, en dialog, rollekort eller noget at gøre.")] = []
    sections: Annotated[list[SectionRuleShape], Field(min_length=1), told("De afsnit, modulet har, i orden.")]


class LixShape(Shape, title="Lix"):
    """How hard a text may be to read, by its lix."""

    most: Annotated[Annotated[int, Field(ge=1)], told("Det højeste lixtal, et enkelt modul må have.", 45)]
    average: Annotated[Annotated[int, Field(ge=1)], told("Det højeste lixtal, alle modulerne må have i gennemsnit.", 40)]


class SlipShape(Shape, title="En fejl, ingen ordbog ser"):
    """A common mistake, and what to write."""

    wrong: Annotated[Line, told("Det, der ikke må stå.", "idag")]
    right: Annotated[Line, told("Det, der skal stå i stedet.", "i dag")]


class WritingShape(Shape, title="Krav til teksterne"):
    """`modules/writing.yml`."""

    dictionary: Annotated[Line | None, told("Den ordbog, stavningen kontrolleres med. Uden den kontrolleres stavningen ikke.", "da_DK")] = (
        None
    )
    lix: Annotated[LixShape | None, told("Hvor svære teksterne må være at læse.")] = None
    run_heading: Annotated[Line, told("Overskriften på den kolonne, der har minutterne i underviserens tabel.")] = "Min."
    kinds: Annotated[dict[Kind, KindRulesShape], told("Krav til hver slags modul: slagsen, og hvad den er lavet af.")] = {}
    slips: Annotated[list[SlipShape], told("Fejl, som ingen ordbog ser, og det, der skal stå i stedet.")] = []
