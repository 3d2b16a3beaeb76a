"""What the process and the database say of how dibs stands, found from outside, without changing anything."""

import shutil
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from chatbot.services.lock import Holder, holder
from store import outbox, services, timers
from store.failures import CantOpen
from store.peeking import NEWEST, Found, Peek, peek
from store.records import Service


class Seen(Struct, frozen=True):
    """What was found. `wrong`: why the database can't be read; then nothing else is known of it."""

    now: datetime
    file: Path
    holder: Holder | None
    free: int | None
    wrong: str = ""
    schema: str = ""
    pages: Found = "unfinished"
    unsent_at: datetime | None = None
    due_at: datetime | None = None
    services: Sequence[Service] = field(default_factory=tuple)

    @property
    def readable(self) -> bool:
        return not self.wrong and self.schema == NEWEST

    @property
    def known(self) -> bool:
        """Whether what the overseer wrote is of a dibs that runs."""
        return self.holder is not None and self.readable


def look(file: Path, now: datetime, seconds: float | None) -> Seen:
    """`seconds`: how long to look through the file."""
    if not file.exists():
        return Seen(now, file, None, None, f"There is no database {file}: dibs never ran here.")
    try:
        held, free = holder(file), shutil.disk_usage(file.parent).free
    except OSError as error:
        return Seen(now, file, None, None, f"Can't look at {error.filename or file}: {error.strerror}.")
    try:
        with peek(file) as found:
            return _read(found, Seen(now, file, held, free), seconds)
    except CantOpen as error:
        return Seen(now, file, held, free, str(error))


def _read(found: Peek, seen: Seen, seconds: float | None) -> Seen:
    """A file of another schema isn't read any further."""
    seen = replace(seen, schema=found.schema, pages=found.check(seconds))
    if not seen.readable:
        return seen
    timer = found.read(timers.next_one)
    return replace(
        seen,
        unsent_at=found.read(outbox.oldest_unsent_at, seen.now),
        due_at=timer.due_at if timer and timer.due_at <= seen.now else None,
        services=found.read(services.list_all),
    )
