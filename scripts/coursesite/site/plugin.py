"""The MkDocs plugin: takes MkDocs' objects, lets the other rooms work, and hands the pages over."""

import html
import logging
import os
import shutil
import sys
from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from jinja2 import Environment, FileSystemBytecodeCache
from mkdocs.config import config_options
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from coursesite.pages.make import make_site
from coursesite.pages.menu import Menu, root_of
from coursesite.pages.model import NavItem, Site
from coursesite.pages.model import Page as CoursePage
from coursesite.pages.search import Shown, search_data
from coursesite.pages.text import slug
from coursesite.problems import report
from coursesite.site.broken import write_broken
from coursesite.site.bundle import bundled, has_sheet, read_all, read_with_licences, sheet_of_theme
from coursesite.site.choice import WrongChoice, choose
from coursesite.site.convert import Converter
from coursesite.site.guard import Guard
from coursesite.site.sandbox import Sandbox
from coursesite.site.story import tell
from coursesite.site.switch import NotReplaceable, aside_of, check_target, take_place
from coursesite.site.tables import Frames
from coursesite.source.registry import UnknownMunicipality

if TYPE_CHECKING:  # the server is slow to import, and a build needs none
    from mkdocs.livereload import LiveReloadServer

FIRST = "js/first.js"  # runs before a page is drawn; all other scripts wait for it
NO_DAY = "1980-01-01"  # MkDocs would note the day of the build in the packed site map, which is then another each day
CACHE = ".cache/jinja"  # in the project's folder; it can be deleted at any time


class CourseSiteConfig(Config):  # type: ignore[no-untyped-call] # MkDocs leaves it untyped
    """What mkdocs.yml says; the environment's MUNICIPALITY and EDITION go before."""

    municipality = config_options.Type(str)
    edition = config_options.Type(str, default="participant")


