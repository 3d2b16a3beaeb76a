"""What tickets are wanted, as plain data, and the one place where that becomes SQL.

Whatever somebody typed arrives here as the value of a parameter: the statement is put together from texts of this file
and of store/search.py alone, and LiteralString holds it to that.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, LiteralString

from msgspec import Struct
from msgspec.structs import replace

from store import many, search
from store.database import Transaction
from store.records import Ticket
from store.rows import Value
from store.search import Side, Term

Op = Literal["=", "<", "<=", ">", ">="]
Sort = Literal["number", "opened", "touched", "priority"]
End = Literal["newest", "oldest"]

OPS: Mapping[Op, LiteralString] = {"=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}

DUE: LiteralString = """coalesce(
    (select prompt.expires_at from prompt
     where prompt.ticket_id = ticket.id and prompt.state = 'open' and prompt.member_id is null),
    (select timer.due_at from timer where timer.kind = 'stay_end' and timer.subject_id = ticket.id))"""
"""When the offer to a role ends, else the stay in its state."""

FACTS: Mapping[str, LiteralString] = {
    "before": "ticket.id < $",
    "open": "ticket.closed_at is null",
    "closed": "ticket.closed_at is not null",
    "state": """(ticket.type, ticket.state) in (
        select ticket_state.type, ticket_state.code from ticket_state where ticket_state.name = $)""",
    "type": "ticket.type = $",
    "owner": "ticket.owner_id = $",
    "owned": "ticket.owner_id is not null",
    "reporter": "ticket.reporter_id = $",
    "role": "ticket.role_id = $",
    "priority": "ticket.priority § $",
    "opened": "ticket.opened_at § $",
    "touched": "ticket.changed_at § $",
    "ended": "ticket.closed_at § $",
    "due": DUE + " § $",
    "described": "ticket.description <> ''",
    "private": "ticket.private = 1",
    "held": "ticket.held_by is not null",
    "client": """ticket.id in (
        select ticket_client.ticket_id from ticket_client where ticket_client.client_id = $)""",
    "project": """ticket.id in (
        select ticket_client.ticket_id from ticket_client where ticket_client.project_id = $)""",
    "of a client": "exists (select 1 from ticket_client where ticket_client.ticket_id = ticket.id)",
    "timed": "exists (select 1 from worked where worked.ticket_id = ticket.id)",
    "watched": "exists (select 1 from watcher where watcher.ticket_id = ticket.id)",
    "watcher": "exists (select 1 from watcher where watcher.ticket_id = ticket.id and watcher.member_id = $)",
}
"""What can be asked of a ticket: $ is the value, § how it is compared. A new filter is a row here and one in
chatbot/desk/filters.py."""

SORTS: Mapping[Sort, LiteralString] = {
    "number": "ticket.id",
    "opened": "ticket.opened_at",
    "touched": "ticket.changed_at",
    "priority": "ticket.priority",
}

CONFIRMED: LiteralString = """(select membership.role_id from membership join role on role.id = membership.role_id
    where membership.member_id = :me and membership.confirmed = 1 and role.deleted_at is null)"""
IN_PUBLIC: LiteralString = "ticket.private = 0"
BY_MEMBER: LiteralString = f"""(ticket.private = 0 or ticket.owner_id = :me or ticket.reporter_id = :me
    or ticket.role_id in {CONFIRMED} or exists (
        select 1 from prompt where prompt.ticket_id = ticket.id and prompt.state = 'open'
        and (prompt.member_id = :me or (prompt.member_id is null and prompt.role_id in {CONFIRMED}))))"""  # noqa: S608 - a text of this file
BY_STRANGER: LiteralString = """(ticket.private = 0 or (ticket.reporter_id is null and ticket.reporter_bound = 1
    and ticket.reporter_mask <> '' and ticket.reporter_network = :network and ticket.reporter_mask = :mask))"""

FALLING: LiteralString = " desc"
NEWEST_FIRST: LiteralString = "ticket.id desc"
NO_INDEX = Side(
    "ticket",
    newest=NEWEST_FIRST,
    oldest="ticket.id",
    number="ticket.id",
    matching="",
    newer="ticket.id > ",
    older="ticket.id < ",
)
AMONG: LiteralString = "json_each(:among) as few cross join ticket on ticket.id = few.value"
"""A cross join has these looked up, and no others."""
ALL_OF: LiteralString = f"select ticket.* from {AMONG}"  # noqa: S608 - a text of this file

_DIGITS: tuple[LiteralString, ...] = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
_NAMES: tuple[LiteralString, ...] = tuple(
    [":v" + one + two + three for one in _DIGITS for two in _DIGITS for three in _DIGITS]
)
"""Of parameters."""


class Fact(Struct, frozen=True):
    """A row of FACTS, and what it is held against."""

    name: str
    value: str | int | datetime | None = None
    op: Op = "="
    negated: bool = False


class Condition(Struct, frozen=True):
    """One of the alternatives holds: all facts of it. `negated`: none does."""

    alternatives: Sequence[Sequence[Fact]]
    negated: bool = False


class Order(Struct, frozen=True):
    by: Sort
    falling: bool = False


class Reader(Struct, frozen=True):
    """Who reads the answer, and so which private tickets count: none where others read, all for an admin."""

    public: bool
    admin: bool = False
    member_id: int | None = None
    network: str = ""
    mask: str = ""


class Wanted(Struct, frozen=True):
    reader: Reader
    terms: Sequence[Term] = ()
    conditions: Sequence[Condition] = ()
    orders: Sequence[Order] = ()
    archived: bool = False
    among: Sequence[int] | None = None
    """Of these numbers alone, and whatever their words are; in this order, unless they are to be sorted by more than
    the number."""
    beyond: int | None = None
    """Only on this side of that row of the index of words, or of that number. Not of those in the archive."""
    match: str | None = None
    """What is looked up in the index of words, where that isn't simply the words."""
    lacking: str | None = None
    """What mustn't be found there, by a look-up of its own."""

    @property
    def by_words(self) -> bool:
        """Are there words that must be there?"""
        return any(not term.negated for term in self.terms)

    @property
    def by_number(self) -> bool:
        return not self.orders or self.orders[0].by == "number"

    @property
    def rising(self) -> bool:
        """The oldest first."""
        return bool(self.orders) and self.by_number and not self.orders[0].falling

    @property
    def side(self) -> End:
        """Where it is begun to look."""
        return "oldest" if self.rising else "newest"


