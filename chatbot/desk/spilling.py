"""Passwords that were said where others read: what was one is void at once, whoever said it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.desk import passwords
from chatbot.desk.act import Caller
from chatbot.desk.bounds import Bounds
from chatbot.desk.desk import Desk
from chatbot.desk.lately import Lately
from chatbot.desk.throttle import host_of
from chatbot.desk.wording import TYPE
from chatbot.wire import Principal, password_key
from store import passwords as kept
from store.records import Password

MOST_WORDS = 3
"""Behind a verb, in which a password is looked for."""
MOST_PAIRS = 6
"""Accounts and passwords that one line can mean."""
MOST_HOSTS = 1000
MOST_LINES, WITHIN = 6, timedelta(minutes=10)
"""Of one host, that are looked at: each costs some work, and a line that hits tells who said it that it did."""
TOO_MANY = f"Was that your password here? Then others have read it. Another one: {TYPE}passwd <old> <new>"


@dataclass(slots=True)
class Budget:
    _spent: Lately[list[datetime]] = field(default_factory=lambda: Lately(list[datetime], MOST_HOSTS))

    def take(self, who: Principal, now: datetime) -> bool:
        spent = self._spent.of(host_of(who))
        spent[:] = [at for at in spent if now - at < WITHIN]
        left = len(spent) < MOST_LINES
        if left:
            spent.append(now)
        return left


async def spilled(desk: Desk, caller: Caller, said: Sequence[str], budget: Budget) -> str:
    """What is to be said in private to who said these words in a channel; empty if none of them opened anything.

    `said`: what followed a verb for passwords; or all of the line, if a code is in it.
    """
    for word in said:
        if passwords.is_code(word) and (told := await _of_code(desk, caller, word)):
            return told
    pairs = await _pairs(desk, caller.principal, said[:MOST_WORDS])
    if pairs and not budget.take(caller.principal, desk.clock.now()):
        return TOO_MANY
    for found, word in pairs:
        if await desk.hasher.fits(found.hash, word):
            return _told(caller.principal, found, await desk.change(caller, passwords.void, found))
    return ""


async def _of_code(desk: Desk, caller: Caller, word: str) -> str:
    network, code, now = caller.principal.network, passwords.digest(word), desk.clock.now()
    found = await desk.database.read(kept.get_by_code, network=network, digest=code, now=now)
    return _told(caller.principal, found, await desk.change(caller, passwords.void_code, found)) if found else ""


async def _pairs(desk: Desk, who: Principal, said: Sequence[str]) -> list[tuple[Password, str]]:
    """Which account might have which of these words for a password: the one that is named, the one that they wear, the
    one that they are logged in to."""
    names = [*said[:1], who.nick, *([who.account] if who.account else [])]
    keys = dict.fromkeys(password_key(name) for name in names)
    accounts = [await desk.database.read(kept.get, network=who.network, value=key) for key in keys]
    found = [(account, word) for account in accounts if account and account.hash for word in said]
    return [pair for pair in found if _may_be(pair[1], desk.settings.bounds)][:MOST_PAIRS]


def _may_be(word: str, bounds: Bounds) -> bool:
    return bounds.shortest_password <= len(word) <= bounds.password


def _told(who: Principal, found: Password, name: str) -> str:
    """`name`: of the member; empty if it was over already."""
    own = who.method == "identified" and who.key == password_key(found.shown)
    how = f"Another one, in private: {TYPE}passwd <new>" if own else f"For a new one an admin says: {NEW_CODE} {name}"
    return f"That password or code is void now: others read it. {how}" if name else ""


NEW_CODE = f"{TYPE}member password"
