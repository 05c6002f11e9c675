"""Building aside, and taking the former site's place only when everything has succeeded."""

import os
import secrets
import shutil
import time
from pathlib import Path

STALE_AFTER = 3600  # seconds; a build takes a few, so what is older was left by one that was killed


class NotReplaceable(Exception):
    """The target isn't a folder that a site may take the place of; says why, in Danish."""


class BuildFailed(Exception):
    """A site wasn't built, and what stood before still stands; says why."""


def aside_of(target: Path) -> Path:
    """A new name beside the target for building in; remains of killed builds are cleared first."""
    target.parent.mkdir(parents=True, exist_ok=True)
    restore(target)
    for left in [*target.parent.glob(f".{target.name}.ny-*"), *target.parent.glob(f".{target.name}.gammel-*")]:
        if time.time() - left.stat().st_mtime > STALE_AFTER:
            shutil.rmtree(left, ignore_errors=True)
    return beside(target, "ny")


def beside(target: Path, what: str) -> Path:
    """A name that nothing has, in the same folder, so that renaming never copies."""
    return target.with_name(f".{target.name}.{what}-{secrets.token_hex(4)}")


def restore(target: Path) -> None:
    """Bring back a former site that was moved aside by a run that was killed before it put the new."""
    if not target.exists():
        for former in sorted(target.parent.glob(f".{target.name}.gammel-*"), key=lambda p: p.stat().st_mtime, reverse=True)[:1]:
            former.rename(target)


def check_target(target: Path, root: Path) -> None:
    """Refuse to replace sources, or a folder that holds something else than a site.

    Raises NotReplaceable.
    """
    check_place(target, root, "siden kan ikke bygges i")
    if target.is_dir() and any(target.iterdir()) and not (target / "index.html").is_file():
        raise NotReplaceable(f"mappen {target} er ikke tom og ligner ikke en side; vælg en anden, eller tøm den selv")


def check_place(target: Path, root: Path, refusal: str) -> None:
    """Refuse a place among the sources, or one that is a file; `refusal` says what can't be done there. Raises NotReplaceable."""
    if target == root or target in root.parents:
        raise NotReplaceable(f"{refusal} {target}, for dér ligger kurset selv")
    for name in ("docs", "modules", "municipalities", "overrides", "scripts", "tests", ".git"):
        if target == root / name or root / name in target.parents:
            raise NotReplaceable(f"{refusal} {target}, for dér ligger kursets kilder")
    if target.exists() and not target.is_dir():
        raise NotReplaceable(f"{refusal} {target}, for det er en fil")


def take_place(new: Path, target: Path) -> None:
    """Put the finished folder where the former site stands; on any failure the former stands again."""
    former = beside(target, "gammel")
    stood = target.exists()
    try:
        if stood:
            target.rename(former)
        new.rename(target)
    except BaseException:
        if stood and former.exists() and not target.exists():
            former.rename(target)
        raise
    if stood:
        os.utime(former)
        shutil.rmtree(former, ignore_errors=True)
