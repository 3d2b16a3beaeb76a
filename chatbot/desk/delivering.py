"""What became of each line that was to be said about a ticket: queued, waiting, sent, refused, or outdated."""

from zoneinfo import ZoneInfo

from msgspec import Struct

from chatbot.desk import checks
from chatbot.desk.act import Act
from chatbot.desk.habits import own_zone
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView, need_readable
from chatbot.desk.wording import TYPE
from chatbot.wire import Channel
from store import members, outbox
from store.records import Notice

MOST = 40
"""Of the newest lines; the journal has the rest."""


class Delivered(Struct, frozen=True):
    """`names`: of the members whom the lines are for. `more`: how many older ones there are."""

    seen: TicketView
    notices: list[Notice]
    names: dict[int, str]
    more: int
    zone: ZoneInfo


async def delivery(act: Act, number: int) -> Delivered:
    checks.need_admin(act, "see what was said to whom")
    if isinstance(act.caller.audience, Channel):
        raise Refused(f"What was said to whom isn't said aloud. In private: {TYPE}delivery {number}")
    seen = await need_readable(act, number)
    found = await outbox.list_of_ticket(act.tx, number)
    newest = found[-MOST:]
    ids = {notice.member_id for notice in newest if notice.member_id is not None}
    known = {one: await members.get(act.tx, one) for one in ids}
    names = {one: member.name for one, member in known.items() if member is not None}
    return Delivered(seen, newest, names, len(found) - len(newest), await own_zone(act))