@dataclass(slots=True)
class Statement:
    """Its text, and the values of its parameters."""

    text: LiteralString = ""
    values: dict[str, Value] = field(default_factory=dict[str, Value])

    def value(self, value: Value) -> LiteralString:
        """The parameter that stands for it."""
        name = _NAMES[len(self.values)]
        self.values[name.removeprefix(":")] = value
        return name


async def find(tx: Transaction, wanted: Wanted, *, limit: int) -> list[Ticket]:
    """The newest first, unless it is said otherwise; only what the reader may read, and nothing that is erased.

    However long it takes: store/looking.py is for who waits for the answer.
    """
    made = statement(wanted, limit)
    return await tx.all(Ticket, made.text, **made.values)


async def numbers(tx: Transaction, wanted: Wanted, *, limit: int) -> list[int]:
    """Those that `find` would find."""
    made = statement(wanted, limit, "ticket.id as number")
    return many.read(await tx.value(many.numbers_of(made.text), **made.values))


async def list_of(tx: Transaction, found: Sequence[int]) -> list[Ticket]:
    """In that order."""
    tickets = {ticket.id: ticket for ticket in await tx.all(Ticket, ALL_OF, among=json.dumps(found))}
    return [tickets[number] for number in found]


def statement(wanted: Wanted, limit: int, what: LiteralString = "ticket.*") -> Statement:
    made = Statement()
    index = _index(made, wanted)
    where = " and ".join(_where(made, wanted, index))
    order = "" if wanted.among is not None and wanted.by_number else f" order by {_order(wanted, index)}"
    made.text = f"select {what} from {index.source} where {where}{order} limit {made.value(limit)}"  # noqa: S608 - LiteralString: no text but those of this file
    return made


def _index(made: Statement, wanted: Wanted) -> Side:
    if wanted.among is not None:
        made.values["among"] = json.dumps(list(wanted.among))
        return replace(NO_INDEX, source=AMONG)
    return search.SIDES[wanted.archived] if wanted.by_words else NO_INDEX


def _order(wanted: Wanted, index: Side) -> LiteralString:
    """Of those that are alike, the newest first."""
    if wanted.by_number:
        return index.oldest if wanted.rising else index.newest
    asked: list[LiteralString] = [SORTS[order.by] + (FALLING if order.falling else "") for order in wanted.orders]
    return ", ".join([*asked, NEWEST_FIRST])


def _where(made: Statement, wanted: Wanted, index: Side) -> list[LiteralString]:
    where: list[LiteralString] = ["ticket.erased_at is null", _readable(made, wanted.reader)]
    where.append("ticket.archived_at is not null" if wanted.archived else "ticket.archived_at is null")
    if wanted.beyond is not None:
        where.append((index.older if wanted.rising else index.newer) + made.value(wanted.beyond))
    if wanted.among is None:
        where += _words(made, wanted, index)
    return where + [_condition(made, one) for one in wanted.conditions]


def _words(made: Statement, wanted: Wanted, index: Side) -> list[LiteralString]:
    where: list[LiteralString] = []
    lacking = wanted.lacking
    if wanted.by_words:
        where.append(index.matching + made.value(wanted.match or search.match_of(wanted.terms)))
    elif wanted.terms and lacking is None:
        lacking = search.any_of(wanted.terms)
    if lacking:
        side, bound = search.SIDES[wanted.archived], ""
        if wanted.beyond is not None:
            bound = " and " + (side.older if wanted.rising else side.newer) + made.value(wanted.beyond)
        where.append(search.lacking(made.value(lacking), bound, archived=wanted.archived))
    return where


def _condition(made: Statement, condition: Condition) -> LiteralString:
    either = " or ".join([_all_of(made, facts) for facts in condition.alternatives])
    return f"({either}) is not true" if condition.negated else f"({either})"


def _all_of(made: Statement, facts: Sequence[Fact]) -> LiteralString:
    return " and ".join([_fact(made, fact) for fact in facts]) if facts else "1 = 1"


def _fact(made: Statement, fact: Fact) -> LiteralString:
    text = FACTS[fact.name].replace("§", OPS[fact.op])
    held = text.replace("$", made.value(fact.value)) if "$" in text else text
    return f"({held}) is not true" if fact.negated else held


def _readable(made: Statement, reader: Reader) -> LiteralString:
    """As chatbot/desk/access.py has it, and held to that by a test."""
    if reader.public:
        return IN_PUBLIC
    if reader.admin:
        return "1 = 1"
    if reader.member_id is not None:
        made.values["me"] = reader.member_id
        return BY_MEMBER
    made.values |= {"network": reader.network, "mask": reader.mask}
    return BY_STRANGER
