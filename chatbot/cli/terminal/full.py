"""`dibs show 5 -v`: one ticket with all that was added to it, as on a sheet of paper."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from rich.padding import Padding
from rich.text import Text

from chatbot.cli.console import out
from chatbot.cli.terminal.asking import Said, Session
from chatbot.cli.terminal.typed import typeable
from chatbot.commands.past import stamp
from chatbot.commands.working import time_of
from chatbot.desk import reading
from chatbot.desk.atwork import whole_minutes
from chatbot.desk.durations import format_duration
from chatbot.desk.priorities import NAMES
from chatbot.desk.reading import History, Shown
from chatbot.desk.related import LABELS
from chatbot.desk.spent import Spent
from chatbot.desk.standing import in_force
from chatbot.desk.wall import Here
from chatbot.desk.wording import clean
from chatbot.desk.working import hours
from store.records import Event

Line = tuple[Text, int]
"""With how many blanks before it."""
INDENT = 3


async def show_full(session: Session, said: Said) -> None:
    found = next(one for one in said.found if isinstance(one, Shown))
    if found.seen.ticket.erased_at is not None:
        for line in said.lines:
            out.print(Text(typeable(line, said.context.prefix)))
        return
    past = await session.desk.look(said.context.caller, reading.history, found.seen.ticket.id)
    for line, indent in sheet(found, past, said.context.now):
        if out.is_terminal:
            out.print(Padding(line, (0, 0, 0, indent), expand=False), soft_wrap=False)
        else:
            out.print(Text(" " * (indent if line else 0)).append_text(line))


def sheet(found: Shown, past: History, now: datetime) -> Iterator[Line]:
    """What it is, whose, for whom, its description, the time on it, and then each entry with who, and when on the
    reader's clock. On a terminal a line goes on below its beginning, broken between words."""
    heads = [*_head(found, now), *_account(found.spent), *_links(found)]
    yield from ((line, 0) for line in (*heads, *_lines(found.seen.ticket.description)))
    if found.spent.minutes:
        yield Text(time_of(found.spent)), 0
    if found.running:
        told = [f"{clean(one.name)} {hours(whole_minutes(one.ran))}" for one in found.running]
        yield Text(f"Timers: {', '.join(told)}"), 0
    entries = entries_of(past.events)
    if entries:
        yield Text(), 0
    for number, entry in enumerate(entries, 1):
        yield _entry(number, entry, past, now), 0
        yield from ((line, INDENT) for line in _lines(entry.texts.get("text", "")))


def entries_of(events: Sequence[Event]) -> list[Event]:
    """What people added in words or worked, and wasn't taken back."""
    return [one for one in in_force(events) if one.texts.get("text") or one.kind == "time_logged"]


def _head(found: Shown, now: datetime) -> Iterator[Text]:
    seen, ticket = found.seen, found.seen.ticket
    yield Text.assemble((f"{seen.number} ", "number"), (clean(ticket.title), "name"))
    until = f" till {Here(now, found.zone).show(ticket.held_until)}" if ticket.held_until else ""
    status = f"{seen.state.name}{until}" + (f", {ticket.resolution}" if ticket.resolution else "")
    yield _pairs(("Status", status), ("Owner", seen.owner or "nobody"), ("Priority", NAMES[ticket.priority]))
    age = format_duration(now - ticket.opened_at)
    private = [("Private", "yes")] if ticket.private else []
    yield _pairs(("Role", seen.role.name), ("From", clean(ticket.reporter_name)), ("Opened", f"{age} ago"), *private)


def _account(of: Spent) -> Iterator[Text]:
    if of.client:
        yield _pairs(("Client", clean(of.client)), *([("Project", clean(of.project))] if of.project else []))


def _links(found: Shown) -> Iterator[Text]:
    """To other tickets and to what is elsewhere, of which nothing is cut."""
    told = [f"{LABELS[one.kind, one.back]} #{one.number}{' (closed)' if one.closed else ''}" for one in found.related]
    told += [f"merged into #{found.merged_into}"] if found.merged_into else []
    if told:
        yield _pairs(("Linked", ", ".join(told)))
    yield from (_pairs(("Elsewhere", clean(one))) for one in found.elsewhere)


def _pairs(*pairs: tuple[str, str]) -> Text:
    """`Status: accepted | Owner: bob`"""
    line = Text()
    for name, value in pairs:
        line.append(" | " if line else "").append(f"{name}: ", style="quiet").append(clean(value))
    return line


def _entry(number: int, entry: Event, past: History, now: datetime) -> Text:
    at, _ = stamp(entry.at.astimezone(past.zone), "", now)
    who, worked = entry.actor, ""
    if entry.kind == "time_logged":  # an admin may have written it down for them
        who = past.names.get(entry.data["person"], who)
        worked = f", {hours(int(entry.data['minutes']))}"
    return Text.assemble((f"{number}) ", "number"), (clean(who), "name"), worked, (f", {at}", "quiet"))


def _lines(text: str) -> Iterator[Text]:
    """As it was written, line by line."""
    if text:
        yield from (Text(clean(line)) for line in text.split("\n"))
