"""What is written down when something could not be done, so that somebody who can act hears of it."""

from chatbot.desk.act import Act
from chatbot.services import holding
from store import blocked as blocked_rows
from store import cursors, members, tickets
from store.cursors import Cursor
from store.records import Notice


async def skip_event(act: Act, cursor: Cursor, event_id: int, error: str) -> None:
    """A plugin failed too often at an event: it goes on behind it. Nothing if it isn't where it was any more."""
    if await cursors.move(act.tx, cursor.plugin, was=cursor.event_id, to=event_id):
        await act.journal("plugin_failed", plugin=cursor.plugin, event=event_id, error=error)


async def blocked(act: Act, notice: Notice, mode: str, reason: str) -> None:
    """Its person takes nothing from us: it waits for their next word, and is told to who sees them elsewhere, once."""
    told = await blocked_rows.is_told(act.tx, notice)
    await holding.put_aside(act.tx, notice)
    await blocked_rows.put(act.tx, notice.id, reason=reason)
    if told:
        return
    person = await members.get(act.tx, notice.member_id or 0)
    ticket = await tickets.get(act.tx, notice.ticket_id) if notice.ticket_id else None
    named = person is not None and not (ticket and ticket.private)
    await act.journal(
        "person_blocked",
        ticket_id=notice.ticket_id,
        prompt_id=notice.prompt_id,
        mode=mode,
        person=notice.member_id,
        person_name=person.name if person and named else None,
    )
