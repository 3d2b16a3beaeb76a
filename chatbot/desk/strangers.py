"""Reporters who aren't logged in: bound to their nick!user@host, until it quits."""

from chatbot.desk.act import Act
from store import reporters


async def has_tickets(act: Act, network: str, mask: str) -> bool:
    return await reporters.count_of_mask(act.tx, network=network, mask=mask) > 0


async def unbind(act: Act, network: str, mask: str) -> None:
    """They have quit: whoever wears that mask next is somebody else."""
    if count := await reporters.unbind(act.tx, network=network, mask=mask):
        await act.journal("reporter_quit", tickets=count, on=network)
