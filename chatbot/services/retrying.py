"""When what failed is tried again, and when it is passed over: the same for plugins and for the code of services."""

from datetime import datetime, timedelta

from chatbot.desk.act import Caller
from chatbot.desk.desk import Desk
from chatbot.services import failures
from store import cursors
from store.cursors import Cursor

RETRIES = (timedelta(seconds=1), timedelta(seconds=10), timedelta(seconds=60))
"""After the first failure, the second and the third; after one more it is given up."""


def rests(cursor: Cursor, now: datetime) -> bool:
    """Whether it isn't yet to be tried again. A moment that is further off was meant before the clock was set back."""
    return cursor.retry_at is not None and now < cursor.retry_at <= now + RETRIES[-1]


async def again_or_never(desk: Desk, caller: Caller, cursor: Cursor, event_id: int, error: BaseException) -> None:
    """For whoever reads the journal: later once more, or else past the event, which is written down and told an admin.

    Nothing of that if another reader of the same name has moved the cursor on.
    """
    if cursor.failures < len(RETRIES):
        retry = desk.clock.now() + RETRIES[cursor.failures]
        await desk.database.write(cursors.mark_failed, cursor.plugin, at_event=cursor.event_id, retry_at=retry)
    else:
        await desk.change(caller, failures.skip_event, cursor, event_id, type(error).__name__)
