#!/usr/bin/env python3
"""How fast the engine is, beside plain MkDocs, Hugo and Zensical building the same pages, in one run on one machine.

    .venv/bin/pip install -e '.[benchmark]'         # and Hugo: apt-get install hugo
    .venv/bin/python scripts/benchmark.py all       # fleet, serve, one and growth: an hour or more
    .venv/bin/python scripts/benchmark.py fleet --rounds 1 --sample 10
    .venv/bin/python scripts/benchmark.py readme    # the latest figures into README.md and beside this file

Each figure is printed and written to out/benchmark/figures.json as soon as it is there; at the end of
every command the table (table.md) and the picture (plot.svg) are made from all that the file has.
A part that is measured again takes the former one's place; figures of another machine or of other
versions are dropped. Everything is built in a temporary folder, which is gone afterwards.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from coursesite.source.registry import UnknownMunicipality
from measure.clock import Failed
from measure.figures import Figures, open_figures, read_figures
from measure.fleet import Unsound
from measure.parts import FLEET, Order, measure_fleet, measure_growth, measure_one, measure_serve
from measure.plot import draw
from measure.report import as_markdown, as_text

ROOT = Path(__file__).resolve().parent.parent
PARTS: dict[str, tuple[Callable[[Order, Figures], None], int]] = {
    "fleet": (measure_fleet, 3),
    "serve": (measure_serve, 7),
    "one": (measure_one, 7),
    "growth": (measure_growth, 3),
}
LATEST = ROOT / "scripts" / "measure" / "latest"
BEGIN, END = "<!-- figures: scripts/benchmark.py readme -->\n", "<!-- end of figures -->"


def main() -> int:
    """Measure what is asked for, and tell."""
    options = read_options()
    if options.what == "readme":
        write_readme(options.results / "figures.json")
        return 0
    try:
        figures = open_figures(options.results / "figures.json")
    except Failed as wrong:
        print(wrong, file=sys.stderr)
        return 1
    whole = [measure(name, options, figures) for name in (PARTS if options.what == "all" else [options.what])]
    print(as_text(figures))
    return 0 if all(whole) else 1


def read_options() -> argparse.Namespace:
    """What to measure, how often, and on how much."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("what", choices=[*PARTS, "all", "readme"])
    parser.add_argument(
        "--rounds",
        type=int,
        help="how often each thing is measured (else " + ", ".join(f"{name} {often}" for name, (_, often) in PARTS.items()) + ")",
    )
    parser.add_argument("--seed", type=int, default=1, help="of the fleet's profiles")
    parser.add_argument(
        "--sample", type=int, default=FLEET, help=f"how many of the {FLEET} the other generators build, their time being scaled up"
    )
    parser.add_argument("--jobs", type=int, help="given to `coursesite build --all`")
    parser.add_argument("--municipality", default="eksempel", help="whose edition `one` builds")
    parser.add_argument(
        "--sizes", type=numbers, default=(10, 30, FLEET, 300, 1000), help="how many municipalities `growth` builds, as 10,98,1000"
    )
    parser.add_argument("--modules", type=numbers, default=(50, 100, 200, 400, 800), help="how many modules `growth` builds")
    parser.add_argument("--folder", type=Path, help="where the temporary folder is made; 1000 municipalities need some gigabytes")
    parser.add_argument("--results", type=Path, default=ROOT / "out" / "benchmark", help="where the figures are kept")
    return parser.parse_args()


def numbers(given: str) -> tuple[int, ...]:
    """`10,98` as numbers."""
    return tuple(int(part) for part in given.split(","))


def measure(name: str, options: argparse.Namespace, figures: Figures) -> bool:
    """One part, in a folder that is gone afterwards, then the table and the picture anew; whether it went well."""
    print(f"{name}:", flush=True)
    started = time.perf_counter()
    try:
        with tempfile.TemporaryDirectory(prefix="coursesite-benchmark-", dir=options.folder) as work:
            PARTS[name][0](order_of(name, options, Path(work)), figures)
    except (Failed, Unsound, UnknownMunicipality) as wrong:
        print(f"{name} stopped: {wrong}", file=sys.stderr)
        return False
    print(f"  done in {time.perf_counter() - started:.0f} s", flush=True)
    (options.results / "table.md").write_text(as_markdown(figures) + "\n", encoding="utf-8")
    draw(figures, options.results / "plot.svg")
    return True


def order_of(name: str, options: argparse.Namespace, work: Path) -> Order:
    """What is asked for of a part."""
    return Order(
        project=ROOT, work=work, rounds=options.rounds or PARTS[name][1], seed=options.seed, sample=options.sample,
        jobs=options.jobs, municipality=options.municipality, sizes=options.sizes, modules=options.modules,
    )  # fmt: skip


def write_readme(path: Path) -> None:
    """Put the latest table into README.md, between its two marks, and the figures and the picture beside the code."""
    figures = read_figures(path)
    readme = ROOT / "README.md"
    before, _, rest = readme.read_text(encoding="utf-8").partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise SystemExit(f"README.md has no place for the figures: two lines, {BEGIN.strip()} and {END}")
    beside = LATEST.relative_to(ROOT).as_posix()
    told = (
        f"{as_markdown(figures)}\n- Every single figure is in [`{beside}.json`]({beside}.json).\n\n"
        f"![What was measured, as a picture]({beside}.svg)\n\n"
    )
    readme.write_text(f"{before}{BEGIN}{told}{END}{after}", encoding="utf-8")
    shutil.copyfile(path, LATEST.with_suffix(".json"))
    draw(figures, LATEST.with_suffix(".svg"))


if __name__ == "__main__":
    raise SystemExit(main())
