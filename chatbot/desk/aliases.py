"""What tickets are called where they came from: `tkts:5`."""

from chatbot.desk.act import Act
from store import aliases, arrivals


async def number_of(act: Act, label: str, key: str) -> int | None:
    """Of the ticket that is called so, be it on its way; None if none is."""
    return await aliases.get(act.tx, label, key) or await arrivals.get_promised(act.tx, label, key)


async def is_label(act: Act, label: str) -> bool:
    return await aliases.is_label(act.tx, label)
