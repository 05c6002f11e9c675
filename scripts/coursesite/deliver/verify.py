"""Whether what stands is what was put there."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from coursesite.deliver.manifest import FOLDER as MANIFESTS
from coursesite.deliver.manifest import Manifest, deviations, manifest_path, read_manifest
from coursesite.deliver.releases import FOLDER, MARK, read_record, release_path, shown_slugs, standing
from coursesite.model import AUDIENCES, Edition
from coursesite.problems import count
from coursesite.site.choice import Choice


@dataclass(frozen=True, slots=True)
class Part:
    """One municipality as it stands: its folder, and where its manifests lie."""

    slug: str
    folder: Path
    out: Path
    editions: tuple[Edition, ...]


@dataclass(frozen=True, slots=True)
class Verified:
    """How much was looked at, and what is wrong with it, a line each."""

    municipalities: int
    files: int
    faults: tuple[str, ...]

    def __str__(self) -> str:
        """All that is wrong, or that nothing is."""
        if self.faults:
            return "\n".join([*self.faults, f"{count(len(self.faults), 'afvigelse', 'afvigelser')}."])
        sizes = f"{count(self.municipalities, 'kommune', 'kommuner')}, {count(self.files, 'fil', 'filer')}"
        return f"Alt er, som det blev udgivet: {sizes}."


def verify(to: Path, slugs: Iterable[str] = ()) -> Verified:
    """Hold what stands in a folder against its manifests: what was published, or what `build` made."""
    published = (to / FOLDER).is_dir()
    wanted = list(dict.fromkeys(slugs)) or (shown_slugs(to) if published else built_slugs(to))
    faults = [] if wanted else [f"Der er intet udgivet i {to}."]
    parts = []
    for slug in wanted:
        part = published_part(to, slug) if published else built_part(to, slug)
        faults += faults_of(part) if part else [f"{slug} står ikke i {to}"]
        parts += [part] if part else []
    return Verified(len(parts), sum(map(files_in, parts)), tuple(faults))


def published_part(to: Path, slug: str) -> Part | None:
    """What a municipality shows."""
    number = standing(to, slug)
    if number is None or not (to / slug).is_dir():
        return None
    out, record = release_path(to, number), read_record(to, number, slug)
    return Part(slug, (to / slug).resolve(), out, record.editions if record else editions_in(out, slug))


def released_part(to: Path, slug: str, number: str) -> Part | None:
    """What a municipality showed in a release, whether it shows it now or not."""
    out, record = release_path(to, number), read_record(to, number, slug)
    return Part(slug, out / slug, out, record.editions) if record and (out / slug).is_dir() else None


def built_part(to: Path, slug: str) -> Part | None:
    """What `coursesite build` made."""
    return Part(slug, to / slug, to, editions_in(to, slug)) if (to / slug).is_dir() else None


def built_slugs(to: Path) -> list[str]:
    """The municipalities that `coursesite build` has written a manifest for, or a site."""
    named = {path.name for path in (to / MANIFESTS).glob("*")}
    return sorted(named | {path.parent.name for edition in AUDIENCES for path in to.glob(f"[!.]*/{edition}")})


def editions_in(out: Path, slug: str) -> tuple[Edition, ...]:
    """The editions that have a manifest or a folder."""
    return tuple(edition for edition in AUDIENCES if manifest_path(out, Choice(slug, edition)).exists() or (out / slug / edition).is_dir())


def files_in(part: Part) -> int:
    """How many files a municipality ought to have."""
    manifests = (read_manifest(manifest_path(part.out, Choice(part.slug, edition))) for edition in part.editions)
    return sum(len(manifest.files) for manifest in manifests if manifest)


def faults_of(part: Part) -> list[str]:
    """Everything that isn't as it was published."""
    foreign = {path.name for path in part.folder.iterdir()} - {*part.editions, MARK}
    return [
        *(line for edition in part.editions for line in edition_faults(part.out, part.slug, edition, part.folder / edition)),
        *(f"{part.slug}/{name} hører ikke til" for name in sorted(foreign)),
    ]


def edition_faults(out: Path, slug: str, edition: Edition, site: Path) -> Iterator[str]:
    """What an edition has that its manifest doesn't say, or the other way round."""
    path = manifest_path(out, Choice(slug, edition))
    manifest = read_manifest(path)
    if manifest is None or not is_of(manifest, slug, edition):
        yield f"{slug}/{edition}: {path} {'kan ikke læses' if path.exists() else 'mangler'}"
    elif not site.is_dir():
        yield f"{slug}/{edition} mangler"
    else:
        yield from (f"{slug}/{edition}/{line}" for line in deviations(site, manifest))


def is_of(manifest: Manifest, slug: str, edition: Edition) -> bool:
    """Whether a file that can be read as a manifest is this edition's."""
    return (manifest.municipality, manifest.edition) == (slug, edition) and isinstance(manifest.files, dict)
