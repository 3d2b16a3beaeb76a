"""One verb for several tickets: each is changed by itself, and all are answered in one reply."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence

from chatbot.commands.numbers import Tickets
from chatbot.commands.pages import Answer
from chatbot.commands.refusals import AllRefused
from chatbot.commands.say import IN_LISTS, packed
from chatbot.desk.refused import Refused
from chatbot.desk.views import TicketView
from chatbot.desk.wording import clean, fit
from store.failures import StoreFailed


async def each(wanted: Tickets, change: Callable[[int], Awaitable[TicketView]], done: str) -> Answer:
    """`Yours: #12 printer on fire, #14 vpn down`, and behind it why the others couldn't be changed.

    Begun in order, so that they share a commit. AllRefused if nothing was changed.
    """
    found = await asyncio.gather(*(change(number) for number in wanted.numbers), return_exceptions=True)
    changed = [one for one in found if isinstance(one, TicketView)]
    failed = [one for one in found if isinstance(one, BaseException)]
    _raise_what_stops_all(failed, none_changed=not changed)
    lines = packed(f"{done}: ", [f"{one.number} {fit(clean(one.title), IN_LISTS)}" for one in changed])
    refused = tuple(packed("", _sentences(failed), " | "))
    if not changed:
        raise AllRefused(refused)
    return Answer((*lines, *refused))


def _raise_what_stops_all(failed: Sequence[BaseException], *, none_changed: bool) -> None:
    """A mistake of the program always; a disk that takes nothing only where that is all there is to say."""
    for one in failed:
        if not isinstance(one, Refused | StoreFailed) or (none_changed and isinstance(one, StoreFailed)):
            raise one


def _sentences(failed: Sequence[BaseException]) -> list[str]:
    """What is said twice is said once."""
    marked = (one.marked if isinstance(one, Refused) else str(one) for one in failed)
    return list(dict.fromkeys(marked))
