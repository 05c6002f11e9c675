"""An edition as a project for other tools: plain Markdown, what lies beside it, and a mkdocs.yml that knows nothing of the engine.

Built aside and put in its place in one step. What a folder was exported as is kept in it, so that
the next export takes its place only where nobody has begun to write in it.
"""

import html
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import yaml

from coursesite.deliver.files import digests
from coursesite.deliver.lost import lost
from coursesite.pages.make import make_site
from coursesite.pages.model import NavItem, Site
from coursesite.plan.model import Plan
from coursesite.site.plain import NotPlain, PlainPage, Settings, plain_pages, settings_of
from coursesite.site.switch import NotReplaceable, aside_of, check_place, take_place

ZENSICAL = "0.0.73"  # the release that the tests hold the export against
LIST = ".eksport.sha256"  # every file that was written, as `sha256sum -c` reads it
BUILT = ("site/", ".cache/")  # what the tools make, and can make again
ICON = "img/ikon.svg"
BRAND = "css/kommune.css"
_ABOUT = """\
# {title}: siderne som almindelig Markdown, skrevet af »coursesite export«.
# Alt, der er på siderne, ligger i docs/. Her er ingen makroer og intet, der hører til coursesite, så ret frit.
#
# Byg siden med MkDocs og Material:
#   pip install -r requirements.txt
#   mkdocs build --strict
# eller med Zensical, som læser den samme fil:
#   pip install zensical=={zensical}
#   zensical build --strict
# Siden ligger bagefter i site/, og site/index.html er forsiden.
"""
_REQUIREMENTS = """\
# Det, siden er prøvet med. Zensical kan bruges i stedet for alle tre: zensical=={zensical}
{pins}
"""


class ExportFailed(Exception):
    """Nothing was exported, and what stood before still stands; says why, in Danish."""


@dataclass(frozen=True, slots=True)
class Exported:
    """Where the project is, how many pages it has, and what of the built site isn't in it."""

    folder: Path
    pages: int
    lost: tuple[str, ...]


def export(root: Path, plan: Plan, to: Path) -> Exported:
    """Write the plan's edition to a folder. Raises ExportFailed."""
    target = to.resolve()
    try:
        check_place(target, root, "kurset kan ikke eksporteres til")
        check_untouched(target)
        site, settings = make_site(plan), settings_of(root)
        pages = list(plain_pages(site, settings))
    except (NotReplaceable, NotPlain) as wrong:
        raise ExportFailed(str(wrong)) from None
    aside = aside_of(target)
    try:
        write_project(aside, site, settings, pages)
        take_place(aside, target)
    except OSError as error:
        raise ExportFailed(f"mappen {target} kunne ikke skrives ({error.strerror})") from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return Exported(target, len(pages), tuple(lost(site, settings, pages)))


def check_untouched(target: Path) -> None:
    """Refuse a folder with anything in it that isn't as an earlier export wrote it. Raises NotReplaceable."""
    if not target.is_dir() or not any(target.iterdir()):
        return
    try:
        lines = (target / LIST).read_text(encoding="utf-8").splitlines()
    except OSError:
        raise NotReplaceable(f"mappen {target} er ikke tom og ikke en tidligere eksport; vælg en anden, eller tøm den selv") from None
    written = {uri: digest for digest, _, uri in (line.partition("  ") for line in lines)}
    found = {uri: digest for uri, digest in digests(target).items() if uri != LIST and not uri.startswith(BUILT)}
    changed = sorted(uri for uri in written.keys() | found.keys() if written.get(uri) != found.get(uri))
    if changed:
        raise NotReplaceable(
            f"mappen {target} er ændret, siden kurset blev eksporteret til den ({', '.join(changed[:3])}"
            f"{f' og {len(changed) - 3} til' if len(changed) > 3 else ''}); vælg en anden mappe"  # noqa: PLR2004 - as many as are named
        )


