"""What a bare `dibs`, `yes` or `no` answers."""

from collections.abc import Sequence

from chatbot.desk import checks
from chatbot.desk.act import Act
from chatbot.desk.refused import Refused
from chatbot.desk.views import need_ticket, view
from chatbot.desk.wording import TYPE, fit, listed
from store import prompts
from store.records import Prompt

MOST_TITLED = 4


async def the_offers(act: Act, answer: str) -> tuple[int, ...]:
    """The tickets of the one open offer, or of those that were handed over together; with several, they are listed."""
    waiting = await _need_waiting(act)
    numbers = tuple(dict.fromkeys(prompt.ticket_id for prompt in waiting))
    if len(numbers) > 1 and not _together(waiting):
        raise await _which(act, numbers, answer)
    return numbers


async def the_offer(act: Act, answer: str) -> int:
    """For what is said of one ticket at a time."""
    numbers = tuple(dict.fromkeys(prompt.ticket_id for prompt in await _need_waiting(act)))
    if len(numbers) > 1:
        raise await _which(act, numbers, answer)
    return next(iter(numbers))


async def _which(act: Act, numbers: Sequence[int], answer: str) -> Refused:
    titled = [f"#{number} {fit(await _title(act, number), 24)}" for number in numbers[:MOST_TITLED]]
    asked = f". Say which: {TYPE}{answer} {numbers[0]}"
    return Refused(listed(f"{len(numbers)} wait for you: ", titled, asked, of=len(numbers)))


async def _need_waiting(act: Act) -> list[Prompt]:
    checks.need_member(act, "take tickets")
    if found := await _waiting(act):
        return found
    raise Refused(f"Nothing is offered to you now. What waits: {TYPE}list free")


async def _waiting(act: Act) -> list[Prompt]:
    """What they reported themselves is no question to them, unless somebody asks them in person."""
    assert act.member is not None, "checked before"
    found = await prompts.list_open_for(act.tx, act.member.id)
    reporters = {one.ticket_id: (await need_ticket(act, one.ticket_id)).reporter_id for one in found}
    return [one for one in found if one.member_id is not None or reporters[one.ticket_id] != act.member.id]


def _together(waiting: Sequence[Prompt]) -> bool:
    return waiting[0].bundle is not None and len({one.bundle for one in waiting}) == 1


async def _title(act: Act, number: int) -> str:
    return (await view(act, await need_ticket(act, number))).title
