"""From what is in a file, and what is here, to the parts that would come in, and a report of all that was found."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta, tzinfo
from fractions import Fraction
from typing import Any

from msgspec import Struct

from chatbot.cli.importing.logs import Entry, Logs, last_of
from chatbot.cli.importing.naming import Accounts, name_of, text_of, titled
from chatbot.cli.importing.old import BadFile, Found, OldTicket, said
from chatbot.cli.importing.whole import rounded
from chatbot.desk.arrivingparts import Part, Stands, ticket_payload
from chatbot.desk.importing import Ground
from chatbot.desk.landing import Who
from store.aliases import Known

LONGEST, MOST = 1024 * 1024, 4 * 1024 * 1024
"""Bytes of one text, and of all texts of a ticket."""
HIGHEST = 99_999_999
"""The highest number that a ticket keeps: all later ones are above it, and people type them."""
OLDEST = 1970


class Options(Struct, frozen=True):
    """`otherwise`: the moment of what has none; `zone`: of days, where that of a person isn't known."""

    label: str
    zone: tzinfo
    otherwise: datetime
    offer: bool = False


@dataclass(slots=True)
class Plan:
    """What would come in. `minutes`: that are logged anew; `as_text`: told in texts alone; `unsaid`: by name, those of
    which nobody has said whose they are; `ended`: when closed ones were over."""

    parts: list[Part] = field(default_factory=list[Part])
    bad: list[str] = field(default_factory=list[str])
    noted: list[str] = field(default_factory=list[str])
    differences: list[str] = field(default_factory=list[str])
    stands: dict[Stands, int] = field(default_factory=lambda: {"free": 0, "owned": 0, "over": 0})
    known: int = 0
    grown: int = 0
    entries: int = 0
    minutes: int = 0
    as_text: int = 0
    unsaid: dict[str, int] = field(default_factory=dict[str, int])
    exact: Fraction = Fraction(0)
    kept: list[int] = field(default_factory=list[int])
    given: int = 0
    accounts: Accounts = field(default_factory=Accounts)
    ended: list[datetime] = field(default_factory=list[datetime])

    @property
    def new(self) -> int:
        return sum(self.stands.values())


def plan(found: Found, ground: Ground, options: Options) -> Plan:
    planning = _Planning(found, ground, options)
    for ticket in found.tickets:
        try:
            planning.take(ticket)
        except BadFile as error:
            planning.made.bad.append(str(error))
    planning.made.noted.extend(planning.made.accounts.noted)
    return planning.made


