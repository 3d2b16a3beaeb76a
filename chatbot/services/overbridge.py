"""Who reported a ticket over a bridge hears in the channel where they did, and only what they must know."""

from datetime import timedelta

from store import journal, roles
from store.database import Transaction
from store.records import Event, Ticket

AGAIN = timedelta(minutes=5)
"""After which it is looked whether a bridge that was gone is back."""

ALOUD = frozenset(
    {
        "ticket_accepted",
        "ticket_released",
        "ticket_closed",
        "ticket_merged",
        "ticket_reopened",
        "ticket_timed_out",
        "ticket_asked",
        "ticket_asked_again",
    }
)
"""The rest is never public (VOICE, noise 6)."""
ANNOUNCED = frozenset({"ticket_accepted"})
"""What is said in all channels in which the ticket was announced, anyway."""
TO_ITS_ROLE = frozenset({"ticket_released", "ticket_reopened", "ticket_timed_out"})
"""What the channel of its role hears anyway."""


async def place_for(
    tx: Transaction, row: Event, ticket: Ticket, announced: list[tuple[str, str]]
) -> tuple[str, str] | None:
    """The channel to tell them in, as (network, name); None where they read it anyway, or needn't know."""
    opened = next((one for one in await journal.list_of_ticket(tx, ticket.id) if one.kind == "ticket_opened"), None)
    if row.kind not in ALOUD or ticket.private or opened is None or opened.network is None or opened.place is None:
        return None
    heard = [(row.network, row.place), *(announced if row.kind in ANNOUNCED else [])]
    if row.kind in TO_ITS_ROLE and (role := await roles.get(tx, row.role_id or ticket.role_id)):
        heard.append((role.network, role.channel))
    here = (opened.network, opened.place.lower())
    return None if here in [(on, (name or "").lower()) for on, name in heard] else (opened.network, opened.place)


def holds(wanted: str) -> str:
    """`wanted`: what must hold besides."""
    return f"bridged {wanted}".strip()
