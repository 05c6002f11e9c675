"""The figures as they come, kept in a file from the first on, with the machine that they are from."""

import json
import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import median
from typing import Any

from measure.clock import HUGO, Failed, output

VERSIONS = {"MkDocs": "mkdocs", "Material": "mkdocs-material", "Zensical": "zensical", "psutil": "psutil", "Matplotlib": "matplotlib"}


@dataclass(slots=True)
class Part:
    """What one command measured: facts about what was built, and every value of each thing, in the order they came."""

    day: str
    facts: dict[str, Any] = field(default_factory=dict)
    values: dict[str, list[float]] = field(default_factory=dict)

    def median(self, name: str) -> float:
        """The median of what was measured under that name."""
        return median(self.values[name])


@dataclass(slots=True)
class Figures:
    """All parts by name; `path` is the file that follows each new figure."""

    path: Path
    machine: dict[str, str]
    parts: dict[str, Part] = field(default_factory=dict)

    def begin(self, name: str, **facts: Any) -> None:
        """A part anew: what it had before is gone."""
        self.parts[name] = Part(datetime.now(UTC).date().isoformat(), facts)
        self.save()

    def add(self, part: str, name: str, value: float) -> None:
        """One more value, said and saved."""
        self.parts[part].values.setdefault(name, []).append(round(value, 4))
        print(f"  {name}: {value:.2f}", flush=True)
        self.save()

    def save(self) -> None:
        """Write all of it in one step."""
        data = {"machine": self.machine, "parts": {name: vars_of(part) for name, part in self.parts.items()}}
        self.path.parent.mkdir(parents=True, exist_ok=True)
        aside = self.path.with_suffix(".part")
        aside.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        aside.replace(self.path)


def vars_of(part: Part) -> dict[str, Any]:
    """A part as JSON has it."""
    return {"day": part.day, "facts": part.facts, "values": part.values}


def open_figures(path: Path) -> Figures:
    """The figures of that file where they are from this machine with these versions; else none yet."""
    machine = describe_machine()
    told = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if told.get("machine") != machine:
        return Figures(path, machine)
    return read_figures(path)


def read_figures(path: Path) -> Figures:
    """The figures of a file, whatever machine they are from."""
    told = json.loads(path.read_text(encoding="utf-8"))
    return Figures(path, told["machine"], {name: Part(**part) for name, part in told["parts"].items()})


def describe_machine() -> dict[str, str]:
    """What the figures depend on: cores, processor, system and versions; nothing that tells whose machine it is."""
    return {
        "cores": str(len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()),
        "processor": processor(),
        "system": platform.system(),
        "Python": platform.python_version(),
        **{name: installed(package) for name, package in VERSIONS.items()},
        "Hugo": hugo_version(),
    }


def installed(package: str) -> str:
    """The version of a package that a measurement needs. Raises Failed."""
    try:
        return version(package)
    except PackageNotFoundError:
        raise Failed(f"{package} isn't installed: pip install -e '.[benchmark]'") from None


def processor() -> str:
    """The processor's model, where the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text(encoding="utf-8").splitlines() if told.is_file() else []
    return next(
        (line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.processor() or platform.machine()
    )


def hugo_version() -> str:
    """The version of the Hugo that is installed."""
    try:
        return output([*HUGO, "version"]).split()[1].partition("+")[0].partition("-")[0].removeprefix("v")
    except Failed as failed:
        raise Failed(f"Hugo is compared with and isn't installed (Debian: apt-get install hugo).\n{failed}") from None
