"""The desk: runs its verbs, each in one transaction, with who wants it and what time it is."""

import logging
from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, TypeVar

from chatbot.desk import denials, identity, people, proof
from chatbot.desk.act import Act, Caller
from chatbot.desk.acting import act_of
from chatbot.desk.clock import Clock
from chatbot.desk.codes import AdminCodes
from chatbot.desk.hashing import Hasher
from chatbot.desk.linkcodes import LinkCodes
from chatbot.desk.mishaps import mishap
from chatbot.desk.refused import NoRight
from chatbot.desk.settings import DeskSettings
from chatbot.desk.strength import need_of
from chatbot.desk.throttle import Throttle
from chatbot.wire import Principal, Private
from store import desks
from store.database import Database, Transaction
from store.failures import StoreFailed
from store.uuids import uuid7

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger("dibs.desk")

NOBODY = Caller(Principal("", "dibs", None, "dibs", "none"), Private("", "dibs"))
"""Who acts when a timer fires: dibs itself."""


@dataclass(slots=True)
class Desk:
    database: Database
    clock: Clock
    settings: DeskSettings
    codes: AdminCodes
    id: str = field(default="")
    hasher: Hasher = field(default_factory=Hasher)
    throttle: Throttle = field(default_factory=Throttle)
    links: LinkCodes = field(default_factory=LinkCodes)

    async def open(self) -> None:
        """Learn the desk's id; a fresh database is given one."""
        known = await self.database.read(desks.get)
        self.id = known.id if known else await self.database.write(_ensure_id, self.clock)

    async def change(
        self, caller: Caller, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb that changes something. What it returns is on the disk by then.

        Raises `Refused` where the desk will not; then nothing was changed.
        """

        async def body(tx: Transaction) -> T:
            act = await self._act(tx, caller)
            if caller is not NOBODY:
                proof.need_sure(act, need_of(verb))
            if act.member is None:
                act = await _introduce(act)
            return await verb(act, *args, **kwargs)

        return await self._noted(caller, self.database.write(body))

    async def look(
        self, caller: Caller, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """Run a verb that only reads."""
        return await self._noted(caller, self.database.read(self._reading(caller, verb, *args, **kwargs)))

    async def glance(
        self, caller: Caller, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> T:
        """The same for what is asked at each line, and is found by an index: here and now, while all else waits."""
        return await self._noted(caller, self.database.glance(self._reading(caller, verb, *args, **kwargs)))

    def _reading(
        self, caller: Caller, verb: Callable[Concatenate[Act, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Callable[[Transaction], Coroutine[Any, Any, T]]:
        async def body(tx: Transaction) -> T:
            return await verb(await self._act(tx, caller), *args, **kwargs)

        return body

    async def _noted(self, caller: Caller, done: Awaitable[T]) -> T:
        try:
            return await done
        except NoRight as refused:
            await self.note(caller, refused)
            raise

    async def note(self, caller: Caller, refused: NoRight) -> None:
        """Write down for admins that somebody wanted what they may not; what nobody typed isn't noted."""
        if caller.verb:
            try:
                await self.database.write(denials.note, caller, refused, self.clock.now())
            except StoreFailed as error:
                mishap(log, "a refusal could not be written down", error)

    async def _act(self, tx: Transaction, caller: Caller) -> Act:
        return await act_of(tx, caller, self.clock.now(), self.id, self.settings)


async def _introduce(act: Act) -> Act:
    """Whom the network vouches for becomes a member when they first change something."""
    if act.principal.method not in identity.KIND:
        return act
    if await identity.is_known(act.tx, act.principal):
        raise await identity.why_not(act.tx, act.principal, act.now)
    member = await identity.meet(act.tx, act.principal, act.now)
    act = Act(act.tx, act.now, act.desk_id, act.settings, act.caller, member)
    await people.journal_met(act, member, act.principal)
    return act


async def _ensure_id(tx: Transaction, clock: Clock) -> str:
    desk = await desks.get(tx)
    if desk is not None:
        return desk.id
    desk_id = uuid7(clock.now())
    await desks.add(tx, desk_id=desk_id, now=clock.now())
    return desk_id
