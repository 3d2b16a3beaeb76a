"""What is written down of a notice that won't be said, so that somebody who can act hears of it."""

from chatbot.desk.act import Act
from store import outbox
from store.records import Notice


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
