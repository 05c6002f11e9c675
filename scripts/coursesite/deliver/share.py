"""Files that many editions have alike: one copy on the disk, with a name in each."""

import os
from collections.abc import Mapping
from pathlib import Path

FOLDER = ".shared"  # in the folder that has the sites


def share(site: Path, files: Mapping[str, str], store: Path) -> None:
    """Let a site's styles, scripts and pictures be those of the same content in the store, by hard links.

    `files` are the SHA-256 by address. Where the file system has no hard links, the site keeps its own copies.
    """
    for uri, digest in files.items():
        if uri.endswith(".html"):
            continue
        own, common = site / uri, store / digest
        try:
            common.parent.mkdir(parents=True, exist_ok=True)
            link(own, common)
        except OSError:
            return


def link(own: Path, common: Path) -> None:
    """Two names for one file: what is there already stays, so that all get the same."""
    try:
        os.link(own, common)
    except FileExistsError:
        aside = own.with_name(f".{own.name}.ny")
        os.link(common, aside)
        aside.replace(own)


def forget_unused(store: Path) -> None:
    """Delete what no edition has any more."""
    for common in store.glob("*"):
        if common.stat().st_nlink == 1:
            common.unlink(missing_ok=True)
