"""How a ticket is put into a line: the number first, the title only where the audience may read it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from chatbot.desk.atwork import Running, whole_minutes
from chatbot.desk.durations import ago, format_duration
from chatbot.desk.priorities import NAMES, NORMAL
from chatbot.desk.views import TicketView
from chatbot.desk.wording import LINE, TYPE, clean, fit
from chatbot.desk.working import hours
from chatbot.plugin import line
from store.records import Role

IN_LISTS = 28
"""Characters of a title where several tickets share a line."""


def about(seen: TicketView, what: str, after: str = "") -> str:
    """`#12 is yours: printer on fire. When done: close 12`; the title is cut, never what to type."""
    return line(f"{seen.number} {what}", seen.ticket.title if seen.readable else "", after)


def nobody_in(role: Role) -> str:
    """`Nobody is in net yet: role join net`, or who else can change that."""
    if role.open:
        return f"Nobody is in {role.name} yet: {TYPE}role join {role.name}"
    return f"Nobody is in {role.name} yet. An admin can: {TYPE}role add {role.name} <person>"


def begun(running: Running, after: str) -> str:
    """`#12 has your timer since 09:12 Berlin, 2h 10m: printer on fire` + `after`"""
    return about(running.seen, f"has your timer since {running.since}, {hours(whole_minutes(running.ran))}", after)


def erased(seen: TicketView, now: datetime) -> str:
    """Of a ticket that is."""
    assert seen.ticket.erased_at is not None, "it is erased"
    return f"{seen.number} was erased {ago(seen.ticket.erased_at, now)}: nothing is left of it but numbers and times."


def short(seen: TicketView, now: datetime) -> str:
    """`#15 vpn down (high, 8m)`"""
    facts = [NAMES[seen.ticket.priority]] if seen.ticket.priority != NORMAL else []
    facts += ["private"] if seen.ticket.private else []
    facts += [f"x{seen.ticket.times}"] if seen.ticket.times > 1 else []
    facts.append(format_duration(now - seen.ticket.opened_at))
    return f"{seen.number} {fit(clean(seen.title), IN_LISTS)} ({', '.join(facts)})"


def packed(before: str, parts: Iterable[str], between: str = ", ", continued: str = "| ") -> list[str]:
    """As many parts in a line as fit; what goes on starts with a mark."""
    lines: list[str] = []
    text, empty = before, True
    for part in parts:
        if not empty and len(text) + len(between) + len(part) > LINE:
            lines.append(text)
            text, empty = continued, True
        text += part if empty else between + part
        empty = False
    return [*lines, text] if not empty else lines


NUMBERED = 20
"""Tickets that a line names by their numbers."""


def numbered(found: Sequence[int]) -> str:
    """`#12 #13`"""
    return " ".join(f"#{number}" for number in found[:NUMBERED]) + (" ..." if len(found) > NUMBERED else "")


def within(seconds: int) -> str:
    return format_duration(timedelta(seconds=seconds))