class _Counter(logging.Handler):
    """Counts warnings, since MkDocs itself does so only after the last event."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class CourseSitePlugin(BasePlugin[CourseSiteConfig]):  # type: ignore[no-untyped-call] # likewise
    """One instance lives as long as the command, also through every rebuild of `mkdocs serve`."""

    def __init__(self) -> None:
        """Nothing is known before the first build."""
        self.serving = False
        self.given: Site | None = None  # set by a caller that has made the site itself, and doesn't go by the environment
        self.converter = Converter()
        self.site: Site | None = None
        self.trouble = ""
        self.target = self.aside = Path()
        self.guard = Guard()
        self.pages: dict[str, CoursePage] = {}
        self.menu = Menu(())
        self.bundles: dict[str, str] = {}
        self.shown: list[Shown] = []
        self.counter = _Counter()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Remember whether a browser is watching."""
        self.serving = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check everything, plan the edition, and let MkDocs build aside."""
        root = Path(config.config_file_path).resolve().parent
        self.site, self.trouble = (self.given, "") if self.given else self.read(root)
        if self.trouble:
            self.complain(config)
        elif self.site:
            self.configure(config, self.site)
        self.build_aside(config, root)
        return config

    def read(self, root: Path) -> tuple[Site | None, str]:
        """The site, or what is in its way."""
        try:
            choice = choose(os.environ, self.config.municipality, self.config.edition)
            told = tell(root, choice.municipality, choice.edition)
        except (WrongChoice, UnknownMunicipality) as wrong:
            return None, str(wrong)
        if told.plan is None:
            return None, report(told.problems)
        if told.problems:
            sys.stderr.write(report(told.problems) + "\n")
        return make_site(told.plan), ""

    def complain(self, config: MkDocsConfig) -> None:
        """Say what is wrong; a browser that watches sees it, any other build stops."""
        sys.stderr.write(self.trouble + "\n")
        if not self.serving:
            raise Abort("Siden er ikke bygget. Ret fejlene ovenfor, og prøv igen.")
        config.nav, config.extra_templates, config.theme.static_templates = [], [], set()

    def configure(self, config: MkDocsConfig, site: Site) -> None:
        """Hand the site's name, menu, styles and variables to MkDocs."""
        self.pages = {page.uri: page for page in site.pages}
        self.menu = Menu(site.nav)
        self.shown = []
        config.site_name = html.escape(site.title)
        config.site_url = site.url.rstrip("/") + "/" if site.url else ""
        config.theme.static_templates = {"404.html", "sitemap.xml"} if site.url else {"404.html"}
        config.nav = [nav_entry(item) for item in site.nav]
        config.extra["course"] = {**site.chrome, "logo": site.logo, "strict": not self.serving}
        self.bundle(config, site)
        config.mdx_configs.setdefault("toc", {})["slugify"] = slug
        if not any(isinstance(extension, Guard) for extension in config.markdown_extensions):
            config.markdown_extensions.extend([Frames(), self.guard])  # type: ignore[list-item]
        config.plugins["macros"].register_variables(dict(site.variables))  # type: ignore[attr-defined]

    def bundle(self, config: MkDocsConfig, site: Site) -> None:
        """Put the styles and scripts that mkdocs.yml and the site name into few files."""
        named = [*config.extra_css, *(str(path) for path in config.extra_javascript), *site.tools]
        texts = read_all(Path(config.docs_dir), dict.fromkeys(named))
        sheets = [text for name, text in texts.items() if name.endswith(".css")]
        scripts = [text for name, text in texts.items() if name.endswith(".js") and name != FIRST]
        made = [
            bundled("stil", "css", [sheet_of_theme(config.theme.dirs), *sheets]),
            *(bundled("kommune", "css", [text]) for text in site.styles),
            bundled("foerst", "js", [texts[FIRST]]),
            bundled("side", "js", scripts),
        ]
        self.bundles = dict(made)
        # Of the theme, its style sheet is all that goes out; MkDocs would look through its thousands of icons.
        config.theme.dirs = [folder for folder in config.theme.dirs if not has_sheet(folder)]
        config.extra_css = [uri for uri in self.bundles if uri.endswith(".css")]
        config.extra_javascript = [uri for uri in self.bundles if uri.endswith(".js")]

    def build_aside(self, config: MkDocsConfig, root: Path) -> None:
        """MkDocs empties its folder before it has rendered anything, so it gets one of its own."""
        self.target = Path(config.site_dir).resolve()
        try:
            if not self.serving:
                check_target(self.target, root)
        except NotReplaceable as wrong:
            raise Abort(str(wrong)) from None
        self.aside = aside_of(self.target)
        config.site_dir = str(self.aside)
        self.counter = _Counter()
        logging.getLogger("mkdocs").addHandler(self.counter)

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Let the text be filled in by a sandbox with the allow-list, not by macros' own Jinja."""
        plugin: Any = config.plugins["macros"]
        marks = (plugin.env.comment_start_string, plugin.env.comment_end_string)
        variables, macros = (self.site.variables, self.site.macros) if self.site else ({}, {})
        plugin._env = Sandbox(variables, macros, marks)  # noqa: SLF001 - the plugin has no setter for it
        self.converter.begin(config)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """The pictures of the shell, and what the plan made; nothing else of `docs/`, and nothing of the theme's."""
        kept = [f for f in files if f.src_dir == config.docs_dir and f.src_uri.startswith("img/")]
        made = list(generated(config, self.site, self.bundles)) if self.site else []
        return Files([*kept, *made])

    @event_priority(-100)
    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep what the page shows, for the search."""
        self.shown.append(Shown(page.file.src_uri, page.file.dest_uri, html))
        return html

    def add_search(self, config: MkDocsConfig, files: Files, site: Site) -> None:
        """What a browser loads when somebody searches: the scripts that mkdocs.yml names, and what they search in."""
        scripts = bundled("soeg", "js", read_with_licences(Path(config.docs_dir), config.extra["search"]))
        data = bundled("soegedata", "js", [search_data(self.shown, site.known)])
        for uri, text in (scripts, data):
            files.append(File.generated(config, uri, content=text))
        config.extra["course"]["search"] = f"{scripts[0]} {data[0]}"

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Every page's text is there now, and no page is written. Also keeps the compiled templates: that is a fifth of a build."""
        if self.site:
            self.add_search(config, files, self.site)
        folder = Path(config.config_file_path).resolve().parent / CACHE
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError:  # a project that can't be written to builds all the same
            return env
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))
        return env

    @event_priority(100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Tell the guard whose tree it will see, and macros whether there is anything to fill in; convert nothing twice."""
        self.guard.page, page.update_date = page.file.src_uri, NO_DAY
        page.render = partial(self.converter.fill, page)  # type: ignore[method-assign]
        if "{{" not in markdown or self.pages[page.file.src_uri].literal:
            page.meta["render_macros"] = False
        return markdown

    def on_page_context(self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation) -> TemplateContext:
        """The menu and the way to the page, which the theme would otherwise write anew for each."""
        uri = page.file.src_uri
        context["menu"], context["trail"], context["root"] = self.menu.html(uri), self.menu.trail(uri), root_of(uri)  # type: ignore[typeddict-unknown-key]
        context["mark"] = self.pages[uri].mark  # type: ignore[typeddict-unknown-key]
        return context

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Last of all: take the former site's place, unless strict mode will refuse the build."""
        logging.getLogger("mkdocs").removeHandler(self.counter)
        refused = "\n".join(self.counter.messages) if config.strict else ""
        if (self.trouble or refused) and self.serving:
            forget_warnings()
            write_broken(self.target, self.aside, self.trouble or refused)
        elif refused:
            return
        try:
            take_place(self.aside, self.target)
        except OSError as error:
            raise Abort(
                f"Den nye side kunne ikke tage den gamles plads ({error.strerror}). Luk det, der har filer åbne i {self.target}, og prøv igen."
            ) from None
        config.site_dir = str(self.target)

    def on_shutdown(self) -> None:
        """Whatever happened, leave nothing half-built behind."""
        logging.getLogger("mkdocs").removeHandler(self.counter)
        if self.aside != Path():
            shutil.rmtree(self.aside, ignore_errors=True)

    def on_serve(self, server: "LiveReloadServer", *, config: MkDocsConfig, builder: object) -> "LiveReloadServer":
        """Watch what the pages are made from."""
        root = Path(config.config_file_path).resolve().parent
        for folder in ("modules", "municipalities"):
            server.watch(str(root / folder))
        return server


def nav_entry(item: NavItem) -> dict[str, Any]:
    """An entry of the menu as MkDocs wants it; MkDocs doesn't escape titles."""
    title = html.escape(item.title, quote=False)
    return {title: item.uri or [nav_entry(child) for child in item.children]}


def generated(config: MkDocsConfig, site: Site, bundles: Mapping[str, str]) -> Iterator[File]:
    """The site's pages, styles, scripts and files, in memory."""
    for page in site.pages:
        yield File.generated(config, page.uri, content=page.markdown)
    for uri, text in {**bundles, **site.written}.items():
        yield File.generated(config, uri, content=text)
    for uri, path in site.files.items():
        yield File.generated(config, uri, abs_src_path=str(path))


def forget_warnings() -> None:
    """MkDocs' own count of this build, so that a browser gets to see the warnings."""
    for handler in logging.getLogger("mkdocs").handlers:
        getattr(handler, "counts", {}).clear()
