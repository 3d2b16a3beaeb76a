"""What happens when a timer is due: a table from its kind to what the desk does then."""

from collections.abc import Awaitable, Callable

from chatbot.desk import (
    asking,
    dictating,
    digests,
    firing,
    forgotten,
    holding,
    keeping,
    prompts,
    snoozing,
    staying,
    storms,
)
from chatbot.desk.act import Act
from chatbot.desk.desk import NOBODY, Desk
from store import timers
from store.records import Timer

WHEN_DUE: dict[str, Callable[[Act, int], Awaitable[None]]] = {
    prompts.REPEAT: firing.fire_repeat,
    prompts.HALF: firing.fire_half,
    prompts.END: firing.fire_end,
    prompts.ABSENT: firing.fire_absent,
    holding.WAKE: holding.fire_wake,
    asking.AGAIN: asking.fire_again,
    dictating.END: dictating.fire_end,
    snoozing.END: snoozing.fire_end,
    digests.DIGEST: digests.fire,
    storms.WORD: storms.fire_word,
    storms.END: storms.fire_end,
    staying.END: staying.fire_end,
    staying.WAIT: staying.fire_wait,
    keeping.END: keeping.fire_end,
    forgotten.STILL: forgotten.fire_still,
    forgotten.END: forgotten.fire_end,
}

OUTSIDE: dict[str, Callable[[Desk, Timer], Awaitable[bool]]] = {keeping.SCRUB: keeping.scrub}
"""What no one transaction can do."""


async def do(desk: Desk, timer: Timer) -> bool:
    """Do what is due, once; False if somebody was faster or the timer was moved meanwhile."""
    outside = OUTSIDE.get(timer.kind)
    return await outside(desk, timer) if outside else await desk.change(NOBODY, fire, timer)


async def fire(act: Act, timer: Timer) -> bool:
    """Do what is due, once; False if somebody was faster or the timer was moved meanwhile."""
    if not await timers.take(act.tx, timer):
        return False
    await WHEN_DUE[timer.kind](act, timer.subject_id)
    return True
