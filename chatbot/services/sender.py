"""Says what is in the outbox, over one link: looks again at each row, sends it, and ends it when the server took it."""

import asyncio
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from chatbot.desk import unsaid
from chatbot.desk.act import Act
from chatbot.desk.bridged import hushed
from chatbot.desk.desk import NOBODY, Desk
from chatbot.desk.lateness import with_delay
from chatbot.desk.wording import shown
from chatbot.services import aiming, holding, holds, overbridge, wording
from chatbot.services.elsewhere import elsewhere, hand_over
from chatbot.services.holds import Checked
from chatbot.services.homeless import rehome
from chatbot.services.lastlook import LastLook, parts
from chatbot.services.outcomes import NO_SUCH_NICK, Answered, settle, try_again
from chatbot.services.waiting import Bell, first_of, unwatched
from chatbot.services.wording import Line, Said
from chatbot.wire import Outgoing, Wire
from store import crowds, outbox
from store.database import Transaction

SETTLING = timedelta(minutes=2)
"""After the link came up: others may be on their way back, too, so that who isn't there isn't gone."""

PAUSE = 1.0
"""Seconds, after a batch of which nothing could be proved, while the link calls itself up."""


@dataclass(slots=True)
class Sender:
    """`woken` rings when the link comes up or goes down; while it is down, when somebody comes into view elsewhere.

    `others`: all links there are, by network.
    """

    desk: Desk
    wire: Wire
    woken: Bell = field(default_factory=Bell)
    prefix: str = "!"
    others: Mapping[str, Wire] = field(default_factory=dict[str, Wire])
    beat: Callable[[], None] = unwatched
    up_since: datetime | None = None
    """None while its link is down."""
    _answered: list[Answered] = field(default_factory=list[Answered])
    """What isn't written down yet; said again each time, it would flood for as long as the disk is full."""
    _sought: set[int] = field(default_factory=set[int])
    """Whom this sender has looked for elsewhere since its link is down: once is enough, and who comes is told."""

    async def run(self) -> None:
        """For ever. After a start nobody knows who is there, so all that waited for somebody is tried again."""
        await self._settle_all()
        await self.desk.database.write(_wake_all, self.desk.settings.networks)
        while True:
            self.beat()
            commits, rung = self.desk.database.commits, self.woken.count
            if self.wire.up:
                self.up_since = self.up_since or self.desk.clock.now()
                self._sought.clear()
                if await self.step():
                    continue
            else:
                self.up_since = None
                await hand_over(self.desk.database, self.desk.clock.now(), self.wire.network, self.others, self._sought)
            await self._rest(commits, rung)

    async def step(self) -> bool:
        """Send the next few; False if nothing is due."""
        now = self.desk.clock.now()
        rows = await self._due(now)
        if not rows:
            return False
        if await self._look_for(rows):  # it took a while, so what is due may be outdated
            rows = await self._due(now)
        current = [one for one in rows if one.outdated is None and one.until is None]
        # Between looking for a person and handing the line over nothing may wait: the nick could change hands.
        found = aiming.found(self.wire, current)
        moved = await self._deliver(found) if found else True
        sent = {one.checked.notice.id for one in found}
        await self._put_aside([one for one in rows if one.notice.id not in sent])
        return moved

    async def _due(self, now: datetime) -> list[Checked]:
        return await LastLook(self.wire.network, now, self.wire.batch).look(self.desk.database)

    async def _look_for(self, rows: Sequence[Checked]) -> bool:
        """Whether somebody whom nobody sees had to be looked for."""
        due = [one for one in rows if one.outdated is None and one.until is None]
        keys = {key for one in due if one.notice.target == "member" for key in one.keys}
        members = {key for key in keys if not self.wire.nicks(key)}
        masks = {one.address for one in due if one.notice.target == "mask" and not self.wire.online(one.address)}
        return any(await asyncio.gather(*[self.wire.look_for(key) for key in sorted(members | masks) if key]))

    async def _put_aside(self, rows: Sequence[Checked]) -> None:
        """What need not be said any more, and what can't be said now: it waits for its person, or ends."""
        for one in rows:
            if one.outdated is not None:
                await self.desk.change(NOBODY, unsaid.superseded, one.notice, one.outdated)
            elif one.until is not None:
                await self.desk.database.write(crowds.put_off, one.notice, until=one.until)
            elif one.relay:
                await self.desk.database.write(
                    crowds.put_off, one.notice, until=self.desk.clock.now() + overbridge.AGAIN
                )
            elif one.notice.target == "member" and one.known:
                await self._let_wait(one)
            else:
                reason = "gone" if one.notice.target == "mask" else "unknown"
                await self.desk.change(NOBODY, unsaid.undelivered, one.notice, reason)

    async def _look_again(self, missed: Sequence[Checked]) -> None:
        """The server knew no such nick, yet we see the person: back by now, or we are wrong. So not at once."""
        for one in (one for one in missed if one.notice.target == "member"):
            if aiming.target(self.wire, one):
                await self.desk.change(NOBODY, try_again, one.notice)
            elif sure_at := self._sure_at(one):
                await self.desk.database.write(holding.miss, one.notice, sure_at)

    async def _let_wait(self, one: Checked) -> None:
        """Whoever came into view while this was written down rang for nothing, so look once more."""
        await self.desk.database.write(holding.put_aside, one.notice, sure_at=self._sure_at(one))
        network = self.wire.network if aiming.target(self.wire, one) else await self._elsewhere(one)
        if network:
            await self.desk.database.write(outbox.wake, one.notice.id, network=network, held=one.notice.held)

    def _sure_at(self, one: Checked) -> datetime | None:
        """Who isn't seen isn't there; but nobody knows so soon after a start, or while a link is down where they may
        be."""
        now = self.desk.clock.now()
        settled = self.up_since is not None and now - self.up_since >= SETTLING
        up = all(self.others[network].up for network, _ in one.known if network in self.others)
        return now if settled and up else None

    async def _elsewhere(self, one: Checked) -> str:
        """Where else their person is and may be told; who wants it quiet wants that everywhere."""
        if one.rests and not one.notice.urgent:
            return ""
        return await elsewhere(self.others, self.wire.network, one.known, urgent=one.notice.urgent)

    async def _deliver(self, found: Sequence[Said]) -> bool:
        said = wording.join(found)
        lines = [Outgoing(line.rows[0].id, line.target, self._text(line), line.urgent) for line in said]
        outcomes = {outcome.row: outcome for outcome in await self.wire.deliver(lines)}
        self._answered += [Answered(line.rows, outcomes[line.rows[0].id]) for line in said]
        await self._settle_all()
        missed = {row.id for line in said if outcomes[line.rows[0].id].numeric == NO_SUCH_NICK for row in line.rows}
        await self._look_again([one.checked for one in found if one.checked.notice.id in missed])
        proved = any(outcome.verdict != "unknown" for outcome in outcomes.values())
        if not proved and self.wire.up:
            await asyncio.sleep(PAUSE)  # the link's own time, not the desk's: it waits for a socket
        return proved or self.wire.up

    async def _settle_all(self) -> None:
        await asyncio.gather(*[self._settle(one) for one in self._answered])

    async def _settle(self, one: Answered) -> None:
        """In parts; what is left when dibs dies meanwhile is said again."""
        for part in parts(one.rows):
            await self.desk.change(NOBODY, settle, part, one.outcome, one.rows[0].id)
        self._answered = [other for other in self._answered if other is not one]

    def _text(self, line: Line) -> str:
        """What to type stands there as it works there, and how late it is."""
        aloud = line.rows[0].target == "channel"
        text = shown(line.text, self.prefix if aloud else "")
        late = self.desk.clock.now() - line.due_at if line.due_at else timedelta()
        text = with_delay(text, late, line.title)
        return hushed(text, partial(self.wire.rings, line.target)) if aloud else text

    async def _rest(self, commits: int, rung: int) -> None:
        after = None if self.wire.up else self.desk.clock.now()  # while it is down, what is due stays due
        due = await self.desk.database.glance(outbox.next_due_at, self.wire.network, after=after)
        waits = [self.desk.database.changed(commits), self.woken.rung_after(rung)]
        if due is not None:  # perhaps past by now: then there is no sleep, since no commit need come
            waits.append(self.desk.clock.sleep_until(due))
        await first_of(*waits)


async def _wake_all(tx: Transaction, networks: Sequence[str]) -> None:
    await outbox.wake_all(tx)
    await rehome(tx, networks)


async def drop_late(act: Act, waited: timedelta) -> int:
    """End what has waited too long for its person, so that somebody who can act hears of it; unless it is outdated."""
    stale = await outbox.list_stale(act.tx, act.now - waited, limit=100)
    for one in await holds.check(act.tx, "", act.now, stale):
        if one.outdated is None:
            await unsaid.undelivered(act, one.notice, "late")
        else:
            await unsaid.superseded(act, one.notice, one.outdated)
    return len(stale)
