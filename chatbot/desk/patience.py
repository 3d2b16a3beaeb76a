"""How much one person may ask of others: whatever is offered is a line to somebody, and to many at once."""

from collections.abc import Sequence
from datetime import timedelta
from itertools import takewhile

from chatbot.desk.act import Act
from chatbot.desk.bridged import relay_of
from chatbot.desk.durations import format_duration
from chatbot.desk.masks import folded, host_of
from chatbot.desk.refused import Refused
from chatbot.desk.standing import UNDONE, in_force
from chatbot.desk.undotable import UNDO
from chatbot.desk.wording import TYPE
from store import journal, prompts, reporters
from store.records import Event, Member

HOUR = timedelta(hours=1)
FOR_OTHERS = timedelta(days=30)
"""So long what one opened for others counts as theirs, if nobody takes it: with so many a day, that stays few."""

ANEW = frozenset({"released", "reopened", "moved"})
"""Why a role is asked once more."""
OFFERS_AGAIN = frozenset(undo.verb for undo in UNDO.values() if undo.ended)
"""What `undo` can't take back but that others are asked again."""


async def need_few_waiting(act: Act, *, keyed: bool = False) -> None:
    """One person's tickets that nobody has taken yet are bounded, since each asks a whole role.

    `keyed`: those that a system reports by its keys count by themselves.
    """
    if act.principal.relay:
        await _need_few_of_bridge(act)
        return
    bounds = act.settings.bounds
    most = bounds.keyed_free if keyed else bounds.member_free if act.member else bounds.stranger_free
    who = act.principal
    free = await reporters.count_free(
        act.tx,
        member_id=act.member_id,
        network=who.network,
        mask=who.mask,
        keyed=keyed,
        since=act.now - FOR_OTHERS,
        most=most,
    )
    if free >= most:
        whose = "" if act.member else " for who isn't logged in"
        raise Refused(f"{free} of your tickets wait to be taken, and {most} is the most{whose}. See them: {TYPE}mine")
    if act.member is None:
        await _need_few_of_host(act)


async def _need_few_of_host(act: Act) -> None:
    """Nick and user are each one's to choose, so that one person is as many as they like there; but many may sit behind
    one host, so together they have more."""
    who, most = act.principal, act.settings.bounds.host_free
    masks = await reporters.list_free_masks(act.tx, network=who.network, part=_part_of(who.mask))
    if (free := min(_count_at(who.mask, masks), most)) >= most:
        raise Refused(
            f"{free} tickets from where you are wait to be taken, and {most} is the most for who isn't logged in."
        )


def _part_of(mask: str) -> str:
    """What is in each mask of its host. Of an IPv6 address that is all before what may be written in several ways:
    thousands may be elsewhere, and to read an address takes its time."""
    host = folded(mask.rpartition("@")[2])
    if ":" not in host:
        return f"@{host}"
    same = takewhile(lambda group: group.strip("0"), host.split(":")[:4])
    return "@" + "".join(f"{group}:" for group in same)


def _count_at(mask: str, masks: Sequence[str]) -> int:
    """How many are at its host by themselves, over no bridge."""
    host = host_of(mask)
    return sum(host_of(one) == host and not relay_of(one) for one in masks)


async def _need_few_of_bridge(act: Act) -> None:
    """Each of those who speak over it, and all of them together: names are cheap there."""
    who, most, all_ = act.principal, act.settings.bounds.stranger_free, act.settings.bounds.relay_free
    if (free := await reporters.count_free_of_mask(act.tx, network=who.network, mask=who.mask, most=most)) >= most:
        raise Refused(
            f"{free} of your tickets wait to be taken, and {most} is the most over a bridge. See them: {TYPE}mine"
        )
    free = await reporters.count_free(
        act.tx, member_id=None, network=who.network, mask=who.mask, keyed=False, since=act.now, most=all_
    )
    if free >= all_:
        raise Refused(
            f"{free} tickets that came over this bridge wait to be taken, and {all_} is the most. Say it on IRC itself."
        )


