"""The pages one looks things up in: words, laws, sources, and the municipality's experiences."""

from collections.abc import Iterator
from itertools import groupby

from coursesite.model import Experience, Law, Scheme, Source, Term
from coursesite.pages.model import Page
from coursesite.pages.text import alphabetical, attribute, bullets, link, listing, paragraphs, plain, short_date
from coursesite.plan.links import module_uri
from coursesite.plan.model import Plan

_SURE = {
    "high": "",
    "medium": "Gengivet efter omtale andre steder; slå efter i loven, før du bygger på den.",
    "low": "Usikkert gengivet; slå efter i loven, før du bygger på den.",
}


def lookup_pages(plan: Plan) -> Iterator[Page]:
    """The lookups that this edition has anything to put in."""
    users = used_in(plan)
    if plan.terms:
        yield glossary(plan)
    if plan.laws:
        yield laws(plan, users)
    if plan.sources:
        yield sources(plan, users)
    if plan.profile.experiences and plan.edition != "leader":
        yield experiences(plan)


def used_in(plan: Plan) -> dict[tuple[Scheme, str], list[str]]:
    """Which modules refer to each law and source."""
    users: dict[tuple[Scheme, str], list[str]] = {}
    for module in plan.modules.values():
        found: list[tuple[Scheme, str]] = [(link.scheme, link.target) for link in module.content.links()]
        for key in dict.fromkeys([*found, *(("source", id) for id in module.sources)]):
            users.setdefault(key, []).append(module.id)
    return users


def used_by(plan: Plan, uri: str, modules: list[str]) -> str:
    """A line that leads back to the modules."""
    return f"Bruges i {listing(module_link(plan, uri, id) for id in modules)}." if modules else ""


def module_link(plan: Plan, uri: str, id: str) -> str:
    """A link to a module of the edition, by its title."""
    return link(plain(plan.modules[id].title), uri, module_uri(id))


def glossary(plan: Plan) -> Page:
    """The words of the trade, in Danish alphabetical order, under their letters."""
    terms = sorted(plan.terms, key=lambda term: alphabetical(term.term))
    parts = ["# Ordliste"]
    for letter, group in groupby(terms, key=lambda term: initial(term.term)):
        parts.append(f"## {letter} {{#bogstav-{ord(letter)}}}")
        parts += [term_text(plan, term) for term in group]
    return Page("ordliste.md", "Ordliste", "\n\n".join(parts) + "\n")


def initial(word: str) -> str:
    """The letter a word is looked up under."""
    return "Å" if word.lower().startswith("aa") else word[0].upper()


def term_text(plan: Plan, term: Term) -> str:
    """A word, what it means, and where it is taught."""
    lines = [f"### {plain(term.term)} {{#{term.id}}}", paragraphs(term.text)]
    if term.also:
        lines.append(f"Også: {plain(listing(term.also))}.")
    if term.module and term.module in plan.modules:
        lines.append(f"Læs mere i {module_link(plan, 'ordliste.md', term.module)}.")
    return "\n\n".join(lines)


def laws(plan: Plan, users: dict[tuple[Scheme, str], list[str]]) -> Page:
    """The rules that the course touches, act by act, each with how sure it is and when checked."""
    parts = [
        "# Love og regler",
        "Her står, hvad reglerne går ud på, i et sprog til hverdagen. Det er ikke lovteksten. Skal du bruge en regel i en sag, så slå den efter, eller spørg en jurist hos jer.",
    ]
    ordered = sorted(plan.laws, key=lambda law: alphabetical(law.act))
    for number, (act, group) in enumerate(groupby(ordered, key=lambda law: law.act), 1):
        parts.append(f"## {plain(act)} {{#lov-{number}}}")
        parts += [law_text(plan, law, users.get(("law", law.id), [])) for law in group]
    return Page("love.md", "Love og regler", "\n\n".join(parts) + "\n")


def law_text(plan: Plan, law: Law, modules: list[str]) -> str:
    """One rule."""
    heading = " ".join(filter(None, [law.paragraph, law.title]))
    dates = [f"Sidst kontrolleret {short_date(law.checked)}: {plain(law.where)}."]
    dates += [f"Gælder fra {short_date(law.valid_from)}."] if law.valid_from else []
    dates += [f"Ændres {short_date(law.changes_on)}."] if law.changes_on else []
    source = f"[Se loven på retsinformation.dk]({law.url})" if law.url else ""
    facts = "\n".join(filter(None, [_SURE[law.certainty], " ".join(dates)]))
    return "\n\n".join(
        filter(
            None,
            [
                f"### {plain(heading)} {{#{law.id}}}",
                paragraphs(law.text),
                source,
                used_by(plan, "love.md", modules),
                f"{facts}\n{{: .fine }}",
            ],
        )
    )


def sources(plan: Plan, users: dict[tuple[Scheme, str], list[str]]) -> Page:
    """The works that the course builds on."""
    parts = ["# Kilder", "Det bygger materialet på, og det ved vi om kilderne."]
    parts += [
        source_text(plan, source, users.get(("source", source.id), []))
        for source in sorted(plan.sources, key=lambda s: alphabetical(s.authors))
    ]
    return Page("kilder.md", "Kilder", "\n\n".join(parts) + "\n")


def source_text(plan: Plan, source: Source, modules: list[str]) -> str:
    """One work; a title in another language is marked as such."""
    title = plain(source.title) if source.lang == "da" else f'<span lang="{attribute(source.lang)}">{plain(source.title)}</span>'
    where = f"[Hjemmeside]({source.url})" if source.url else ""
    named = ". ".join(filter(None, [f"*{title}*", plain(source.publisher or "")])) + "."
    return "\n\n".join(
        filter(
            None, [f"## {plain(source.name)} {{#{source.id}}}", named, paragraphs(source.note), where, used_by(plan, "kilder.md", modules)]
        )
    )


def experiences(plan: Plan) -> Page:
    """What the municipality's own staff have tried and learnt."""
    name = plain(plan.profile.municipality.name)
    parts = ["# Erfaringer", f"Fortalt af medarbejdere i {name}. Ingen borgere kan genkendes."]
    parts += [experience_text(plan, e) for e in sorted(plan.profile.experiences, key=lambda e: e.date, reverse=True)]
    return Page("erfaringer.md", "Erfaringer", "\n\n".join(parts) + "\n")


def experience_text(plan: Plan, told: Experience) -> str:
    """One experience: what it was about, what was done, what was learnt."""
    about = f"Hører til {module_link(plan, 'erfaringer.md', told.module)}." if told.module and told.module in plan.modules else ""
    lines = bullets(
        f"**{name}:** {plain(text)}"
        for name, text in (("Situationen", told.situation), ("Det gjorde vi", told.did), ("Det lærte vi", told.learned))
    )
    return "\n\n".join(
        filter(None, [f"## {plain(told.title)} {{#{told.id}}}", lines, f"{about} {short_date(told.date)}".strip() + "\n{: .fine }"])
    )
