"""One site built by a call instead of by the command `mkdocs build`."""

import logging
from functools import cache
from pathlib import Path
from typing import Any

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError
from mkdocs_macros import context

from coursesite.pages.model import Site
from coursesite.site.convert import Converter
from coursesite.site.switch import BuildFailed

# The plugin asks git twelve times for each site, and no page of ours shows the answer.
context.get_git_info = cache(context.get_git_info)


def build_site(root: Path, site: Site, target: Path, converter: Converter) -> None:
    """Build into `target`, which is left as it was where that fails; the converter may have been used before. Raises BuildFailed."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
    plugin: Any = config.plugins["coursesite"]
    plugin.given, plugin.converter = site, converter
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except (Abort, BuildError) as error:
        raise BuildFailed(str(error)) from None
    except SystemExit as left:  # macros leaves so
        raise BuildFailed(f"en makro fejlede (kode {left.code})") from None
    finally:
        config.plugins.on_shutdown()
