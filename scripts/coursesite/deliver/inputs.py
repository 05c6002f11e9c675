"""What an edition could be made from, as digests, so that nothing is built that would come out as it is."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import version
from pathlib import Path

from coursesite import __version__
from coursesite.deliver.files import digest_of
from coursesite.site.choice import Choice

SHARED = ("mkdocs.yml", "docs", "modules", "overrides", "municipalities/registry.csv")
LOOKS = ("mkdocs.yml", "docs/css", "docs/img", "docs/js", "docs/vendor", "overrides")
ENGINE = Path(__file__).resolve().parents[1]
# What has a say in the bytes of a site, beside the engine itself.
BUILDERS = ("mkdocs", "mkdocs-material", "mkdocs-macros-plugin", "markdown", "jinja2", "icalendar", "segno")


@dataclass(frozen=True, slots=True)
class Inputs:
    """Digests: of all that editions have `shared`, of what every page is dressed in, of all municipalities; and the versions of what builds."""

    shared: str
    looks: str
    municipalities: str
    versions: Mapping[str, str]


def read_inputs(root: Path) -> Inputs:
    """The digests as the files are now."""
    versions = {"coursesite": __version__, "engine": engine_digest(), **{name: version(name) for name in BUILDERS}}
    of_versions = json.dumps(versions)
    everybody = digest_of_all(told(root, ["municipalities"]))
    return Inputs(digest_of_all([of_versions, *told(root, SHARED)]), digest_of_all([of_versions, *told(root, LOOKS)]), everybody, versions)


def inputs_of(root: Path, inputs: Inputs, choice: Choice) -> str:
    """A digest of everything that could have a say in one edition: if it is the same, so is the edition."""
    return digest_of_all([inputs.shared, choice.municipality, choice.edition, *told(root, [f"municipalities/{choice.municipality}"])])


@cache
def engine_digest() -> str:
    """A digest of the engine's own code."""
    return digest_of_all(told(ENGINE, ["."], "*.py"))


def told(root: Path, names: Iterable[str], pattern: str = "*") -> Iterator[str]:
    """Each file's name and digest, for files and folders below `root`; links are not followed."""
    for name in names:
        place = root / name
        for path in sorted(place.rglob(pattern)) if place.is_dir() else [place]:
            if path.is_file() and not path.is_symlink():
                yield f"{path.relative_to(root).as_posix()} {digest_of(path)}"


def digest_of_all(parts: Iterable[str]) -> str:
    """One digest of many texts."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()
