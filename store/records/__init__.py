"""The nouns, as frozen records. No behaviour: rules are the desk's. Times are aware datetimes in UTC."""

from store.records.arrivals import Arrival, Arriving
from store.records.ledger import Bill, BillLine, Client, MemberRate, Project, Stopwatch, Worked
from store.records.people import Denial, Desk, Habit, Identity, Ignored, Member, Membership, Password, Role
from store.records.services import Notice, Service, Storm
from store.records.tickets import (
    Dictation,
    Event,
    Prompt,
    SavedView,
    Snooze,
    Ticket,
    TicketState,
    TicketType,
    Timer,
    TypeSetting,
    Watcher,
)

__all__ = [
    "Arrival",
    "Arriving",
    "Bill",
    "BillLine",
    "Client",
    "Denial",
    "Desk",
    "Dictation",
    "Event",
    "Habit",
    "Identity",
    "Ignored",
    "Member",
    "MemberRate",
    "Membership",
    "Notice",
    "Password",
    "Project",
    "Prompt",
    "Role",
    "SavedView",
    "Service",
    "Snooze",
    "Stopwatch",
    "Storm",
    "Ticket",
    "TicketState",
    "TicketType",
    "Timer",
    "TypeSetting",
    "Watcher",
    "Worked",
]