async def need_few_offers(act: Act) -> None:
    """Who closes and reopens, or takes and gives back, has few waiting, and asks a whole role each time."""
    if act.member is None and act.admin:
        return
    bounds = act.settings.bounds
    most = bounds.member_offers if act.member else bounds.stranger_offers
    if act.principal.relay:
        await _need_few_offers_of_bridge(act)
    elif act.member is None:
        await _need_few_offers_of_host(act)
    if await _count_offers(act, most) >= most:
        whose = "" if act.member else " for who isn't logged in"
        raise Refused(
            f"Roles were asked {most} times for you within the hour, and that is the most{whose}. Wait a little."
        )


async def _need_few_offers_of_host(act: Act) -> None:
    most, since, who = act.settings.bounds.host_offers, act.now - HOUR, act.principal
    masks = await reporters.list_offered_masks(act.tx, network=who.network, part=_part_of(who.mask), since=since)
    if _count_at(who.mask, masks) >= most:
        raise Refused(
            f"Roles were asked {most} times from where you are within the hour, and that is the most for who isn't"
            " logged in. Wait a little."
        )


async def _need_few_offers_of_bridge(act: Act) -> None:
    most, since, who = act.settings.bounds.relay_offers, act.now - HOUR, act.principal
    count = reporters.count_offers_of_stranger
    if await count(act.tx, network=who.network, mask=who.mask, since=since, most=most) >= most:
        raise Refused(
            f"Roles were asked {most} times over this bridge within the hour, and that is the most. Wait a little."
        )


async def need_few_anew(act: Act, number: int) -> None:
    """Who gives back or takes back over and over has the same people asked about the same ticket each time."""
    if act.member is None and act.admin:
        return
    since, most = act.now - HOUR, act.settings.bounds.asked_anew
    events = await journal.list_of_ticket(act.tx, number)
    if sum(event.at > since and _is_own(act, event) and _asks_anew(event) for event in events) >= most:
        raise Refused(
            f"#{number}: others were asked about it anew {most} times for you within the hour, and that is the most."
            " Wait a little."
        )


def _is_own(act: Act, event: Event) -> bool:
    """A stranger's tickets are changed by no other stranger."""
    return event.member_id == act.member_id and (act.member is not None or event.network == act.principal.network)


def _asks_anew(event: Event) -> bool:
    return event.data.get("verb") in OFFERS_AGAIN if event.kind == UNDONE else event.data.get("why") in ANEW


async def _count_offers(act: Act, most: int) -> int:
    since, who = act.now - HOUR, act.principal
    if act.member is not None:
        return await prompts.count_to_roles(act.tx, asker_id=act.member.id, since=since, most=most)
    count = reporters.count_offers_of_mask if who.relay else reporters.count_offers_of_stranger
    return await count(act.tx, network=who.network, mask=who.mask, since=since, most=most)


async def need_few_questions(act: Act, number: int, target: Member) -> None:
    """A no counts for that ticket; too many questions without a yes count for all of them."""
    wait = format_duration(act.settings.bounds.ask_again)
    if await _said_no(act, number, target):
        raise Refused(f"#{number}: {target.name} said no to you. Ask somebody else, or again after {wait}.")
    if act.member is None:
        return
    since, most = act.now - act.settings.bounds.ask_again, act.settings.bounds.questions
    if await prompts.count_questions(act.tx, asker_id=act.member.id, member_id=target.id, since=since) >= most:
        raise Refused(
            f"#{number}: you asked {target.name} {most} times within {wait} without a yes, and that is the most."
            " Ask somebody else."
        )


async def _said_no(act: Act, number: int, target: Member) -> bool:
    """Whether that person declined this ticket when this asker offered it, not long ago."""
    since = act.now - act.settings.bounds.ask_again
    return any(
        event.kind == "assignment_declined"
        and event.member_id == target.id
        and event.data.get("asker") == act.member_id
        and event.at > since
        for event in in_force(await journal.list_of_ticket(act.tx, number))
    )
