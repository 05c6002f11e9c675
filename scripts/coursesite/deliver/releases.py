"""Releases on disk, and which of them each municipality shows.

    DIR/.releases/0007/<slug>/<edition>/…         the sites
    DIR/.releases/0007/.manifests/<slug>/…        what they consist of
    DIR/.releases/0007/.history/<slug>.json       that it was shown, and what it took the place of
    DIR/<slug> -> .releases/0007/<slug>           what is served

The history is a chain: each record names the release before. It is written as `<slug>.ny` before a site is
shown and gets its name after, so that whatever is killed, either the site was shown and the next command
completes the record, or it never was and the next command clears it. What has been shown is never deleted.
"""

import json
import os
import re
import shutil
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from coursesite.deliver.manifest import FOLDER as MANIFESTS
from coursesite.model import AUDIENCES, Edition
from coursesite.site.switch import beside, restore, take_place

FOLDER = ".releases"
HISTORY = ".history"
MARK = ".release"  # in a folder that stands as a copy: the release that it is a copy of
_NUMBER = re.compile(r"\d{4,}")


@dataclass(frozen=True, slots=True)
class Record:
    """A municipality's place in a release: the release that it took the place of, when, and its editions."""

    before: str | None
    at: str
    editions: tuple[Edition, ...]


def new_record(before: str | None, editions: tuple[Edition, ...]) -> Record:
    """A record of this moment; the clock is for people who look back, and nothing goes by it."""
    return Record(before, datetime.now(UTC).astimezone().isoformat(" ", "minutes"), editions)


def release_path(to: Path, number: str) -> Path:
    """A release's folder."""
    return to / FOLDER / number


def record_path(to: Path, number: str, slug: str) -> Path:
    """Where the record lies of a municipality that was shown."""
    return release_path(to, number) / HISTORY / f"{slug}.json"


def read_record(to: Path, number: str, slug: str) -> Record | None:
    """The record, or None where the municipality was never shown in that release."""
    try:
        data = json.loads(record_path(to, number, slug).read_text(encoding="utf-8"))
        return Record(data["before"], data["at"], tuple(edition for edition in AUDIENCES if edition in data["editions"]))
    except (OSError, ValueError, TypeError, KeyError):
        return None


def write_draft(to: Path, number: str, slug: str, record: Record) -> None:
    """Write the record of what is about to be shown."""
    path = record_path(to, number, slug).with_suffix(".ny")
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(asdict(record), ensure_ascii=False) + "\n", encoding="utf-8", newline="")


def complete(to: Path, number: str, slug: str) -> None:
    """Give the record of what is shown its name."""
    path = record_path(to, number, slug)
    if path.with_suffix(".ny").exists():
        path.with_suffix(".ny").replace(path)


def numbers(to: Path) -> list[str]:
    """Every release, the oldest first."""
    found = (path.name for path in (to / FOLDER).glob("*") if path.is_dir() and _NUMBER.fullmatch(path.name))
    return sorted(found, key=int)


def next_number(to: Path) -> str:
    """A number that no release has had."""
    return f"{int(([*numbers(to)] or ['0'])[-1]) + 1:04d}"


def slugs_in(to: Path, number: str) -> set[str]:
    """The municipalities that a release has anything of."""
    release = release_path(to, number)
    sites = {path.name for path in release.glob("*") if not path.name.startswith(".")}
    return sites | {path.name for path in (release / MANIFESTS).glob("*")} | {path.stem for path in (release / HISTORY).glob("*")}


def shown_slugs(to: Path) -> list[str]:
    """The municipalities that have been shown."""
    return sorted({path.stem for number in numbers(to) for path in (release_path(to, number) / HISTORY).glob("*.json")})


def last_shown(to: Path, slug: str) -> str | None:
    """The newest release in which a municipality was shown, also where nothing stands now."""
    return next((number for number in reversed(numbers(to)) if record_path(to, number, slug).exists()), None)


