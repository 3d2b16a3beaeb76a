"""Tickets over IRC, answered and on the disk: dibs, and bots that are as bare as they can be, in turns.

Each of them has a server of its own, the same one for all, and the clients are a program of its own. In the
short form held is that what was answered stands in the database; `make bench` holds the limits, too.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

import pytest

from tests.bench.figures import Figure, Limit, keep
from tests.bench.load.driver import Answered
from tests.bench.load.running import OURS, PEERS, Bot, bots
from tests.chaos.scale import FULL, scaled

ROUNDS, SECONDS = scaled(1, 5), 0.7 if FULL else 0.2
CLIENTS = (1, 10, 100) if FULL else (1, 10)
MEMORY = Path("/dev/shm")
LOADS = {0.1: 3, 0.8: 1}
"""Shares of the highest rate, and how many times as long they last: where few ask, 99 of 100 were all of them."""

Runs = Mapping[str, Sequence[Answered]]

LIMITS = {
    1: Limit(1.2, "library", at_most=True),
    10: Limit(1.0, "sqlite3", at_most=False),
    100: Limit(2.0, "sqlite3", at_most=False),
}
"""Of the wait with one client, and of the answers a second with more."""


@pytest.fixture(params=["disk", "memory"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """Where all keep what they write. In memory a commit costs nothing, so that all else shows."""
    if request.param == "disk":
        yield "the disk", tmp_path
    elif FULL and MEMORY.is_dir():
        with TemporaryDirectory(dir=MEMORY) as folder:
            yield "memory", Path(folder)
    else:
        pytest.skip("make bench does")


@pytest.mark.timeout(400)
async def test_what_is_answered_is_kept(place: tuple[str, Path]) -> None:
    where, folder = place
    rates, figures = dict[int, float](), list[Figure]()
    async with bots((OURS, *PEERS), folder) as all_:
        for clients in CLIENTS:
            runs = await _in_turns(all_, clients)
            rates[clients] = median([run.rate for run in runs[OURS]])
            figures += [_rates(where, clients, runs), _waits(where, clients, runs)]
        figures += await _loads(where, all_, rates[10])
        asked = all_[OURS].asked
    for figure in figures:
        keep(figure)
    assert _count(folder / OURS / "dibs.db") == asked > 0
    assert not FULL or all(figure.held for figure in figures)


async def _in_turns(all_: Mapping[str, Bot], clients: int, rate: float = 0.0, seconds: float = SECONDS) -> Runs:
    found: dict[str, list[Answered]] = {name: [] for name in all_}
    for _ in range(ROUNDS):
        for name, one in all_.items():
            found[name].append(await one.answers(clients, seconds, rate))
    return found


def _rates(where: str, clients: int, runs: Runs) -> Figure:
    rates = {name: [run.rate for run in some] for name, some in runs.items()}
    limit = LIMITS[clients] if clients > 1 else None
    return Figure(f"tickets over IRC, on {where}", _people(clients), "tickets/s", rates.pop(OURS), rates, limit)


def _waits(where: str, clients: int, runs: Runs) -> Figure:
    waits = {name: [run.percentile(0.5) for run in some] for name, some in runs.items()}
    limit = LIMITS[clients] if clients == 1 else None
    group, name = f"tickets over IRC, on {where}", f"median wait, {_people(clients)}"
    return Figure(group, name, "ms", waits.pop(OURS), waits, limit)


async def _loads(where: str, all_: Mapping[str, Bot], most: float) -> list[Figure]:
    found = list[Figure]()
    both = {name: all_[name] for name in (OURS, "echo")}
    for share, times in LOADS.items():
        runs = await _in_turns(both, 10, most * share, SECONDS * times)
        group, load = f"tickets over IRC, on {where}", f"at {share:.0%} of that load"
        medians = {name: [run.percentile(0.5) for run in some] for name, some in runs.items()}
        worst = {name: [run.percentile(0.99) for run in some] for name, some in runs.items()}
        limit = Limit(3.0, "its median", at_most=True) if share == min(LOADS) else None
        peers = {"echo": worst["echo"], "its median": medians[OURS]}
        found += [
            Figure(group, f"median wait {load}", "ms", medians[OURS], {"echo": medians["echo"]}),
            Figure(group, f"99 of 100 {load}", "ms", worst[OURS], peers, limit),
        ]
    return found


def _people(clients: int) -> str:
    return "1 client" if clients == 1 else f"{clients} clients"


def _count(file: Path) -> int:
    with closing(sqlite3.connect(file)) as connection:
        (found,) = connection.execute("select count(*) from ticket").fetchone()
    return found
