"""What is still to be charged of a client's time: each piece of work at the rate, and rounded in the way, that it has.

What was billed once keeps its rate, its rounding and its project, so that only time makes a difference to it later.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from chatbot.desk import charging
from chatbot.desk.charging import Piece, Rates, Terms
from store import clients
from store.database import Transaction
from store.records import BillLine, Client, Worked


class Pricing(Struct, frozen=True):
    """How a client's time is charged as of now; a ticket's project by its number, as id and name."""

    rates: Rates
    terms: Terms
    projects: Mapping[int, tuple[int, str]]


class Unrated(Struct, frozen=True):
    """Time of somebody whose hour has no rate there."""

    ticket_id: int
    person: str
    minutes: int


class Owed(Struct, frozen=True):
    """`lines`: without the titles of the tickets. `entries`: all that are charged by them, corrections too."""

    lines: list[BillLine]
    entries: list[int]
    unrated: list[Unrated]


async def rates_of(tx: Transaction, client: Client) -> Rates:
    projects = await clients.list_projects(tx, client.id)
    members = await clients.list_member_rates(tx, client.id)
    return Rates(
        client.rate,
        {one.id: one.rate for one in projects if one.rate is not None},
        {(one.member_id, one.project_id): one.rate for one in members},
    )


def terms_of(client: Client, currency: str) -> Terms:
    return Terms(currency, client.step, client.per, client.minimum)


def owed(unbilled: Sequence[Worked], settled: Sequence[BillLine], pricing: Pricing) -> Owed:
    """`settled`: by entry, what was charged on the tickets of those that are unbilled."""
    before = {one.entry_id: one for one in settled}
    fresh = [one for one in unbilled if one.corrects is None and one.id not in before]
    starts = {one.id: _start(one, rate, pricing) for one in fresh if (rate := _rate(one, pricing)) is not None}
    minutes = _minutes(unbilled)
    lines = [
        line
        for line in _charged({**starts, **before}, minutes, before, pricing.terms.currency)
        if line.entry_id in minutes or line.charged or line.amount
    ]
    known = {line.entry_id for line in lines}
    unrated = [Unrated(one.ticket_id, one.name, minutes[one.id]) for one in fresh if one.id not in starts]
    return Owed(lines, [one.id for one in unbilled if (one.corrects or one.id) in known], unrated)


def _rate(entry: Worked, pricing: Pricing) -> str | None:
    project = pricing.projects.get(entry.ticket_id)
    return pricing.rates.of(entry.member_id, project[0] if project else None)


def _minutes(unbilled: Sequence[Worked]) -> dict[int, int]:
    """By the entry that they stand on, or take something off."""
    found: dict[int, int] = {}
    for one in unbilled:
        of = one.corrects or one.id
        found[of] = found.get(of, 0) + one.minutes
    return found


def _start(entry: Worked, rate: str, pricing: Pricing) -> BillLine:
    """Of a piece of work of which nothing is charged yet."""
    project_id, project = pricing.projects.get(entry.ticket_id, (None, None))
    terms = pricing.terms
    return BillLine(
        entry_id=entry.id,
        ticket_id=entry.ticket_id,
        title="",
        project_id=project_id,
        project=project,
        member_id=entry.member_id,
        person=entry.name,
        day=entry.day,
        minutes=0,
        charged=0,
        rate=rate,
        step=terms.step,
        per=terms.per,
        minimum=terms.minimum,
        amount=0,
    )


def _charged(
    starts: Mapping[int, BillLine], minutes: Mapping[int, int], before: Mapping[int, BillLine], currency: str
) -> list[BillLine]:
    """What is rounded together was always rounded in the same way."""
    apart: dict[Terms, list[Piece]] = {}
    for one in starts.values():
        was = before.get(one.entry_id)
        piece = Piece(
            one.entry_id,
            one.ticket_id,
            one.member_id,
            minutes.get(one.entry_id, 0),
            one.rate,
            before=was.minutes if was else 0,
            charged=was.charged if was else 0,
            paid=was.amount if was else 0,
        )
        apart.setdefault(Terms(currency, one.step, one.per, one.minimum), []).append(piece)
    found = [one for terms, pieces in apart.items() for one in charging.charges(pieces, terms)]
    return [
        replace(starts[one.piece.entry], minutes=one.piece.minutes, charged=one.minutes, amount=one.amount)
        for one in sorted(found, key=lambda one: one.piece.entry)
    ]
