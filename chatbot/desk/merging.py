"""Two members turn out to be one: the elder record goes on with all that both had, and the younger one is closed."""

from msgspec import Struct

from chatbot.desk import firing, forgotten, identity, prompts, snoozing, storms, underway, unsaid
from chatbot.desk.act import Act
from chatbot.desk.addresses import Address, address_in
from chatbot.desk.linkcodes import Request
from chatbot.desk.refused import Refused
from chatbot.desk.wording import TYPE
from store import links, members, roles, snoozes, stopwatches, timers
from store import merging as rows
from store.records import Identity, Member

SAID_TO_BOTH = "said to the same person already"


class Linked(Struct, frozen=True):
    """`member`: who goes on. `addresses`: all of theirs by now."""

    member: Member
    addresses: list[Address]


def need_few(act: Act, count: int) -> None:
    most = act.settings.bounds.addresses
    if count > most:
        raise Refused(
            f"Accounts of one person are at most {most}, not {count}. Give one up: {TYPE}member unlink <account>"
        )


async def link(act: Act, request: Request) -> Linked:
    """Whoever says the code, and whoever asked for it. Rights are those of both."""
    await underway.need_none(act, "link them")
    second = act.member
    assert second is not None, "whom their network vouches for is a member by now"
    first = await _need_asker(act, request)
    if first.id == second.id:
        raise Refused(f"You are one already. All accounts of yours: {TYPE}whoami")
    mine = [await members.list_identities(act.tx, one.id) for one in (first, second)]
    need_few(act, sum(map(len, mine)))
    elder, younger = sorted((first, second), key=lambda one: (one.created_at, one.id))
    await merge(act, elder, younger, added=len(mine[0 if younger is first else 1]))
    found = await members.list_identities(act.tx, elder.id)
    return Linked(elder, [address_in(one) for one in found])


async def _need_asker(act: Act, request: Request) -> Member:
    """They may have become somebody else's, or may do nothing any more, since they asked for the code."""
    known: list[Identity] = await members.list_identities(act.tx, request.member_id)
    first = await members.get(act.tx, request.member_id)
    out = first is None or first.suspended_at is not None or await identity.is_overdue(act.tx, first, act.now)
    if first is None or out or request.of.id not in {(one.network, one.value) for one in known}:
        raise Refused(f"Not linked: {request.of.short} may do nothing here now. An admin can restore them.")
    return first


async def merge(act: Act, elder: Member, younger: Member, *, added: int) -> None:
    """All of it in this transaction. What both have becomes one: see `store.merging`."""
    unkeyed = await rows.list_keyed_twice(act.tx, younger.id, into=elder.id)
    await _end_doubles(act, elder, younger)
    await rows.move_all(act.tx, younger.id, into=elder.id)
    await links.close(act.tx, younger.id, into=elder.id, now=act.now)
    await members.put_admin(act.tx, elder.id, admin=elder.admin or younger.admin)
    await act.journal(
        "members_linked",
        person=younger.id,
        person_name=younger.name,
        into=elder.id,
        admin=elder.admin or younger.admin,
        addresses=added,
        unkeyed=" ".join(str(ticket.id) for ticket in unkeyed) or None,
    )
    await end_vain_questions(act, elder)
    for role in await roles.list_of_member(act.tx, elder.id):  # whose tickets the other may have reported
        await firing.look_again(act, role.id)


async def _end_doubles(act: Act, elder: Member, younger: Member) -> None:
    """Of what there may be only one for each person, the younger's ends."""
    theirs = await stopwatches.get_of_member(act.tx, younger.id)
    if theirs is not None and await stopwatches.get_of_member(act.tx, elder.id) is not None:
        await forgotten.end(act, theirs, "linked")
    for storm in await rows.list_double_storms(act.tx, younger.id, into=elder.id):
        await timers.drop(act.tx, storms.END, storm.id)
        await storms.fire_end(act, storm.id)
    for snooze in await rows.list_double_snoozes(act.tx, younger.id, into=elder.id):
        await timers.drop(act.tx, snoozing.END, snooze.id)
        await snoozes.drop(act.tx, snooze.id)
    for notice in await rows.list_double_notices(act.tx, younger.id, into=elder.id):
        await unsaid.superseded(act, notice, SAID_TO_BOTH)


async def end_vain_questions(act: Act, member: Member) -> None:
    for offer in await rows.list_vain_questions(act.tx, member.id):
        await prompts.end(act, offer, state="withdrawn")
