"""Another desk, out of a file: what of it would come in here. Nothing is changed."""

from collections.abc import Callable
from datetime import datetime
from typing import BinaryIO

from msgspec import Struct

from chatbot.cli.console import REFUSED, fail
from chatbot.cli.importing.carrying import Carrying
from chatbot.cli.importing.checking import Checked, Checking
from chatbot.cli.importing.jsonl import Reading, read
from chatbot.cli.importing.meeting import Met, Wishes, meet
from chatbot.cli.importing.scratch import Scratch
from chatbot.desk.suggest import no_such
from store import carried
from store.carried import Here
from store.peeking import Peek


class Looked(Struct, frozen=True):
    """`whole`: the file is a whole desk, and this one is empty."""

    reading: Reading
    met: Met
    checked: Checked
    carrying: Carrying
    newest: int
    role: int | None
    """Whom all of it is for, where that was said."""
    left: list[str]
    """What of the file isn't brought into a desk that has tickets, in sentences."""

    @property
    def whole(self) -> bool:
        return self.carrying.whole


def look_through(
    found: Peek, stream: BinaryIO, scratch: Scratch, wishes: Wishes, told: Callable[[int], object], now: datetime
) -> Looked:
    """Nothing is changed. `told` hears how many bytes were read.

    Raises:
        BadFile: It is no export of dibs, or of a newer one.
    """
    reading = read(stream, scratch, told, now)
    here = found.read(carried.look)
    _need_known(wishes, here)
    whole = reading.head.query is None and not here.tickets
    met = meet(scratch, here, wishes, rights=whole or wishes.rights)

    def known(uuids: list[str]) -> dict[str, int]:
        return found.read(carried.list_known, uuids)

    def known_events(uuids: list[str]) -> set[str]:
        return found.read(carried.list_known_events, uuids)

    def worked_events(uuids: list[str]) -> set[str]:
        return found.read(carried.list_worked_events, uuids)

    checked = Checking(reading, met, here, wishes, whole, known, known_events, worked_events).run(lambda: None)
    carrying = Carrying(scratch, met, here, wishes, checked, whole)
    role = here.roles.get(wishes.role.lower()) if wishes.role is not None else None
    return Looked(reading, met, checked, carrying, here.newest_event, role, _left(scratch, whole=whole))


def _left(scratch: Scratch, *, whole: bool) -> list[str]:
    bills = 0 if whole else sum(1 for _ in scratch.numbered("bill"))
    return [f"Bills: {bills:,} stay there, and what is on them isn't billed here."] if bills else []


def _need_known(wishes: Wishes, here: Here) -> None:
    if wishes.role is not None and wishes.role.lower() not in here.roles:
        raise fail(no_such("role", wishes.role, sorted(here.roles)), REFUSED)
    for name in wishes.types.values():
        if name not in here.types:
            raise fail(no_such("type", name, sorted(here.types)), REFUSED)
