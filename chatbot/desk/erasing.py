"""What was said, or is still to be said, of a ticket whose texts are erased: the outbox without people's words."""

import re
from collections.abc import Sequence

from chatbot.desk.act import Act
from chatbot.desk.wording import LINE, TYPE, fit
from store import erasing
from store.records import Notice

UNSAID = frozenset({"queued", "waiting"})
ASKING = 32
"""Characters for what stands behind a list of tickets: what to type."""
_NAMED = re.compile(r"#([0-9]{1,9})(?![0-9])")


async def erase_lists(act: Act, numbers: Sequence[int]) -> None:
    """Lines about several tickets, of which one of those is one."""
    for notice in await erasing.list_that_name(act.tx, numbers):
        await erasing.put_said(act.tx, notice.id, _numbers_of(notice) if notice.status in UNSAID else "")


def _numbers_of(notice: Notice) -> str:
    """A line about several tickets, without what people wrote: what it asks of the others is still asked."""
    numbers = list(dict.fromkeys(_NAMED.findall(notice.text)))
    named = ", ".join(f"#{number}" for number in numbers)
    if notice.holds == "offer":
        return fit(f"Handover, {len(numbers)} for you: {named}", LINE - ASKING) + f". yes, no, or yes {numbers[0]}"
    return fit(f"There is news of {named}", LINE - ASKING) + f". {TYPE}show {numbers[0]}"
