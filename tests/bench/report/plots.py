"""A picture for each heading: a bar for dibs and for each peer, how far the samples lie apart, and where the limit is.

The ground is clear and all text of a middle grey, so that it can be read on white and on black.
"""

# Only `make bench` installs matplotlib; what is used of it stands in typings/.
# pyright: reportMissingModuleSource=false

from collections.abc import Iterator, Sequence
from statistics import median
from textwrap import fill
from typing import NamedTuple

import matplotlib as mpl
from matplotlib.axes import Axes
from matplotlib.figure import Figure as Drawing
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from tests.bench.figures import Figure
from tests.bench.report.samples import limit_of, number, spread

KEPT, MISSED, PEER, TEXT = "#2563eb", "#ea580c", "#94a3b8", "#777777"
BAR, ROW = 0.72, 0.27
"""Of a bar's place that it fills; inches that the place takes."""
HEADS = 0.62
"""Inches above and below the bars of a figure."""
WIDTH, LEFT, RIGHT = 8.0, 2.3, 1.0
STYLE = {
    "font.family": ["sans-serif"],
    "font.size": 9.5,
    "svg.fonttype": "none",
    "svg.hashsalt": "dibs",
    "text.color": TEXT,
    "axes.edgecolor": TEXT,
    "xtick.color": TEXT,
    "ytick.color": TEXT,
}


class Bar(NamedTuple):
    name: str
    samples: Sequence[float]
    colour: str


def draw(figures: Sequence[Figure]) -> Drawing:
    """Those of one heading, each on a scale of its own, since each has its own unit."""
    with mpl.rc_context(STYLE):
        heights = [len(list(_bars(one))) * ROW + HEADS for one in figures]
        drawing = Drawing(figsize=(WIDTH, sum(heights) + 0.35))
        top = sum(heights) + 0.35
        for one, height in zip(figures, heights, strict=True):
            bottom = (top - height + 0.28) / (sum(heights) + 0.35)
            place = (LEFT / WIDTH, bottom, (WIDTH - LEFT - RIGHT) / WIDTH, (height - HEADS) / (sum(heights) + 0.35))
            _figure(drawing.add_axes(place), one)
            top -= height
        drawing.legend(handles=_legend(), loc="lower left", ncols=4, frameon=False, borderaxespad=0.2)
        drawing.canvas.draw()
    return drawing


def save(drawing: Drawing, file: str) -> None:
    with mpl.rc_context(STYLE):
        drawing.savefig(file, transparent=True, dpi=110, metadata={"Date": None} if file.endswith(".svg") else None)


def _bars(figure: Figure) -> Iterator[Bar]:
    yield Bar("dibs", figure.ours, KEPT if figure.held else MISSED)
    for peer, samples in figure.peers.items():
        yield Bar(peer, samples, PEER)


def _figure(axes: Axes, figure: Figure) -> None:
    bars = list(_bars(figure))
    most = max([*(spread(bar.samples)[1] for bar in bars), figure.bound or 0.0])
    title = f"{figure.name}, {figure.unit} ({'more' if figure.unit.endswith('/s') else 'less'} is better)"
    axes.set_title(title, loc="left", fontsize=10, fontweight="bold", x=-(LEFT - 0.1) / (WIDTH - LEFT - RIGHT), pad=4)
    axes.set_xlim(0, most * 1.02 or 1.0)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_yticks(range(len(bars)), [fill(bar.name, 30) for bar in bars])
    axes.tick_params(axis="y", length=0)
    axes.set_xticks([])
    for side in ("top", "right", "bottom"):
        axes.spines[side].set_visible(False)
    for row, bar in enumerate(bars):
        _bar(axes, row, bar)
    if figure.bound is not None:
        axes.axvline(figure.bound, color=TEXT, linestyle=(0, (4, 2)), linewidth=1.3)
        axes.text(figure.bound, len(bars) - 0.42, limit_of(figure), ha=_side(figure.bound, most), va="top", fontsize=8)


def _side(at: float, most: float) -> str:
    """Of the limit that its words are on, so that they stay in the picture."""
    return "left" if at < most / 3 else "right" if at > most * 2 / 3 else "center"


def _bar(axes: Axes, row: int, bar: Bar) -> None:
    middle, (low, high) = median(bar.samples), spread(bar.samples)
    axes.barh([row], [middle], height=BAR, color=bar.colour)
    if high > low:
        axes.plot([low, high], [row, row], color=TEXT, linewidth=1.4, marker="|", markersize=6)
    axes.annotate(
        number(middle), (1.0, row), xycoords=("axes fraction", "data"), xytext=(6, 0), textcoords="offset points",
        va="center", fontweight="bold" if row == 0 else "normal",
    )  # fmt: skip


def _legend() -> list[Patch | Line2D]:
    return [
        Patch(color=KEPT, label="dibs"),
        Patch(color=MISSED, label="dibs, limit missed"),
        Patch(color=PEER, label="beside it"),
        Line2D([], [], color=TEXT, linestyle=(0, (4, 2)), label="limit"),
    ]
