"""What is done about each outcome of a line: the server took it, refused it, or nobody knows."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from chatbot.desk import prompts, unsaid
from chatbot.desk.act import Act
from chatbot.services import failures, holding
from chatbot.wire import Outcome
from store import outbox
from store.records import Notice

NO_SUCH_NICK = "401"
THROTTLED = frozenset({"439", "707"})
"""The server wants us to wait, and nobody need hear of that."""
BLOCKED = {"415": "+R", "477": "+R", "486": "+R", "716": "+g"}
"""A person takes nothing from us, by a mode: +R, only from who is logged in, or +g, only from whom they accept."""
MOST_TRIES = 6
FIRST_RETRY = timedelta(seconds=30)
"""A refused line is tried again after this, then after twice that, and so on: channels open again, bans end."""


class Answered(Struct, frozen=True):
    """The rows of a line, and what the server made of it."""

    rows: Sequence[Notice]
    outcome: Outcome


async def settle(act: Act, rows: Sequence[Notice], outcome: Outcome, line_id: int) -> None:
    """A line stands for its rows, so they share its fate. Unknown: they stay queued, and are said again.

    `line_id`: the first of all its rows.
    """
    if outcome.verdict == "unknown":
        return
    for notice in rows:
        if outcome.verdict == "taken":
            await _taken(act, notice, line_id)
        else:
            await _refused(act, notice, outcome)


async def _taken(act: Act, notice: Notice, line_id: int) -> None:
    await outbox.mark(act.tx, notice.id, status="sent", reason="", now=act.now, line_id=line_id)
    if notice.prompt_id is not None and notice.holds == "offer":
        await prompts.heard(act, notice.prompt_id)


async def _refused(act: Act, notice: Notice, outcome: Outcome) -> None:
    reason = f"{outcome.numeric} {outcome.reason}".strip()
    if outcome.numeric == NO_SUCH_NICK and notice.target == "member":
        await holding.put_aside(act.tx, notice)
    elif outcome.numeric == NO_SUCH_NICK and notice.target == "mask":
        await unsaid.undelivered(act, notice, "gone")
    elif outcome.numeric in THROTTLED:
        await outbox.postpone(act.tx, notice.id, until=act.now + FIRST_RETRY, reason=reason, counts=False)
    elif outcome.numeric in BLOCKED and notice.target == "member":
        await failures.blocked(act, notice, BLOCKED[outcome.numeric], reason)
    elif notice.tries + 1 >= MOST_TRIES:
        await unsaid.undelivered(act, notice, reason)
    else:
        await outbox.postpone(act.tx, notice.id, until=_next_try(act, notice), reason=reason)


async def try_again(act: Act, notice: Notice) -> None:
    """It waits for a member who is to be seen: they came while it was put aside, and nobody will call them again."""
    await outbox.wake(act.tx, notice.id, held=notice.held)
    await outbox.postpone(act.tx, notice.id, until=_next_try(act, notice), reason=NO_SUCH_NICK)


def _next_try(act: Act, notice: Notice) -> datetime:
    return act.now + FIRST_RETRY * 2 ** min(notice.tries, MOST_TRIES)
