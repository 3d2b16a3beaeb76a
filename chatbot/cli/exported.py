"""What is exported, part by part: a desk is never in memory at once."""

from collections.abc import Iterator
from datetime import UTC, datetime

from chatbot.cli.bootstrap import me
from chatbot.cli.versions import number
from chatbot.config import Config
from chatbot.config.parts import desk_settings
from chatbot.desk import exporting
from chatbot.desk.act import Act
from chatbot.desk.exporting import Row
from chatbot.desk.settings import DeskSettings
from store import desks, exported
from store import exporting as rows
from store.database import Transaction
from store.exported import EventRow, TicketRow
from store.finding import Wanted
from store.joining import need_current
from store.peeking import Peek


class Source:
    """What is exported, part by part."""

    def __init__(self, found: Peek, settings: Config, query: str, *, private: bool) -> None:
        need_current(settings.desk.database, found.schema)
        found.stand_still()
        self._found, self._private = found, private
        self._settings, self._now = desk_settings(settings), datetime.now(UTC)
        self.query = query
        self.wanted = self._wanted() if query else None
        self.counts = found.read(rows.count)

    def head(self) -> Row:
        desk = self._found.read(desks.get)
        at = self._now.isoformat(timespec="milliseconds").replace("+00:00", "Z")
        return {
            "kind": "export",
            "version": exporting.VERSION,
            "dibs": number(),
            "desk": desk.id if desk else None,
            "at": at,
            "query": self.query or None,
            "private": self._private,
        }

    def names(self) -> dict[int, str]:
        """Of members, by their ids."""
        return {one.id: one.name for one in self._found.read(rows.members)}

    def around(self) -> Iterator[Row]:
        """Who there is, and for whom and of what kind tickets are."""
        for kind, read in AROUND.items():
            yield from ({"kind": kind, **exporting.record(one)} for one in self._found.read(read))

    def bills(self) -> Iterator[Row]:
        """They name private tickets, too: none without these."""
        last = 0
        while part := self._found.read(rows.bills_after, last) if self._private else []:
            yield from ({"kind": "bill", **exporting.record(one)} for one in part)
            last = part[-1].id

    def tickets(self) -> Iterator[TicketRow]:
        for numbers in self._found_parts(self.wanted) if self.wanted else self._all_parts():
            yield from self._found.read(exported.tickets, numbers, private=self._private)

    def events(self) -> Iterator[EventRow]:
        last = 0
        while part := self._found.read(exported.events_after, last, private=self._private):
            yield from part
            last = part[-1].id

    def events_of(self, ticket: int) -> Iterator[EventRow]:
        last = 0
        while part := self._found.read(exported.events_of, ticket, last, private=self._private):
            yield from part
            last = part[-1].id

    def _all_parts(self) -> Iterator[list[int]]:
        last = 0
        while part := self._found.read(exported.numbers_after, last, private=self._private):
            yield part
            last = part[-1]

    def _found_parts(self, wanted: Wanted) -> Iterator[list[int]]:
        last: int | None = None
        while part := self._found.read(_found_before, self._settings, self._now, wanted, last):
            yield part
            last = part[-1]

    def _wanted(self) -> Wanted:
        return self._found.read(_wanted, self._settings, self._now, self.query, private=self._private)


AROUND = {
    "member": rows.members,
    "role": rows.roles,
    "type": rows.types,
    "client": rows.clients,
    "view": rows.views,
}
"""The kinds of line, in the order in which who takes them in needs them."""


def _act(tx: Transaction, settings: DeskSettings, now: datetime) -> Act:
    return Act(tx, now, "", settings, me(), None)


async def _wanted(tx: Transaction, settings: DeskSettings, now: datetime, query: str, *, private: bool) -> Wanted:
    return await exporting.wanted(_act(tx, settings, now), query, private=private)


async def _found_before(
    tx: Transaction, settings: DeskSettings, now: datetime, wanted: Wanted, last: int | None
) -> list[int]:
    return await exporting.found_before(_act(tx, settings, now), wanted, last)
