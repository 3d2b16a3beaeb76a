"""What a part of an arrival has at hand while it is made whole: it is written down as what happened elsewhere, then."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from msgspec import Struct, field

from chatbot.desk.act import Act, Json
from chatbot.desk.lifecycle import Workflow
from store import arrivals, journal
from store.records import Arrival, Arriving
from store.uuids import uuid7

ELSEWHERE = "import"
"""The network of those whom an arrival names, and who are no members."""


class Who(Struct, frozen=True):
    """Who did something elsewhere. `member_id` None: nobody whom the desk knows, and a name alone."""

    name: str
    member_id: int | None = None

    @property
    def network(self) -> str | None:
        return ELSEWHERE if self.member_id is None else None


Entry = Mapping[str, Any]
"""Of what was written to a ticket (chatbot/desk/arrivingparts.py)."""


def who_of(named: Mapping[str, Any]) -> Who:
    return Who(named["name"], named["id"])


class Landing(Struct, frozen=True):
    act: Act
    arrival: Arrival
    flows: dict[str, Workflow] = field(default_factory=dict[str, Workflow])
    """By the name of the type: they are the same in all of a transaction."""

    @property
    def importer(self) -> Who:
        return Who(self.arrival.actor, self.arrival.member_id)

    def number(self, part: Arriving) -> int:
        """The ticket's."""
        assert part.number is not None, "it is a ticket"
        return arrivals.number_of(self.arrival, part.number)

    async def note(
        self,
        kind: str,
        who: Who,
        at: datetime,
        *,
        ticket_id: int | None = None,
        role_id: int | None = None,
        texts: Mapping[str, str] | None = None,
        **data: Json,
    ) -> int:
        """Write down what happened at that moment. It is no news: no plugin reads it, and nobody undoes it.

        The ticket has to be made findable afterwards (store/search.py), once, when all of it is there.
        """
        event_id = await journal.add(
            self.act.tx,
            uuid=uuid7(self.act.now),
            desk=self.act.desk_id,
            at=at,
            kind=kind,
            ticket_id=ticket_id,
            role_id=role_id,
            prompt_id=None,
            member_id=who.member_id,
            actor=who.name,
            network=who.network,
            place=None,
            data=dict[str, Any](data),
            arrival_id=self.arrival.id,
        )
        kept = {name: text for name, text in (texts or {}).items() if text}
        if kept:
            await journal.add_texts(self.act.tx, event_id, kept)
        return event_id
