"""A server with a channel full of people who come, talk, work and go: thousands of nicks, some of whom know dibs."""

import random
import re
from collections.abc import Iterator
from contextlib import suppress

from tests.irc.scripted import Peer, Scripted

CAPS = "account-notify account-tag away-notify chghost extended-join message-tags multi-prefix setname"
REGULARS = [f"acct{number}" for number in range(20)]
PRESENT = 300
"""Passers-by who are in the channel at once, at most."""
TICKET = re.compile(r"#(\d+) opened")

COMMANDS = (
    *("new printer {word} burns", "new priority=high vpn {word} is down -- since {word}", "new @ops {word}"),
    *("dibs {ticket}", "dibs {ticket}", "dibs {ticket}", "close {ticket} fixed {word}", "close {ticket} {word}"),
    *("close {ticket} done", "comment {ticket} {word} and {word}", "decline {ticket} at lunch", "list", "list free"),
    *(
        "show {ticket}",
        "history {ticket}",
        "mine",
        "stats",
        "more",
        "help",
        "help new",
        "whoami",
        "undo",
        "list {word}",
    ),
    *(
        "assign {ticket} acct3",
        "hold {ticket} 2h {word}",
        "reopen {ticket} {word}",
        "release {ticket}",
        "lst",
        "{word}",
    ),
    *("accept 99999", "new priorty=high {word}", "watch {ticket}", "steal {ticket} {word} needs it", "bye", "hi"),
)
TALK = ("see #3", "what now?", "lol", "!lst", "!list")


class Crowd:
    """What it says next is drawn by `dice`."""

    def __init__(self, dice: random.Random) -> None:
        self._dice = dice
        self._here: dict[str, int] = {}
        self._people = 0
        self.newest = 1
        self.said = 0

    def enters(self) -> Iterator[str]:
        """After a reconnection: nobody but the regulars."""
        self._here.clear()
        for one in REGULARS:
            yield f":{one}!{one}@work JOIN #desk {one} :{one}"

    def lines(self, count: int) -> list[str]:
        self.said += count
        return [self._line() for _ in range(count)]

    def _line(self) -> str:
        throw = self._dice.random()
        if throw < 0.07:
            return self._command()
        if throw < 0.3 or not self._here:
            return self._comes()
        nick = self._dice.choice(list(self._here))
        return self._goes(nick) if len(self._here) > PRESENT or throw < 0.5 else self._does(nick, throw)

    def _command(self) -> str:
        who, told = self._dice.choice(REGULARS), self._dice.choice(COMMANDS)
        ticket = self._dice.randrange(max(1, self.newest - 100), self.newest + 1)
        text = told.format(ticket=ticket, word=self._word())
        target, mark = self._dice.choice([("#desk", "!"), ("dibs", "")])
        return f"@account={who} :{who}!{who}@work PRIVMSG {target} :{mark}{text}"

    def _word(self) -> str:
        return f"w{self._dice.randrange(10_000)}"

    def _mask(self, nick: str) -> str:
        return f"{nick}!u{self._here[nick]}@host{self._here[nick]}"

    def _comes(self) -> str:
        self._people += 1
        nick = f"p{self._people}"
        self._here[nick] = self._people
        account = f"account{self._people}" if self._people % 3 else "*"
        return f":{self._mask(nick)} JOIN #desk {account} :somebody"

    def _goes(self, nick: str) -> str:
        mask = self._mask(nick)
        del self._here[nick]
        return f":{mask} {self._dice.choice(['QUIT :bye', 'PART #desk', 'QUIT :*.net *.split'])}"

    def _does(self, nick: str, throw: float) -> str:
        mask = self._mask(nick)
        if throw < 0.6:
            return f":{mask} {self._dice.choice(['AWAY :lunch', 'AWAY', 'ACCOUNT other', 'ACCOUNT *', 'SETNAME :x'])}"
        if throw < 0.65:
            new = f"{nick.partition('-')[0]}-{self._dice.randrange(10_000)}"
            self._here[new] = self._here.pop(nick)
            return f":{mask} NICK {new}"
        if throw < 0.67:
            return f":{mask} PRIVMSG dibs :{self._dice.choice(['list', 'whoami', 'new', 'accept 1', 'hello'])}"
        return f":{mask} PRIVMSG #desk :{self._dice.choice(TALK)} {self._word()}"


class Busy(Crowd):
    """Nobody comes, goes or chats: each line is a command of somebody who may."""

    def _line(self) -> str:
        return self._command()


PATIENCE, TRIES = 10.0, 6
"""Seconds without a line, and how often it is asked again: on the hurried clock of a busy machine, who asks at each
block's end may look like a program that answers whatever is said, and isn't listened to for a while."""


class Host:
    """The server's side of the connections of one dibs, one after the other."""

    def __init__(self, server: Scripted, crowd: Crowd) -> None:
        self._server = server
        self._crowd = crowd

    async def admits(self) -> Peer:
        peer = await self._server.accepts()
        await peer.awaits("USER")
        peer.says(f":s CAP * LS :{CAPS}")
        peer.says(f":s CAP * ACK :{(await peer.awaits('CAP REQ')).partition(' :')[2]}")
        await peer.awaits("CAP END")
        peer.says(":s 001 dibs :hello", ":s 422 dibs :no MOTD")
        await peer.awaits("JOIN #desk")
        peer.says(":dibs!dibs@host JOIN #desk * :dibs", ":s 353 dibs = #desk :dibs", ":s 366 dibs #desk :end")
        await peer.awaits("WHO #desk")
        peer.says(":s 315 dibs #desk :end", *self._crowd.enters())
        return peer

    async def plays(self, peer: Peer, count: int) -> None:
        """So many lines; returns when dibs has read them and answered the last of those who ask."""
        peer.says(*self._crowd.lines(count))
        for _ in range(TRIES):
            peer.says("@account=marker :marker!m@work PRIVMSG dibs :whoami")
            with suppress(TimeoutError):
                return await self._until(peer, "PRIVMSG marker :")
        raise TimeoutError("dibs says nothing any more")

    async def recruits(self, peer: Peer) -> None:
        """The regulars join the role that is asked."""
        peer.says(*(f"@account={one} :{one}!{one}@work PRIVMSG dibs :role join ops" for one in REGULARS))
        await self.plays(peer, 0)

    async def _until(self, peer: Peer, words: str) -> None:
        while not (await self._heard(peer)).startswith(words):
            pass

    async def _heard(self, peer: Peer) -> str:
        line = await peer.line(PATIENCE)
        if line.startswith("PING"):
            peer.says(f":s PONG s :{line.removeprefix('PING ')}")
        elif found := TICKET.search(line):
            self._crowd.newest = max(self._crowd.newest, int(found[1]))
        return line


class BusyHost(Host):
    """What each of them said is answered before they go on: commands are in order for each, not for all."""

    async def plays(self, peer: Peer, count: int) -> None:
        peer.says(*self._crowd.lines(count))
        left = set(REGULARS)
        for _ in range(TRIES):
            peer.says(*(f"@account={one} :{one}!{one}@work PRIVMSG dibs :whoami" for one in left))
            with suppress(TimeoutError):
                while left:
                    words = (await self._heard(peer)).split(" ", 3)
                    if words[0] == "PRIVMSG" and words[2:] and words[2] == ":You":
                        left.discard(words[1])
                return
        raise TimeoutError(f"dibs says nothing any more to {left}")
