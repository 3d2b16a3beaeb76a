"""What is written down when something could not be done, so that somebody who can act hears of it."""

from chatbot.desk.act import Act
from store import cursors, outbox
from store.records import Notice


async def skip_event(act: Act, plugin: str, event_id: int, error: str) -> None:
    """A plugin failed too often at an event: it goes on behind it."""
    cursor = await cursors.get(act.tx, plugin)
    if cursor is None or not await cursors.move(act.tx, plugin, was=cursor.event_id, to=event_id):
        return
    await act.journal("plugin_failed", plugin=plugin, event=event_id, error=error)


async def undelivered(act: Act, notice: Notice, reason: str) -> None:
    """A notice that could not be said, for good."""
    if await outbox.mark(act.tx, notice.id, status="refused", reason=reason, now=act.now):
        await _note(act, "notice_undelivered", notice, reason)


async def superseded(act: Act, notice: Notice, reason: str) -> None:
    """A notice that became outdated before it was said."""
    if await outbox.mark(act.tx, notice.id, status="superseded", reason=reason, now=act.now):
        await _note(act, "notice_superseded", notice, reason)


async def _note(act: Act, kind: str, notice: Notice, reason: str) -> None:
    await act.journal(
        kind,
        ticket_id=notice.ticket_id,
        prompt_id=notice.prompt_id,
        notice=notice.id,
        plugin=notice.plugin,
        target=notice.target,
        person=notice.member_id,
        reason=reason,
    )
