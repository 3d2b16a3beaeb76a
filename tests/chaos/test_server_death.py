"""The server killed in the middle of many announcements, or the link cut again and again: all arrive."""

import re
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.desk import storms, tickets
from chatbot.desk.entering import New
from chatbot.services import pace
from tests.chaos.proxy import proxied
from tests.chaos.scale import FULL, scaled, thrown
from tests.client import IrcClient
from tests.house import House, RoleOf, open_house
from tests.people import shell
from tests.servers.fixtures import People
from tests.servers.hybrid import Hybrid
from tests.servers.inspircd import Inspircd
from tests.servers.miniircd import Miniircd
from tests.servers.ngircd import Ngircd
from tests.servers.process import ServerProcess
from tests.waiting import until

ANNOUNCEMENTS = 60
BATCH = 50
CUT_ANNOUNCEMENTS, CUTS = scaled(60, 500), scaled(4, 20)
LINE_BYTES = 60
"""Fewer than an announcement has, so that each cut comes before all are said."""
ANNOUNCED = re.compile(r"#(\d+)(?: \(\w+ late\))? new for ops")

Kind = tuple[Callable[[], ServerProcess], str]

KINDS: dict[str, Kind] = {
    "miniircd": (Miniircd, "fast"),
    "ngircd": (Ngircd, "fast"),
    "inspircd": (Inspircd, "fast"),
    "hybrid": (Hybrid, "fast"),
}
SLOW_KINDS: dict[str, Kind] = {
    "ngircd with its limits": (lambda: Ngircd(flood_limits=True), "plain"),
    "inspircd with its limits": (lambda: Inspircd(flood_limits=True), "plain"),
    "hybrid with its limits": (lambda: Hybrid(flood_limits=True), "plain"),
}
ALL_KINDS = KINDS | (SLOW_KINDS if FULL else {})


def announced(*watchers: IrcClient) -> Counter[int]:
    texts = [text for watcher in watchers for text in watcher.said_by()]
    return Counter(int(found[1]) for text in texts if (found := ANNOUNCED.match(text)))


async def open_some(house: House, numbers: range) -> None:
    for number in numbers:
        await house.desk.change(shell(), tickets.open_ticket, New(f"fire {number}"))


@pytest.mark.timeout(400)
@pytest.mark.parametrize("kind", ALL_KINDS)
async def test_all_announcements_arrive_though_the_server_is_killed_among_them(
    kind: str, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without the pace of a channel: what is lost shows best where each ticket is a line of its own."""
    monkeypatch.setattr(pace, "MOST", 1_000_000)
    monkeypatch.setattr(storms, "MOST", 1_000_000)
    make, pacing = ALL_KINDS[kind]
    role = RoleOf(members=())
    async with make() as server, proxied(server) as proxy:
        first = await people(server, "watcher", channel="#desk")
        async with open_house(
            proxy.port, folder=tmp_path, network="test", believed=False, pacing=pacing, roles=[role]
        ) as house:
            await open_some(house, range(ANNOUNCEMENTS // 2))
            enough = thrown().randint(1, ANNOUNCEMENTS // 3)
            await until("some announced", lambda: len(announced(first)) >= enough, within=100)
            proxy.admits.clear()
            server.kill()
            await open_some(house, range(ANNOUNCEMENTS // 2, ANNOUNCEMENTS))
            await server.start()
            second = await people(server, "watcher", channel="#desk")
            proxy.admits.set()
            everything = set(range(1, ANNOUNCEMENTS + 1))
            await until("all announced", lambda: set(announced(first, second)) == everything, within=250)
            await house.quiet()
        repeats = announced(first, second).total() - ANNOUNCEMENTS
    assert repeats <= BATCH


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("kind", KINDS)
async def test_all_announcements_arrive_though_the_link_is_cut_again_and_again(
    kind: str, people: People, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """At any byte of what dibs says; what is said twice is what a cut left unproved, a batch at most."""
    monkeypatch.setattr(pace, "MOST", 1_000_000)
    monkeypatch.setattr(storms, "MOST", 1_000_000)
    dice, (make, pacing) = thrown(), KINDS[kind]
    async with make() as server, proxied(server) as proxy:
        watcher = await people(server, "watcher", channel="#desk")
        async with open_house(
            proxy.port, folder=tmp_path, network="test", believed=False, pacing=pacing, roles=[RoleOf(members=())]
        ) as house:
            opened = 0
            for number in range(1, CUTS + 1):
                proxy.cut_after(dice.randrange(1, LINE_BYTES * CUT_ANNOUNCEMENTS // CUTS))
                upto = CUT_ANNOUNCEMENTS * number // CUTS
                await open_some(house, range(opened, upto))
                opened = upto
                await until(f"cut {number}", lambda number=number: proxy.cuts == number, within=60)
            everything = set(range(1, CUT_ANNOUNCEMENTS + 1))
            await until("all announced", lambda: set(announced(watcher)) == everything, within=120)
            await house.quiet()
    repeats = announced(watcher).total() - CUT_ANNOUNCEMENTS
    assert repeats <= CUTS * BATCH
    with capsys.disabled():
        print(f" {kind}: {CUT_ANNOUNCEMENTS} announcements, {CUTS} cuts, {repeats} said twice ")  # noqa: T201 - a figure
