"""Who shares no channel with us and must be reached: MONITOR tells when a nick comes, WHOIS who wears it.

A nick that is online is nobody yet. It is an account for `FRESH` seconds after WHOIS has said so, while the nick did
nothing in between: with MONITOR the server tells when it is given up, and then what waits for it is dropped.
Source: ircv3.net/specs/extensions/monitor.
"""

import asyncio
from contextlib import suppress

from chatbot.irc.folding import ascii_fold
from chatbot.irc.lines import Line
from chatbot.irc.session import Session, Table
from chatbot.irc.sought import is_mask
from chatbot.irc.watchlist import AGAIN, Listed, Watchlist
from chatbot.irc.whois import Answer, Whois
from chatbot.wire import Seen

FRESH = 30.0
"""Seconds that a proof lasts, and at least between two questions about one nick."""
PATIENCE = 5.0
"""Seconds for the server's answers, while whoever asked waits."""


class Monitor:
    def __init__(self, session: Session) -> None:
        self._session = session
        self._sought = session.sought
        self._list = Watchlist(session)
        self._whois = Whois(session, self._on_answer)
        self._moved = asyncio.Event()

    def table(self) -> Table:
        told = {"730": self._on_online, "731": self._on_offline, "734": self._list.on_full, "005": self._on_isupport}
        return {**told, **self._whois.table()}

    def begin(self) -> None:
        """After the welcome. Nothing where the server can't."""
        self._list.begin()

    def tick(self, now: float) -> None:
        self._whois.tick(now)
        for one in self._list.all():
            self._ask_about(one, AGAIN)

    @property
    def rests(self) -> bool:
        return not self._list.all() and self._whois.rests

    async def look_for(self, key: str) -> bool:
        """Until it is known whether they are there; whether that had to be found out. Told by the ears, too, if they
        come later."""
        self.seek(key)
        asked = not self._is_settled(key)
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                while not self._is_settled(key):
                    self._moved.clear()
                    await self._moved.wait()
        for one in self._list.of(key):
            one.told = True  # a server that doesn't answer isn't waited for again
        return asked

    def seek(self, key: str) -> None:
        self._list.renew()
        for one in self._list.of(key):
            self._ask_about(one, FRESH)

    def _is_settled(self, key: str) -> bool:
        return all(one.told and not self._whois.asks(one.nick) for one in self._list.of(key))

    # questions

    def nicks(self, key: str) -> list[str]:
        """Those proved to be that account just now. Who is in view is the tracker's to judge."""
        unseen = (one for one in self._list.of(key) if self._session.tracker.person(one.nick) is None)
        return [one.nick for one in unseen if self._key(one) == key]

    def away(self, key: str) -> bool:
        found = [one.away for one in self._list.of(key) if self._key(one) == key]
        return bool(found) and all(found)

    def online(self, mask: str) -> bool:
        return any(one.mask == mask for one in self._list.of(mask))

    def listed(self, nick: str) -> Listed | None:
        """Who wears it, if that is known in full."""
        one = self._list.named(nick)
        return one if one and is_mask(one.mask) else None

    def account(self, one: Listed) -> str | None:
        """As proved just now."""
        return one.account if self._session.clocks.steady() - one.proved_at <= FRESH else None

    def _key(self, one: Listed) -> str | None:
        account = self.account(one)
        return None if account is None else ascii_fold(account)

    # what the server tells

    def _on_online(self, line: Line) -> None:
        """730: us, and nicks, with their user@host or (InspIRCd 3) without."""
        for mask in line.param(1).split(","):
            if one := self._list.named(mask):
                self._come(one, mask)

    def _come(self, one: Listed, mask: str) -> None:
        if one.mask not in {mask, ""}:
            self._give_up(one)
        one.nick, one.mask = mask.partition("!")[0], mask
        self._part_with_others(one)
        self._ask_about(one, FRESH)
        self._told(one)

    def _on_offline(self, line: Line) -> None:
        """731: us, nicks."""
        for nick in line.param(1).split(","):
            if one := self._list.named(nick):
                self._give_up(one)
                self._part_with_others(one)
                self._told(one)

    def _on_isupport(self, _: Line) -> None:
        self._list.resize()

    def _told(self, one: Listed) -> None:
        one.told = True
        self._moved.set()

    def _give_up(self, one: Listed) -> None:
        """What waits for that nick was meant for who wore it."""
        if one.mask:
            self._session.writer.drop(self._session.fold(one.nick))
        one.leave()

    def _part_with_others(self, one: Listed) -> None:
        """A stranger who is not under their nick any more has quit, as far as anybody can tell."""
        if one.mask and not is_mask(one.mask):
            return
        for key in self._list.keys(one.nick):
            if is_mask(key) and key != one.mask and not self._session.tracker.online(key):
                self._sought.forget(key)
                self._session.ears.gone(key)

    # who it is

    def _ask_about(self, one: Listed, rest: float) -> None:
        now = self._session.clocks.steady()
        if (
            one.mask
            and now - one.asked_at >= rest
            and any(self._is_open(key, one) for key in self._list.keys(one.nick))
        ):
            one.asked_at = now
            self._whois.ask(one.nick)

    def _is_open(self, key: str, one: Listed) -> bool:
        """Whether somebody asks for it, and doesn't know yet whether that is who they mean."""
        return self._sought.missing(key) and not (is_mask(key) and is_mask(one.mask))

    def _on_answer(self, answer: Answer) -> None:
        """Only the very nick!user@host that has been online since then is who the answer was about."""
        one = self._list.named(answer.nick)
        if one and answer.mask and one.mask in {answer.mask, one.nick}:
            one.mask = answer.mask
            self._part_with_others(one)
            if answer.account is not None:
                self._prove(one, answer, answer.account)
        self._moved.set()

    def _prove(self, one: Listed, answer: Answer, account: str) -> None:
        now, key = self._session.clocks.steady(), ascii_fold(account)
        one.account, one.away, one.proved_at = account, answer.away, now
        if key in self._list.keys(one.nick):
            self._sought.found(key)
            network = self._session.settings.network
            self._session.ears.seen(Seen(network, key, one.nick, self._session.clocks.now()))
