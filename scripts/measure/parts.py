"""The measurements, one function each; all put their values into the figures as they come."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from random import Random

from coursesite.pages.make import make_site
from coursesite.plan.model import Plan
from coursesite.site.story import tell
from measure.clock import COURSESITE, HUGO, MKDOCS, ZENSICAL, Spent, seconds, spent
from measure.figures import Figures
from measure.fleet import EDITION, Fleet, Unsound, change_page, change_profile, lay_fleet, lay_modules
from measure.serve import Served
from measure.written_out import write_hugo, write_plain

FLEET = 98  # as many as Denmark has


@dataclass(frozen=True, slots=True)
class Order:
    """What is asked for: on which project, in which folder, how often, and how many."""

    project: Path
    work: Path
    rounds: int
    seed: int
    sample: int
    jobs: int | None
    municipality: str
    sizes: tuple[int, ...]
    modules: tuple[int, ...]

    def build_all(self, fleet: Fleet) -> list[str]:
        """The command that builds the fleet."""
        return [*COURSESITE, "build", "--all", "--out", str(out_of(fleet)), *(["--jobs", str(self.jobs)] if self.jobs else [])]


def out_of(fleet: Fleet) -> Path:
    """Where a fleet is built."""
    return fleet.root.with_name(f"{fleet.root.name}-out")


def measure_one(order: Order, figures: Figures) -> None:
    """One edition of the project as it is, by MkDocs with the engine and by the others, turn about."""
    told = tell(order.project, order.municipality, EDITION)
    if told.plan is None:
        raise Unsound("The course has problems; see »coursesite check«.")
    folders = write_others(order.project, told.plan, order.work)
    figures.begin("one", municipality=order.municipality, pages=len(make_site(told.plan).pages))
    ours = order.work / "ours"
    for number in range(order.rounds + 1):
        taken = {"ours": seconds([*MKDOCS, "build", "-d", str(ours)], order.project, MUNICIPALITY=order.municipality, EDITION=EDITION)}
        taken |= {name: build_other(name, folder) for name, folder in folders.items()}
        for name, value in taken.items() if number else ():  # the first round only warms up
            figures.add("one", name, value)


def write_others(project: Path, plan: Plan, folder: Path) -> dict[str, Path]:
    """The edition's pages written out for each of the other generators."""
    site = make_site(plan)
    write_plain(project, site, folder / "plain")
    write_plain(project, site, folder / "without macros", macros=False)
    write_hugo(project, site, folder / "hugo")
    return {
        "plain": folder / "plain",
        "without macros": folder / "without macros",
        "zensical": folder / "without macros",
        "hugo": folder / "hugo",
    }


def build_other(name: str, folder: Path) -> float:
    """Seconds of a cold build by one of the others; nothing is left of it."""
    commands = {"hugo": [*HUGO, "-d", "site"], "zensical": [*ZENSICAL, "build"]}
    taken = seconds(commands.get(name, [*MKDOCS, "build", "-d", "site"]), folder)
    for left in ("site", ".cache"):
        shutil.rmtree(folder / left, ignore_errors=True)
    return taken


def measure_fleet(order: Order, figures: Figures) -> None:
    """All municipalities: cold, with nothing changed, after a changed profile and a changed module, and by the others."""
    fleet = lay_fleet(order.project, order.work / "fleet", order.seed, FLEET)
    sample = Random(order.seed).sample(fleet.slugs, min(order.sample, FLEET))  # noqa: S311 - nothing is kept secret
    written = {slug: write_others(fleet.root, fleet.plans[slug], order.work / "written" / slug) for slug in sample}
    reached = [slug for slug in fleet.slugs if fleet.most_used() in fleet.plans[slug].modules]
    pages = sum(len(make_site(plan).pages) for plan in fleet.plans.values())
    figures.begin("fleet", municipalities=FLEET, pages=pages, sample=len(sample), seed=order.seed, reached=len(reached))
    for number in range(order.rounds):
        for name, value in by_engine(order, fleet, number):
            figures.add("fleet", name, value)
        for name in ("plain", "without macros", "hugo", "zensical"):
            taken = sum(build_other(name, folders[name]) for folders in written.values())
            figures.add("fleet", name, taken * FLEET / len(sample))


def by_engine(order: Order, fleet: Fleet, number: int) -> Iterator[tuple[str, float]]:
    """The engine's own commands on a fleet, in one round after another."""
    command = order.build_all(fleet)
    forget(fleet)
    yield "cold", seconds(command, fleet.root)
    yield "nothing changed", seconds(command, fleet.root)
    change_profile(fleet.root, fleet.slugs[number % len(fleet.slugs)], number)
    yield "one profile", seconds(command, fleet.root)
    change_page(fleet.root / "modules", fleet.most_used(), f"Runde {number + 1} af målingen.")
    yield "one module", seconds(command, fleet.root)


def forget(fleet: Fleet) -> None:
    """Neither caches nor anything built."""
    shutil.rmtree(fleet.root / ".cache", ignore_errors=True)
    shutil.rmtree(out_of(fleet), ignore_errors=True)


def measure_serve(order: Order, figures: Figures) -> None:
    """From saving a module to the new page being served, beside one plain build, and plain MkDocs' own serving."""
    fleet = lay_fleet(order.project, order.work / "served", order.seed, 1)
    slug, module = fleet.slugs[0], fleet.most_used()
    plain = write_others(fleet.root, fleet.plans[slug], order.work)["plain"]
    figures.begin("serve", pages=len(make_site(fleet.plans[slug]).pages), seed=order.seed)
    chance = Random(order.seed)  # noqa: S311 - likewise
    with Served(fleet.root, MUNICIPALITY=slug, EDITION=EDITION) as ours, Served(plain) as theirs:
        for number in range(order.rounds + 1):
            word = f"Runde{number + 1}"
            taken = {
                "ours": ours.seconds_to_see(
                    f"modul/{module}.html", word, partial(change_page, fleet.root / "modules", module, word), chance
                ),
                "theirs": theirs.seconds_to_see(f"modul/{module}.html", word, partial(change_page, plain / "docs", module, word), chance),
                "plain build": seconds([*MKDOCS, "build", "-d", str(order.work / "once")], plain),
            }
            for name, value in taken.items() if number else ():
                figures.add("serve", name, value)


def measure_growth(order: Order, figures: Figures) -> None:
    """Time and memory as the municipalities grow, one run each; time as one municipality's modules grow, medians."""
    figures.begin("growth", seed=order.seed, sizes=list(order.sizes), modules=[])
    for size in order.sizes:
        started = time.perf_counter()
        fleet = lay_fleet(order.project, order.work / f"of-{size}", order.seed, size)
        print(f"  {size} municipalities written in {time.perf_counter() - started:.0f} s", flush=True)
        taken = spent(order.build_all(fleet), fleet.root)
        add_spent(figures, f"{size} municipalities", taken)
        forget(fleet)
        shutil.rmtree(fleet.root)
    for wanted in order.modules:
        fleet, count = lay_modules(order.project, order.work / f"modules-{wanted}", wanted)
        figures.parts["growth"].facts["modules"].append(count)
        for _ in range(order.rounds):
            forget(fleet)
            command = [*COURSESITE, "build", fleet.slugs[0], "--out", str(out_of(fleet))]
            figures.add("growth", f"{count} modules", seconds(command, fleet.root))


def add_spent(figures: Figures, name: str, taken: Spent) -> None:
    """Seconds and megabytes of one run."""
    figures.add("growth", name, taken.seconds)
    figures.add("growth", f"{name}, MB", taken.memory / 1e6)
