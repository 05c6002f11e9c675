"""One edition built by a call instead of by the command `mkdocs build`."""

import logging
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, BuildError

from coursesite.site.choice import Choice


class BuildFailed(Exception):
    """The edition wasn't built, and what stood before still stands; says why."""


def build_edition(root: Path, choice: Choice, target: Path) -> None:
    """Build into `target`, which is left as it was where that fails. Raises BuildFailed."""
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(target))
    config.plugins["coursesite"].choice = choice  # type: ignore[attr-defined]
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except (Abort, BuildError) as error:
        raise BuildFailed(str(error)) from None
    except SystemExit as left:  # macros leaves so
        raise BuildFailed(f"en makro fejlede (kode {left.code})") from None
    finally:
        config.plugins.on_shutdown()
