#!/usr/bin/env python3
"""How much the engine costs: one edition built by it, against the same pages built by plain MkDocs.

    .venv/bin/python scripts/benchmark.py [--rounds N] [--municipality SLUG]

Plain MkDocs gets the finished pages written out to a folder, with Material, search and macros and
the same overrides and styles. Both run in processes of their own, turn about, so that a busy
machine is as unkind to one as to the other; what counts is the ratio of the medians.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import yaml

from coursesite.pages.make import make_site
from coursesite.pages.model import NavItem, Site
from coursesite.site.sandbox import Sandbox
from coursesite.site.story import tell

ROOT = Path(__file__).resolve().parent.parent


def main() -> int:
    """Measure, and print the medians and their ratio."""
    options = read_options()
    told = tell(ROOT, options.municipality, "participant")
    if told.plan is None:
        print("The course has problems; see »coursesite check«.", file=sys.stderr)
        return 1
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder) / "plain"
        site = make_site(told.plan)
        write_out(site, plain)
        ours, theirs = measure(options, plain, Path(folder))
    print(f"{options.municipality}: {len(site.pages)} pages, {options.rounds} rounds, median (fastest) in seconds")
    print(f"  coursesite    {statistics.median(ours):.2f} ({min(ours):.2f})")
    print(f"  plain MkDocs  {statistics.median(theirs):.2f} ({min(theirs):.2f})")
    print(f"  ratio         {statistics.median(ours) / statistics.median(theirs):.2f}")
    return 0


def read_options() -> argparse.Namespace:
    """How often, and whose."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--municipality", default="eksempel")
    return parser.parse_args()


def measure(options: argparse.Namespace, plain: Path, folder: Path) -> tuple[list[float], list[float]]:
    """Seconds of each build of the engine's and of plain MkDocs', after one of each to warm up."""
    ours, theirs = [], []
    for number in range(options.rounds + 1):
        one = seconds(ROOT, folder / "ours", MUNICIPALITY=options.municipality, EDITION="participant")
        other = seconds(plain, folder / "theirs")
        if number:
            ours.append(one)
            theirs.append(other)
    return ours, theirs


def seconds(project: Path, target: Path, **environment: str) -> float:
    """How long `mkdocs build` takes."""
    started = time.perf_counter()
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "-d", str(target)]
    subprocess.run(command, cwd=project, check=True, env={**os.environ, "NO_MKDOCS_2_WARNING": "1", **environment})
    return time.perf_counter() - started


def write_out(site: Site, folder: Path) -> None:
    """The finished pages as a MkDocs project that knows nothing of the engine."""
    config: dict[str, Any] = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
    config["plugins"] = ["search", *(plugin for plugin in config["plugins"] if "macros" in plugin)]
    config["nav"] = [entry(item) for item in site.nav]
    config["site_name"] = site.title
    del config["theme"]["custom_dir"], config["extra_javascript"]  # Material's own page, menu and search
    docs = folder / "docs"
    shutil.copytree(ROOT / "docs" / "css", docs / "css")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(config, allow_unicode=True, sort_keys=False), encoding="utf-8")
    filled = Sandbox(site.variables, site.macros, ("{##", "##}"))
    for page in site.pages:
        write(docs / page.uri, filled.from_string(page.markdown).render(**site.variables))
    for uri, path in site.files.items():
        (docs / uri).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, docs / uri)


def entry(item: NavItem) -> dict[str, Any]:
    """An entry of the menu as MkDocs wants it."""
    return {item.title: item.uri or [entry(child) for child in item.children]}


def write(path: Path, text: str) -> None:
    """A text file, with its folder."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    raise SystemExit(main())
