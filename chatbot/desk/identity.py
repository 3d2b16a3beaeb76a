"""From a principal to a member. Rights hang on what a network proved, never on a nick."""

import unicodedata
from dataclasses import replace
from datetime import datetime, timedelta

from chatbot.desk.refused import NoRight
from chatbot.desk.wording import clean, only_seen
from chatbot.wire import Method, Principal
from store import habits, members
from store.database import Transaction
from store.records import Member
from store.uuids import uuid7

EMBEDDED = "embedded"
"""The network on which nicks are believed, and no other ever (docs/adr/0006)."""

NAMELESS = "somebody"
"""Whose account shows nothing."""

KEPT = "password"
"""The kind of identity of an account that dibs keeps itself."""

KIND: dict[Method, str] = {
    "believed": "believed",
    "identified": KEPT,
    "tracker": "account",
    "account-tag": "account",
}
"""The kind of identity that each method of proof speaks for; the others speak for none."""

VOUCHED = frozenset(KIND) - {"identified"}
"""Methods by which whoever is new becomes a member. By a password nobody is new: `register` makes them one."""


def kind_on(network: str, passwords: frozenset[str]) -> str:
    """What people are known by there."""
    if network in passwords:
        return KEPT
    return "believed" if network == EMBEDDED else "account"


SUSPENDED = "Your account is suspended here. An admin can tell you why."
ASLEEP = "Not seen here for 60 days, so your rights sleep: accounts change hands. An admin or who runs dibs wakes them."
AWAKE = timedelta(days=60)


async def why_not(tx: Transaction, principal: Principal, now: datetime) -> NoRight:
    """For somebody who is known and may do nothing."""
    kind = KIND[principal.method]
    found = await members.get_by_identity(tx, kind=kind, network=principal.network, value=principal.key)
    asleep = found is not None and (found.asleep or await is_overdue(tx, found, now))
    return NoRight(ASLEEP, "asleep") if asleep else NoRight(SUSPENDED, "suspended")


async def is_overdue(tx: Transaction, member: Member, now: datetime) -> bool:
    """Whether their rights should sleep by now, though nobody has looked since, or dibs was down."""
    habit = await habits.get(tx, member.id)
    seen = habit.seen_at if habit and habit.seen_at else member.created_at
    return member.suspended_at is None and now - max(seen, member.created_at) > AWAKE


async def find(tx: Transaction, principal: Principal, now: datetime) -> Member | None:
    """Whose principal it is; None for strangers, and for the shell as nobody in particular."""
    if principal.method == "shell":
        return await members.get_by_name(tx, principal.account) if principal.account else None
    kind = KIND.get(principal.method)
    if kind is None:
        return None
    found = await members.get_by_identity(tx, kind=kind, network=principal.network, value=principal.key)
    return None if found is None or found.suspended_at or await is_overdue(tx, found, now) else found


async def is_known(tx: Transaction, principal: Principal) -> bool:
    """Whether that address belongs to somebody, be they suspended."""
    kind = KIND.get(principal.method)
    return kind is None or bool(
        await members.get_by_identity(tx, kind=kind, network=principal.network, value=principal.key)
    )


async def in_force(tx: Transaction, principal: Principal) -> Principal:
    """Nobody in particular where the account, and its password with it, was erased after they had shown it."""
    if principal.method != "identified" or await is_known(tx, principal):
        return principal
    return replace(principal, account=None, key=principal.mask, method="none")


async def meet(tx: Transaction, principal: Principal, now: datetime) -> Member:
    """A new member for somebody whom the network vouches for."""
    kind = KIND[principal.method]
    shown = principal.account or principal.nick
    member = await members.add(
        tx, uuid=uuid7(now), name=await free_name(tx, shown, principal.network), admin=False, now=now
    )
    await members.add_identity(
        tx,
        member_id=member.id,
        kind=kind,
        network=principal.network,
        value=principal.key,
        shown=shown,
        now=now,
    )
    return member


async def free_name(tx: Transaction, shown: str, network: str) -> str:
    """The account's own name, or with its network behind it where another member has that name, or one like it."""
    plain = unicodedata.normalize("NFKC", only_seen(shown))
    if plain == shown and await members.get_by_name(tx, shown) is None:
        return shown
    shown = "".join(clean(shown).split()) or NAMELESS
    name, count = f"{shown}@{network}", 2
    while await members.get_by_name(tx, name) is not None:
        name, count = f"{shown}@{network}-{count}", count + 1
    return name
