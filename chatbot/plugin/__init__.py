"""What a plugin imports, and all that it imports.

A plugin is one module. Its functions marked with `on` turn an event into notices; they only speak. They never see the
wire or the database, and what they may not show is masked before they see it. See docs/plugins.md. Its classes marked
with `service` are the code of a state: they proceed with its tickets. See docs/services.md.

The rule for changes: `API_VERSION` rises by one when something here is taken away or changes its meaning. What is to go
is deprecated for one release before, with a DeprecationWarning that names what to use instead.
"""

from chatbot.desk.durations import format_duration
from chatbot.desk.when import when
from chatbot.desk.wording import LINE, TYPE, clean, fit
from chatbot.plugin.doing import Do, Failed, service
from chatbot.plugin.facts import Event, ServiceTicket, TicketFacts
from chatbot.plugin.notices import (
    Admins,
    Announced,
    Asked,
    Notice,
    OthersAsked,
    Person,
    Reporter,
    Role,
    Told,
    Watchers,
    about,
    line,
    merged,
    on,
)

__all__ = [
    "API_VERSION",
    "LINE",
    "TYPE",
    "Admins",
    "Announced",
    "Asked",
    "Do",
    "Event",
    "Failed",
    "Notice",
    "OthersAsked",
    "Person",
    "Reporter",
    "Role",
    "ServiceTicket",
    "TicketFacts",
    "Told",
    "Watchers",
    "about",
    "clean",
    "fit",
    "format_duration",
    "line",
    "merged",
    "on",
    "service",
    "when",
]

API_VERSION = 1
