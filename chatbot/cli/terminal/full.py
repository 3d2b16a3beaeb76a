"""`dibs show 5 -v`: one ticket with all that was added to it, as on a sheet of paper."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.text import Text

from chatbot.cli.console import out
from chatbot.cli.terminal.asking import Said, Session
from chatbot.cli.terminal.typed import typeable
from chatbot.commands.past import stamp
from chatbot.commands.working import time_of
from chatbot.desk import reading
from chatbot.desk.durations import format_duration
from chatbot.desk.priorities import NAMES
from chatbot.desk.reading import History, Shown
from chatbot.desk.spent import Spent
from chatbot.desk.standing import in_force
from chatbot.desk.wording import clean
from chatbot.desk.working import hours
from store.records import Event


async def show_full(session: Session, said: Said) -> None:
    found = next(one for one in said.found if isinstance(one, Shown))
    if found.seen.ticket.erased_at is not None:
        for line in said.lines:
            out.print(Text(typeable(line, said.context.prefix)))
        return
    past = await session.desk.look(said.context.caller, reading.history, found.seen.ticket.id)
    for line in sheet(found, past, said.context.now):
        out.print(line)


def sheet(found: Shown, past: History, now: datetime) -> Iterator[Text]:
    """What it is, whose, for whom, its description, the time on it, and then each entry with who, and when on the
    reader's clock."""
    yield from _head(found, now)
    yield from _account(found.spent)
    yield from _lines(found.seen.ticket.description, "")
    if found.spent.minutes:
        yield Text(time_of(found.spent))
    entries = entries_of(past.events)
    if entries:
        yield Text()
    for number, entry in enumerate(entries, 1):
        yield from _entry(number, entry, past)


def entries_of(events: Sequence[Event]) -> list[Event]:
    """What people added in words or worked, and wasn't taken back."""
    return [one for one in in_force(events) if one.texts.get("text") or one.kind == "time_logged"]


def _head(found: Shown, now: datetime) -> Iterator[Text]:
    seen, ticket = found.seen, found.seen.ticket
    yield Text.assemble((f"{seen.number} ", "number"), (clean(ticket.title), "name"))
    status = f"{seen.state.name}, {ticket.resolution}" if ticket.resolution else seen.state.name
    yield _pairs(("Status", status), ("Owner", seen.owner or "nobody"), ("Priority", NAMES[ticket.priority]))
    age = format_duration(now - ticket.opened_at)
    private = [("Private", "yes")] if ticket.private else []
    yield _pairs(("Role", seen.role.name), ("From", clean(ticket.reporter_name)), ("Opened", f"{age} ago"), *private)


def _account(of: Spent) -> Iterator[Text]:
    if of.client:
        yield _pairs(("Client", clean(of.client)), *([("Project", clean(of.project))] if of.project else []))


def _pairs(*pairs: tuple[str, str]) -> Text:
    """`Status: accepted | Owner: bob`"""
    line = Text()
    for name, value in pairs:
        line.append(" | " if line else "").append(f"{name}: ", style="quiet").append(value)
    return line


def _entry(number: int, entry: Event, past: History) -> Iterator[Text]:
    at, _ = stamp(entry.at.astimezone(past.zone), "")
    who, worked = entry.actor, ""
    if entry.kind == "time_logged":  # an admin may have written it down for them
        who = past.names.get(entry.data["person"], who)
        worked = f", {hours(int(entry.data['minutes']))}"
    yield Text.assemble((f"{number}) ", "number"), (clean(who), "name"), worked, (f", {at}", "quiet"))
    yield from _lines(entry.texts.get("text", ""), "   ")


def _lines(text: str, indent: str) -> Iterator[Text]:
    """As it was written, line by line."""
    if text:
        yield from (Text(indent + clean(line)) for line in text.split("\n"))
