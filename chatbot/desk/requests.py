"""Requests of somebody else: whose they are, when another types them (`new for=guest42 ...`)."""

from datetime import timedelta

from msgspec import Struct

from chatbot.desk import checks, identity, people
from chatbot.desk.act import Act
from chatbot.desk.people import Person
from chatbot.desk.refused import Refused
from store import members, reporters

DAY = timedelta(hours=24)


class Reporter(Struct, frozen=True):
    """A member, or (`member_id` None) a stranger by their nick!user@host."""

    member_id: int | None
    name: str
    network: str
    mask: str


async def need_reporter(act: Act, whose: Person | None) -> Reporter:
    """Whoever speaks, or whom they speak for: a member by name, or who is seen under that nick."""
    who = act.principal
    if whose is None:
        return Reporter(act.member_id, act.name, who.network, who.mask)
    checks.need_member(act, "open tickets for others")
    await _need_few(act)
    wearer = None if whose.exact else whose.wearer
    known = await members.get_by_name(act.tx, whose.name) is not None
    behind = await identity.find(act.tx, wearer, act.now) if wearer else None
    if wearer is not None and not known and behind is None and wearer.method == "none":
        return Reporter(None, wearer.nick, wearer.network, wearer.mask)
    member = await people.meet_member(act, whose)
    return Reporter(member.id, member.name, who.network, "")


async def _need_few(act: Act) -> None:
    """Each is a line to somebody who didn't ask for it."""
    assert act.member is not None, "checked before"
    most = act.settings.bounds.for_others
    if await reporters.count_opened_for_others(act.tx, act.member.id, since=act.now - DAY) >= most:
        raise Refused(f"You opened {most} tickets for others within a day, and that is the most. Let them say it here.")
