"""Whose words may be taken into a ticket, and from which channels."""

from collections.abc import Sequence

from chatbot.desk import checks, listening
from chatbot.desk.act import Act
from chatbot.desk.masks import host_of
from chatbot.desk.refused import Refused
from chatbot.desk.settings import DeskSettings
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel, Principal
from store import unquoted

MOST_HOSTS = 1000
"""Of who isn't logged in."""


def is_on(settings: DeskSettings, here: Channel) -> bool:
    return (here.network, here.name.lower()) in settings.quotes


async def need_may_take(act: Act, title: str) -> None:
    """Before anything is taken: what would be refused in the end is refused at once."""
    await checks.need_may_open(act)
    checks.need_title(act, title)


async def may_keep(act: Act) -> bool:
    """Whether a line of who speaks may be remembered."""
    return not act.principal.relay and await listening.is_heard(act) and await _is_willing(act, act.principal)


async def unwilling(act: Act, speakers: Sequence[Principal]) -> list[Principal]:
    """Those of them who don't want to be quoted by now."""
    return [one for one in dict.fromkeys(speakers) if not await _is_willing(act, one)]


async def _is_willing(act: Act, who: Principal) -> bool:
    """A member is one with suspended or sleeping rights, too."""
    member = await listening.member_of(act.tx, who)
    if member is not None:
        return not await unquoted.has_member(act.tx, member.id)
    return not await unquoted.has_host(act.tx, network=who.network, host=host_of(who.mask))


async def is_willing(act: Act) -> bool:
    return await _is_willing(act, act.principal)


async def put(act: Act, *, wanted: bool) -> None:
    """Of a member for all that they are known by; else by host, and for good: others there can't speak for them."""
    if act.principal.relay:
        raise Refused("Nobody is quoted who speaks over a bridge. Nothing changed.")
    if act.member is not None:
        await (unquoted.drop_member(act.tx, act.member.id) if wanted else _add_member(act, act.member.id))
    elif wanted and not await is_willing(act):
        raise Refused("You aren't logged in, and anybody at your host could say that. Log in, then say it again.")
    elif not wanted:
        await _add_host(act)
    await act.journal("quoting_set", person=act.member_id, wanted=wanted)


async def _add_member(act: Act, member_id: int) -> int:
    return await unquoted.add_member(act.tx, member_id, now=act.now)


async def _add_host(act: Act) -> None:
    if await unquoted.count_hosts(act.tx) >= MOST_HOSTS:
        raise Refused(f"Too many who aren't logged in said that: {MOST_HOSTS} is the most. Log in: {TYPE}quote off")
    who = act.principal
    await unquoted.add_host(act.tx, network=who.network, host=host_of(who.mask), now=act.now)
