"""An edition to build, and what became of it; told apart from building, so that nothing slow is imported where nothing has changed."""

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from coursesite.deliver.inputs import Inputs, inputs_of
from coursesite.deliver.manifest import manifest_path, read_manifest, stands
from coursesite.problems import Problem
from coursesite.site.choice import Choice

State = Literal["built", "same", "failed"]


@dataclass(frozen=True, slots=True)
class Job:
    """One edition to build, as it is sent to whoever builds it; `root`, `out` and `store` are folders that both can reach.

    It comes to stand in `out/<slug>/<edition>`; files that others have too go into the store. Where it is
    `searched`, nothing in it may belong to other municipalities or audiences.
    """

    root: Path
    inputs: Inputs
    choice: Choice
    out: Path
    store: Path
    searched: bool = False

    @property
    def target(self) -> Path:
        """Where it comes to stand."""
        return (self.out / self.choice.municipality / self.choice.edition).resolve()

    @property
    def manifest(self) -> Path:
        """Where its manifest lies."""
        return manifest_path(self.out, self.choice)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of an edition: where it stands, its pages, the problems in its sources, and else what was in the way."""

    choice: Choice
    state: State
    folder: Path
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    message: str = ""


def is_there(job: Job) -> Outcome | None:
    """An edition that stands already, made from what the sources are now."""
    manifest = read_manifest(job.manifest)
    if manifest and manifest.inputs == inputs_of(job.root, job.inputs, job.choice) and stands(job.target, manifest):
        return Outcome(job.choice, "same", job.target, manifest.pages)
    return None
