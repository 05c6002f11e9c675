"""Small pieces of Danish text, and plain text made safe for Markdown and HTML alike."""

import html
import posixpath
import re
from collections.abc import Iterable
from datetime import date, time
from functools import cache, lru_cache

from coursesite.problems import fold

# Every sign that Markdown, attribute lists, HTML or Jinja could read as more than itself.
_SPECIAL = re.compile(r"[\\`*_{}\[\]()<>#+\-!|&\"'~^=:/$]|(?<=\d)\.(?=\s)")
_PARAGRAPH_SIGN = re.compile(r"(§§?) (?=\d)")
_NUMBERED = re.compile(r"\b(stk\.|nr\.|kl\.|nr|uge) (?=\d)")
_ALPHABET = {"æ": "{", "ø": "|", "å": "}", "ä": "{", "ö": "|", "ü": "y"}
_MONTHS = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"]
_WEEKDAYS = ["mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"]


@lru_cache(maxsize=20_000)  # a course has some ten thousand such texts, which its municipalities share
def plain(text: str) -> str:
    """Plain text as Markdown that shows exactly that text, on one line."""
    return _SPECIAL.sub(lambda hit: f"&#{ord(hit[0])};", typographic(" ".join(text.split())))


def paragraphs(text: str) -> str:
    """Plain text of several paragraphs as Markdown."""
    return "\n\n".join(plain(part) for part in re.split(r"\n\s*\n", text.strip()))


def attribute(text: str) -> str:
    """Plain text for an HTML attribute in Markdown; Jinja's signs don't survive either."""
    return html.escape(text, quote=True).replace("{", "&#123;").replace("}", "&#125;")


def typographic(text: str) -> str:
    """Hard spaces where a line mustn't break: § 19, stk. 2, kl. 9.00."""
    return _NUMBERED.sub("\\1\u00a0", _PARAGRAPH_SIGN.sub("\\1\u00a0", text))


@cache  # every page has the same way to most others
def relative(uri: str, target: str) -> str:
    """The address of `target` as seen from the page `uri`; both from the site's root."""
    page, mark, fragment = target.partition("#")
    if page == uri and mark:
        return mark + fragment
    return posixpath.relpath(page, posixpath.dirname(uri) or ".") + mark + fragment


def link(text: str, uri: str, target: str) -> str:
    """A Markdown link between two pages of the site; the text is Markdown already."""
    return f"[{text}]({relative(uri, target)})"


def bullets(items: Iterable[str]) -> str:
    """A Markdown list of items that are Markdown."""
    return "\n".join(f"- {item}" for item in items)


def table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    """A Markdown table of cells that are Markdown; a bar inside a cell is written as its sign."""
    columns = list(head)
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "&#124;") for cell in line) + " |" for line in lines)


def box(css: str, label: str, body: str) -> str:
    """A box of Markdown with a label that says whom or what it is for."""
    return f'<div class="{css}" markdown="1">\n\n**{label}**\n{{: .label }}\n\n{body}\n\n</div>'


def folded(css: str, label: str, body: str) -> str:
    """Markdown that is shown on demand; it works without JavaScript."""
    return f'<details class="{css}" markdown="1">\n<summary markdown="span">{label}</summary>\n\n{body}\n\n</details>'


def duration(minutes: int) -> str:
    """`45 min.`, `1 t.`, `2 t. 15 min.`"""
    hours, rest = divmod(minutes, 60)
    parts = [f"{hours}\u00a0t." if hours else "", f"{rest}\u00a0min." if rest or not hours else ""]
    return " ".join(filter(None, parts))


def thousands(number: int) -> str:
    """`15.155`"""
    return f"{number:,}".replace(",", ".")


def long_date(day: date) -> str:
    """`onsdag den 3. februar 2027`"""
    return f"{_WEEKDAYS[day.weekday()]} den {short_date(day)}"


def short_date(day: date) -> str:
    """`3. februar 2027`"""
    return f"{day.day}.\u00a0{_MONTHS[day.month - 1]}\u00a0{day.year}"


def clock(at: time) -> str:
    """`9.00`"""
    return f"{at.hour}.{at.minute:02d}"


def clock_of(minute: int) -> str:
    """`9.00`, from minutes since midnight."""
    return f"{minute // 60}.{minute % 60:02d}"


def capital(text: str) -> str:
    """The text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def slug(text: str, separator: str = "-") -> str:
    """The id of a heading that has none: `Som det kan gå` as `som-det-kan-gaa`."""
    return separator.join(re.findall(r"[a-z0-9]+", fold(html.unescape(text))))


def alphabetical(word: str) -> str:
    """A key that sorts as a Danish dictionary: æ, ø and å last, aa as å."""
    return "".join(_ALPHABET.get(sign, sign) for sign in word.lower().replace("aa", "å"))


def listing(words: Iterable[str]) -> str:
    """`a, b og c`"""
    items = list(words)
    return " og ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))
