"""Makes docs/performance of the figures that a run kept: python -m tests.bench FIGURES. `make bench` calls it.

`--again` makes it anew of the run that is kept there, after a change of how it is shown. `--soak FIGURES`: the same,
but with those that `make soak` kept, which takes too long for a benchmark. `--png FOLDER`: the same plots as PNG, to
look at.
"""

import json
import sys
from argparse import ArgumentParser
from dataclasses import asdict
from pathlib import Path

from tests.bench.figures import read
from tests.bench.report.machine import about
from tests.bench.report.page import Run, page, plot_of
from tests.bench.report.plots import draw, save

FOLDER = Path(__file__).parents[2] / "docs" / "performance"
KEPT = FOLDER / "figures.jsonl"
"""What it was measured with, in the first line; then each figure with all its samples."""
SOAKED = FOLDER / "soak.jsonl"
"""Figures of the last `make soak`."""


def kept(file: Path = KEPT) -> Run:
    first, *lines = file.read_text().splitlines()
    return Run(json.loads(first), [read(line) for line in lines])


def write(run: Run) -> None:
    FOLDER.mkdir(exist_ok=True)
    KEPT.write_text("".join(f"{json.dumps(line)}\n" for line in [run.about, *map(asdict, run.figures)]))
    run = Run(run.about, [*run.figures, *map(read, _lines(SOAKED))])
    (FOLDER / "README.md").write_text(page(run))
    for old in FOLDER.glob("*.svg"):
        old.unlink()
    for group, figures in run.groups.items():
        save(draw(figures), str(FOLDER / plot_of(group)))


def main() -> int:
    words = ArgumentParser(prog="python -m tests.bench")
    words.add_argument("figures", type=Path, nargs="?")
    words.add_argument("--again", action="store_true")
    words.add_argument("--soak", type=Path)
    words.add_argument("--png", type=Path)
    asked = words.parse_args()
    if asked.figures is None and not asked.again and asked.soak is None:
        words.error("name the file with the figures, or --again")
    if asked.soak:
        SOAKED.write_text(asked.soak.read_text())
    run = kept() if asked.figures is None else Run(about("make bench"), [*map(read, _lines(asked.figures))])
    write(run)
    for group, figures in run.groups.items() if asked.png else ():
        save(draw(figures), str(asked.png / plot_of(group).replace(".svg", ".png")))
    sys.stdout.write(f"{FOLDER / 'README.md'}: {len(run.figures)} figures\n")
    return 0


def _lines(file: Path) -> list[str]:
    return file.read_text().splitlines() if file.exists() else []


if __name__ == "__main__":
    sys.exit(main())
