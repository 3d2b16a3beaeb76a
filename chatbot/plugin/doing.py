"""What the code of a service may do with a ticket: `do`, and the mark of its class."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import TypeVar

from chatbot.desk.orders import Assigning, Decision, Move, Notifying, Opening, Order, Orders, Rest, Telling
from chatbot.desk.priorities import PRIORITIES

SERVICE_MARK = "_dibs_service"

C = TypeVar("C", bound=type)


class Failed(Exception):
    """Raised by the code of a service where it can't do what it should: its text is shown to people, unlike that of any
    other exception, which may hold what is private."""


class Do:
    """Notes what the code orders. It is carried out once the code has come to its end, in one transaction: all of it,
    or nothing where the code fails or dibs is killed. So code that is run again doesn't open a ticket twice.

    At most one of `advance`, `move`, `stay`, `wait`, `wait_until` and `wait_for` counts: a second raises RuntimeError.
    Without any of them the ticket stays.
    """

    def __init__(self, now: datetime) -> None:
        self.now = now
        """UTC."""
        self._orders: list[Order] = []
        self._decision: Decision | None = None

    def advance(self) -> None:
        """To the normal next state."""
        self._decide(Move())

    def move(self, code: int) -> None:
        """To that state, which must be one of the possible next ones."""
        self._decide(Move(code))

    def stay(self) -> None:
        """Nothing more is to be done here: somebody else moves it on, or its time."""
        self._decide(Rest())

    def wait(self, duration: timedelta) -> None:
        """Proceed with it again after that."""
        self.wait_until(self.now + duration)

    def wait_until(self, moment: datetime) -> None:
        """Proceed with it again then; a moment without a zone is refused by a ValueError."""
        if moment.tzinfo is None:
            raise ValueError(f"wait_until needs a moment with a zone, such as do.now: {moment}")
        self._decide(Rest(until=moment))

    def wait_for(self, ticket: int | Opening) -> None:
        """Proceed with it again once that ticket is closed: a number, or what `open` gave."""
        self._decide(Rest(ticket=ticket))

    def open(
        self,
        title: str,
        *,
        role: str | None = None,
        type: str | None = None,  # noqa: A002 - as it is written in chat: new type=incident
        description: str = "",
        priority: str | None = None,
    ) -> Opening:
        """A ticket that follows from this one, linked to it, and private if it is. `priority`: low to urgent."""
        order = Opening(title, role, type, description, PRIORITIES[priority] if priority else None)
        self._orders.append(order)
        return order

    def assign(self, member: str) -> None:
        """Ask that member to take it. It is theirs when they say yes: nobody is assigned by a machine."""
        self._orders.append(Assigning(member))

    def tell(self, member: str, text: str) -> None:
        """Say something about this ticket to a member, in private."""
        self._orders.append(Telling(member, text))

    def notify(self, service: str, text: str) -> None:
        """Say something about this ticket to another service, such as `dibs-incident-1-new`."""
        self._orders.append(Notifying(service, text))

    def done(self) -> Orders:
        """What was ordered. For dibs, not for plugins."""
        return Orders(tuple(self._orders), self._decision)

    def _decide(self, decision: Decision) -> None:
        if self._decision is not None:
            raise RuntimeError(f"it is decided already what becomes of the ticket: {self._decision}")
        self._decision = decision


def service(type: str, state: str | int) -> Callable[[C], C]:  # noqa: A002 - as it is written in chat
    """Mark a class as the code of a service, for a state by its name or code. The app makes one of it.

    It has `async def proceed(self, ticket, do)`, and may have `on_timeout(self, ticket, do)`,
    `on_event(self, ticket, event, do)` and `on_notice(self, ticket, text, do)`. `workers = n` for so many tickets at
    once; `blocking = True` where its functions are plain ones that wait: they run in threads.
    `patience = timedelta(...)`: a call that takes longer has failed; 5 minutes where nothing is said.
    """

    def mark(cls: C) -> C:
        setattr(cls, SERVICE_MARK, (type, state))
        return cls

    return mark
