"""What tickets are wanted, as plain data, and the one place where that becomes SQL.

Whatever somebody typed arrives here as the value of a parameter: the statement is put together from texts of this file
and of store/search.py alone, and LiteralString holds it to that.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal, LiteralString

from store import search
from store.database import Transaction
from store.records import Ticket
from store.rows import Value
from store.search import Term

Op = Literal["=", "<", "<=", ">", ">="]
Sort = Literal["number", "opened", "touched", "priority"]

LOOKS_AT = 20_000
"""Of those that match the newest, where they are sorted by something else than their numbers: a word may be in all."""

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
NO_INDEX = search.Side("ticket", newest=NEWEST_FIRST, oldest="ticket.id", number="ticket.id", matching="")

_DIGITS: tuple[LiteralString, ...] = ("0", "1", "2", "3", "4", "5", "6", "7", "8", "9")
_NAMES: tuple[LiteralString, ...] = tuple(
    [":v" + one + two + three for one in _DIGITS for two in _DIGITS for three in _DIGITS]
)
"""Of parameters."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A row of FACTS, and what it is held against."""

    name: str
    value: str | int | datetime | None = None
    op: Op = "="
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Condition:
    """One of the alternatives holds: all facts of it. `negated`: none does."""

    alternatives: Sequence[Sequence[Fact]]
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Order:
    by: Sort
    falling: bool = False


NEWEST = Order("number", falling=True)


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the answer, and so which private tickets count: none where others read, all for an admin."""

    public: bool
    admin: bool = False
    member_id: int | None = None
    network: str = ""
    mask: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    reader: Reader
    terms: Sequence[Term] = ()
    conditions: Sequence[Condition] = ()
    orders: Sequence[Order] = ()
    archived: bool = False


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
    """The newest first, unless it is said otherwise; only what the reader may read, and nothing that is erased."""
    made = statement(wanted, limit)
    return await tx.all(Ticket, made.text, **made.values)


def statement(wanted: Wanted, limit: int) -> Statement:
    made = Statement()
    by_words = any(not term.negated for term in wanted.terms)
    index = search.SIDES[wanted.archived] if by_words else NO_INDEX
    where = " and ".join(_where(made, wanted, by_words=by_words))
    first = wanted.orders[0] if wanted.orders else NEWEST
    if first.by == "number":
        order = index.newest if first.falling else index.oldest
        made.text = f"select ticket.* from {index.source} where {where} order by {order} limit {made.value(limit)}"  # noqa: S608 - LiteralString: no text but those of this file
        return made
    newest = f"select ticket.id from {index.source} where {where} order by {index.newest} limit {made.value(LOOKS_AT)}"  # noqa: S608 - the same
    order = ", ".join(_orders(wanted))
    made.text = f"select * from ticket where id in ({newest}) order by {order} limit {made.value(limit)}"  # noqa: S608 - the same
    return made


def _orders(wanted: Wanted) -> list[LiteralString]:
    """Of those that are alike, the newest first."""
    asked: list[LiteralString] = [SORTS[order.by] + (FALLING if order.falling else "") for order in wanted.orders]
    return [*asked, NEWEST_FIRST]


def _where(made: Statement, wanted: Wanted, *, by_words: bool) -> list[LiteralString]:
    where: list[LiteralString] = ["ticket.erased_at is null", _readable(made, wanted.reader)]
    where.append("ticket.archived_at is not null" if wanted.archived else "ticket.archived_at is null")
    if by_words:
        where.append(search.SIDES[wanted.archived].matching + made.value(search.match_of(wanted.terms)))
    elif wanted.terms:
        where.append(search.lacking(made.value(search.any_of(wanted.terms)), archived=wanted.archived))
    return where + [_condition(made, one) for one in wanted.conditions]


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
