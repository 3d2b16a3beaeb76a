"""The log of an old ticket as it comes in: who said what, and who worked for how long, in whole minutes."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime, tzinfo
from fractions import Fraction
from typing import Any

from msgspec import Struct

from chatbot.cli.importing.naming import name_of, text_of
from chatbot.cli.importing.old import OldTicket
from chatbot.cli.importing.whole import rounded, whole
from chatbot.desk.arrivingparts import entry_payload
from chatbot.desk.importing import Found
from chatbot.desk.landing import Who

BEYOND = "Time of the ticket that no entry of its log has."


class Entry(Struct, frozen=True):
    """`minutes`: that are logged; `as_text`: that are told in its text alone, since nobody here worked them; `unsaid`:
    that nobody has said whose they are."""

    payload: Mapping[str, Any]
    minutes: int = 0
    as_text: int = 0
    unsaid: int = 0


class Logs(Struct, frozen=True):
    """`known`: the keys of what came in before. `zone`: of days, where nobody's own is known; `unnamed`: who is said to
    have written what nobody is named with."""

    people: Mapping[str, Found]
    known: Collection[str]
    zone: tzinfo
    unnamed: str

    def of(self, ticket: OldTicket, at: datetime, *, by_entry: bool) -> Iterator[Entry]:
        """What isn't here yet. `at`: of the ticket, for entries that have no moment of their own."""
        minutes = whole(entry.minutes or Fraction(0) for entry in ticket.log)
        for entry, counted in zip(ticket.log, minutes, strict=True):
            key = f"{ticket.number}.{entry.number}"
            if key not in self.known:
                yield self._entry(key, entry.user, entry.at or at, text_of(entry.text), counted)
        beyond, before = self._beyond(ticket, by_entry=by_entry), self._before(ticket)
        if beyond > before:
            key = f"{ticket.number}+{beyond}"
            yield self._entry(key, ticket.owner, last_of(ticket, at), BEYOND, beyond - before)

    @staticmethod
    def _beyond(ticket: OldTicket, *, by_entry: bool) -> int:
        """Minutes of the ticket that its log doesn't have."""
        return rounded(ticket.minutes) - (rounded(ticket.logged) if by_entry else 0)

    def _before(self, ticket: OldTicket) -> int:
        """How many of these came in before."""
        mark = f"{ticket.number}+"
        return max((int(key.removeprefix(mark)) for key in self.known if key.startswith(mark)), default=0)

    def _entry(self, key: str, user: str, at: datetime, text: str, minutes: int) -> Entry:
        found = self.people.get(user)
        member = found.member if found else None
        who = Who(member.name, member.id) if member else Who(name_of(user) or self.unnamed)
        if not minutes:
            return Entry(entry_payload(key=key, who=who, at=at, text=text))
        if member is None:
            told = f"{minutes} min by {name_of(user)}" if user else f"{minutes} min"
            payload = entry_payload(key=key, who=who, at=at, text=f"{text}\n{told}" if text else told)
            said = found is not None and found.said
            return Entry(payload, as_text=minutes if said else 0, unsaid=0 if said else minutes)
        zone = (found.zone if found else None) or self.zone
        day = at.astimezone(zone).date().isoformat()
        return Entry(entry_payload(key=key, who=who, at=at, text=text, minutes=minutes, day=day), minutes=minutes)


def last_of(ticket: OldTicket, at: datetime) -> datetime:
    """The last moment of it that is known."""
    return max([at, *[entry.at for entry in ticket.log if entry.at is not None]])
