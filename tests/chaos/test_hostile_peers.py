"""Servers that are slow, silent, crowded or unkind: dibs starts, waits, tries again, and loses nothing."""

import dataclasses
import re
from collections import Counter
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from chatbot.desk import tickets
from chatbot.desk.entering import New
from tests.chaos.proxy import proxied
from tests.client import IrcClient
from tests.house import SHORT, House, RoleOf, open_house
from tests.irc.scripted import Peer, Scripted, scripted
from tests.people import shell
from tests.servers.fixtures import People
from tests.servers.miniircd import Miniircd
from tests.waiting import until

IMPATIENT = dataclasses.replace(SHORT, proof=0.5, silence=0.5, grace=0.5, registration=5.0)
CROWD = [f"p{number}" for number in range(1000)]
CHANGES = 500
ANNOUNCED = re.compile(r"#(\d+)(?: \(\w+ late\))? new for ops")


@asynccontextmanager
async def house_on(server: Scripted, folder: Path) -> AsyncGenerator[House]:
    async with open_house(
        server.port, folder=folder, roles=[RoleOf(members=())], timings=IMPATIENT, awaited=False
    ) as house:
        yield house


async def announced(peer: Peer, number: int) -> str:
    return await peer.awaits(f"PRIVMSG #desk :#{number} new for ops")


async def open_one(house: House) -> int:
    opened = await house.desk.change(shell(), tickets.open_ticket, New("printer on fire"))
    return opened.seen.ticket.id


async def test_what_a_server_never_confirms_is_said_again_on_the_next_connection(tmp_path: Path) -> None:
    async with scripted() as server, house_on(server, tmp_path) as house:
        first = await server.accepts()
        await first.welcomes()
        await house.up()
        number = await open_one(house)
        await announced(first, number)
        second = await server.accepts()  # the first never answered the PING, and was left
        await second.welcomes()
        await announced(second, number)
        await second.pong()
        await house.quiet()
        assert not [line for line in second.heard if line.startswith("PRIVMSG")][1:]


async def test_what_is_said_while_the_other_end_is_gone_without_a_word_is_said_on_the_next_connection(
    miniircd: Miniircd, people: People, tmp_path: Path
) -> None:
    """No FIN, no RST: a cable that was pulled, a firewall that forgot us."""
    watcher = await people(miniircd, "watcher", channel="#desk")
    async with (
        proxied(miniircd) as proxy,
        open_house(proxy.port, folder=tmp_path, roles=[RoleOf(members=())], timings=IMPATIENT) as house,
    ):
        proxy.deaf = True
        numbers = {await open_one(house) for _ in range(3)}
        await until("dibs noticed", lambda: not house.link.up)
        proxy.deaf = False
        await house.up()
        await house.quiet()
        await watcher.sync()
        assert announced_to(watcher) == Counter(numbers)


def announced_to(watcher: IrcClient) -> Counter[int]:
    return Counter(int(found[1]) for text in watcher.said_by() if (found := ANNOUNCED.match(text)))


async def test_a_server_that_accepts_and_says_nothing_is_left_for_another_try(tmp_path: Path) -> None:
    async with scripted() as server, house_on(server, tmp_path) as house:
        silent = await server.accepts()
        await silent.awaits("USER")
        number = await open_one(house)
        second = await server.accepts()
        await second.welcomes()
        await house.up()
        await announced(second, number)


async def test_dibs_gets_in_though_every_nick_it_wants_is_taken_again_and_again(tmp_path: Path) -> None:
    async with scripted() as server, house_on(server, tmp_path) as house:
        peer = await server.accepts()
        nick = (await peer.awaits("NICK")).split(" ")[1]
        tried = {nick}
        await peer.awaits("USER")
        peer.says(":s 421 * CAP :Unknown command")
        for _ in range(10):
            peer.says(f":s 433 * {nick} :Nickname is already in use")
            nick = (await peer.awaits("NICK")).split(" ")[1]
            tried.add(nick)
        peer.says(f":s 001 {nick} :hello", f":s 422 {nick} :no MOTD")
        await peer.awaits("JOIN #desk")
        await enters(peer, nick, [])
        await house.up()
        assert house.link.nick == nick
        assert len(tried) > 5


async def enters(peer: Peer, nick: str, others: list[str]) -> None:
    """dibs is let into #desk, among those others; they change their nicks while dibs asks who is there."""
    peer.says(f":{nick}!dibs@host JOIN #desk")
    for start in range(0, len(others), 20):
        peer.says(f":s 353 {nick} = #desk :{' '.join(others[start : start + 20])}")
    peer.says(f":s 353 {nick} = #desk :{nick}", f":s 366 {nick} #desk :end")
    await peer.awaits("WHO #desk")
    for number, other in enumerate(others):
        peer.says(f":s 352 {nick} #desk u{number} host s {other} H :0 {other}")
        if number < CHANGES:
            peer.says(f":{other}!u{number}@host NICK :new-{other}")
    peer.says(f":s 315 {nick} #desk :end")


async def test_a_thousand_people_who_change_their_nicks_while_dibs_comes_in_don_t_stop_it(tmp_path: Path) -> None:
    async with scripted() as server, house_on(server, tmp_path) as house:
        peer = await server.accepts()
        await peer.awaits("USER")
        peer.says(":s 421 * CAP :Unknown command", ":s 001 dibs :hello", ":s 422 dibs :no MOTD")
        await peer.awaits("JOIN #desk")
        await enters(peer, "dibs", CROWD)
        await house.up()
        peer.says(f":new-{CROWD[0]}!u0@host PRIVMSG #desk :!list")
        assert "nothing open" in await peer.awaits("PRIVMSG #desk :")
        assert house.link.in_channel("#desk", f"new-{CROWD[1]}")
        assert not house.link.in_channel("#desk", CROWD[1])
        assert house.link.in_channel("#desk", CROWD[CHANGES])
