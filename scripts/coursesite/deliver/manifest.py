"""What an edition was made from, and every file that it consists of; kept beside the folders that are served, never in them."""

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

from coursesite.deliver.files import digests, files_of
from coursesite.site.choice import Choice

FOLDER = ".manifests"


@dataclass(frozen=True, slots=True)
class Manifest:
    """The SHA-256 of every file by its address, and what they came from.

    `inputs` is a digest of all sources that could have a say; `content` one of what this edition
    turned out to hold. `versions` are the engine's and those of what it builds with.
    """

    municipality: str
    edition: str
    inputs: str
    content: str
    versions: Mapping[str, str]
    files: Mapping[str, str]

    @property
    def pages(self) -> int:
        """How many pages it has."""
        return sum(uri.endswith(".html") for uri in self.files)


def manifest_path(out: Path, choice: Choice) -> Path:
    """Where the manifest of `out/<slug>/<edition>` lies."""
    return out / FOLDER / choice.municipality / f"{choice.edition}.json"


def write_manifest(path: Path, manifest: Manifest) -> None:
    """Put the manifest in its place in one step, so that nobody reads half of one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_suffix(f".{os.getpid()}.ny")
    aside.write_text(json.dumps(asdict(manifest), ensure_ascii=False, indent=1) + "\n", encoding="utf-8", newline="")
    aside.replace(path)


def read_manifest(path: Path) -> Manifest | None:
    """The manifest, or None where there is none that can be read."""
    try:
        return Manifest(**json.loads(path.read_text(encoding="utf-8")))
    except (OSError, ValueError, TypeError):
        return None


def stands(site: Path, manifest: Manifest) -> bool:
    """Whether a site has the files that its manifest names, and no others; what is in them isn't read."""
    return set(files_of(site)) == manifest.files.keys()


def deviations(site: Path, manifest: Manifest) -> list[str]:
    """What a site has that its manifest doesn't say, or the other way round; a line each, in Danish."""
    found, wanted = digests(site), manifest.files
    return [
        *(f"{uri} mangler" for uri in wanted if uri not in found),
        *(f"{uri} er ændret" for uri in wanted if uri in found and found[uri] != wanted[uri]),
        *(f"{uri} hører ikke til" for uri in found if uri not in wanted),
    ]
