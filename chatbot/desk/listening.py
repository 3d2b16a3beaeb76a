"""Whether somebody is listened to; and who isn't for a while, since they said too much."""

from datetime import datetime, timedelta
from typing import Literal

from msgspec import Struct

from chatbot.desk import identity
from chatbot.desk.act import Act
from chatbot.desk.masks import folded, host_of, matches
from chatbot.wire import Method, Principal
from store import ignored, members
from store.database import Transaction
from store.records import Ignored, Member

ADMIN = "admin"
"""The cause of those that an admin said."""

FIRST: dict[str, timedelta] = {
    "pace": timedelta(minutes=5),
    "errors": timedelta(minutes=5),
    "loop": timedelta(minutes=1),
}
"""For how long, by the cause; then twice that, and so on."""
LONGEST = timedelta(hours=1)
GOES_ON = timedelta(hours=1)
"""Who does it again within that after the end."""
MOST = 500


class Whom(Struct, frozen=True):
    """`network`: empty for a member, who is one on all of them. `shown`: as admins read it."""

    kind: Literal["member", "account", "host", "mask"]
    network: str
    value: str
    shown: str
    member_id: int | None = None


def account_kinds(method: Method) -> str:
    return identity.KIND.get(method, "account")


async def member_of(tx: Transaction, principal: Principal) -> Member | None:
    """Whose address it is, be they suspended."""
    kind = identity.KIND.get(principal.method)
    if kind is None:
        return None
    return await members.get_by_identity(tx, kind=kind, network=principal.network, value=principal.key)


async def is_heard(act: Act) -> bool:
    """Whether what they say counts. An admin is heard whatever admins said of a mask or of them."""
    member = await member_of(act.tx, act.principal)
    found = await _holding(act, member)
    if act.admin:
        found = [one for one in found if one.cause != ADMIN]
    return not found


async def _holding(act: Act, member: Member | None) -> list[Ignored]:
    principal = act.principal
    proved = principal.account is not None
    near = await ignored.list_near(
        act.tx,
        network=principal.network,
        account=principal.key if proved else None,
        host=None if proved else host_of(principal.mask),
        member_id=member.id if member else None,
        now=act.now,
    )
    mask = folded(principal.mask)
    return [one for one in near if one.kind != "mask" or matches(one.value, mask)]


async def is_admin(act: Act) -> bool:
    return act.admin


async def stop(act: Act, cause: str, principal: Principal) -> timedelta:
    """Listen to them no more for a while: by account where they are logged in, else by host. For how long.

    The act is nobody's: dibs decides it by itself.
    """
    whom = _behind(principal, await member_of(act.tx, principal))
    before = await ignored.get(act.tx, kind=whom.kind, network=whom.network, value=whom.value)
    times = before.times + 1 if before and before.until and act.now - before.until < GOES_ON else 1
    lasts = min(FIRST[cause] * 2 ** min(times - 1, 10), LONGEST)
    await put(act, whom, cause, act.now + lasts, times=times)
    await ignored.drop_beyond(act.tx, MOST)
    return lasts


def _behind(principal: Principal, member: Member | None) -> Whom:
    if member is not None:
        return Whom("member", "", str(member.id), member.name, member.id)
    if principal.account is not None:
        return Whom("account", principal.network, principal.key, principal.account)
    host = host_of(principal.mask)
    return Whom("host", principal.network, host, host)


async def put(act: Act, whom: Whom, cause: str, until: datetime | None, why: str = "", *, times: int = 1) -> None:
    """From now on nothing that they say counts, and the journal says so; `until` None: for good."""
    await ignored.put(
        act.tx,
        kind=whom.kind,
        network=whom.network,
        value=whom.value,
        shown=whom.shown,
        member_id=whom.member_id,
        cause=cause,
        actor=act.name,
        why=why,
        now=act.now,
        until=until,
        times=times,
    )
    await act.journal(
        "sender_ignored",
        texts={"whom": "" if whom.member_id else whom.shown, "why": why},
        cause=cause,
        what=whom.kind,
        on=whom.network,
        seconds=int((until - act.now).total_seconds()) if until else None,
        person=whom.member_id,
        person_name=whom.shown if whom.member_id else None,
    )
