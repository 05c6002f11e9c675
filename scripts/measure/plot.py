"""The figures as a picture: the fleet beside the others, and how time and memory grow."""

from pathlib import Path
from typing import Any

from measure.figures import Figures, Part
from measure.report import curve, exponent

OURS, THEIRS = "#0f766e", "#9ca3af"
BARS = {"cold": "coursesite, cold", "one module": "– one module changed", "one profile": "– one profile changed", "nothing changed": "– nothing changed",
        "plain": "plain MkDocs", "zensical": "Zensical", "hugo": "Hugo"}  # fmt: skip
_ENGINE = 4  # the first bars are ours


def draw(figures: Figures, path: Path) -> None:
    """Write the picture as SVG, of the parts that have been measured."""
    import matplotlib as mpl  # noqa: PLC0415 - of the extra `benchmark`, which the tests do without

    mpl.use("svg")
    from matplotlib import pyplot as plt  # noqa: PLC0415 - likewise

    mpl.rcParams.update({"svg.hashsalt": "benchmark", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 9})
    wanted = [(part, draw_one) for part, draw_one in PANELS if part in figures.parts]
    figure, panels = plt.subplots(1, len(wanted) or 1, figsize=(5 * (len(wanted) or 1), 3.6), layout="constrained", squeeze=False)
    for axes, (part, draw_one) in zip(panels[0], wanted, strict=False):
        draw_one(axes, figures.parts[part])
    figure.savefig(path, metadata={"Date": None, "Creator": None}, facecolor="white")
    plt.close(figure)


def draw_fleet(axes: Any, part: Part) -> None:
    """Seconds for the whole fleet, ours above."""
    names = [name for name in BARS if name in part.values][::-1]
    colours = [OURS if name in list(BARS)[:_ENGINE] else THEIRS for name in names]
    drawn = axes.barh([BARS[name] for name in names], [part.median(name) for name in names], color=colours)
    axes.bar_label(drawn, fmt="%.3g s", padding=3)
    axes.margins(x=0.15)
    axes.set_title(f"{part.facts['municipalities']} municipalities, seconds")
    axes.spines[["top", "right"]].set_visible(False)


def draw_growth(axes: Any, part: Part) -> None:
    """Seconds by number, both on a scale of tens, where a straight line of slope one is linear."""
    for unit, mark in (("municipalities", "o-"), ("modules", "s--")):
        sizes, times = curve(part, unit)
        if len(sizes) > 1:
            axes.plot(
                sizes,
                times,
                mark,
                label=f"{unit}: power {exponent(sizes, times):.2f}",
                color=OURS if unit == "municipalities" else "#b45309",
            )
    axes.set(xscale="log", yscale="log", title="seconds by number", xlabel="municipalities, or modules in one edition")
    axes.grid(alpha=0.3)
    axes.legend(frameon=False)


def draw_memory(axes: Any, part: Part) -> None:
    """The most memory by number of municipalities."""
    sizes, megabytes = curve(part, "municipalities", ", MB")
    axes.plot(sizes, megabytes, "o-", color=OURS)
    axes.set(xscale="log", title="memory of all processes, MB", xlabel="municipalities")
    axes.set_ylim(0, max(megabytes, default=1) * 1.2)
    axes.grid(alpha=0.3)


PANELS = (("fleet", draw_fleet), ("growth", draw_growth), ("growth", draw_memory))
