"""Whether anybody is there to hear an offer: nobody is, where all who could be asked rest, or couldn't be told."""

from chatbot.desk import awake, prompts
from chatbot.desk.act import Act
from store import spoken
from store.records import Prompt, Ticket


async def somebody_is_here(act: Act, prompt: Prompt, ticket: Ticket) -> bool:
    """Of those whom the offer is made to. Who isn't told yet may be there."""
    here = await awake.who_is_here(act, await prompts.to_ask(act, prompt, ticket), urgent=awake.wakes(ticket))
    missed = await spoken.list_missed(act.tx, prompt.id)
    return any(one.member_id not in missed for one in here)
