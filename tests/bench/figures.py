"""A row of the table that `make bench` writes: what dibs took, and what the limit beside it took in the same run."""

import json
import os
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Limit:
    """`at_most` or `at_least` so many times the median of that peer; without a peer, of one unit."""

    factor: float
    peer: str = ""
    at_most: bool = True


@dataclass(frozen=True, slots=True)
class Figure:
    """Samples of interleaved runs: those of ours and of each peer were taken in turns."""

    group: str
    """The heading that it stands under: `tickets over IRC`."""
    name: str
    """The row: `10 clients`."""
    unit: str
    """`ms`, `tickets/s`, `MB`"""
    ours: Sequence[float]
    peers: Mapping[str, Sequence[float]] = field(default_factory=dict[str, Sequence[float]])
    limit: Limit | None = None

    @property
    def bound(self) -> float | None:
        """The limit in units of the figure; None where there is none."""
        if self.limit is None:
            return None
        return self.limit.factor * (median(self.peers[self.limit.peer]) if self.limit.peer else 1)

    @property
    def held(self) -> bool:
        """Is the limit kept? True where there is none."""
        if self.limit is None or self.bound is None:
            return True
        return median(self.ours) <= self.bound if self.limit.at_most else median(self.ours) >= self.bound


def keep(figure: Figure) -> None:
    """Print it, and add it to the file that $BENCH_FIGURES names."""
    beside = "".join(f"; {peer} {median(samples):.4g}" for peer, samples in figure.peers.items())
    print(f"{figure.group}, {figure.name}: {median(figure.ours):.4g} {figure.unit}{beside}")  # noqa: T201 - figures
    if file := os.environ.get("BENCH_FIGURES"):
        with Path(file).open("a") as kept:
            kept.write(json.dumps(asdict(figure)) + "\n")


def read(line: str) -> Figure:
    """What `keep` wrote."""
    row = json.loads(line)
    limit = row.pop("limit")
    return Figure(**row, limit=Limit(**limit) if limit else None)
