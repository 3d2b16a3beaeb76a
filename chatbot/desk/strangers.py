"""Reporters who aren't logged in: bound to their nick!user@host, until it quits."""

from chatbot.desk.act import Act
from store import dictations, reporters


async def has_tickets(act: Act, network: str, mask: str) -> bool:
    return await reporters.count_of_mask(act.tx, network=network, mask=mask) > 0


async def unbind(act: Act, network: str, mask: str) -> None:
    """They have quit: whoever wears that mask next is somebody else."""
    if count := await reporters.unbind(act.tx, network=network, mask=mask):
        await act.journal("reporter_quit", tickets=count, on=network)


async def follow(act: Act, network: str, mask: str, new: str) -> None:
    """They changed their nick or host, and the server said so: they are who they were, and the old mask is nobody's."""
    if count := await reporters.rename(act.tx, network=network, mask=mask, new=new):
        await dictations.follow(act.tx, network=network, who=mask, new=new)
        await act.journal("reporter_renamed", tickets=count, on=network)