class _Planning:
    def __init__(self, found: Found, ground: Ground, options: Options) -> None:
        self.made = Plan(bad=list(found.bad), noted=list(found.noted), differences=list(_differences(found)))
        self._by_entry, self._ground, self._options = found.by_entry, ground, options
        self._logs = Logs(ground.people, ground.entries, options.zone, options.label)

    def take(self, ticket: OldTicket) -> None:
        """BadFile says why it can't come in."""
        at = self._moment(ticket)
        _need_small(ticket)
        key = str(ticket.number)
        entries = list(self._logs.of(ticket, at, by_entry=self._by_entry))
        known = self._ground.known.get(key)
        if known is not None:
            self._take_more(ticket, known, entries, at)
        else:
            self._take_new(ticket, key, entries, at)
        self._count(ticket, entries)

    def _moment(self, ticket: OldTicket) -> datetime:
        """Of the whole; where it has none, that of its first entry."""
        moments = [at for at in (ticket.at, *[entry.at for entry in ticket.log]) if at is not None]
        for at in moments:
            if at > self._ground.now + timedelta(minutes=1):
                when = f"{at:%Y-%m-%d %H:%M} UTC"
                raise BadFile(f"Ticket {ticket.number}: {when} is ahead. By which clock was it written? --zone")
            if at.year < OLDEST:
                raise BadFile(f"Ticket {ticket.number}: {at:%Y-%m-%d} is before {OLDEST}.")
        return ticket.at or min(moments, default=self._options.otherwise)

    def _take_more(self, ticket: OldTicket, known: Known, entries: Sequence[Entry], at: datetime) -> None:
        if ticket.at is not None and at != known.opened_at:
            raise BadFile(
                f"Ticket {ticket.number}: #{known.ticket_id} came in under that number, and was opened at another time."
                " Another file needs another --label."
            )
        if known.erased_at is not None:
            entries = ()
        if ticket.closed != (known.closed_at is not None):
            there, here = ("Closed", "open") if ticket.closed else ("Open", "closed")
            said_here = f"{there} there, #{known.ticket_id} is {here} here"
            self.made.differences.append(f"Ticket {ticket.number}: {said_here}.")
        self.made.known += 1
        if entries:
            self.made.grown += 1
            self.made.parts.append(Part("entries", {"ticket": known.ticket_id, "log": _payloads(entries)}))

    def _take_new(self, ticket: OldTicket, key: str, entries: Sequence[Entry], at: datetime) -> None:
        title = titled(ticket.title)
        if not title.title:
            raise BadFile(f"Ticket {ticket.number}: nothing of its title can be read.")
        if title.whole:
            self.made.noted.append(f"Ticket {ticket.number}: its title doesn't fit; the whole is in its description.")
        stands = self._stands(ticket)
        self.made.stands[stands] += 1
        ended = last_of(ticket, at)
        if stands == "over":
            self.made.ended.append(ended)
        description = "\n\n".join(text for text in (title.whole, text_of(ticket.description)) if text)
        client, project = self.made.accounts.take(ticket.client, ticket.project)
        owner = self._member(ticket.owner)
        payload = ticket_payload(
            title=title.title,
            description=description,
            type_name=self._ground.type.name,
            role_id=self._ground.role.id,
            priority=self._ground.type.priority,
            closed=ticket.closed,
            owner_id=owner.member_id,
            reporter=owner,
            opened_at=at,
            changed_at=ended,
            client=client,
            project=project,
            offer=self._options.offer,
            log=_payloads(entries),
        )
        self.made.parts.append(Part("ticket", payload, key, ticket=True, number=self._number(ticket), stands=stands))

    def _member(self, name: str) -> Who:
        found = self._ground.people.get(name)
        if found and found.member:
            return Who(found.member.name, found.member.id)
        return Who(name_of(name) or self._options.label)

    def _stands(self, ticket: OldTicket) -> Stands:
        if ticket.closed:
            return "over"
        return "owned" if self._member(ticket.owner).member_id is not None else "free"

    def _number(self, ticket: OldTicket) -> int | None:
        """None where it is given another."""
        if ticket.number in self._ground.taken or ticket.number > HIGHEST:
            self.made.given += 1
            return None
        self.made.kept.append(ticket.number)
        return ticket.number

    def _count(self, ticket: OldTicket, entries: Sequence[Entry]) -> None:
        self.made.entries += len(entries)
        self.made.minutes += sum(entry.minutes for entry in entries)
        self.made.as_text += sum(entry.as_text for entry in entries)
        self.made.exact += max(ticket.minutes, ticket.logged)
        for entry in entries:
            if entry.unsaid:
                name = entry.payload["who"]["name"]
                self.made.unsaid[name] = self.made.unsaid.get(name, 0) + entry.unsaid


def _payloads(entries: Sequence[Entry]) -> list[Mapping[str, Any]]:
    return [entry.payload for entry in entries]


def _need_small(ticket: OldTicket) -> None:
    sizes = [len(text.encode()) for text in _texts(ticket)]
    if max(sizes) > LONGEST:
        raise BadFile(f"Ticket {ticket.number}: a text of it has {max(sizes):,} bytes, and {LONGEST:,} are the most.")
    if sum(sizes) > MOST:
        raise BadFile(f"Ticket {ticket.number}: its texts have {sum(sizes):,} bytes, and {MOST:,} are the most.")


def _texts(ticket: OldTicket) -> Iterator[str]:
    yield from (ticket.title, ticket.description, ticket.owner, ticket.client, ticket.project)
    yield from (text for entry in ticket.log for text in (entry.text, entry.user))


def _differences(found: Found) -> Iterator[str]:
    """Where the time of a ticket isn't the sum of its log, what counts here."""
    if not found.by_entry:
        return
    for ticket in found.tickets:
        if ticket.minutes != ticket.logged:
            more = ticket.minutes > ticket.logged
            counts = "an entry makes up for the rest" if more else "the log counts"
            yield f"Ticket {ticket.number}: {said(ticket.minutes)} in all, {said(ticket.logged)} in its log: {counts}."


def next_number(made: Plan, ground: Ground) -> int:
    """Of the first ticket that is opened afterwards."""
    return max([ground.newest, *made.kept]) + made.given + 1


def total(found: Found) -> int:
    """Whole minutes of all that is in the file."""
    return sum(rounded(max(ticket.minutes, ticket.logged)) for ticket in found.tickets)