def standing(to: Path, slug: str) -> str | None:
    """The release that a municipality shows, or None where nothing of ours stands there."""
    stands = to / slug
    if stands.is_symlink():
        there = stands.resolve()
        return there.parent.name if there.name == slug and there.parent.parent == (to / FOLDER).resolve() else None
    try:
        return (stands / MARK).read_text(encoding="ascii").strip()
    except (OSError, ValueError):
        return None


def can_link(to: Path) -> bool:
    """Whether the file system has symlinks, and we may make them."""
    trial = to / FOLDER / ".link"
    trial.unlink(missing_ok=True)
    try:
        trial.symlink_to(".", target_is_directory=True)
    except (OSError, NotImplementedError):
        return False
    trial.unlink()
    return True


def show(to: Path, slug: str, number: str, *, linked: bool) -> None:
    """Let a municipality show a release; on any failure the former stands."""
    new = beside(to / slug, "ny")
    try:
        if linked:
            new.symlink_to(Path(FOLDER, number, slug), target_is_directory=True)
        else:
            link_tree(release_path(to, number) / slug, new)
            (new / MARK).write_text(number, encoding="ascii")
        put(new, to / slug)
    finally:
        settle(to, slug)
    keep_names(to)


def put(new: Path, target: Path) -> None:
    """In one step where that can be."""
    if new.is_symlink():
        try:
            new.replace(target)
        except OSError:  # a folder stands there; and Windows replaces no link to a folder
            pass
        else:
            return
    if target.is_symlink() and not target.exists():
        target.unlink()  # it leads nowhere
    take_place(new, target)


def settle(to: Path, slug: str) -> None:
    """Bring back what was moved aside, clear what lies there, and complete the record of what stands."""
    target = to / slug
    if not target.is_symlink():
        restore(target)
    for left in [*to.glob(f".{slug}.ny-*"), *(to.glob(f".{slug}.gammel-*") if target.exists() else ())]:
        discard(left)
    if number := standing(to, slug):
        complete(to, number, slug)


def tidy(to: Path) -> None:
    """Clear what killed publishers left. Only for who holds the lock."""
    found = {number: slugs_in(to, number) for number in numbers(to)}
    for slug in sorted(set().union(*found.values())):
        settle(to, slug)
    for number, slugs in found.items():
        for slug in slugs:
            if may_drop(to, number, slug):
                drop(to, number, slug)
    for number in list(found)[:-1]:  # a killed publisher's workers may live on a while, so its number isn't used again
        drop_if_empty(to, number)


def may_drop(to: Path, number: str, slug: str) -> bool:
    """Whether a municipality's part of a release was never shown."""
    return not record_path(to, number, slug).exists() and standing(to, slug) != number


def drop(to: Path, number: str, slug: str) -> None:
    """Delete a municipality's part of a release that was never shown."""
    release = release_path(to, number)
    for folder in (release / slug, release / MANIFESTS / slug):
        shutil.rmtree(folder, ignore_errors=True)
    record_path(to, number, slug).with_suffix(".ny").unlink(missing_ok=True)


def drop_if_empty(to: Path, number: str) -> None:
    """Delete a release that no municipality is left in."""
    if not slugs_in(to, number):
        shutil.rmtree(release_path(to, number), ignore_errors=True)


def discard(path: Path) -> None:
    """Delete a link, never what it leads to, or a folder."""
    if path.is_symlink():
        path.unlink()
    else:
        shutil.rmtree(path, ignore_errors=True)


def link_tree(source: Path, target: Path) -> None:
    """The same files under another name, without taking up room where the file system can."""
    shutil.copytree(source, target, copy_function=_link, dirs_exist_ok=True)


def _link(source: str, target: str) -> None:
    """The same file, or a copy of it."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


def keep_data(folder: Path) -> None:
    """See to it that all that is written there survives a power cut."""
    if everything := getattr(os, "sync", None):  # once is far quicker than file by file
        everything()
        return
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("r+b") as file:
                os.fsync(file.fileno())


def keep_names(folder: Path) -> None:
    """See to it that the names in a folder survive a power cut, where the system lets one."""
    if not hasattr(os, "O_DIRECTORY"):
        return
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
