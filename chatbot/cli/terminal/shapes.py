"""What programs read: `--json`. What is there stays and keeps its meaning; more may come (docs/terminal.md)."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from chatbot.cli.terminal.asking import Said
from chatbot.cli.terminal.typed import typeable
from chatbot.commands.past import word
from chatbot.desk.atwork import Running
from chatbot.desk.billing import Bills
from chatbot.desk.money import plain
from chatbot.desk.priorities import NAMES
from chatbot.desk.reading import History, Listed, Mine, Shown
from chatbot.desk.searching import Found
from chatbot.desk.statements import Line, Statement
from chatbot.desk.stopwatches import Started, Stopped
from chatbot.desk.timesheets import Timesheet
from chatbot.desk.views import TicketView
from store.records import Bill, Event
from store.times import to_text

FORMAT = 1

Json = dict[str, Any]


def shape_of(said: Said) -> Json:
    """Of any verb: what chat would read, and the tickets that the desk gave; of some verbs more."""
    more = [SHAPES[type(one)](one) for one in said.found if type(one) in SHAPES]
    whole: Json = {
        "format": FORMAT,
        "verb": said.context.command.name,
        "says": [typeable(line, said.context.prefix) for line in said.lines],
        "tickets": [ticket(one) for one in views_of(said.found)],
    }
    for each in more:
        whole.update(each)
    return whole


def views_of(found: Sequence[Any]) -> Iterator[TicketView]:
    """Of what the desk gave, be that a ticket, what it says of one, or many."""
    for one in found:
        seen: Any = one if isinstance(one, TicketView) else getattr(one, "seen", None)
        if isinstance(one, Mine):
            yield from (*one.owned, *one.reported)
        elif isinstance(seen, TicketView):
            yield seen
        elif isinstance(seen, list):
            yield from seen


def ticket(seen: TicketView) -> Json:
    """Texts are null where they may not be read."""
    one = seen.ticket
    return {
        "number": one.id,
        "title": one.title if seen.readable else None,
        "state": seen.state.name,
        "resolution": one.resolution,
        "free": seen.free,
        "owner": seen.owner if seen.readable else None,
        "reporter": one.reporter_name if seen.readable else None,
        "role": seen.role.name,
        "type": one.type,
        "priority": NAMES[one.priority],
        "private": one.private,
        "times": one.times,
        "opened_at": moment(one.opened_at),
        "changed_at": moment(one.changed_at),
        "held_until": moment(one.held_until),
        "closed_at": moment(one.closed_at),
        "archived_at": moment(one.archived_at),
        "erased_at": moment(one.erased_at),
    }


def moment(at: datetime | None) -> str | None:
    return to_text(at) if at else None


def _shown(found: Shown) -> Json:
    return {
        "description": found.seen.ticket.description,
        "client": found.spent.client,
        "project": found.spent.project,
        "minutes": found.spent.minutes,
        "cost": found.spent.cost,
        "asked": list(found.roles),
        "running": [running(one) for one in found.running],
        "related": [
            {"kind": one.kind, "back": one.back, "number": one.number, "closed": one.closed} for one in found.related
        ],
    }


def event(one: Event, names: Mapping[int, str]) -> Json:
    return {
        "at": moment(one.at),
        "kind": one.kind,
        "actor": one.actor,
        "says": word(one, names),
        "texts": one.texts,
        "minutes": one.data.get("minutes"),
    }


def running(one: Running) -> Json:
    return {"number": one.seen.ticket.id, "who": one.name, "since": moment(one.began_at)}


def _stopped(one: Stopped) -> Json:
    entry = one.logged.entry if one.logged else None
    return {
        "number": one.seen.ticket.id,
        "ran": int(one.ran.total_seconds()),
        "minutes": entry.minutes if entry else 0,
        "day": entry.day if entry else None,
    }


def _timesheet(found: Timesheet) -> Json:
    return {
        "whose": found.whose,
        "first": found.period.first.isoformat(),
        "last": found.period.last.isoformat(),
        "minutes": found.minutes,
        "entries": [
            {"day": one.day, "number": one.ticket_id, "who": one.name, "minutes": one.minutes} for one in found.entries
        ],
        "running": [running(one) for one in found.running],
    }


def _bill(of: Bill) -> Json:
    """Sums of money are decimal text, in `currency`."""
    return {
        "number": of.id,
        "client": of.client,
        "currency": of.currency,
        "first_day": of.first_day,
        "last_day": of.last_day,
        "charged": of.minutes,
        "amount": plain(of.amount, of.currency),
        "made_at": moment(of.created_at),
        "by": of.by,
        "undone_at": moment(of.undone_at),
    }


def _line(one: Line, currency: str) -> Json:
    return {
        "project": one.project,
        "ticket": one.ticket,
        "title": one.title,
        "person": one.person,
        "first_day": one.first,
        "last_day": one.last,
        "minutes": one.minutes,
        "charged": one.charged,
        "rate": one.rate,
        "amount": plain(one.amount, currency),
    }


def _statement(found: Statement) -> Json:
    """What isn't a bill yet has no number."""
    none: Json = dict.fromkeys(("number", "made_at", "by", "undone_at"))
    made = _bill(found.bill) if found.bill else none
    return {
        **made,
        "client": found.client,
        "currency": found.currency,
        "first_day": found.first,
        "last_day": found.last,
        "minutes": found.minutes,
        "charged": found.charged,
        "amount": plain(found.amount, found.currency),
        "lines": [_line(one, found.currency) for part in found.parts for one in part.lines],
        "unrated": [{"ticket": one.ticket_id, "person": one.person, "minutes": one.minutes} for one in found.unrated],
        "partial": found.partial,
    }


SHAPES: Mapping[type, Callable[[Any], Json]] = {
    Listed: lambda found: {"role": found.role, "total": found.total, "more": found.more},
    Found: lambda found: {"more": found.more},
    Mine: lambda found: {
        "owned": [one.ticket.id for one in found.owned],
        "reported": [one.ticket.id for one in found.reported],
        "running": [running(found.running)] if found.running else [],
    },
    History: lambda found: {"events": [event(one, found.names) for one in found.events]},
    Shown: _shown,
    Started: lambda found: {
        "running": [running(found.running)],
        "stopped": _stopped(found.before) if found.before else None,
    },
    Stopped: lambda found: {"stopped": _stopped(found)},
    Timesheet: _timesheet,
    Statement: lambda found: {"bill": _statement(found)},
    Bills: lambda found: {"bills": [_bill(one) for one in found.found]},
}
"""What the answer has besides, by what the desk gave."""