def write_project(folder: Path, site: Site, settings: Settings, pages: Iterable[PlainPage]) -> None:
    """Everything, and last the list of it."""
    texts = {
        **{f"docs/{page.uri}": page.markdown for page in pages},
        **{f"docs/{uri}": text for uri, text in site.written.items() if not uri.endswith(".js")},
        **({f"docs/{BRAND}": "\n".join(site.styles)} if site.styles else {}),
        "mkdocs.yml": configuration(site, settings),
        "requirements.txt": requirements(),
    }
    for uri, text in texts.items():
        place(folder / uri).write_text(text, encoding="utf-8", newline="\n")
    images = sorted(path for path in (settings.docs / "img").rglob("*") if path.is_file())
    copied = {
        **{path.relative_to(settings.docs).as_posix(): path for path in images},
        **{uri: settings.docs / uri for uri in styles_of(site, settings)},
        **site.files,
    }
    for uri, path in copied.items():
        shutil.copyfile(path, place(folder / "docs" / uri))
    listed = "".join(f"{digest}  {uri}\n" for uri, digest in digests(folder).items())
    (folder / LIST).write_text(listed, encoding="utf-8", newline="\n")


def place(path: Path) -> Path:
    """The path, with a folder for it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    return path


def styles_of(site: Site, settings: Settings) -> list[str]:
    """The style sheets of `docs/` that go along: those for the text, and the edition's own."""
    return [*settings.styles, *(uri for uri in site.tools if uri.endswith(".css"))]


def configuration(site: Site, settings: Settings) -> str:
    """The text of mkdocs.yml."""
    parts = [
        {
            "site_name": named(site),
            **({"site_url": site.url.rstrip("/") + "/"} if site.url else {}),
            "copyright": footer(site),
            "use_directory_urls": False,
            "strict": True,
        },
        {"theme": theme(site, settings)},
        {"extra_css": [*styles_of(site, settings), *([BRAND] if site.styles else [])]},
        {"plugins": [{"search": {"lang": settings.language}}]},
        {"markdown_extensions": [{name: dict(given)} if given else name for name, given in settings.extensions.items()]},
        {"validation": {"links": {"anchors": "warn", "unrecognized_links": "warn", "absolute_links": "warn"}}},
        {"nav": [entry(item) for item in site.nav]},
    ]
    about = _ABOUT.format(title=" ".join(site.title.split()), zensical=ZENSICAL)
    return "\n".join([about, *(yaml.safe_dump(part, allow_unicode=True, sort_keys=False, width=1000) for part in parts)])


def named(site: Site) -> str:
    """The site's name; an edition that isn't for everyone says so in it, for it stands on every page."""
    banner = site.chrome["banner"]
    return html.escape(f"{banner}: {site.title}" if banner else site.title, quote=False)


def footer(site: Site) -> str:
    """What stands at the bottom of every page, with the statement that the law asks for."""
    whose = html.escape(f"{site.chrome['course']} · {site.chrome['municipality']}", quote=False)
    address = site.chrome["was_url"]
    return f'{whose} · <a href="{html.escape(address)}">Tilgængelighedserklæring</a>' if address else whose


def theme(site: Site, settings: Settings) -> dict[str, Any]:
    """Material's own template, which Zensical calls its classic one, with nothing fetched from outside."""
    return {
        "name": "material",
        "variant": "classic",
        "language": settings.language,
        "font": False,
        "favicon": ICON,
        "logo": site.logo or ICON,
        "features": ["navigation.footer"],
        "palette": [
            scheme("default", "light", "weather-night", "Skift til mørk visning"),
            scheme("slate", "dark", "weather-sunny", "Skift til lys visning"),
        ],
    }


def scheme(name: str, media: str, icon: str, press: str) -> dict[str, Any]:
    """The colours for those whose machine asks for light or dark, and the button that changes to the other."""
    return {
        "media": f"(prefers-color-scheme: {media})",
        "scheme": name,
        "primary": "custom",
        "accent": "custom",
        "toggle": {"icon": f"material/{icon}", "name": press},
    }


def entry(item: NavItem) -> Mapping[str, Any]:
    """An entry of the menu; MkDocs doesn't escape titles."""
    return {html.escape(item.title, quote=False): item.uri or [entry(child) for child in item.children]}


def requirements() -> str:
    """The releases that this project builds with, as pip reads them."""
    pins = "\n".join(f"{name}=={version(name)}" for name in ("mkdocs", "mkdocs-material", "markdown"))
    return _REQUIREMENTS.format(zensical=ZENSICAL, pins=pins)
