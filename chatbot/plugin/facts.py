"""What a plugin is shown: facts of the journal, and tickets, masked where they are private."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from chatbot.desk.durations import format_duration


@dataclass(frozen=True, slots=True)
class TicketFacts:
    """A ticket as a plugin may see it, as it stands when the event is handled. A private one shows its number only:
    `title` is empty then, and `reporter` too."""

    id: int
    title: str
    reporter: str
    owner: str
    role: str
    state: str
    priority: int
    private: bool
    free: bool
    overdue: bool
    """Its last offer timed out and nobody has taken it since."""
    opened_at: datetime
    changed_at: datetime
    bridged: bool = False
    """Its reporter speaks over a bridge: what is for them is said in the channel, and they may only comment."""


@dataclass(frozen=True, slots=True)
class ServiceTicket(TicketFacts):
    """The same for the code of a service, which proceeds with it."""

    type: str = ""
    code: int = 0
    """Of its state."""
    description: str = ""
    """Empty where it is private."""
    since: datetime | None = None
    """When it came into its state."""
    steps: int = 0
    """How often the service has proceeded with it there before."""
    follow_ups: tuple[int, ...] = ()
    """The numbers of the tickets that services opened on its account."""


@dataclass(frozen=True, slots=True)
class Event:
    """One fact of the journal, with the ticket it speaks of. `actor` did it; "dibs" where a timer did.

    `data` holds ids, codes and names (docs/events.md lists them for each kind); `texts` what people wrote, empty where
    the ticket is private. `place` is the channel where it was done, None if in private. `tickets` are the open ones of
    the role, in events of a role that need them (`digest_due`), or those that are handed over (`handover_offered`).
    """

    id: int
    kind: str
    at: datetime
    actor: str
    role: str = ""
    ticket: TicketFacts | None = None
    data: Mapping[str, str | int | bool | None] = field(default_factory=dict[str, str | int | bool | None])
    texts: Mapping[str, str] = field(default_factory=dict[str, str])
    place: str | None = None
    tickets: tuple[TicketFacts, ...] = ()

    @property
    def ticket_id(self) -> int:
        return self.ticket.id if self.ticket else 0

    @property
    def title(self) -> str:
        return self.ticket.title if self.ticket else ""

    @property
    def private(self) -> bool:
        return self.ticket is not None and self.ticket.private

    def number(self, key: str) -> int:
        """A number out of `data`; 0 if it isn't there."""
        value = self.data.get(key)
        return value if isinstance(value, int) else 0

    def span(self, key: str) -> str:
        """A length of time out of `data` (seconds), as people read it: `30m`."""
        return format_duration(timedelta(seconds=self.number(key)))
